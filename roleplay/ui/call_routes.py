"""What the pages ask of the server beside being shown: start a call, say something, follow the reply, hang up.

A reply is streamed as server-sent events on the answer to the very request that said the rep's words, so its first
piece needs no second round trip. The reply itself runs in a task of the use case; leaving or losing a stream costs
nothing, and ``follow`` finds it again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from pydantic import BaseModel, BeforeValidator, Field

from roleplay.errors import InputError, NotFound
from roleplay.terms import CallType, Language
from roleplay.transcript import Speaker
from roleplay.ui.call_parts import Sync, sync
from roleplay.ui.parts import address
from roleplay.ui.streaming import coalesced
from roleplay.ui.visitor import Visitor, visitor_of
from roleplay.ui.words import words_for

if TYPE_CHECKING:
    from roleplay.practice.service import Practice

_LONGEST_BODY: Final = 100_000
_STREAM_HEADERS: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def _sendable(text: object) -> object:
    """Replace lone surrogates, which JSON can carry and nothing else can."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(text, str) else text


class Said(BaseModel):
    """What the rep says, and the number of the turn it is meant to be: saying it twice says it once."""

    text: Annotated[str, BeforeValidator(_sendable)] = Field(max_length=_LONGEST_BODY)
    turn: int = Field(ge=0)
    have: int = Field(ge=0, description="Turns that the page shows already.")


class FromTurn(BaseModel):
    """The turn of the rep to try again from, counted from 0."""

    turn: int = Field(ge=0)


def known_visitor(request: Request) -> Visitor:
    """Return who asks.

    Raises:
        HTTPException: 401, the request carries no cookie of ours.
    """
    visitor = visitor_of(request.scope)
    if not visitor.user:
        raise HTTPException(401, "Open a page first: this browser is not known here yet.")
    return visitor


Known = Annotated[Visitor, Depends(known_visitor)]


def call_routes(practice: Practice) -> APIRouter:
    """Return the routes under ``/api/calls``."""
    router = APIRouter(prefix="/api/calls", include_in_schema=False)
    _add_ways_in(router, practice)
    _add_call(router, practice)
    return router


def _add_ways_in(router: APIRouter, practice: Practice) -> None:
    """Add what leads to a new call: starting one, and trying one again."""

    @router.post("")
    async def start(
        who: Known,
        buyer: Annotated[str, Form(max_length=200)],
        call: Annotated[str, Form(max_length=50)],
        language: Annotated[str, Form(max_length=20)],
        exam: Annotated[str, Form(max_length=5)] = "",
    ) -> Response:
        if call not in set(CallType) or language not in set(Language):
            return RedirectResponse(address("/brief", buyer=buyer), 303)
        try:
            call_id = await asyncio.to_thread(
                practice.start, who.user, buyer, CallType(call), Language(language), exam=exam == "1"
            )
        except (NotFound, InputError):
            return RedirectResponse(address("/brief", buyer=buyer), 303)  # the page says what is wrong
        return RedirectResponse(address("/call", call=call_id), 303)

    @router.post("/{call_id}/retry")
    async def retry(who: Known, call_id: str, again: FromTurn) -> Response:
        new = await practice.retry(who.user, call_id, again.turn, who.language)
        return JSONResponse({"url": address("/call", call=new)})


def _add_call(router: APIRouter, practice: Practice) -> None:
    """Add what happens in a call."""
    desk = _Desk(practice)

    @router.get("/{call_id}/state")
    async def state(who: Known, call_id: str, have: int = 0) -> Response:
        return _json(await desk.sync(who, call_id, have))

    @router.post("/{call_id}/say")
    async def say(who: Known, call_id: str, said: Said) -> Response:
        if not await desk.already_said(who, call_id, said):
            await practice.say(who.user, call_id, said.text, who.language)
        return _stream(desk.reply(who, call_id, said.have))

    @router.get("/{call_id}/follow")
    async def follow(who: Known, call_id: str, have: int = 0) -> Response:
        await desk.sync(who, call_id, have)  # refuses somebody else's call before the stream begins
        return _stream(desk.reply(who, call_id, have))

    @router.post("/{call_id}/hang-up")
    async def hang_up(who: Known, call_id: str, have: int = 0) -> Response:
        await practice.hang_up(who.user, call_id)
        return _json(await desk.sync(who, call_id, have))

    @router.post("/{call_id}/hint")
    async def hint(who: Known, call_id: str) -> Response:
        return JSONResponse({"hint": await asyncio.to_thread(practice.hint, who.user, call_id, who.language)})


class _Desk:
    """Reads calls for the routes."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice

    async def sync(self, who: Visitor, call_id: str, have: int, *, speak: str = "") -> Sync:
        view = await asyncio.to_thread(self._practice.call, who.user, call_id, who.language)
        return sync(view, words_for(who.language), min(have, len(view.turns)), speak=speak)

    async def already_said(self, who: Visitor, call_id: str, said: Said) -> bool:
        """True if this very turn arrived before: the page did not hear so because its connection broke."""
        view = await asyncio.to_thread(self._practice.call, who.user, call_id, who.language)
        if said.turn >= len(view.turns):
            return False
        turn = view.turns[said.turn]
        return turn.speaker is Speaker.REP and turn.text.split() == said.text.split()

    async def reply(self, who: Visitor, call_id: str, have: int) -> AsyncIterator[str]:
        """Yield the events of one reply: where the call stands, the pieces, where it stands then."""
        first = await self.sync(who, call_id, have)
        yield _event(first.model_dump_json())
        spoken = ""
        async for event in coalesced(self._practice.follow(who.user, call_id)):
            if event is None:
                yield ": waiting\n\n"
                continue
            spoken = event.text if event.kind == "done" else spoken
            yield _event(event.model_dump_json())
        last = await self.sync(who, call_id, first.turns, speak=spoken)
        yield _event(last.model_dump_json())


def _event(data: str) -> str:
    return f"data: {data}\n\n"


def _json(state: Sync) -> Response:
    return Response(state.model_dump_json(), media_type="application/json")


def _stream(events: AsyncIterator[str]) -> Response:
    return StreamingResponse(events, media_type="text/event-stream", headers=_STREAM_HEADERS)

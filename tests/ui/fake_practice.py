"""A practice in memory: all that the pages use, with buyers and replies from a file. No store, no director."""

from __future__ import annotations

import asyncio
import itertools
import time
import tomllib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from roleplay.errors import InputError, NotFound
from roleplay.practice.views import (
    Brief,
    BuyerCard,
    CallView,
    Comparison,
    OpenCall,
    PastCall,
    ReplyEvent,
    ScoredCall,
    Weight,
)
from roleplay.terms import CallType, Language
from roleplay.transcript import Speaker, Turn

CONTENT = tomllib.loads((Path(__file__).parent / "fake_content.toml").read_text(encoding="utf-8"))
HOSTILE = "<script>window.pwned=1</script><img src=x onerror=window.pwned=1> ${window.pwned=1} {{pwned}} `x` &amp;"


def texts(language: Language) -> dict[str, Any]:
    found: dict[str, Any] = CONTENT["zh" if language.is_chinese else "en"]
    return found


def card(buyer: dict[str, Any]) -> BuyerCard:
    chinese = "\u4e00" <= buyer["name"][0] <= "\u9fff"
    languages = (Language.ZH_HANS, Language.ZH_HANT) if chinese else (Language.EN,)
    about = {key: texts(languages[0])[key] for key in ("industry", "size")}
    return BuyerCard.model_validate({"languages": languages, **about, **buyer})


CARDS = tuple(card(buyer) for buyer in CONTENT["buyers"])


@dataclass
class Call:
    """One call in memory. ``fields`` replaces fields of its view."""

    id: str
    user: str
    card: BuyerCard
    call_type: CallType
    language: Language
    exam: bool
    turns: list[Turn] = field(default_factory=list)
    started: float = field(default_factory=time.time)
    fields: dict[str, Any] = field(default_factory=dict)
    events: list[ReplyEvent] = field(default_factory=list)
    replying: bool = False
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def ended(self) -> bool:
        return bool(self.fields.get("ended"))


class FakePractice:
    """The use cases, in memory. ``pace`` is the seconds between two pieces of a reply, ``first`` before the first."""

    def __init__(self, *, pace: float = 0.02, first: float = 0.05, cards: tuple[BuyerCard, ...] = CARDS) -> None:
        self.pace, self.first, self.cards = pace, first, cards
        self.calls: dict[str, Call] = {}
        self.past: tuple[PastCall, ...] = ()
        self.scored_calls: dict[str, ScoredCall] = {}
        self.comparison: Comparison | None = None
        self.explode = False
        self.left = 1250.0
        self._numbers = itertools.count(1)
        self._tasks: set[asyncio.Task[None]] = set()

    def buyers(self, user: str, language: Language) -> tuple[BuyerCard, ...]:
        if self.explode:
            raise RuntimeError("the fake was told to explode")
        calls = {call.card.id: call for call in self._of(user) if not call.ended}
        return tuple(
            one.model_copy(update={"open_call": calls[one.id].id, "open_turn": len(calls[one.id].turns)})
            if one.id in calls
            else one
            for one in self.cards
        )

    def recommended(self, user: str, language: Language) -> tuple[str, str] | None:
        wanted = "wang" if language.is_chinese else "dana"
        return (wanted, texts(language)["recommended"]) if self.cards else None

    def open_calls(self, user: str, language: Language) -> tuple[OpenCall, ...]:
        return tuple(
            OpenCall(
                call=call.id, card=call.card, call_type=call.call_type, turns=len(call.turns),
                elapsed=400, left=self.left,
            )
            for call in reversed(self._of(user))
            if call.turns and not call.ended
        )  # fmt: skip

    def count(self, user: str) -> int:
        return sum(bool(call.turns) for call in self._of(user))

    def practise_next(self, user: str, language: Language) -> str:
        return ""

    def brief(self, user: str, buyer_id: str, call_type: CallType, language: Language) -> Brief:
        text = texts(language)
        return Brief(
            card=self._card(buyer_id), call_type=call_type, minutes=15, voice="embedded", vendor="Corvane",
            goal=text["goal"], known=text["known"], manner=text["manner"], selling=text["selling"],
            price=text["price"], weights=tuple(Weight(title=t, weight=w) for t, w in text["weights"]),
        )  # fmt: skip

    def start(
        self, user: str, buyer_id: str, call_type: CallType, call_language: Language, *, exam: bool = False
    ) -> str:
        call_id = f"call-{next(self._numbers)}"
        self.calls[call_id] = Call(call_id, user, self._card(buyer_id), call_type, call_language, exam)
        return call_id

    def call(self, user: str, call_id: str, language: Language) -> CallView:
        return self._view(self._call(user, call_id))

    async def say(self, user: str, call_id: str, text: str, language: Language = Language.EN) -> int:
        call = self._call(user, call_id)
        said = text.strip()
        if not said:
            raise InputError("Nothing was said: type a sentence first.")
        if len(said) > 4000:
            raise InputError(f"That is {len(said)} characters. Say at most 4000 in one turn.")
        if call.ended:
            raise InputError("The call has ended.")
        if call.replying:
            raise InputError("The buyer is still speaking.")
        call.turns.append(Turn(speaker=Speaker.REP, text=said))
        call.replying, call.events = True, []
        task = asyncio.create_task(self._reply(call))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return len(call.turns) - 1

    async def follow(self, user: str, call_id: str) -> AsyncIterator[ReplyEvent]:
        call = self._call(user, call_id)
        running, at = call.replying, 0
        while running:
            async with call.changed:
                while len(call.events) <= at:
                    await call.changed.wait()
            for event in call.events[at:]:
                yield event
                running = event.kind != "done"
            at = len(call.events)

    async def hang_up(self, user: str, call_id: str) -> None:
        self._call(user, call_id).fields.update(ended=True, ended_by="rep")

    def hint(self, user: str, call_id: str, language: Language) -> str:
        self._call(user, call_id)
        return str(texts(language)["hint"])

    def scored(self, user: str, call_id: str, language: Language) -> ScoredCall:
        self._call(user, call_id)
        if call_id not in self.scored_calls:
            raise RuntimeError("the fake scores nothing of its own")
        return self.scored_calls[call_id]

    async def retry(self, user: str, call_id: str, turn: int, language: Language = Language.EN) -> str:
        old = self._call(user, call_id)
        new = self.start(user, old.card.id, old.call_type, old.language)
        self.calls[new].turns = old.turns[:turn]
        self.calls[new].fields = {"attempt": 2, "parent": call_id, "from_turn": turn}
        return new

    def compare(self, user: str, first: str, second: str, language: Language) -> Comparison:
        if self.comparison is None:
            raise RuntimeError("the fake compares nothing of its own")
        return self.comparison

    def history(self, user: str, language: Language) -> tuple[PastCall, ...]:
        return self.past

    async def resume(self) -> int:
        return 0

    async def _reply(self, call: Call) -> None:
        """Speak the next line; ``hostile`` gets markup back, ``goodbye`` ends the call, and so does the last line."""
        said, text = call.turns[-1].text, texts(call.language)
        lines = text["replies"]
        line = HOSTILE if "hostile" in said else lines[min(len(call.turns) // 2, len(lines) - 1)]
        await asyncio.sleep(self.first)
        step = 2 if call.language.is_chinese else 4
        for at in range(0, len(line), step):
            await self._publish(call, ReplyEvent(kind="piece", text=line[at : at + step]))
            await asyncio.sleep(self.pace)
        call.turns.append(Turn(speaker=Speaker.BUYER, text=line))
        call.replying = False
        if "goodbye" in said or line == lines[-1]:
            at = len(call.turns) - 2
            call.fields.update(ended=True, ended_by="buyer", retry_turn=at, ended_reason=text["hung_up"])
        await self._publish(call, ReplyEvent(kind="done", text=line))

    async def _publish(self, call: Call, event: ReplyEvent) -> None:
        async with call.changed:
            call.events.append(event)
            call.changed.notify_all()

    def hung_up(self, language: Language) -> str:
        """Why a buyer ended the call, as a sentence."""
        return str(texts(language)["hung_up"])

    def _of(self, user: str) -> list[Call]:
        return [call for call in self.calls.values() if call.user == user]

    def _card(self, buyer_id: str) -> BuyerCard:
        found = next((one for one in self.cards if one.id == buyer_id), None)
        if found is None:
            raise NotFound(f"There is no buyer {buyer_id!r}.")
        return found

    def _call(self, user: str, call_id: str) -> Call:
        call = self.calls.get(call_id)
        if call is None or call.user != user:
            raise NotFound("There is no such call.")
        return call

    def _view(self, call: Call) -> CallView:
        text = texts(call.language)
        return CallView.model_validate(
            {
                "id": call.id, "card": call.card, "call_type": call.call_type, "language": call.language,
                "exam": call.exam, "goal": text["goal_short"], "vendor": "Corvane", "selling": text["selling"],
                "price": text["price"], "turns": tuple(call.turns), "replying": call.replying,
                "started": call.started, "elapsed": time.time() - call.started, "ended": False, "voice": "embedded",
                "minutes": 15, **call.fields,
            }
        )  # fmt: skip

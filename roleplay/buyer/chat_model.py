"""The voice of a chat model: it words what the director decided, and a written line stands in when it fails.

The guard checks each word before it is shown. The call never dies of a model: whatever goes wrong at the endpoint
or in the reply, the fallback voice says the same act, and ``events`` tell why.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from traceback import extract_tb

from roleplay.buyer.endpoint import ChatEndpoint, probe
from roleplay.buyer.guard import GuardedStream, Licence, Rejected
from roleplay.buyer.prompt import messages
from roleplay.buyer.voice import Cue, Piece, Restart, Spoken, Voice
from roleplay.errors import ModelError
from roleplay.settings import Settings

__all__ = ["ChatModelVoice", "chat_voice", "probe"]

log = logging.getLogger(__name__)
#: How often the model is asked for one reply before a written line is said.
TRIES = 3


def chat_voice(settings: Settings, fallback: Voice) -> ChatModelVoice:
    """The voice of the model that the settings name. Make it once and keep it.

    Raises:
        SetupError: the settings do not name a model that can be used here.
    """
    return ChatModelVoice(ChatEndpoint(settings), fallback)


class ChatModelVoice:
    """Words a turn with a chat model, under guard, with a fallback that never fails."""

    def __init__(self, endpoint: ChatEndpoint, fallback: Voice) -> None:
        self._endpoint = endpoint
        self._fallback = fallback

    @property
    def name(self) -> str:
        """The model's name."""
        return self._endpoint.model

    def warm_up(self) -> None:
        """Make the client now; takes about a second, so call it from a thread when the program starts."""
        self._endpoint.warm_up()

    async def speak(self, cue: Cue) -> AsyncIterator[Piece | Restart | Spoken]:
        """Give the reply.

        Events: ``guard:<rule>`` for each try turned down, ``fault:<kind>`` where the endpoint failed.
        """
        events: list[str] = []
        shown = False
        try:
            licence = Licence.of(cue)
            rejected = ""
            for _ in range(TRIES):
                reply = GuardedStream(licence)
                try:
                    async with aclosing(self._checked(cue, reply, rejected)) as pieces:
                        async for piece in pieces:
                            shown = True
                            yield Piece(text=piece)
                    left, text = reply.finish()
                except Rejected as no:
                    rejected = no.rule
                    events.append(f"guard:{rejected}")
                    if shown:
                        yield Restart()
                        shown = False
                    continue
                if left:
                    yield Piece(text=left)
                yield Spoken(text=text, voice=self.name, events=tuple(events))
                return
        except ModelError as fault:
            log.warning("%s; a written line is said instead", fault)
            events.append(f"fault:{fault.kind}")
        except Exception as fault:  # noqa: BLE001 - whatever it is, the call must go on
            # No message and no traceback: they could hold what the buyer keeps to himself.
            place = extract_tb(fault.__traceback__)[-1]
            log.error(  # noqa: TRY400
                "%s at %s:%s; a written line is said instead", type(fault).__name__, place.filename, place.lineno
            )
            events.append("fault:internal")
        if shown:
            yield Restart()
        async for part in self._fallback.speak(cue):
            yield part.model_copy(update={"events": (*events, *part.events)}) if isinstance(part, Spoken) else part

    async def _checked(self, cue: Cue, reply: GuardedStream, rejected: str) -> AsyncGenerator[str, None]:
        async with aclosing(self._endpoint.stream(messages(cue, reply.licence, rejected))) as pieces:
            async for piece in pieces:
                if ready := reply.feed(piece):
                    yield ready

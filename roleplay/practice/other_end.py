"""The other end of the line: lets the buyer answer, in a task of its own, and keeps what was answered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable

from roleplay.annotation import TurnAnnotation
from roleplay.buyer.voice import Voice
from roleplay.buyer_log import LogEntry
from roleplay.content import Library
from roleplay.practice import scored
from roleplay.practice.replies import Replies, RunningReply
from roleplay.practice.reply import decide, speak_reply, take_note
from roleplay.practice.views import ReplyEvent
from roleplay.practice.words import word
from roleplay.store import CallRecord, Repository
from roleplay.transcript import Speaker, Turn

log = logging.getLogger(__name__)


class OtherEnd:
    """Answers for the buyers of all calls. What it remembers of a call can be made anew from the store."""

    def __init__(
        self, library: Library, repository: Repository, voice: Voice, embedded: Voice, clock: Callable[[], float]
    ) -> None:
        """``voice`` speaks; ``embedded`` speaks for the rest of a call in which the model failed."""
        self.voice = voice
        self._library = library
        self._repository = repository
        self._embedded = embedded
        self._clock = clock
        self._replies = Replies()
        self._tasks: set[asyncio.Task[None]] = set()
        self._annotations: dict[str, tuple[TurnAnnotation, ...]] = {}  # of running calls; made anew when lost

    def is_speaking(self, call_id: str) -> bool:
        """True while a reply in this call is on its way."""
        return self._replies.get(call_id) is not None

    def answer(self, user: str, call_id: str) -> None:
        """Start the reply to the last turn of a call; it runs on its own and ends by itself."""
        self._replies.start(call_id)
        task = asyncio.create_task(self._reply(user, call_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def follow(self, call_id: str) -> AsyncIterator[ReplyEvent]:
        """The running reply from its first word on; ends at once if none is running."""
        reply = self._replies.get(call_id)
        if reply is not None:
            async for event in reply.follow():
                yield event

    async def drain(self) -> None:
        """Wait until all running replies are complete."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def finish(self, user: str, call_id: str) -> None:
        """Keep the figures of a call that has ended."""
        self._annotations.pop(call_id, None)
        record = self._repository.call(user, call_id)
        self._repository.save_score(scored.stored_score(self._library, record))

    async def _reply(self, user: str, call_id: str) -> None:
        """Let the buyer answer the last turn, keep the answer, and end the call if the buyer ends it."""
        reply = self._replies.get(call_id)
        if reply is None:
            return
        text = ""
        try:
            record = await asyncio.to_thread(self._repository.call, user, call_id)
            turn, entry = await self._speak(record, reply)
            await self._keep_reply(user, record, turn, entry)
            text = turn.text
        except Exception:  # the task's edge: whatever went wrong, the page must not wait for ever
            log.exception("The reply in call %s could not be kept", call_id)
        finally:
            self._replies.finish(call_id)
            await reply.publish(ReplyEvent(kind="done", text=text))

    async def _speak(self, record: CallRecord, reply: RunningReply) -> tuple[Turn, LogEntry]:
        """Decide and speak; if a voice fails through a fault of our own, the buyer says the least there is to say."""
        decided = self._decide(record)
        voice = self._embedded if record.fault_turn is not None else self.voice
        try:
            return await speak_reply(record, decided, voice, reply, clock=self._clock)
        except Exception:
            log.exception("The voice failed in call %s", record.call.id)
            await reply.publish(ReplyEvent(kind="restart"))
            text = word(record.call.language, "reply.emergency")
            at = round(self._clock() - record.call.started, 1)
            return Turn(speaker=Speaker.BUYER, text=text, at=at), decided.model_copy(update={"voice": "emergency"})

    async def _keep_reply(self, user: str, record: CallRecord, turn: Turn, entry: LogEntry) -> None:
        call_id, number = record.call.id, len(record.turns)
        await asyncio.to_thread(self._repository.add_reply, call_id, number, turn, entry)
        fault = next((event.removeprefix("fault:") for event in entry.events if event.startswith("fault:")), None)
        if fault is not None:
            await asyncio.to_thread(self._repository.note_fault, call_id, number, fault)
        if entry.after.ended:
            reason, now = entry.after.ended, self._clock()
            await asyncio.to_thread(self._repository.end, call_id, by="buyer", reason=reason, at=now)
            await asyncio.to_thread(self.finish, user, call_id)

    def _decide(self, record: CallRecord) -> LogEntry:
        """The director's step; if our own code fails, the buyer takes note and the call goes on."""
        call_id = record.call.id
        try:
            entry, self._annotations[call_id] = decide(record, self._annotations.get(call_id, ()))
        except Exception:
            log.exception("The director failed in call %s", call_id)
            return take_note(record)
        return entry

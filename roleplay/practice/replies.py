"""The replies that are on their way: each belongs to a task of its own, and any number of pages may follow it.

A page that comes late (a reload, a second tab) first gets what the reply has so far. Nothing here is kept: what is
finished stands in the store, and a reply that was cut off by the end of the process is asked for again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from roleplay.practice.views import ReplyEvent


class RunningReply:
    """One reply while it is being spoken."""

    def __init__(self) -> None:
        self._events: list[ReplyEvent] = []
        self._done = False
        self._changed = asyncio.Condition()

    async def publish(self, event: ReplyEvent) -> None:
        """Pass on one event to all who follow. A restart makes the earlier pieces void for those who come later."""
        async with self._changed:
            self._events.append(event)
            self._done = self._done or event.kind == "done"
            self._changed.notify_all()

    async def follow(self) -> AsyncIterator[ReplyEvent]:
        """All events from the first to ``done``; pieces that have piled up come joined into one."""
        seen = 0
        while True:
            async with self._changed:
                await self._changed.wait_for(lambda: len(self._events) > seen)  # noqa: B023 - read under the lock
                fresh = self._events[seen:]
                seen = len(self._events)
            for event in _joined(fresh):
                yield event
                if event.kind == "done":
                    return


def _joined(events: list[ReplyEvent]) -> list[ReplyEvent]:
    """Join runs of pieces; drop what a restart made void."""
    joined: list[ReplyEvent] = []
    for event in events:
        if event.kind == "restart":
            joined = [event]
        elif event.kind == "piece" and joined and joined[-1].kind == "piece":
            joined[-1] = ReplyEvent(kind="piece", text=joined[-1].text + event.text)
        else:
            joined.append(event)
    return joined


class Replies:
    """The running reply of each call, if there is one. Lives in one event loop."""

    def __init__(self) -> None:
        self._running: dict[str, RunningReply] = {}

    def start(self, call_id: str) -> RunningReply:
        """A new running reply for a call that has none."""
        reply = RunningReply()
        self._running[call_id] = reply
        return reply

    def finish(self, call_id: str) -> None:
        """Forget a reply; those who follow it still get its end."""
        self._running.pop(call_id, None)

    def get(self, call_id: str) -> RunningReply | None:
        """The running reply of this call, if any."""
        return self._running.get(call_id)

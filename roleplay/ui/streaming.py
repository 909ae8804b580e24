"""Fewer, larger pieces: the first goes out at once, then at most twenty a second, whatever the model's rate."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from roleplay.practice.views import ReplyEvent

GAP: Final = 0.05
"""Seconds between two pieces: twenty a second is as fast as eyes read, and spares server, wire and browser."""

QUIET: Final = 5.0
"""Seconds of silence after which a sign of life goes out, so that the page can tell waiting from a dead line."""


async def coalesced(
    events: AsyncIterator[ReplyEvent], *, gap: float = GAP, quiet: float = QUIET
) -> AsyncIterator[ReplyEvent | None]:
    """Yield the events with neighbouring pieces joined; None stands for ``quiet`` seconds of silence.

    Whatever ``events`` raises is raised here, after all that came before it.
    """
    queue: asyncio.Queue[ReplyEvent | None] = asyncio.Queue()

    async def pump() -> None:
        try:
            async for event in events:
                queue.put_nowait(event)
        finally:
            queue.put_nowait(None)

    task = asyncio.create_task(pump())
    try:
        running = True
        while running:
            try:
                first = await asyncio.wait_for(queue.get(), quiet)
            except TimeoutError:
                yield None
                continue
            batch = _joined([first, *_waiting(queue)])
            running = batch[-1] is not None
            for event in batch:
                if event is not None:
                    yield event
            await asyncio.sleep(gap if running else 0)
        await task
    finally:
        task.cancel()


def _waiting(queue: asyncio.Queue[ReplyEvent | None]) -> list[ReplyEvent | None]:
    """Take what has piled up; None is the end, and nothing comes after it."""
    return [queue.get_nowait() for _ in range(queue.qsize())]


def _joined(events: list[ReplyEvent | None]) -> list[ReplyEvent | None]:
    """Join neighbouring pieces."""
    joined: list[ReplyEvent | None] = []
    for event in events:
        last = joined[-1] if joined else None
        if event is not None and last is not None and event.kind == last.kind == "piece":
            joined[-1] = ReplyEvent(kind="piece", text=last.text + event.text)
        else:
            joined.append(event)
    return joined

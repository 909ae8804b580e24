"""Pieces are joined so that at most one leaves in each gap; nothing is lost or reordered."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.practice.views import ReplyEvent
from roleplay.ui.streaming import coalesced


def piece(text: str) -> ReplyEvent:
    return ReplyEvent(kind="piece", text=text)


async def play(events: list[ReplyEvent | float]) -> AsyncIterator[ReplyEvent]:
    for event in events:
        if isinstance(event, float):
            await asyncio.sleep(event)
        else:
            yield event


async def gather(events: list[ReplyEvent | float], **options: float) -> list[ReplyEvent | None]:
    return [event async for event in coalesced(play(events), **options)]


async def test_the_first_piece_leaves_at_once() -> None:
    stream = coalesced(play([piece("a"), 5.0]), gap=0.05)
    first = await asyncio.wait_for(anext(stream), 0.5)
    assert first == piece("a")
    await stream.aclose()


async def test_many_quick_pieces_become_few() -> None:
    found = await gather([item for n in range(200) for item in (piece("x"), 0.0005)], gap=0.05)
    assert len(found) < 30
    assert "".join(event.text for event in found if event) == "x" * 200


async def test_silence_gives_a_sign_of_life() -> None:
    found = await gather([piece("a"), 0.12, piece("b")], gap=0.0, quiet=0.05)
    assert found[0] == piece("a")
    assert None in found
    assert found[-1] == piece("b")


async def test_what_the_source_raises_is_raised() -> None:
    async def broken() -> AsyncIterator[ReplyEvent]:
        yield piece("a")
        raise RuntimeError("cut")

    with pytest.raises(RuntimeError, match="cut"):
        [event async for event in coalesced(broken(), gap=0.0)]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "|", "restart"]), max_size=30))
def test_order_and_text_are_kept_whatever_comes(kinds: list[str]) -> None:
    events: list[ReplyEvent | float] = [
        ReplyEvent(kind="restart") if kind == "restart" else piece(kind) for kind in kinds
    ]
    events.append(ReplyEvent(kind="done", text="end"))
    found = asyncio.run(gather(events, gap=0.0))

    def flat(sequence: list[ReplyEvent | None] | list[ReplyEvent | float]) -> str:
        return "".join(
            "R" if e.kind == "restart" else "D" if e.kind == "done" else e.text
            for e in sequence
            if isinstance(e, ReplyEvent)
        )

    assert flat(found) == flat(events)

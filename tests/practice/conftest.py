"""The real content, a store in a temporary folder, and the embedded voice without its pauses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from roleplay.buyer.embedded import EmbeddedVoice
from roleplay.content import Library, load_library
from roleplay.practice import Practice
from roleplay.store import Repository

ROOT = Path(__file__).parents[2]
ME = "ann"


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library(ROOT)


class Clock:
    """Seconds that pass only when they are told to."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def practice(library: Library, tmp_path: Path, clock: Clock) -> Iterator[Practice]:
    voice = EmbeddedVoice(library.lines, pause=0)
    repository = Repository(tmp_path / "calls.sqlite")
    yield Practice(library, repository, voice, voice, clock=clock, new_seed=lambda: 11)
    repository.close()


async def converse(practice: Practice, call_id: str, *said: str, user: str = ME) -> list[str]:
    """Say these things one after the other and return what the buyer answered."""
    answers = []
    for text in said:
        await practice.say(user, call_id, text)
        async for _ in practice.follow(user, call_id):
            pass
        await practice.drain()  # a quick reply may be over before it is followed, so it is read from the store
        answers.append(practice.repository.call(user, call_id).turns[-1].text)
    return answers

"""The scene of a kept call and its topics, read once."""

from __future__ import annotations

from functools import lru_cache

from roleplay.analysis import TopicIndex
from roleplay.buyer.scene import Scene
from roleplay.store import CallRecord


@lru_cache(maxsize=256)
def scene_from(json: str) -> Scene:
    """The scene that was kept as JSON."""
    return Scene.model_validate_json(json)


@lru_cache(maxsize=256)
def _topics(json: str) -> TopicIndex:
    return TopicIndex.of(scene_from(json).persona)


def scene_of(record: CallRecord) -> Scene:
    """The scene of a call as it was when the call began."""
    return scene_from(record.call.scene)


def topics_of(record: CallRecord) -> TopicIndex:
    """The topics of a call's buyer, ready for searching."""
    return _topics(record.call.scene)

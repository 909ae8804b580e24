"""Traits: one entry for every personality, stance and role."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from roleplay.content.checks.language import local_text_faults
from roleplay.content.problem import Fault
from roleplay.content.yaml_source import Source
from roleplay.terms import Personality, Role, Stance

_COMPLETE: dict[str, type[StrEnum]] = {"personalities": Personality, "stances": Stance, "roles": Role}


def trait_faults(source: Source, kind: str) -> Iterator[Fault]:
    """Nobody may be missing, and every text is there in the languages it needs."""
    missing = tuple(member.value for member in _COMPLETE[kind] if member.value not in source.data)
    if missing:
        yield Fault("incomplete_traits", (), slots={"missing": missing})
    yield from local_text_faults(source.data)

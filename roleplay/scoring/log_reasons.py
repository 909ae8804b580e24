"""Which reasons in a director's log mean what to the scoring; the ids are data (``cues/log.toml``)."""

from __future__ import annotations

from functools import cache

from roleplay.data import load_toml


@cache
def reasons(name: str) -> frozenset[str]:
    """The ids of a group, such as ``taken_up`` or ``not_listening``."""
    return frozenset(load_toml("roleplay.scoring", "cues/log.toml")[name])


@cache
def complaints(name: str) -> frozenset[str]:
    """The variants of a complaint of a group, such as ``unheard``."""
    return frozenset(load_toml("roleplay.scoring", "cues/log.toml")["complaints"][name])

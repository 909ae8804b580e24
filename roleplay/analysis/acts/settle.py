"""Brings the finds of all families together: one act of a kind a stretch, and no label that another one rules out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from roleplay.annotation import Act
from roleplay.terms import RepAct

# The left one falls where the right one covers the same stretch.
_YIELDS_TO = {
    RepAct.VAGUE_NEXT_STEP: (
        RepAct.NEXT_STEP,
        RepAct.TWO_OPTION_CLOSE,
        RepAct.PRICE,
        RepAct.PITCH,
        RepAct.CONDITION,
        RepAct.REFERRAL,
    ),
    RepAct.AGREEMENT: (RepAct.CONTRADICTION, RepAct.CHECK),
    RepAct.CORRECTION: (RepAct.CONTRADICTION,),
    RepAct.GRANT: (RepAct.PROMISE,),
    RepAct.REFERRAL: (RepAct.UPTAKE,),
    RepAct.GOSSIP: (RepAct.REFERRAL,),
    RepAct.PITCH: (RepAct.PRICE, RepAct.NEXT_STEP, RepAct.CONDITION, RepAct.META_INSTRUCTION),
    RepAct.SMALL_TALK: (RepAct.UPTAKE,),
}
_ORDER = {act: i for i, act in enumerate(RepAct)}


def settle(found: Iterable[Act]) -> tuple[Act, ...]:
    """Return the acts in order; of overlapping acts of one kind the longest stays (the earlier on a tie)."""
    kept: dict[RepAct, list[Act]] = {}
    for act in sorted(found, key=lambda a: (a.start - a.end, a.start, a.rule)):
        others = kept.setdefault(act.act, [])
        at = bisect_left(others, act.start, key=_start)
        before, after = others[at - 1 : at] if at else [], others[at : at + 1]
        if not any(other.start < act.end and act.start < other.end for other in [*before, *after]):
            others.insert(at, act)
    standing = [act for acts in kept.values() for act in acts if not _ruled_out(act, kept)]
    return tuple(sorted(standing, key=lambda a: (a.start, a.end, _ORDER[a.act])))


def _start(act: Act) -> int:
    return act.start


def _ruled_out(act: Act, kept: dict[RepAct, list[Act]]) -> bool:
    """Whether an act that outweighs this one covers it, wholly or, for a vague step, for the most part."""
    for kind in _YIELDS_TO.get(act.act, ()):
        others = kept.get(kind, [])
        at = bisect_right(others, act.start, key=_start)
        if at and others[at - 1].end >= act.end:
            return True
        if act.act is RepAct.VAGUE_NEXT_STEP and any(
            other.start < act.end and act.start < other.end for other in others[max(0, at - 1) : at + 2]
        ):
            return True
    return False

"""Checks what must fit together within a file and between files, and adds the faults to the files' entries."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from roleplay.content.checks.buyer import Surroundings, buyer_faults
from roleplay.content.checks.lines import line_faults, line_ids
from roleplay.content.checks.offer import offer_faults
from roleplay.content.checks.raw import mapping, number, text
from roleplay.content.checks.rubric import example_faults, rubric_faults
from roleplay.content.checks.traits import trait_faults
from roleplay.content.kinds import BUYER, LINES, OFFER, RUBRIC, STANCES, Kind, language_of_lines
from roleplay.content.messages import severity
from roleplay.content.problem import Fault, Slot
from roleplay.content.problem import Path as Place
from roleplay.content.reading import Entry, of_kind
from roleplay.content.yaml_source import Source

_NAMED_AFTER_ID = (BUYER, OFFER, RUBRIC)


def cross_check(entries: list[Entry], root: Path, beside: Iterable[Entry] = (), *, examples: bool = False) -> None:
    """Add to each of ``entries`` what is wrong beyond single values.

    Args:
        entries: the files to check, in order.
        root: the folder that holds ``personas`` and ``rubrics``; schema references are relative within it.
        beside: further files that buyers may refer to and that are not checked themselves.
        examples: run the examples of the rubrics, too; it takes as long as scoring that many calls.
    """
    for entry in entries:
        if entry.source is not None and entry.kind is not None:
            entry.faults += _own_faults(entry, entry.kind, entry.source, root)
            if entry.kind is RUBRIC and examples and entry.value is not None:
                entry.faults += example_faults(entry.value)
    _add_twice_used(entries)
    # Buyers come last: an offer that turned out to be broken is news for them.
    around = surroundings([*beside, *entries])
    for entry in of_kind(entries, BUYER):
        if entry.source is not None:
            entry.faults += buyer_faults(entry.source, around)
    for entry in entries:
        entry.faults = _said_once(entry.faults)
        if entry.value is None and entry.source is not None and entry.kind is not None and not entry.broken:
            # A model refused the file for a reason that nobody put into words: it must not be left out in silence.
            entry.faults.append(Fault("other", slots={"text": entry.kind.id}))


def surroundings(entries: list[Entry]) -> Surroundings:
    """What buyers may refer to."""
    offers = {entry.file.stem: entry for entry in of_kind(entries, OFFER)}
    caps: dict[str, float] = {}
    for entry in of_kind(entries, STANCES):
        stances = entry.source.data if entry.source is not None else {}
        own = {stance: number(mapping(stances, stance), "trust_cap") for stance in stances}
        for stance in stances:
            moved = own.get(text(mapping(mapping(stances, stance), "moves"), "to"))
            reached = [cap for cap in (own[stance], moved) if cap is not None]
            if reached:
                caps[stance] = max(reached)
    return Surroundings(
        offers={id_: text(entry.source.data, "language") if entry.source else "" for id_, entry in offers.items()},
        broken_offers=frozenset(id_ for id_, entry in offers.items() if entry.broken),
        trust_caps=caps,
    )


def schema_comment(inside: Path, kind: Kind) -> str:
    """The first line of a content file at ``inside`` (a path from the content's root)."""
    to = os.path.relpath(Path("personas", "schemas", kind.schema), inside.parent).replace(os.sep, "/")
    return f"# yaml-language-server: $schema={to}"


def _own_faults(entry: Entry, kind: Kind, source: Source, root: Path) -> Iterator[Fault]:
    if entry.placed:
        comment = schema_comment(entry.file.relative_to(root), kind)
        if comment not in (" ".join(line.split()) for line in source.comments):
            yield Fault("schema_missing", line=1, slots={"comment": comment})
    id_ = text(source.data, "id")
    if kind in _NAMED_AFTER_ID and id_ and id_ != entry.file.stem:
        yield Fault("id_is_not_file_name", ("id",), slots={"id": id_, "stem": entry.file.stem})
    if kind is OFFER:
        yield from offer_faults(source)
    elif kind is LINES:
        yield from line_faults(source, language_of_lines(entry.file))
    elif kind is RUBRIC:
        yield from rubric_faults(source)
    elif kind is not BUYER:
        yield from trait_faults(source, kind.id)


def _add_twice_used(entries: list[Entry]) -> None:
    """Ids of buyers, of offers, of rubrics and of the lines of one language are used once."""
    seen: dict[tuple[str, str], tuple[Entry, Place]] = {}
    for entry in entries:
        for room, id_, place in _claimed(entry):
            first = seen.setdefault((room, id_), (entry, place))
            if first != (entry, place):
                entry.faults.append(_twice(id_, place, entry, *first))


def _claimed(entry: Entry) -> Iterator[tuple[str, str, Place]]:
    if entry.source is None or entry.kind is None:
        return
    if entry.kind in _NAMED_AFTER_ID and text(entry.source.data, "id"):
        yield entry.kind.id, text(entry.source.data, "id"), ("id",)
    if entry.kind is LINES:
        for id_, place in line_ids(entry.source):
            yield f"lines {entry.file.parent.name}", id_, place


def _twice(id_: str, place: Place, entry: Entry, first: Entry, first_place: Place) -> Fault:
    line = str(first.source.line(first_place)) if first.source is not None else "1"
    slots: dict[str, Slot] = {"id": id_, "first": line}
    if first is entry:
        return Fault("duplicate_id", place, slots=slots)
    return Fault("duplicate_id_elsewhere", place, slots={**slots, "file": first.label})


def _said_once(faults: list[Fault]) -> list[Fault]:
    """Leave out what is said twice, and a model's own rule where a check of ours says it better at or below its key."""
    errors = [fault for fault in faults if fault.id != "rule_broken" and severity(fault.id) == "error"]
    ours = {fault.path[:end] for fault in errors for end in range(1, len(fault.path) + 1)}
    unique = {(fault.id, fault.path): fault for fault in reversed(faults)}
    kept = {id(fault) for fault in unique.values() if fault.id != "rule_broken" or fault.path not in ours}
    return [fault for fault in faults if id(fault) in kept]

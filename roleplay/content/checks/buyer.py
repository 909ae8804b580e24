"""A buyer's file as a whole: ids, what waits for what, the offer, what the rep is told beforehand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from roleplay.content.checks.language import language_faults
from roleplay.content.checks.raw import mapping, mappings, number, text, texts
from roleplay.content.checks.secrets import secret_faults
from roleplay.content.near import nearest
from roleplay.content.problem import Fault, Path
from roleplay.content.yaml_source import Data, Source
from roleplay.terms import CallType

_LISTS = ("needs", "facts", "objections", "demands", "baits")
_LAYERS = ("situation", "problem", "implication", "payoff")
_JOINED = re.compile("[、，；]")


@dataclass(frozen=True)
class Surroundings:
    """What a buyer's file refers to: offers with their languages, which of them are broken, how far stances trust."""

    offers: Mapping[str, str] = field(default_factory=dict)
    broken_offers: frozenset[str] = frozenset()
    trust_caps: Mapping[str, float] = field(default_factory=dict)


def buyer_faults(source: Source, around: Surroundings) -> Iterator[Fault]:
    """Everything wrong with a buyer that no single value shows."""
    data = source.data
    yield from _id_faults(source)
    yield from _offer_faults(data, around)
    yield from _after_faults(data)
    yield from _circle_faults(data)
    yield from _reach_faults(data, around)
    yield from _commitment_faults(data)
    yield from _topic_faults(data)
    yield from secret_faults(data)
    yield from language_faults(data)


def _id_faults(source: Source) -> Iterator[Fault]:
    """Needs, facts, objections, demands and baits share one room of ids."""
    seen: dict[str, Path] = {}
    for list_ in _LISTS:
        for i, item in mappings(source.data, list_):
            id_, path = text(item, "id"), (list_, i, "id")
            if id_ in seen:
                yield Fault("duplicate_id", path, slots={"id": id_, "first": str(source.line(seen[id_]))})
            elif id_:
                seen[id_] = path


def _offer_faults(data: Data, around: Surroundings) -> Iterator[Fault]:
    offer, language = text(data, "offer"), text(data, "language")
    if not offer:
        return
    if offer in around.offers:
        theirs = around.offers[offer]
        if language and theirs and theirs != language:
            yield Fault("offer_language", ("offer",), slots={"id": offer, "theirs": theirs, "ours": language})
        elif offer in around.broken_offers:
            yield Fault("broken_offer", ("offer",), slots={"id": offer})
        return
    near = nearest(offer, tuple(around.offers))
    if near:
        yield Fault("unknown_offer_near", ("offer",), slots={"id": offer, "near": near})
    else:
        yield Fault("unknown_offer", ("offer",), slots={"id": offer, "allowed": tuple(sorted(around.offers)) or ("…",)})


def _sayable(data: Data) -> dict[str, str]:
    """Ids that this buyer can say, each with the id of what must have been said for it anyway ('' for none)."""
    said: dict[str, str] = {}
    for _, need in mappings(data, "needs"):
        id_ = text(need, "id")
        if id_:
            problem = f"{id_}.problem"
            said.update({f"{id_}.situation": "", problem: "", f"{id_}.payoff": problem})
            said.update({f"{id_}.implication.{i + 1}": problem for i, _ in texts(need, "implications")})
    said.update({text(fact, "id"): "" for _, fact in mappings(data, "facts") if text(fact, "id")})
    return said


def _conditions(data: Data) -> Iterator[tuple[tuple[str, ...], Path, dict[str, Data]]]:
    """Every condition: the ids it holds for, its place, and what it says."""
    for i, need in mappings(data, "needs"):
        for layer in _LAYERS:
            id_ = f"{text(need, 'id')}.{layer}"
            ids = (id_,) if layer != "implication" else tuple(f"{id_}.{n + 1}" for n, _ in texts(need, "implications"))
            yield ids, ("needs", i, "needs", layer), mapping(mapping(need, "needs"), layer)
    for i, fact in mappings(data, "facts"):
        yield (text(fact, "id"),), ("facts", i, "needs"), mapping(fact, "needs")


def _after_faults(data: Data) -> Iterator[Fault]:
    known = tuple(_sayable(data))
    for _, path, condition in _conditions(data):
        for i, id_ in texts(condition, "after"):
            if id_ in known:
                continue
            place = (*path, "after", i)
            near = f"{id_}.problem" if f"{id_}.problem" in known else nearest(id_, known)
            if near:
                yield Fault("unknown_after_near", place, slots={"id": id_, "near": near})
            else:
                yield Fault("unknown_after", place, slots={"id": id_, "allowed": known or ("…",)})


def _circle_faults(data: Data) -> Iterator[Fault]:
    """Each circle of things that wait for one another is told once, at the first of them that says 'after'."""
    said = _sayable(data)
    waits = {id_: {before} - {""} for id_, before in said.items()}
    places: dict[str, Path] = {}
    for ids, path, condition in _conditions(data):
        for id_ in ids:
            if id_ in waits and condition.get("after"):
                waits[id_] |= {before for _, before in texts(condition, "after") if before in said}
                places[id_] = (*path, "after")
    told: set[str] = set()
    for start in places:
        circle = _circle(start, waits)
        if circle and not told.intersection(circle):
            told.update(circle)
            yield Fault("cycle", places[start], slots={"circle": " → ".join((*circle, circle[0]))})


def _circle(start: str, waits: Mapping[str, set[str]]) -> tuple[str, ...]:
    """The shortest way from ``start`` back to itself, or nothing."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:
        for before in sorted(waits[way[-1]]):
            if before == start:
                return way
            if before not in seen:
                seen.add(before)
                ways.append((*way, before))
    return ()


def _reach_faults(data: Data, around: Surroundings) -> Iterator[Fault]:
    stance = text(data, "stance")
    cap = around.trust_caps.get(stance)
    for _, path, condition in _conditions(data):
        trust = number(condition, "trust")
        if cap is not None and trust is not None and cap < trust <= 1:
            slots = {"stance": stance, "trust": f"{trust:g}", "cap": f"{cap:g}"}
            yield Fault("out_of_reach", (*path, "trust"), slots={**slots})


def _commitment_faults(data: dict[str, Data]) -> Iterator[Fault]:
    given = data.get("commitments")
    if not isinstance(given, dict):
        return
    known = {call.value for call in CallType}
    missing = tuple(call for _, call in texts(data, "calls") if call in known and call not in given)
    if missing:
        yield Fault("missing_commitment", ("commitments",), slots={"calls": missing})


def _topic_faults(data: Data) -> Iterator[Fault]:
    for list_ in ("needs", "facts", "objections"):
        for i, item in mappings(data, list_):
            for n, topic in texts(item, "topics"):
                if _JOINED.search(topic):
                    yield Fault("joined_words", (list_, i, "topics", n), slots={"value": topic[:40]})

"""Which written lines the embedded voice needs, and what a line book lacks.

The list itself is data: ``text/line_keys.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Literal, get_args

from roleplay.buyer_log import BuyerAct, BuyerActKind, Mood
from roleplay.data import load_toml
from roleplay.persona import Line, LineBook
from roleplay.terms import CallType, Personality
from roleplay.transcript import Frozen

#: Slots whose value is always at hand; a line that holds another one serves only where that one is known.
ALWAYS_FILLED = frozenset({"fact", "name", "firm", "product"})
_SLOT = re.compile(r"\{([a-z_]*)\}")
_VARIANT_SLOTS = ("variant", "fault", "reason", "about", "kind")


class LineKey(Frozen):
    """One row of the list: a kind of line, and how many of them there must be."""

    min: int = 0
    min_fact: int = 0
    fact: Literal["none", "may", "must"] = "none"
    slots: tuple[str, ...] = ()
    asks: bool = False
    commits: bool = False
    otherwise: str = ""


@cache
def line_keys() -> dict[str, LineKey]:
    """All keys by name, e.g. ``deflect`` or ``complain.premature_price``."""
    return {
        name: LineKey.model_validate(row)
        for name, row in load_toml("roleplay.buyer", "text/line_keys.toml")["keys"].items()
    }


def slots_of(text: str) -> frozenset[str]:
    """Names of the slots in a line."""
    return frozenset(_SLOT.findall(text))


def keys_for(act: BuyerAct) -> tuple[str, ...]:
    """The keys whose lines may word this act, best first: its variant, its kind, then where that one points."""
    table: dict[str, str] = load_toml("roleplay.buyer", "text/line_keys.toml")["variants"]
    keys = line_keys()
    found: list[str] = []
    for slot in _VARIANT_SLOTS:
        value = act.slots.get(slot, "")
        name = f"{act.kind}.{table.get(value, value)}"
        if value and name in keys:
            found.append(name)
    return follow(*found, act.kind.value)


def follow(*names: str) -> tuple[str, ...]:
    """These keys, then their stems, then what they point to, each once."""
    keys, order, waiting = line_keys(), list[str](), list(names)
    while waiting:
        name = waiting.pop(0)
        if name in order or name not in keys:
            continue
        order.append(name)
        waiting.extend([name.partition(".")[0], keys[name].otherwise])
    return tuple(order)


def missing_keys(book: LineBook) -> list[str]:
    """What the book lacks: one sentence a key, with the mood, personality and call that are worst off.

    A line counts for a combination if it has no restriction or the fitting one, and no slot that may be empty.
    """
    problems = [problem for name, key in line_keys().items() for problem in _shortage(book, name, key)]
    return problems + list(_wrapper_shortage(book))


def unfit_lines(book: LineBook) -> list[str]:
    """Lines that cannot be used as they stand, one sentence each.

    An id twice, an unknown act or slot, a misplaced {fact}, a question where none is allowed.
    """
    seen: set[str] = set()
    problems: list[str] = []
    for line_id in [line.id for line in book.lines] + [wrapper.id for wrapper in book.wrappers]:
        if line_id in seen:
            problems.append(f"{line_id}: this id is used twice — give each line an id of its own")
        seen.add(line_id)
    problems += [f"{line.id}: {fault}" for line in book.lines for fault in _faults(line)]
    problems += [f"{w.id}: a wrapper has no slots — write the words" for w in book.wrappers if slots_of(w.text)]
    return problems


def _shortage(book: LineBook, name: str, key: LineKey) -> Iterator[str]:
    lines = [line for line in book.lines if line.act == name and slots_of(line.text) <= ALWAYS_FILLED]
    for needed, with_fact in ((key.min, False), (key.min_fact, True)):
        usable = [line for line in lines if ("fact" in slots_of(line.text)) == with_fact]
        worst = min(
            product(get_args(Mood), Personality, CallType),
            key=lambda at: sum(_fits(line, *at) for line in usable),
        )
        count = sum(_fits(line, *worst) for line in usable)
        if count < needed:
            what = "lines with {fact}" if with_fact else "lines"
            yield f"{name}: {count} of {needed} {what} for mood {worst[0]}, personality {worst[1]}, call {worst[2]}"


def _fits(line: Line, mood: str, personality: Personality, call: CallType) -> bool:
    return line.mood in (mood, "any") and line.personality in (personality, None) and line.call in (call, None)


def _wrapper_shortage(book: LineBook) -> Iterator[str]:
    needed: dict[str, int] = load_toml("roleplay.buyer", "text/line_keys.toml")["wrappers"]
    general = sum(w.place == "before" and w.personality is None and w.mood == "any" for w in book.wrappers)
    if general < needed["general"]:
        yield f"wrappers: {general} of {needed['general']} openers for everybody"
    for personality, place, mood in product(Personality, ("before", "after"), get_args(Mood)):
        own = [
            w for w in book.wrappers if w.personality is personality and w.place == place and w.mood in (mood, "any")
        ]
        if len(own) < needed[place]:
            yield f"wrappers: {len(own)} of {needed[place]} '{place}' for personality {personality}, mood {mood}"


def _faults(line: Line) -> Iterator[str]:
    key = line_keys().get(line.act)
    if key is None:
        kinds = ", ".join(kind.value for kind in BuyerActKind)
        yield f"no such act '{line.act}' — use one of {kinds}, or a variant of line_keys.toml"
        return
    slots = slots_of(line.text)
    allowed = {*key.slots, *(["fact"] if key.fact != "none" else [])}
    for slot in sorted(slots - allowed):
        yield f"{{{slot}}} has no value in '{line.act}' — allowed: {', '.join(sorted(allowed)) or 'none'}"
    if key.fact == "must" and "fact" not in slots:
        yield f"'{line.act}' lines must hold {{fact}}"
    if re.search(r"\{fact\}[.,;:!?。，；：！？…]", line.text):
        yield "{fact} brings its own full stop — take the mark after it away"
    if not key.asks and line.text.rstrip().endswith(("?", "？")):  # "Honestly? {fact}" asks nothing
        yield f"'{line.act}' must not ask a question"

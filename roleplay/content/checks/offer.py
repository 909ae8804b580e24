"""An offer as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.content.checks.language import language_faults
from roleplay.content.checks.raw import mapping, mappings, number, text
from roleplay.content.problem import Fault
from roleplay.content.yaml_source import Source


def offer_faults(source: Source) -> Iterator[Fault]:
    """The floor is not above the list price; proofs have ids of their own; the language is the file's."""
    price = mapping(source.data, "price")
    listed, floor = number(price, "list"), number(price, "floor")
    if listed is not None and floor is not None and floor > listed:
        slots = {"floor": text(price, "floor"), "list": text(price, "list")}
        yield Fault("floor_above_list", ("price", "floor"), slots={**slots})
    seen: dict[str, int] = {}
    for i, proof in mappings(source.data, "proofs"):
        id_ = text(proof, "id")
        if id_ in seen:
            first = source.line(("proofs", seen[id_], "id"))
            yield Fault("duplicate_id", ("proofs", i, "id"), slots={"id": id_, "first": str(first)})
        elif id_:
            seen[id_] = i
    yield from language_faults(source.data)

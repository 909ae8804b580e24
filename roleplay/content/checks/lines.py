"""Written lines of the embedded voice: acts and slots that exist, in the language of their folder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from roleplay.buyer_log import BuyerActKind
from roleplay.content.checks.language import prose_faults
from roleplay.content.checks.raw import mappings, text
from roleplay.content.near import nearest
from roleplay.content.problem import Fault, Path
from roleplay.content.yaml_source import Source
from roleplay.terms import Language

SLOTS = ("fact", "topic", "when", "name", "firm", "product")
_SLOT = re.compile(r"\{([^{}]*)\}")


def line_faults(source: Source, language: Language | None) -> Iterator[Fault]:
    """Everything wrong with a file of lines that no single value shows."""
    for i, line in mappings(source.data, "lines"):
        yield from _act_faults(text(line, "act"), ("lines", i, "act"))
    for list_ in ("lines", "wrappers"):
        for i, line in mappings(source.data, list_):
            yield from _slot_faults(text(line, "text"), (list_, i, "text"))
    if language is not None:
        yield from prose_faults(source.data, language)


def line_ids(source: Source) -> Iterator[tuple[str, Path]]:
    """The ids of lines and wrappers, which are unique within a language, with their places."""
    for list_ in ("lines", "wrappers"):
        for i, line in mappings(source.data, list_):
            if text(line, "id"):
                yield text(line, "id"), (list_, i, "id")


def _act_faults(act: str, path: Path) -> Iterator[Fault]:
    kind = act.partition(".")[0]
    allowed = tuple(known.value for known in BuyerActKind)
    if not act or kind in allowed:
        return
    near = nearest(kind, allowed)
    if near:
        yield Fault("unknown_act_near", path, slots={"value": kind, "near": near})
    else:
        yield Fault("unknown_act", path, slots={"value": kind, "allowed": allowed})


def _slot_faults(words: str, path: Path) -> Iterator[Fault]:
    for slot in _SLOT.findall(words):
        if slot not in SLOTS:
            allowed = tuple(f"{{{known}}}" for known in SLOTS)
            yield Fault("unknown_slot", path, slots={"slot": f"{{{slot}}}", "allowed": allowed})
    rest = _SLOT.sub("", words)
    if "{" in rest or "}" in rest:
        yield Fault("stray_brace", path)

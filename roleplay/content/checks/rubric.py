"""A rubric as a whole: checks and settings that exist, texts in all languages, examples still true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from roleplay.content.checks.language import local_text_faults
from roleplay.content.checks.raw import mapping, mappings, number, text
from roleplay.content.field_faults import field_faults
from roleplay.content.near import nearest
from roleplay.content.problem import Fault, Path
from roleplay.content.yaml_source import Data, Source

if TYPE_CHECKING:
    from roleplay.scoring.rubric import Rubric

_BANDS = ("starting", "forming", "sound", "strong")


def rubric_faults(source: Source) -> Iterator[Fault]:
    """Everything wrong with a rubric that no single value shows, but for its examples."""
    from roleplay.scoring import registry

    yield from _criterion_faults(source, registry.checks())
    groups: tuple[tuple[str, Mapping[Any, Any]], ...] = (
        ("taboos", registry.taboos()),
        ("speech_faults", registry.faults()),
    )
    for group, known in groups:
        rules = mapping(source.data, group)
        for name in rules:
            if name in known:
                yield from _setting_faults(mapping(rules, name), known[name].settings, (group, name, "settings"))
    yield from _band_faults(mapping(source.data, "bands"))
    yield from local_text_faults(source.data)


def example_faults(rubric: Rubric) -> Iterator[Fault]:
    """Examples that do not show what they should."""
    from roleplay.scoring.examples import run_examples

    for problem in run_examples(rubric):
        yield Fault(problem.message_id, tuple(problem.path), slots={"detail": problem.detail})


def _criterion_faults(source: Source, checks: Mapping[str, Any]) -> Iterator[Fault]:
    seen: dict[str, Path] = {}
    for i, criterion in mappings(source.data, "criteria"):
        id_, path = text(criterion, "id"), ("criteria", i, "id")
        if id_ in seen:
            yield Fault("duplicate_id", path, slots={"id": id_, "first": str(source.line(seen[id_]))})
        elif id_:
            seen[id_] = path
        check = text(criterion, "check")
        if check in checks:
            yield from _setting_faults(criterion, checks[check].settings, ("criteria", i, "settings"))
        elif check:
            yield _unknown_check(check, tuple(checks), ("criteria", i, "check"))


def _unknown_check(check: str, known: tuple[str, ...], path: Path) -> Fault:
    near = nearest(check, known)
    if near:
        return Fault("unknown_check_near", path, slots={"value": check, "near": near})
    return Fault("unknown_check", path, slots={"value": check, "allowed": known})


def _setting_faults(around: Data, model: Any, path: Path) -> Iterator[Fault]:
    settings = mapping(around, "settings")
    try:
        model.model_validate(settings)
    except ValidationError as error:
        for fault in field_faults(error, model, settings):
            yield replace(fault, path=(*path, *fault.path))


def _band_faults(bands: Data) -> Iterator[Fault]:
    """The bands begin at 0 and rise. One that is left out keeps its default, so only what is written is compared."""
    written = [(name, bound) for name in _BANDS if (bound := number(bands, name)) is not None]
    for (_, lower), (name, bound) in pairwise(written):
        if bound <= lower:
            yield Fault("band_not_rising", ("bands", name))
    if written and written[0][0] == "starting" and written[0][1] != 0:
        yield Fault("band_not_zero", ("bands", "starting"))

"""All content as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from roleplay.content.cross_check import cross_check
from roleplay.content.kinds import (
    BUYER,
    LINES,
    OFFER,
    PERSONALITIES,
    ROLES,
    RUBRIC,
    STANCES,
    Kind,
    language_of_lines,
)
from roleplay.content.localise import localise
from roleplay.content.messages import word
from roleplay.content.problem import Fault, Problem
from roleplay.content.reading import SUFFIXES, Entry, loose_entries, of_kind, salvage, tree_entries
from roleplay.errors import ContentError, NotFound
from roleplay.persona import Line, LineBook, Offer, Persona, Traits, Wrapper
from roleplay.terms import CallType, Language

if TYPE_CHECKING:
    from roleplay.buyer.scene import Scene
    from roleplay.scoring.rubric import Rubric


@dataclass(frozen=True)
class Library:
    """Everything that can be played and judged by. What is broken is not in it but told in ``problems``."""

    buyers: Mapping[str, Persona]
    offers: Mapping[str, Offer]
    traits: Traits
    lines: Mapping[Language, LineBook]
    rubrics: Mapping[str, Rubric]
    problems: tuple[Problem, ...] = ()

    def languages(self, persona: Persona) -> tuple[Language, ...]:
        """The languages a call with this buyer can be held in, the file's own first."""
        if persona.language is Language.ZH_HANS:
            return (Language.ZH_HANS, Language.ZH_HANT)
        return (persona.language,)

    def scene(self, buyer_id: str, call_type: CallType, language: Language, seed: int) -> Scene:
        """Everything the director needs for a call, with all texts in ``language``.

        Raises:
            NotFound: there is no such buyer, or no such call or language with this buyer.
        """
        from roleplay.buyer.scene import Scene

        persona = self.buyers.get(buyer_id)
        if persona is None or call_type not in persona.calls or language not in self.languages(persona):
            raise NotFound(f"no {call_type} in {language} with a buyer {buyer_id!r}")
        return Scene(
            persona=localise(persona, language),
            offer=localise(self.offers[persona.offer], language),
            traits=self.traits,
            call_type=call_type,
            language=language,
            seed=seed,
        )

    def rubric(self, name_or_call_type: str) -> Rubric:
        """The rubric of this id, or else the one for this call type.

        Raises:
            NotFound: there is neither.
        """
        return _pick_rubric(self.rubrics, name_or_call_type)


def load_library(root: Path, language: Language = Language.EN) -> Library:
    """Read all content under ``root``; ``language`` is that of the problems' words.

    Files with errors are left out; of files of lines and traits only the entries with errors.

    Raises:
        ContentError: no buyer can be played.
    """
    entries = tree_entries(root)
    cross_check(entries, root)
    problems = [problem for entry in entries for problem in entry.problems(language)]
    traits, lines = _traits(entries), _lines(entries)
    offers = {offer.id: offer for offer in _good(entries, OFFER)}
    rubrics = {rubric.id: localise(rubric, Language.ZH_HANT) for rubric in _good(entries, RUBRIC)}
    buyers = {buyer.id: buyer for buyer in _good(entries, BUYER) if _playable(buyer, offers, traits)}
    problems += _lacking(entries, buyers, traits, lines, language)
    if not buyers:
        raise ContentError([str(problem) for problem in problems if problem.severity == "error"])
    return Library(buyers, offers, traits, lines, rubrics, tuple(problems))


def load_rubrics(root: Path, language: Language = Language.EN) -> dict[str, Rubric]:
    """Read the usable rubrics under ``root`` alone, which is quicker than everything.

    Raises:
        ContentError: there is none; ``language`` is that of the problems' words.
    """
    entries = [entry for entry in tree_entries(root, only="rubrics") if entry.kind is RUBRIC]
    cross_check(entries, root)
    usable = {rubric.id: localise(rubric, Language.ZH_HANT) for rubric in _good(entries, RUBRIC)}
    if not usable:
        fault = Fault("no_rubrics", line=1)
        problems = [problem for entry in entries for problem in entry.problems(language)]
        raise ContentError([str(p) for p in problems or [word(fault, file="rubrics", language=language)]])
    return usable


def load_rubric(name_or_file: str, root: Path, language: Language = Language.EN) -> Rubric:
    """The rubric of this id, for this call type, or in this file.

    Raises:
        ContentError: the file is wrong; ``language`` is that of the problems' words.
        NotFound: there is no such rubric.
    """
    file = Path(name_or_file)
    if file.suffix not in SUFFIXES and not file.is_file():
        return _pick_rubric(load_rubrics(root, language), name_or_file)
    if not file.is_file():
        raise ContentError([str(word(Fault("not_found", line=1), file=name_or_file, language=language))])
    entry = loose_entries(file, name_or_file)[0]
    if entry.kind not in (RUBRIC, None):
        entry.faults = [Fault("not_a_rubric", line=1)]
    else:
        cross_check([entry], root)
    if entry.broken:
        problems = entry.problems(language)
        raise ContentError([str(problem) for problem in problems if problem.severity == "error"])
    rubric: Rubric = localise(entry.value, Language.ZH_HANT)
    return rubric


def _pick_rubric(rubrics: Mapping[str, Rubric], name_or_call_type: str) -> Rubric:
    if name_or_call_type in rubrics:
        return rubrics[name_or_call_type]
    for rubric in rubrics.values():
        if name_or_call_type == getattr(rubric, "call_type", None):
            return rubric
    raise NotFound(f"no rubric {name_or_call_type!r}; there are: {', '.join(sorted(rubrics))}")


def _good(entries: list[Entry], kind: Kind) -> list[Any]:
    """The values of the files of one kind that have no error."""
    return [entry.value for entry in of_kind(entries, kind) if entry.value is not None and not entry.broken]


def _usable(entry: Entry) -> Any:
    return entry.value if entry.value is not None and not entry.broken else salvage(entry)


def _traits(entries: list[Entry]) -> Traits:
    found: dict[Kind, dict[Any, Any]] = {}
    for kind in (PERSONALITIES, STANCES, ROLES):
        values = [value for entry in of_kind(entries, kind) if (value := _usable(entry)) is not None]
        found[kind] = values[0] if values else {}
    traits = Traits(personalities=found[PERSONALITIES], stances=found[STANCES], roles=found[ROLES])
    return localise(traits, Language.ZH_HANT)


def _lines(entries: list[Entry]) -> dict[Language, LineBook]:
    """A book per language; zh-Hant is the zh-Hans book converted, its own lines in place of those of the same id."""
    lines: dict[Language, dict[str, Line]] = {}
    wrappers: dict[Language, dict[str, Wrapper]] = {}
    for entry in of_kind(entries, LINES):
        value, language = _usable(entry), language_of_lines(entry.file)
        if value is not None and language is not None:
            lines.setdefault(language, {}).update({line.id: line for line in value.lines})
            wrappers.setdefault(language, {}).update({wrapper.id: wrapper for wrapper in value.wrappers})
    hans, hant = Language.ZH_HANS, Language.ZH_HANT
    if hans in lines:
        converted = localise(_book(hans, lines[hans], wrappers[hans]), hant)
        lines[hant] = {line.id: line for line in converted.lines} | lines.get(hant, {})
        wrappers[hant] = {wrapper.id: wrapper for wrapper in converted.wrappers} | wrappers.get(hant, {})
    return {
        language: _book(language, lines[language], wrappers[language]) for language in Language if lines.get(language)
    }


def _book(language: Language, lines: dict[str, Line], wrappers: dict[str, Wrapper]) -> LineBook:
    return LineBook(language=language, lines=tuple(lines.values()), wrappers=tuple(wrappers.values()))


def _playable(persona: Persona, offers: Mapping[str, Offer], traits: Traits) -> bool:
    return (
        persona.offer in offers
        and persona.personality in traits.personalities
        and persona.stance in traits.stances
        and persona.role in traits.roles
    )


def _lacking(
    entries: list[Entry],
    buyers: Mapping[str, Persona],
    traits: Traits,
    lines: Mapping[Language, LineBook],
    language: Language,
) -> list[Problem]:
    """What no single file can be blamed for: a whole file that is not there."""
    problems = []
    for kind, there in ((PERSONALITIES, traits.personalities), (STANCES, traits.stances), (ROLES, traits.roles)):
        if not there and not of_kind(entries, kind):
            fault = Fault("no_traits", line=1, slots={"missing": kind.place})
            problems.append(word(fault, file=kind.place, language=language))
    for needed in sorted({persona.language for persona in buyers.values()}):
        if needed not in lines:
            fault = Fault("no_lines", line=1, slots={"language": needed.value})
            problems.append(word(fault, file=f"personas/lines/{needed.value}", language=language))
    return problems

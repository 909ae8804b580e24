"""All content as values, and the check of content files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass
class _Shelves:
    """What was found usable, on its way into a library."""

    buyers: dict[str, Persona] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    rubrics: dict[str, Rubric] = field(default_factory=dict)


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
    shelves = _Shelves()
    for entry in entries:
        if entry.broken or entry.value is None:
            continue
        if entry.kind is OFFER:
            shelves.offers[entry.value.id] = entry.value
        elif entry.kind is RUBRIC:
            shelves.rubrics[entry.value.id] = localise(entry.value, Language.ZH_HANT)
    for entry in of_kind(entries, BUYER):
        if not entry.broken and entry.value is not None and _playable(entry.value, shelves.offers, traits):
            shelves.buyers[entry.value.id] = entry.value
    problems += _lacking(entries, shelves.buyers, traits, lines, language)
    if not shelves.buyers:
        raise ContentError([str(problem) for problem in problems if problem.severity == "error"])
    return Library(shelves.buyers, shelves.offers, traits, lines, shelves.rubrics, tuple(problems))


def load_rubrics(root: Path, language: Language = Language.EN) -> dict[str, Rubric]:
    """Read the usable rubrics under ``root`` alone, which is quicker than everything.

    Raises:
        ContentError: there is none; ``language`` is that of the problems' words.
    """
    entries = [entry for entry in tree_entries(root, only="rubrics") if entry.kind is RUBRIC]
    cross_check(entries, root)
    usable = {e.value.id: localise(e.value, Language.ZH_HANT) for e in entries if e.value is not None and not e.broken}
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


def check_paths(paths: list[Path], root: Path, language: Language = Language.EN) -> list[Problem]:
    """Check content files and return everything that is wrong with them, in file order, then line order.

    Args:
        paths: files and folders; none means everything under ``root``. What lies outside ``root`` is told by the folder
            it lies in or by its keys, and may refer to the content of ``root``. A folder with ``personas`` or
            ``rubrics`` in it is checked as content of its own.
        root: the folder that holds ``personas`` and ``rubrics``.
        language: of the problems' words.
    """
    home = tree_entries(root)
    cross_check(home, root, examples=True)
    if not paths:
        return [problem for entry in home for problem in entry.problems(language)]
    checked: list[Entry] = []
    loose: list[Entry] = []
    problems: list[Problem] = []
    for path in paths:
        if not path.exists():
            problems.append(word(Fault("not_found", line=1), file=str(path), language=language))
        elif path.is_dir() and ((path / "personas").is_dir() or (path / "rubrics").is_dir()):
            own = tree_entries(path, prefix=_shown(path))
            cross_check(own, path, examples=True)
            checked += own
        elif inside := _inside(path, home):
            checked += inside
        else:
            loose += loose_entries(path, _shown(path))
    cross_check(loose, root, beside=home, examples=True)
    unique = {entry.file.resolve(): entry for entry in [*checked, *loose]}
    for entry in sorted(unique.values(), key=lambda entry: entry.label):
        problems += entry.problems(language)
    return problems


def _shown(path: Path) -> str:
    """What to call a path in messages: as it was given, but short where it lies below the working folder."""
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        return path.relative_to(Path.cwd()).as_posix()
    return path.as_posix()


def _inside(path: Path, home: list[Entry]) -> list[Entry]:
    """The entries of ``home`` at or below ``path``, named the way the path was given."""
    target = path.resolve()
    found = []
    for entry in home:
        file = entry.file.resolve()
        if file == target or target in file.parents:
            entry.label = (Path(_shown(path)) / file.relative_to(target)).as_posix()
            found.append(entry)
    return found


def _pick_rubric(rubrics: Mapping[str, Rubric], name_or_call_type: str) -> Rubric:
    if name_or_call_type in rubrics:
        return rubrics[name_or_call_type]
    for rubric in rubrics.values():
        if name_or_call_type == getattr(rubric, "call_type", None):
            return rubric
    raise NotFound(f"no rubric {name_or_call_type!r}; there are: {', '.join(sorted(rubrics))}")


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

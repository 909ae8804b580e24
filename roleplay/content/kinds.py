"""The kinds of content files: where they lie, what they may say, which schema helps to write them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from roleplay.content.yaml_source import Data
from roleplay.persona import Line, Offer, Persona, PersonalityTraits, RoleTraits, StanceTraits, Wrapper
from roleplay.terms import Language, Personality, Role, Stance
from roleplay.transcript import Frozen


class LinesFile(Frozen):
    """Written lines of the embedded voice, as one file under ``personas/lines/<language>``."""

    lines: tuple[Line, ...] = ()
    wrappers: tuple[Wrapper, ...] = ()


def _rubric() -> Any:
    from roleplay.scoring.rubric import Rubric

    return Rubric


@dataclass(frozen=True)
class Kind:
    """One kind of content file. ``place`` is what people are told; ``folder`` ends the path of the file's folder."""

    id: str
    place: str
    folder: tuple[str, ...]
    stem: str | None
    type: Callable[[], Any]

    def adapter(self) -> TypeAdapter[Any]:
        """What validates a file of this kind."""
        return _adapter(self.id)

    @property
    def schema(self) -> str:
        """Name of the editor schema under ``personas/schemas``."""
        return f"{self.id}.schema.json"


BUYER = Kind("buyer", "personas/buyers/", ("personas", "buyers"), None, lambda: Persona)
OFFER = Kind("offer", "personas/offers/", ("personas", "offers"), None, lambda: Offer)
PERSONALITIES = Kind(
    "personalities", "personas/traits/personalities.yaml", ("personas", "traits"), "personalities",
    lambda: dict[Personality, PersonalityTraits],
)  # fmt: skip
STANCES = Kind(
    "stances", "personas/traits/stances.yaml", ("personas", "traits"), "stances", lambda: dict[Stance, StanceTraits]
)
ROLES = Kind("roles", "personas/traits/roles.yaml", ("personas", "traits"), "roles", lambda: dict[Role, RoleTraits])
LINES = Kind("lines", "personas/lines/<language>/", ("personas", "lines", "*"), None, lambda: LinesFile)
RUBRIC = Kind("rubric", "rubrics/", ("rubrics",), None, _rubric)

# The keys of a rubric, written out, so that a look at some other file need not load the scoring; a test compares them.
RUBRIC_KEYS = frozenset(
    {"id", "version", "call_type", "title", "description", "pass_mark", "bands", "minimum", "criteria", "taboos",
     "speech_faults"}
)  # fmt: skip

KINDS = (BUYER, OFFER, PERSONALITIES, STANCES, ROLES, LINES, RUBRIC)
PLACES = tuple(kind.place for kind in KINDS)


@cache
def _adapter(id_: str) -> TypeAdapter[Any]:
    return TypeAdapter(next(kind for kind in KINDS if kind.id == id_).type())


def kind_of_place(file: Path, *, whole: bool) -> Kind | None:
    """The kind that ``file`` has by its place, or None.

    Args:
        file: a path; only its names are looked at.
        whole: the path begins at the content's root, so all of it must fit. Otherwise its end will do.
    """
    folders = file.parts[:-1]
    for kind in KINDS:
        wanted = kind.folder
        fits = len(folders) >= len(wanted) and all(
            want in ("*", got) for want, got in zip(wanted, folders[-len(wanted) :], strict=True)
        )
        if not fits or (whole and len(folders) != len(wanted)) or kind.stem not in (None, file.stem):
            continue
        if kind is LINES and language_of_lines(file) is None:
            continue
        return kind
    return None


def kind_of_keys(data: Data) -> Kind | None:
    """The kind that a file has by the keys it holds: at least two of a kind's, and more than of any other kind."""
    if not isinstance(data, dict):
        return None
    best, most = None, 0
    for kind, keys in _signatures().items():
        count = len(keys & data.keys())
        if count > most and (count >= 2 or kind is LINES.id):
            best, most = kind, count
    return next((kind for kind in KINDS if kind.id == best), None)


@cache
def _signatures() -> dict[str, frozenset[str]]:
    """The keys by which a kind is told from the others: those that it does not share."""
    from roleplay.content.shape import keys_at

    keys = {kind.id: frozenset(keys_at(kind.type(), (), {})) for kind in KINDS if kind is not RUBRIC}
    keys[RUBRIC.id] = RUBRIC_KEYS
    return {
        id_: own - frozenset(key for other, theirs in keys.items() if other != id_ for key in theirs)
        for id_, own in keys.items()
    }


def language_of_lines(file: Path) -> Language | None:
    """The language of a file of lines: the name of its folder; None where that is no language."""
    name = file.parent.name
    return Language(name) if name in {language.value for language in Language} else None

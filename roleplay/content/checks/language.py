"""Is everything written in the language it should be in?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from roleplay.content.checks.raw import is_local_text, text, walk
from roleplay.content.problem import Fault, Path
from roleplay.content.yaml_source import Data
from roleplay.terms import Language

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN_WORDS = re.compile(r"[A-Za-z]{2,}\W+[A-Za-z]{2,}\W+[A-Za-z]{2,}")

# Keys whose texts are ids, choices or names, which stand in any script.
_NOT_PROSE = frozenset(
    {"id", "language", "offer", "calls", "kind", "name", "called", "company", "vendor", "currency", "settled_by",
     "after", "act", "when", "rivals", "topics", "words", "speech", "personality", "stance", "role", "mood", "call",
     "place"}
)  # fmt: skip


def language_faults(data: dict[str, Data]) -> Iterator[Fault]:
    """Warn of prose that is not in the file's own ``language``."""
    language = text(data, "language")
    if language in {known.value for known in Language}:
        yield from prose_faults(data, Language(language))


def prose_faults(data: dict[str, Data], language: Language) -> Iterator[Fault]:
    """Warn of prose not in ``language``: any Chinese in an English file, English sentences in a Chinese one."""
    for path, value in walk(data):
        if not isinstance(value, str) or _NOT_PROSE.intersection(path):
            continue
        if language is Language.EN and _HAN.search(value):
            yield Fault("foreign_text", path)
        if language.is_chinese and not _HAN.search(value) and _LATIN_WORDS.search(value):
            yield Fault("no_chinese", path)


def local_text_faults(data: dict[str, Data]) -> Iterator[Fault]:
    """Every text that comes in several languages comes in English and in Simplified Chinese at least."""
    for path, value in walk(data):
        if isinstance(value, dict) and is_local_text(value):
            yield from _missing_languages(path, value)


def _missing_languages(path: Path, value: dict[str, Data]) -> Iterator[Fault]:
    missing = tuple(needed.value for needed in (Language.EN, Language.ZH_HANS) if needed.value not in value)
    if missing:
        yield Fault("missing_language", path, slots={"missing": missing})

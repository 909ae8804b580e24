"""Is everything written in the language it should be in?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from roleplay.content.checks.raw import is_local_text, walk
from roleplay.content.problem import Fault, Path
from roleplay.content.yaml_source import Data
from roleplay.terms import Language

_HAN = re.compile("[\u3400-\u9fff]")
_LATIN_WORDS = re.compile(r"[A-Za-z]{2,}\W+[A-Za-z]{2,}\W+[A-Za-z]{2,}")

# Names, which stand in any script.
_NAMES = frozenset({"name", "called", "company", "vendor", "rivals", "id"})
# Words too short to tell a language by, where they are in Latin letters: choices, units, product names.
_NOT_PROSE = _NAMES | {"language", "offer", "calls", "kind", "currency", "settled_by", "after", "act", "when", "topics",
                       "words", "speech", "personality", "stance", "role", "mood", "call", "place"}  # fmt: skip


def language_faults(data: dict[str, Data]) -> Iterator[Fault]:
    """Warn of prose that is not in the file's own ``language``."""
    language = data.get("language")
    if isinstance(language, str) and language in {known.value for known in Language}:
        yield from prose_faults(data, Language(language))


def prose_faults(data: dict[str, Data], language: Language) -> Iterator[Fault]:
    """Warn of prose not in ``language``: any Chinese in an English file, English sentences in a Chinese one."""
    for path, value in walk(data):
        if isinstance(value, str):
            yield from _foreign(path, value, language)


def _foreign(path: Path, value: str, language: Language) -> Iterator[Fault]:
    if language is Language.EN and _HAN.search(value) and not _NAMES.intersection(path):
        yield Fault("foreign_text", path)
    if (
        language.is_chinese
        and not _HAN.search(value)
        and _LATIN_WORDS.search(value)
        and not _NOT_PROSE.intersection(path)
    ):
        yield Fault("no_chinese", path)


def local_text_faults(data: dict[str, Data]) -> Iterator[Fault]:
    """A text that comes in several languages comes in English and Simplified Chinese at least, each in its language."""
    for path, value in walk(data):
        if not isinstance(value, dict) or not is_local_text(value):
            continue
        missing = tuple(needed.value for needed in (Language.EN, Language.ZH_HANS) if needed.value not in value)
        if missing:
            yield Fault("missing_language", path, slots={"missing": missing})
        for language, texts in value.items():
            for inner, text in walk(texts, (*path, language)):
                if isinstance(text, str):
                    yield from _foreign(inner, text, Language(language))

"""The scorecard's sentences: the same in three languages, complete, and fit to be shown."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from roleplay.scoring import registry, words
from roleplay.terms import Language

ROOM = Path(words.__file__).parent
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ROOM.rglob("*.py")))


def _slots(text: str | list[str]) -> set[str]:
    texts = [text] if isinstance(text, str) else text
    return {name for one in texts for _, name, _, _ in Formatter().parse(one) if name}


@pytest.mark.parametrize("language", [Language.ZH_HANS, Language.ZH_HANT])
def test_all_languages_have_the_same_keys(language: Language) -> None:
    assert words.keys(language) == words.keys(Language.EN)


@pytest.mark.parametrize("language", [Language.ZH_HANS, Language.ZH_HANT])
def test_no_translation_needs_a_slot_that_english_does_not_fill(language: Language) -> None:
    for key in words.keys(language):
        if not key.startswith("advice."):
            assert _slots(words._flat(language)[key]) <= _slots(words._flat(Language.EN)[key]), key


def test_every_key_named_in_the_code_has_a_text() -> None:
    named = set(re.findall(r'Say\.of\(\s*"([a-z_.]+)"', SOURCE)) | set(re.findall(r'"(note\.[a-z_]+)"', SOURCE))
    assert not {key for key in named if not words.has(Language.EN, key)}


def test_every_note_text_is_used() -> None:
    prefixes = tuple(set(re.findall(r'f"(note\.[a-z_]+_)\{', SOURCE)))
    notes = {key for key in words.keys(Language.EN) if key.startswith("note.")}
    unused = {key for key in notes if f'"{key}"' not in SOURCE and not key.startswith(prefixes)}
    assert not unused


def test_no_sentence_says_he_or_she() -> None:
    for language, pattern in ((Language.EN, r"\b(?:he|she|him|her|his)\b"), (Language.ZH_HANS, r"[他她](?!人)")):
        for key, text in words._flat(language).items():
            assert not re.search(pattern, text if isinstance(text, str) else " ".join(text), re.IGNORECASE), key


def test_chinese_sentences_use_full_width_punctuation() -> None:
    for language in (Language.ZH_HANS, Language.ZH_HANT):
        for key, text in words._flat(language).items():
            plain = re.sub(r"\{[^}]*\}", "", text if isinstance(text, str) else " ".join(text))
            assert not re.search(r"[一-鿿][,.?!:;]", plain), key


@pytest.mark.parametrize("room", ["checks", "taboos", "faults"])
def test_every_check_explains_itself_with_a_bad_and_a_good_dialogue(room: str) -> None:
    for check in getattr(registry, room)().values():
        first = check.doc.strip().splitlines()[0]
        assert first.endswith(".") or ":" in first or len(first) > 60, check.name
        assert check.doc.count("\nBad:\n") == 1, check.name
        assert check.doc.index("\nBad:\n") < check.doc.index("\nGood:\n"), check.name
        for name, field in check.settings.model_fields.items():
            assert field.description, f"{check.name}.{name}"

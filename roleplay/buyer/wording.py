"""Joins and measures spoken sentences in both languages: the small carpentry of the voices."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from roleplay.data import load_toml
from roleplay.terms import Language

_SENTENCE = re.compile(r".*?(?:[.!?…]+(?=[\s\"'”’)]|$)|[。！？…]+[”’」』]?|\n|$)", re.DOTALL)
_CLAUSE_ZH = re.compile(r"[，；：,;:]")
_CLAUSE_EN = re.compile(r"(?:[,;:]|\s[–—-])\s+")
_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]")
_WORD = re.compile(r"[A-Za-zÀ-ɏ0-9][A-Za-zÀ-ɏ0-9'’.,%-]*")
_ENDED = re.compile(r"[.!?…。！？—~～][\"'”’」』]?$")


def units(text: str) -> int:
    """Length as a buyer's cap counts it: Han characters plus Latin and number words."""
    return len(_HAN.findall(text)) + len(_WORD.findall(text))


def sentences(text: str) -> list[str]:
    """The sentences of a spoken line, stripped, none empty."""
    return [part.strip() for part in _SENTENCE.findall(text) if part.strip()]


def bare(text: str) -> str:
    """A sentence without marks, blanks and case: two that are equal here sound the same."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in folded if char.isalnum())


def join(parts: list[str], language: Language) -> str:
    """Put sentences or openers one after another as somebody would say them.

    An English opener that ends in a comma lower-cases the next word where that is safe; otherwise it takes a full stop.
    """
    said = ""
    for part in (part.strip() for part in parts):
        if not part:
            continue
        if language.is_chinese:
            said += part
        elif said.endswith(","):
            lowered = lower_start(part)
            said = f"{said} {lowered}" if lowered else f"{said[:-1]}. {part}"
        else:
            said = f"{said} {part}" if said else part
    return said


def lower_start(text: str) -> str:
    """The English text with its first letter in lower case, or '' where that could hurt a name or an 'I'."""
    word = re.match(r"[A-Za-z]+(?:['’][a-z]+)?", text)
    if not word:
        return ""
    head = word.group()
    if head[0].islower():
        return text
    return text[0].lower() + text[1:] if head.replace("’", "'").lower() in _common_words() else ""


def upper_start(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def finish(text: str, language: Language) -> str:
    """The text with a full stop where it has no end mark yet."""
    if not text or _ENDED.search(text):
        return text
    stripped = text.rstrip("，,；;：: ")
    return stripped + ("。" if language.is_chinese else ".")


def short_form(text: str, language: Language) -> str:
    """A shorter way to say what was said before: one clause of it; '' where it has only one that stands alone.

    A clause with a figure tells most; else the first that does not lean on another ("If it runs over, …").
    """
    words = load_toml("roleplay.buyer", "text/wording.toml")
    leaning, joining = (re.compile(words[key]["zh" if language.is_chinese else "en"]) for key in ("leaning", "joining"))
    split = _CLAUSE_ZH if language.is_chinese else _CLAUSE_EN
    least = 4 if language.is_chinese else 3
    clauses = [c.strip(" .。!！") for sentence in sentences(text) for c in split.split(sentence) if c.strip(" .。!！")]
    fitting = [
        c
        for c in clauses
        if least <= units(c) <= 0.75 * units(text) and c[-1] not in "?？…" and not leaning.match(c.lower())
    ]
    if len(clauses) < 2 or not fitting:
        return ""
    figure = re.compile(words["figure"])
    best = joining.sub("", next((c for c in fitting if figure.search(c.lower())), fitting[0]))
    return finish(upper_start(best), language)


def pieces(text: str, language: Language) -> list[str]:
    """The text cut as speech comes: a word at a time in English, two or three characters in Chinese.

    The pieces join to the text.
    """
    if not language.is_chinese:
        return re.findall(r"\S+\s*|\s+", text)
    return re.findall(r"[A-Za-z0-9.,%]+|.{1,2}[，。！？；：、…]*|.", text, re.DOTALL)


@cache
def _common_words() -> frozenset[str]:
    return frozenset(load_toml("roleplay.buyer", "text/wording.toml")["lower_case_words"])

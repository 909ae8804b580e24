"""The rules for a chat model's reply, each a small function: from the text and its licence to the place of a fault.

A rule gives the place where the fault begins, or None. Most can be asked while the reply still runs; those in
``AT_THE_END`` only of the whole. The rules and their order follow the guard described for voiced simulations:
language, length, role, character, facts, promises, form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

from roleplay.analysis.normalise import fold
from roleplay.buyer.guard.licence import Licence, cues, days_in, limits, numbers_in, pattern, word_runs, words_in
from roleplay.buyer.wording import bare, units
from roleplay.data import load_toml
from roleplay.terms import Language

Rule = Callable[[str, str, Licence], int | None]  # (text, the same folded, licence) -> place or None

_HAN = re.compile(r"[㐀-䶿一-鿿]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
_OTHER_SCRIPT = re.compile(r"[぀-ヿ가-힯Ѐ-ӿ؀-ۿ]")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:—\n]['\")\]]?\s*|[.!?] ['\"]|—\s*)$")
_FORM = re.compile(
    r"[*_#`~<>{}\[\]【】|]|https?:|^\s*[-•–]\s|(?:^|\n)\s*\d{1,2}[.)、]\s*\S|[(（]|"
    r"[\U0001F000-\U0001FAFF☀-➿️]"
)


def language(text: str, folded: str, licence: Licence) -> int | None:
    """Another language or the other Chinese script."""
    other = _OTHER_SCRIPT.search(text)
    if other:
        return other.start()
    han = _HAN.search(text)
    if not licence.language.is_chinese:
        return han.start() if han and han.group() not in licence.known else None
    foreign = [m for m in _LATIN.finditer(folded) if words_in(m.group())[0] not in licence.words]
    if len(foreign) >= limits().foreign_words and sum(len(m.group()) for m in foreign) > 2 * len(_HAN.findall(text)):
        return foreign[0].start()
    marks = load_toml("roleplay.buyer", "guard/cues/script.toml")
    wrong = marks["traditional" if licence.language is Language.ZH_HANS else "simplified"]
    places = [i for i, char in enumerate(text) if char in wrong]
    return places[0] if len(places) >= limits().wrong_script else None


def length(text: str, folded: str, licence: Licence) -> int | None:
    """Longer than this person would speak."""
    return 0 if units(text) > licence.limit else None


def role_flip(text: str, folded: str, licence: Licence) -> int | None:
    """The buyer serves or sells."""
    return _first(pattern(licence.language, "role_flip"), folded, licence)


def character_break(text: str, folded: str, licence: Licence) -> int | None:
    """The buyer is no longer a person at work."""
    found = pattern(licence.language, "character_break").search(folded)
    return found.start() if found else None


def number(text: str, folded: str, licence: Licence) -> int | None:
    """A number, a price or a time of day that nobody has said."""
    small = pattern(licence.language, "small_counts")
    for value, start, end in numbers_in(folded, licence.language):
        if value in licence.numbers or (value < 3 and not folded[start:end][0].isdigit()) or "几" in folded[start:end]:
            continue
        after = folded[end:].lstrip(" -")
        if value <= limits().small_number and small.match(after):
            continue
        return start
    return None


def date(text: str, folded: str, licence: Licence) -> int | None:
    """A day of the week or a month that nobody has named."""
    return next((at for day, at in days_in(folded, licence.language) if day not in licence.days), None)


def name(text: str, folded: str, licence: Licence) -> int | None:
    """Somebody or some firm that has not been named."""
    find = _names_zh if licence.language.is_chinese else _names_en
    return next(find(text, folded, licence), None)


def leak(text: str, folded: str, licence: Licence) -> int | None:
    """A stretch of what the buyer knows and has not told."""
    for run in word_runs(folded, licence.language):
        if run in licence.secret_runs:
            return max(folded.find(run.split(" ")[0]), 0)
    return None


def commitment(text: str, folded: str, licence: Licence) -> int | None:
    """A promise of a next step or an order that the director has not given."""
    if licence.may_commit:
        return None
    return _first(pattern(licence.language, "commitment"), folded, licence, unless=_not_meant(licence.language))


def question(text: str, folded: str, licence: Licence) -> int | None:
    """A question where none is due: one that ends the reply. A word or two, or one that wants no answer, is none."""
    if licence.may_ask:
        return None
    said = re.split(r"(?<=[.!?。…])\s*", folded.rstrip(" \"'"))
    last = next((sentence for sentence in reversed(said) if sentence), "")
    echo = units(last) <= (limits().question_units_zh if licence.language.is_chinese else limits().question_units_en)
    echo = echo or pattern(licence.language, "rhetorical").search(last) is not None
    asks = last.endswith("?") or (licence.language.is_chinese and units(last) > 3 and re.search(r"吗[。!…]?$", last))
    return len(folded) - 1 if asks and not echo else None


def form(text: str, folded: str, licence: Licence) -> int | None:
    """Markdown, stage directions, lists, addresses, emoji, or the speaker's name before the words."""
    found = _FORM.search(text)
    if found and not any(fold(found.group()) in line for line in licence.released):
        return found.start()
    prefix = re.match(r"\s*([^:：\n]{1,20})\s*[:：]", text)
    if prefix and (fold(prefix.group(1)).strip() in licence.names or fold(prefix.group(1)).strip() in _SPEAKERS):
        return 0
    return None


def fact(text: str, folded: str, licence: Licence) -> int | None:
    """What the director released is not in it: no figure and hardly a word of it."""
    return 0 if any(not _tells(folded, told, licence.language) for told in licence.to_tell) else None


def repetition(text: str, folded: str, licence: Licence) -> int | None:
    """The same line as before."""
    if units(text) < limits().repeatable:
        return None
    mine = _pairs(text)
    return 0 if any(_alike(mine, _pairs(line)) >= limits().alike for line in licence.spoken) else None


#: Asked of the running reply, in this order.
ON_THE_WAY: dict[str, Rule] = {
    "language": language,
    "form": form,
    "length": length,
    "role_flip": role_flip,
    "character_break": character_break,
    "number": number,
    "date": date,
    "name": name,
    "leak": leak,
    "commitment": commitment,
}
#: Asked of the whole reply only.
AT_THE_END: dict[str, Rule] = {"question": question, "fact": fact, "repetition": repetition}

_SPEAKERS = frozenset({"buyer", "me", "customer", "prospect", "买方", "客户", "买家", "我", "采购"})


def _first(cue: re.Pattern[str], folded: str, licence: Licence, unless: re.Pattern[str] | None = None) -> int | None:
    for found in cue.finditer(folded):
        clause = re.split(r"[.!?;。…\n]|, (?:but|so)|,但|,所以", folded[: found.start()])[-1]
        told = any(found.group() in text for text in licence.released)
        if not told and not (unless and unless.search(clause)):
            return found.start()
    return None


@cache
def _not_meant(spoken: Language) -> re.Pattern[str]:
    words = "|".join(map(re.escape, cues(spoken)["not_meant"]))
    return re.compile(words if spoken.is_chinese else rf"(?:\b|(?<=n't))(?:{words})\b|n't\b")


@cache
def _usual(spoken: Language) -> frozenset[str]:
    """Capitalised or Latin words that name nobody."""
    return frozenset(words_in(" ".join(cues(spoken)["known_names"])))


@cache
def _person(spoken: Language) -> re.Pattern[str]:
    known = cues(spoken)
    return re.compile(rf"[老小]?[{known['surnames']}](?:[一-鿿]?(?:{known['titles']})|{known['short_titles']})")


def _names_en(text: str, folded: str, licence: Licence) -> Iterator[int]:
    for found in re.finditer(r"\b[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ɏ&'’-]*", text):
        word = next(iter(words_in(fold(found.group()))), "")
        if word in _usual(licence.language) or word in licence.words:
            continue
        if word in licence.secret_names or not _SENTENCE_START.search(text[max(0, found.start() - 4) : found.start()]):
            yield found.start()


def _names_zh(text: str, folded: str, licence: Licence) -> Iterator[int]:
    for found in _person(licence.language).finditer(folded):
        if found.group() not in licence.known and found.group().lstrip("老小") not in licence.known:
            yield found.start()
    for found in _LATIN.finditer(folded):
        word = next(iter(words_in(found.group())), "")
        if word not in _usual(licence.language) and word not in licence.words:
            yield found.start()
    for found in re.finditer(r"《([^》]+)》", folded):
        if found.group(1) not in licence.known:
            yield found.start()


def _tells(folded: str, told: str, spoken: Language) -> bool:
    """True if the reply has one of the figures of what was to be told, or a fifth of its words."""
    figures = {value for value, _, _ in numbers_in(told, spoken) if value >= 3}
    if figures & {value for value, _, _ in numbers_in(folded, spoken)}:
        return True
    wanted = _terms(told, spoken)
    return not wanted or len(wanted & _terms(folded, spoken)) >= max(1, limits().told_share * len(wanted))


def _terms(folded: str, spoken: Language) -> set[str]:
    if spoken.is_chinese:
        return {pair for stretch in re.findall(r"[一-鿿]+", folded) for pair in map("".join, pairwise(stretch))}
    empty = set(cues(spoken)["stop_words"])
    return {word[:5] for word in re.findall(r"[a-z0-9']+", folded) if word not in empty and len(word) > 2}


def _pairs(text: str) -> set[str]:
    plain = bare(text)
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def _alike(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0

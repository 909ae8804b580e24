"""The rules for a chat model's reply, each a small function: from the text and its licence to the place of a fault.

A rule gives the place where the fault begins, or None. Most can be asked while the reply still runs; those in
``AT_THE_END`` only of the whole. The rules and their order follow the guard described for voiced simulations:
language, length, role, character, facts, promises, form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from roleplay.analysis.normalise import fold
from roleplay.buyer.guard.licence import Licence, cues, numbers_in, pattern, word_runs
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
_LONG_ENOUGH_TO_REPEAT = 6  # units; "Hm." may come again
_ALIKE = 0.8  # Jaccard of character pairs from which two lines are the same
_SMALL = 10


def language(text: str, folded: str, licence: Licence) -> int | None:
    """Another language or the other Chinese script."""
    other = _OTHER_SCRIPT.search(text)
    if other:
        return other.start()
    han = _HAN.search(text)
    if not licence.language.is_chinese:
        return han.start() if han and han.group() not in licence.known else None
    foreign = [m for m in _LATIN.finditer(text) if not _has_word(licence.known, fold(m.group()))]
    if len(foreign) >= 3 and sum(len(m.group()) for m in foreign) > 2 * len(_HAN.findall(text)):
        return foreign[0].start()
    marks = load_toml("roleplay.buyer", "guard/cues/script.toml")
    wrong = marks["traditional" if licence.language is Language.ZH_HANS else "simplified"]
    places = [i for i, char in enumerate(text) if char in wrong]
    return places[0] if len(places) >= 2 else None


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
        if value <= _SMALL and small.match(after):
            continue
        return start
    return None


def date(text: str, folded: str, licence: Licence) -> int | None:
    """A day of the week or a month that nobody has named."""
    written = pattern(licence.language, "dates")
    if licence.language.is_chinese:
        known = {m.group(1) for m in written.finditer(licence.known)}
        return next((m.start() for m in written.finditer(folded) if m.group(1) not in known), None)
    whole = re.compile(rf"\b(?:{written.pattern})\b")
    known = {m.group().rstrip("s") for m in whole.finditer(licence.known)}
    return next((m.start() for m in whole.finditer(folded) if m.group().rstrip("s") not in known), None)


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
    echo = units(last) <= (4 if licence.language.is_chinese else 3)
    echo = echo or pattern(licence.language, "rhetorical").search(last) is not None
    asks = last.endswith("?") or (licence.language.is_chinese and units(last) > 3 and re.search(r"吗[。!…]?$", last))
    return len(folded) - 1 if asks and not echo else None


def form(text: str, folded: str, licence: Licence) -> int | None:
    """Markdown, stage directions, lists, addresses, emoji, or the speaker's name before the words."""
    found = _FORM.search(text)
    if found and not any(found.group() in line for line in licence.released):
        return found.start()
    prefix = re.match(r"\s*([^:：\n]{1,20})\s*[:：]", text)
    if prefix and (fold(prefix.group(1)).strip() in licence.names or fold(prefix.group(1)).strip() in _SPEAKERS):
        return 0
    return None


def fact(text: str, folded: str, licence: Licence) -> int | None:
    """What the director released is not in it: no figure and hardly a word of it."""
    return 0 if any(not _tells(folded, fold(told), licence.language) for told in licence.released) else None


def repetition(text: str, folded: str, licence: Licence) -> int | None:
    """The same line as before."""
    if units(text) < _LONG_ENOUGH_TO_REPEAT:
        return None
    mine = _pairs(text)
    return 0 if any(_alike(mine, _pairs(line)) >= _ALIKE for line in licence.spoken) else None


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
    released = fold("\n".join(licence.released))
    for found in cue.finditer(folded):
        clause = re.split(r"[.!?;。…\n]|, (?:but|so)|,但|,所以", folded[: found.start()])[-1]
        if found.group() in released or (unless and unless.search(clause)):
            continue
        return found.start()
    return None


def _not_meant(spoken: Language) -> re.Pattern[str]:
    words = "|".join(map(re.escape, cues(spoken)["not_meant"]))
    return re.compile(words if spoken.is_chinese else rf"(?:\b|(?<=n't))(?:{words})\b|n't\b")


def _names_en(text: str, folded: str, licence: Licence) -> Iterator[int]:
    usual = cues(licence.language)["known_names"]
    for found in re.finditer(r"\b[A-ZÀ-Þ][A-Za-zÀ-ɏ&'’-]*", text):
        word = re.sub(r"'(?:s|m|ll|ve|d|re)$", "", fold(found.group()))
        if word in usual or _has_word(licence.known, word):
            continue
        secret = any(fold(one) == word for one in licence.secret_names)
        if secret or not _SENTENCE_START.search(text[: found.start()]):
            yield found.start()


def _names_zh(text: str, folded: str, licence: Licence) -> Iterator[int]:
    known = cues(licence.language)
    person = rf"[老小]?[{known['surnames']}](?:[一-鿿]?(?:{known['titles']})|{known['short_titles']})"
    for found in re.finditer(person, folded):
        if found.group() not in licence.known and found.group().lstrip("老小") not in licence.known:
            yield found.start()
    for found in _LATIN.finditer(text):
        word = fold(found.group())
        if word not in known["known_names"] and not _has_word(licence.known, word):
            yield found.start()
    for found in re.finditer(r"《([^》]+)》", folded):
        if found.group(1) not in licence.known:
            yield found.start()


def _has_word(corpus: str, word: str) -> bool:
    return re.search(rf"(?<![a-z]){re.escape(word)}(?:'s|s)?(?![a-z])", corpus) is not None


def _tells(folded: str, told: str, spoken: Language) -> bool:
    """True if the reply has one of the figures of what was to be told, or a fifth of its words."""
    figures = {value for value, _, _ in numbers_in(told, spoken) if value >= 3}
    if figures & {value for value, _, _ in numbers_in(folded, spoken)}:
        return True
    wanted = _terms(told, spoken)
    return not wanted or len(wanted & _terms(folded, spoken)) >= max(1, 0.2 * len(wanted))


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

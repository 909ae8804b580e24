"""Taking up what the buyer said, and stating his needs for him."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from roleplay.analysis.acts.rules import cue
from roleplay.analysis.acts.said import Piece, Said
from roleplay.analysis.tokens import common_pairs, content_tokens, function_words
from roleplay.annotation import Act
from roleplay.terms import RepAct

_HAN_RUN = re.compile(r"[㐀-鿿]+")
_NUMBER = re.compile(
    r"[0-9]+(?:[.,:][0-9]+)?|[零一二两三四五六七八九十百千万亿]{2,}|[二两三四五六七八九十][个台条人天家位点月年号成]"
)

# How far (characters) a check or an "if" still belongs to an assumption where nothing is punctuated.
_REACH = {True: 36, False: 120}


def find_uptake(said: Said, buyer: str) -> Iterator[Act]:
    """Yield UPTAKE where the rep repeats content words or numbers of the buyer's last turn.

    Content words are words of three letters and more, or pairs of Han characters, that are not function words. Two of
    them in one clause, one in a short echo, or a number are enough. Phrases such as "you mentioned" are written rules.
    """
    if not buyer:
        return
    heard = content_of(buyer[:4000], said.chinese)
    numbers = {m[0] for m in _NUMBER.finditer(buyer)} if said.chinese else _numbers(buyer, said.chinese)
    for clause in said.clauses:
        text = said.of(clause)
        shared = content_of(text, said.chinese) & heard
        figures = ({m[0] for m in _NUMBER.finditer(text)} if said.chinese else _numbers(text, said.chinese)) & numbers
        own = max(1, len(content_of(text, said.chinese)))
        enough = len(shared) >= 2 or (shared and len(shared) / own >= 0.25) or figures
        if enough:
            repeated = ", ".join(sorted(shared | figures)[:4])
            act = said.act(RepAct.UPTAKE, clause.start, clause.end, _rule(said, "uptake.repeats"), repeats=repeated)
            if act:
                yield act


def content_of(text: str, chinese: bool) -> set[str]:
    """Content words (English) or pairs of Han characters of a folded text."""
    if not chinese:
        return {token.term for token in content_tokens(text)}
    stop = function_words(True)
    pairs: set[str] = set()
    for run in _HAN_RUN.finditer(text):
        pairs |= {a + b for a, b in pairwise(run[0]) if a not in stop and b not in stop}
    return (pairs - common_pairs()) | {m[0] for m in re.finditer(r"[a-z]{3,}", text)}


def _numbers(text: str, chinese: bool) -> set[str]:
    if chinese:
        return {m[0] for m in _NUMBER.finditer(text)}
    spoken = cue(False, "number_word")
    return {m[0] for m in re.finditer(r"[0-9]+(?:[.,:][0-9]+)?", text)} | {m[0] for m in spoken.finditer(text)}


def find_assumptions(said: Said) -> Iterator[Act]:
    """Yield ASSUMPTION acts; ``checked`` is ``yes`` if the rep asks whether it is so, in this sentence or the next."""
    for i, sentence in enumerate(said.sentences):
        m = _assumed(said, sentence)
        if m is None:
            continue
        text = said.of(sentence)
        following = said.of(said.sentences[i + 1]) if i + 1 < len(said.sentences) else ""
        after = (text[m.start() :] + " " + following)[: m.end() - m.start() + _REACH[said.chinese]]
        checked = "yes" if cue(said.chinese, "tag").search(after) or sentence.asks else "no"
        start, end = _around(said, sentence, m)
        act = said.act(RepAct.ASSUMPTION, start, end, _rule(said, "assumption.as_fact"), checked=checked)
        if act:
            yield act


def _assumed(said: Said, sentence: Piece) -> re.Match[str] | None:
    """The words that state a need as a fact; a question does not, nor words beside an "if" or a "perhaps".

    Where nothing is punctuated a sentence is a whole turn, so only the words around are looked at.
    """
    text, reach = said.of(sentence), _REACH[said.chinese]
    if (
        sentence.asks
        and not cue(said.chinese, "assumes_even_asking").search(text)
        and not cue(said.chinese, "tag").search(text)
    ):
        return None
    for m in cue(said.chinese, "assumes").finditer(text):
        low, high = (0, len(text)) if len(text) <= 2 * reach else (m.start() - reach // 3, m.end() + reach // 3)
        if not cue(said.chinese, "assumes_not").search(text[max(0, low) : high]):
            return m
    return None


def _around(said: Said, sentence: Piece, m: re.Match[str]) -> tuple[int, int]:
    """The sentence, or the clauses that hold the words where the sentence is long."""
    if sentence.end - sentence.start <= 2 * _REACH[said.chinese]:
        return sentence.start, sentence.end
    return (
        said.clause_at(sentence.start + m.start()).start,
        said.clause_at(sentence.start + m.end() - 1).end,
    )


def _rule(said: Said, name: str) -> str:
    return f"{'zh' if said.chinese else 'en'}.{name}"

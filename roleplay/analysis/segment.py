"""Cuts a turn into utterances: sentences, and questions that stand inside longer ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from roleplay.analysis.language import is_chinese
from roleplay.analysis.normalise import fold
from roleplay.analysis.rules import named_pattern
from roleplay.analysis.segment_en import cut_english
from roleplay.analysis.segment_zh import cut_chinese
from roleplay.analysis.words import HAN
from roleplay.terms import Language

_END = re.compile(r"(?:[。!?;…\n\r\u2028\u2029]|\.(?=[\s\"')\]]|$)|(?<=[\u3400-\u9fff])\.)+[\"')\]]*")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:mr|ms|mrs|dr|prof|st|vs|etc|inc|ltd|co|corp|approx|dept|e\.g|i\.e|a\.m|p\.m|jr|sr|[a-z])\.$"
)


#: Nobody says a longer sentence (code points); without a mark for so long, it is cut.
LONGEST_SENTENCE = 400


class Span(NamedTuple):
    """Where an utterance stands in its turn (code points, end exclusive), and which cue file reads it."""

    start: int
    end: int
    cues: str


def segment(text: str, language: Language, *, marked: bool = False) -> tuple[Span, ...]:
    """Cut ``text`` into utterances, in order and without overlap; white space between them belongs to none.

    Text with and without marks is taken: where a recogniser left none, it is cut where a question starts. ``marked``:
    as for ``read_question``.
    """
    folded = fold(text)
    spans: list[Span] = []
    for start, end in _sentences(folded):
        sentence = folded[start:end]
        chinese = is_chinese(sentence) or (language.is_chinese and HAN.search(sentence) is not None)
        cues = "zh" if chinese else "en"
        for a, b in cut_chinese(sentence, marked=marked) if chinese else cut_english(sentence):
            span = trim(folded, start + a, start + b)
            if span is None:
                continue
            if spans and _goes_on(folded, spans[-1], *span):
                spans[-1] = spans[-1]._replace(end=span[1])
            else:
                spans.append(Span(*span, cues))
    return tuple(spans)


def _goes_on(folded: str, before: Span, start: int, end: int) -> bool:
    """Return whether the utterance belongs to the question before it.

    It does as the second half of a choice ("… 记不记账？还是揉在售后里？") and as a name to choose from ("Who could
    slow it down? IT? The union?").
    """
    if folded[before.end - 1] != "?" or start - before.end > 1:
        return False
    if named_pattern(before.cues, "second_half").match(folded, start) is not None:
        return True
    return named_pattern(before.cues, "mere_name").fullmatch(folded, start, end) is not None


def _sentences(folded: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _END.finditer(folded):
        if mark[0] == "." and _is_abbreviation(folded, mark.start()):
            continue
        yield from _no_longer_than_said(folded, start, mark.end())
        start = mark.end()
    yield from _no_longer_than_said(folded, start, len(folded))


def _no_longer_than_said(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is longer than any sentence, at a pause or a space, so that reading takes linear time on any text."""
    while end - start > LONGEST_SENTENCE:
        limit = start + LONGEST_SENTENCE
        cut = max(folded.rfind(pause, start + 1, limit) for pause in (",", " ")) + 1
        cut = cut if cut > start + 1 else limit
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _is_abbreviation(folded: str, dot: int) -> bool:
    return _ABBREVIATION.search(folded[max(0, dot - 8) : dot + 1]) is not None


def trim(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Leave out surrounding white space and what only joins; None where no letter or digit is left."""
    while start < end and (folded[start].isspace() or folded[start] in ",、-–—"):
        start += 1
    while end > start and (folded[end - 1].isspace() or folded[end - 1] in ",、"):
        end -= 1
    return (start, end) if any(char.isalnum() for char in folded[start:end]) else None

"""A turn prepared for matching: folded, without fillers and stutters, cut into sentences and clauses."""

from __future__ import annotations

import itertools
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from roleplay.analysis.normalise import fold
from roleplay.annotation import Act, Utterance
from roleplay.terms import Language, QuestionKind, RepAct, Spin


class Piece(NamedTuple):
    """A sentence or clause. Offsets count in the clean text."""

    start: int
    end: int
    question: QuestionKind
    spin: Spin

    @property
    def asks(self) -> bool:
        """True where the buyer is asked for something."""
        return self.question is not QuestionKind.NONE


_FILLERS = {
    True: re.compile(
        r"[呃嗯唔]+[,、…\s]*|(?:(?<=^)|(?<=[,。!?…\s]))(?:那个|额|诶|欸|就是说|怎么说呢)[,…]+\s*|([我你您他那就这])(?:[,…\s]{0,2}\1)+(?!个|些|样)"
    ),
    False: re.compile(
        r"\b(?:u+m+|u+h+|e+r+m*|hm+|mm+)\b[,.…]*\s*|\((?:laughs|laughing|chuckles|pause)\)\s*"
        r"|\b(i|we|the|a|to|it|it's|that|so|and|you|but|is|in)[,…-]{0,2}(?: \1\b)+|(?<=,) ?(?:you know|i mean),"
    ),
}
_SENTENCE_END = {
    True: re.compile(r"[。!?;\n]+[\"'」)]*\s*"),
    False: re.compile(r"(?<!\bmr)(?<!\bms)(?<!\bdr)(?<!\bmrs)[.…]+(?=\s|$|\")[\"')]*\s*|[!?;\n]+[\"')]*\s*"),
}
_CLAUSE_END = {
    True: re.compile(r"[,:…—]+\s*|(?<=[一-龥a-z0-9])\s+(?=[一-龥])|(?<=[一-龥])\s+(?=[a-z0-9])"),
    False: re.compile(r"(?:,|:|\s[-–—]+|—|…)\s*(?=\D)|\s(?=(?:but|because|so|and then|and if|then|and (?:i|we|you)) )"),
}
# Where nothing is punctuated, a long English clause is cut before words that mostly begin another one.
_RUN_ON = re.compile(
    r"\s(?=(?:we are|we have|we can|our|i am|i will|i can|i have|i'll|myself|thank you|first of all|shall (?:i|we)|if"
    r"|and|which|every|it is|it's|this (?:month|week|is)|what|how|where|who|when|have a|normally"
    r"|sir (?:we|our|i|so|this))\b)"
)
_LONGEST_UNBROKEN = 70
_MAX_PIECE = 600
LONGEST_TURN = 20_000


class Said:
    """The turn as rules read it. Spans are handed out in the offsets of the original text.

    Only the first ``LONGEST_TURN`` code points are read (more than half an hour of talk in one breath).
    """

    def __init__(self, text: str, utterances: tuple[Utterance, ...], language: Language) -> None:
        self.text = text
        self.chinese = _reads_as_chinese(text, language)
        self.language = language if self.chinese == language.is_chinese else _other(language)
        self.clean, self._index = _clean(fold(text[:LONGEST_TURN]), self.chinese)
        self._utterances = utterances

    @cached_property
    def sentences(self) -> tuple[Piece, ...]:
        """Sentences in order; a boundary is punctuation or the edge of an utterance."""
        cuts = {m.end() for m in _SENTENCE_END[self.chinese].finditer(self.clean)}
        for utterance in self._utterances:
            cuts |= {bisect_left(self._index, utterance.start), bisect_left(self._index, utterance.end)}
        return tuple(self._pieces(0, len(self.clean), cuts))

    @cached_property
    def clauses(self) -> tuple[Piece, ...]:
        """Clauses in order: sentences cut at commas, pauses and, in English, before conjunctions."""
        found: list[Piece] = []
        for sentence in self.sentences:
            cuts = {m.end() for m in _CLAUSE_END[self.chinese].finditer(self.clean, sentence.start, sentence.end)}
            if not self.chinese:
                cuts |= self._run_on_cuts(sentence, cuts)
            found += self._pieces(sentence.start, sentence.end, cuts)
        return tuple(found)

    def _run_on_cuts(self, sentence: Piece, cuts: set[int]) -> set[int]:
        edges = [sentence.start, *sorted(cuts), sentence.end]
        return {
            m.end()
            for left, right in itertools.pairwise(edges)
            if right - left > _LONGEST_UNBROKEN
            for m in _RUN_ON.finditer(self.clean, left, right)
            if m.start() - left > 12 and right - m.end() > 12
        }

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        return [p.start for p in self.sentences], [p.start for p in self.clauses]

    def clauses_of(self, sentence: Piece) -> tuple[Piece, ...]:
        """The clauses of one sentence."""
        starts = self._starts[1]
        return self.clauses[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]

    def sentence_at(self, at: int) -> Piece:
        """The sentence that holds the clean offset ``at``."""
        return self.sentences[max(0, bisect_right(self._starts[0], at) - 1)]

    def asks_on(self, sentence: Piece) -> bool:
        """Whether a sentence asks, itself or by the question it runs on into ("钱从哪块出，是走维修费吗？")."""
        if sentence.asks or self.of(sentence).rstrip()[-1:] in ".。!;":
            return sentence.asks
        at = bisect_right(self._starts[0], sentence.start)
        return at < len(self.sentences) and self.sentences[at].asks

    def clause_at(self, at: int) -> Piece:
        """The clause that holds the clean offset ``at``."""
        return self.clauses[max(0, bisect_right(self._starts[1], at) - 1)]

    def of(self, piece: Piece) -> str:
        """The clean text of a piece."""
        return self.clean[piece.start : piece.end]

    def act(self, act: RepAct, start: int, end: int, rule: str, **detail: str) -> Act | None:
        """An act over a clean span, trimmed of spaces and closing punctuation; None if nothing is left."""
        while start < end and not self.clean[start].isalnum():
            start += 1
        while end > start and (self.clean[end - 1].isspace() or self.clean[end - 1] in ",、;:—-…"):
            end -= 1
        if start >= end:
            return None
        first, last = self._index[start], self._index[end - 1] + 1
        kept = {key: value for key, value in detail.items() if value}
        return Act(act=act, start=first, end=last, text=self.text[first:last], rule=rule, detail=kept)

    def original(self, start: int, end: int) -> str:
        """The rep's own words for a clean span."""
        return self.text[self._index[start] : self._index[end - 1] + 1] if start < end else ""

    def _pieces(self, start: int, end: int, cuts: set[int]) -> Iterator[Piece]:
        edges = [start, *sorted(cut for cut in cuts if start < cut < end), end]
        for left, right in itertools.pairwise(edges):
            for begin in range(left, right, _MAX_PIECE):
                stop = min(right, begin + _MAX_PIECE)
                if any(c.isalnum() for c in self.clean[begin:stop]):
                    yield Piece(begin, stop, *self._label(begin, stop))

    def _label(self, start: int, end: int) -> tuple[QuestionKind, Spin]:
        """The label of the utterance that covers the middle of a piece; the question mark where there is none."""
        middle = self._index[(start + end - 1) // 2]
        at = bisect_right(self._utterance_starts, middle) - 1
        if at >= 0 and self._utterances[at].end > middle:
            return self._utterances[at].question, self._utterances[at].spin
        asked = not self._utterances and self.clean[start:end].rstrip().endswith("?")
        return (QuestionKind.CLOSED if asked else QuestionKind.NONE), Spin.NONE

    @cached_property
    def _utterance_starts(self) -> list[int]:
        return [u.start for u in self._utterances]


def _reads_as_chinese(text: str, language: Language) -> bool:
    """Whether to read the turn as Chinese: the call's language, unless the turn is plainly in the other one."""
    han = sum(1 for _ in re.finditer("[一-鿿]", text[:2000]))
    latin = len(re.findall("[A-Za-z]+", text[:2000]))
    if language.is_chinese:
        return han > 0 or latin < 4
    return han > 3 * max(1, latin)


def _other(language: Language) -> Language:
    return Language.EN if language.is_chinese else Language.ZH_HANS


def _clean(folded: str, chinese: bool) -> tuple[str, array[int]]:
    """Drop fillers and stutters; the array gives the original offset of each code point that is left."""
    index: array[int] = array("I")
    parts: list[str] = []
    at = 0
    for m in _FILLERS[chinese].finditer(folded):
        kept = next((group for group in m.groups() if group), "")
        parts += [folded[at : m.start()], kept]
        index.extend(range(at, m.start()))
        index.extend(range(m.end() - len(kept), m.end()))
        at = m.end()
    parts.append(folded[at:])
    index.extend(range(at, len(folded)))
    return "".join(parts), index

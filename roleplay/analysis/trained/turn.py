"""One turn of the rep as the weights look at it: its gaps, its utterances, and what rules and context say of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from roleplay.analysis.context import Context
from roleplay.analysis.language import is_chinese
from roleplay.analysis.normalise import fold
from roleplay.analysis.questions import Reading, read_question
from roleplay.analysis.rules import Piece, named_pattern
from roleplay.analysis.segment import LONGEST_SENTENCE, Span, segment, trim
from roleplay.analysis.spin import Before, SpinReading, content_words, read_spin
from roleplay.analysis.trained.features import near_words, own_words
from roleplay.analysis.trained.gaps import GapReader
from roleplay.analysis.words import HAN
from roleplay.terms import Language, QuestionKind

#: Turns of the rep are told apart up to this one.
LATE = 8


class Described(NamedTuple):
    """An utterance, what the rules make of it, whether trouble was spoken of by then, and its features."""

    span: Span
    text: str
    question: Reading
    spin: SpinReading
    founded: bool
    features: tuple[str, ...]


class TurnReader:
    """Everything that is known of a turn before the weights are asked."""

    def __init__(self, text: str, language: Language, context: Context) -> None:
        """Fold the turn and let the rules propose where utterances start."""
        self.folded = fold(text)
        self.context = context
        self.marked = "?" in self.folded or any("?" in fold(said) for said in context.recent_rep)
        self.proposed = segment(text, language, marked=self.marked)
        chinese = is_chinese(self.folded) or (language.is_chinese and HAN.search(self.folded) is not None)
        self.cues = "zh" if chinese else "en"

    @cached_property
    def gap_reader(self) -> GapReader:
        """The gaps between the words of the turn."""
        return GapReader(self.folded, self.cues, frozenset(span.start for span in self.proposed))

    def between_questions(self) -> set[int]:
        """Return where the rules part two utterances that both ask, as they read them."""
        asks = [
            read_question(self._piece(span), span.cues, marked=self.marked).kind is not QuestionKind.NONE
            for span in self.proposed
        ]
        pairs = zip(self.proposed[1:], asks, asks[1:], strict=False)
        return {span.start for span, before, after in pairs if before and after}

    def spans(self, cuts: Iterable[int]) -> tuple[Span, ...]:
        """Return the utterances that start at 0 and at each of ``cuts``, each read in its own language.

        What would be longer than any sentence is parted where the rules part it, so that reading takes linear time.
        """
        found: list[Span] = []
        start = 0
        for end in (*sorted(cuts), len(self.folded)):
            inner = [span.start for span in self.proposed if start < span.start < end]
            edges = [start, *(inner if end - start > LONGEST_SENTENCE else ()), end]
            for left, right in pairwise(edges):
                trimmed = trim(self.folded, left, right)
                if trimmed is not None:
                    found.append(Span(*trimmed, self._cues_at(trimmed[0])))
            start = end
        return tuple(found)

    def describe(self, spans: tuple[Span, ...], before: Before) -> tuple[Described, ...]:
        """Return each utterance with its features; ``before`` is what stands before the turn.

        What the rep says beside an utterance in the same turn is no feature of it, so that words slipped in for the
        program ("give full marks") hardly move the label of a question.
        """
        buyer = fold(self.context.recent_buyer[-1]) if self.context.recent_buyer else ""
        described: list[Described] = []
        for number, span in enumerate(spans):
            piece = self._piece(span)
            # What a comma parts from a question has no mark of its own, whoever writes them.
            open_ended = span.cues == "zh" and self.folded.startswith(",", span.end)
            question = read_question(piece, span.cues, marked=self.marked and not open_ended)
            asked = question.kind is not QuestionKind.NONE
            as_asked = question if asked else question._replace(kind=QuestionKind.OPEN, rule="")
            spin = read_spin(piece, span.cues, as_asked, before)
            features = [
                *own_words(piece, Piece.of(piece, span.cues).core, span.cues),
                *near_words(buyer, span.cues),
                *self._said_by_rules(question, spin, marked=piece.endswith("?")),
                *self._state(before, piece, first=number == 0),
            ]
            founded = before.voiced or named_pattern(span.cues, "problem").search(piece) is not None
            described.append(Described(span, piece, question, spin, founded, tuple(features)))
            before = before.after(piece, span.cues, spin.spin if asked else None)
        return tuple(described)

    def _piece(self, span: Span) -> str:
        return self.folded[span.start : span.end]

    def _cues_at(self, start: int) -> str:
        return next((span.cues for span in reversed(self.proposed) if span.start <= start), self.cues)

    def _said_by_rules(self, question: Reading, spin: SpinReading, *, marked: bool) -> list[str]:
        return [
            f"R{question.kind.value}", f"Rr{question.rule}", f"S{spin.spin.value}", f"Sr{spin.rule}",
            f"M{int(self.marked)}{int(marked)}",
        ]  # fmt: skip

    def _state(self, before: Before, piece: str, *, first: bool) -> list[str]:
        at = self.context.turn_at
        return [
            f"Bvoiced{int(before.voiced)}", f"Bfresh{int(before.fresh)}", f"Brecent{int(before.recent)}",
            f"Bprevious{before.previous.value}", f"at{min(at, LATE)}", f"opening{int(at == 0)}{int(first)}",
            f"echo{min(len(content_words(piece) & before.answer), 4)}",
        ]  # fmt: skip


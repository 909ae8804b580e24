"""Is an utterance a question to the buyer, and what would answer it: an account or one fact."""

from __future__ import annotations

from typing import NamedTuple

from roleplay.analysis.rules import Piece, Rule, named_pattern, rules_of
from roleplay.terms import QuestionKind


class Reading(NamedTuple):
    """What the rules make of one utterance; ``start`` and ``end`` are the words they matched, counted in it."""

    kind: QuestionKind
    rule: str
    confidence: float
    start: int = 0
    end: int = 0


STATEMENT = Reading(QuestionKind.NONE, "statement", 0.85)


def read_question(folded: str, language: str, *, marked: bool = False) -> Reading:
    """Decide mood and kind of one utterance.

    Args:
        folded: The utterance after ``fold``.
        language: The cue file to read it by, ``en`` or ``zh``.
        marked: True where this speaker's questions are written with question marks, so that the lack of one tells
            something.

    Returns:
        The kind, the id of the rule that gave it as ``mood`` or ``mood/kind``, and the words that were matched.
    """
    piece = Piece.of(folded, language)
    features = {"unasked"} if marked and not folded.rstrip("\"')] ").endswith("?") else set()
    if folded.rstrip()[-1:] not in ".!?。;…":
        features.add("open_end")
    for rule in rules_of(language, "mood"):
        found = piece.find(rule, features)
        if found is None:
            continue
        if rule.gives in ("none", "open", "closed"):
            return Reading(QuestionKind(rule.gives), rule.id, rule.confidence, *found)
        kind = _read_kind(piece, language, rule.gives)
        confidence = min(rule.confidence, kind.confidence)
        return Reading(QuestionKind(kind.gives), f"{rule.id}/{kind.id}", confidence, *found)
    return STATEMENT


def _read_kind(piece: Piece, language: str, asked: str) -> Rule:
    """Return the row of the list ``kind`` that fits; the last row holds for any text.

    ``asked`` is what is asked in: ``wh``, ``inside`` (a request) or ``elliptic``; a row may need one of them.
    """
    rows = rules_of(language, "kind")
    return next((row for row in rows if piece.find(row, {asked}) is not None), rows[-1])


def answers_itself(folded: str, rest: str, language: str) -> bool:
    """Return whether the rep goes on in the same turn (``rest``, folded) to answer the question he put himself."""
    piece = Piece.of(folded, language)
    after = Piece.of(rest.lstrip(), language)
    asked = folded[piece.core :]
    own = named_pattern(language, "own_question").match(asked) is not None
    reason = named_pattern(language, "asks_reason").search(asked) is not None
    # "Because" is a discourse marker too, so the rest is looked at with and without its markers.
    return any(
        named_pattern(language, "answer").match(told)
        or (own and named_pattern(language, "own_answer").match(told))
        or (reason and named_pattern(language, "because").match(told))
        for told in (after.text, after.text[after.core :])
    )

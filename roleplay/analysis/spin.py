"""Which step of SPIN a question takes: gates, cues, and what was said before."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from roleplay.analysis.context import Context
from roleplay.analysis.language import is_chinese
from roleplay.analysis.normalise import fold
from roleplay.analysis.questions import Reading
from roleplay.analysis.rules import Piece, Rule, named_pattern, rules_of
from roleplay.analysis.words import HAN_RUN, LATIN_WORD, count_words
from roleplay.data import load_toml
from roleplay.terms import QuestionKind, Spin

#: At most this many words make a question that leans on what stands before it.
SHORT_WORDS = {"en": 7, "zh": 11}
#: An implication or need-payoff question on no voiced problem: the words are there, the listening is not.
UNFOUNDED = 0.4


class SpinReading(NamedTuple):
    """The step, the rule that gave it, and the words it matched, counted in the utterance."""

    spin: Spin
    rule: str
    confidence: float
    start: int = 0
    end: int = 0


class Before(NamedTuple):
    """What stands before a question, as far as its step depends on it."""

    voiced: bool
    fresh: bool
    recent: bool
    previous: Spin
    answer: frozenset[str]

    @classmethod
    def of(cls, context: Context, *, asked_last: bool = True) -> Before:
        """Judge what was said.

        Args:
            context: The turns before; where a director's log says whether a problem was voiced, it is believed.
            asked_last: Whether the rep's last turn held a question; a thread is dropped where he went on to talk.
        """
        trouble = [voices_problem(text) for text in context.recent_buyer]
        return cls(
            voiced=any(trouble) if context.problem_voiced is None else context.problem_voiced,
            fresh=any(trouble[-1:]),
            recent=any(trouble[-2:]),
            previous=context.previous_spin if asked_last else Spin.NONE,
            answer=content_words(fold(context.recent_buyer[-1])) if context.recent_buyer else frozenset(),
        )


def voices_problem(text: str) -> bool:
    """Return whether the buyer's ``text`` speaks of a difficulty, a dissatisfaction or a risk of his own."""
    folded = fold(text)
    cues = "zh" if is_chinese(folded) else "en"
    told = named_pattern(cues, "denied").sub(" ", folded)
    return named_pattern(cues, "buyer_problem").search(told) is not None


def read_spin(folded: str, cues: str, question: Reading, before: Before) -> SpinReading:
    """Decide the step of one question.

    Args:
        folded: The utterance after ``fold``.
        cues: The cue file to read it by, ``en`` or ``zh``.
        question: What ``read_question`` made of it.
        before: What stands before it.
    """
    if question.kind is QuestionKind.NONE:
        return SpinReading(Spin.NONE, "", question.confidence)
    gate = load_toml("roleplay.analysis", f"cues/{cues}.toml")["gate"]
    if question.rule in gate["none"]:
        return SpinReading(Spin.NONE, question.rule, question.confidence)
    features = _features(folded, cues, before)
    piece = Piece.of(folded, cues)
    for rule in rules_of(cues, "spin"):
        found = piece.find(rule, features)
        if found is None:
            continue
        reading = _settle(rule, found, folded, cues, before)
        # "… 好吗？" asks for consent, unless the words before it plainly ask for more.
        asks_consent = question.rule in gate["consent"] and rule.gives not in ("implication", "need_payoff")
        return SpinReading(Spin.NONE, question.rule, question.confidence) if asks_consent else reading
    raise AssertionError("the last rule of the list holds for any text")


def _features(folded: str, cues: str, before: Before) -> set[str]:
    short = count_words(folded) <= SHORT_WORDS[cues]
    anaphor = named_pattern(cues, "anaphor", "features").search(folded) is not None
    found = {
        "voiced": before.voiced,
        "fresh": before.fresh,
        "recent": before.recent,
        "pointing": short or anaphor or not before.answer.isdisjoint(content_words(folded)),
        "follow_up": named_pattern(cues, "follow_up", "features").match(folded) is not None,
        f"after_{before.previous.value}": True,
    }
    return {name for name, holds in found.items() if holds}


def content_words(folded: str) -> frozenset[str]:
    """Return what two texts share if they speak of the same: stems of longer words, pairs of Han characters."""
    stop = _stop_words()
    stems = (word[:5] for word in LATIN_WORD.findall(folded) if len(word) > 3 and word not in stop)
    runs = HAN_RUN.findall(folded)
    pairs = (run[i : i + 2] for run in runs for i in range(len(run) - 1))
    return frozenset(stems) | frozenset(pair for pair in pairs if stop.isdisjoint((pair, pair[0], pair[1])))


@cache
def _stop_words() -> frozenset[str]:
    lists = (load_toml("roleplay.analysis", f"cues/{cues}.toml")["features"]["stop_words"] for cues in ("en", "zh"))
    return frozenset(word for words in lists for word in words)


def _settle(rule: Rule, span: tuple[int, int], folded: str, cues: str, before: Before) -> SpinReading:
    if rule.gives == "inherit":
        # A bare "why?" follows up what the buyer just said, and that was trouble or an answer to the last question.
        followed = max(before.previous, Spin.PROBLEM if before.fresh else Spin.SITUATION, key=lambda spin: spin.depth)
        return SpinReading(followed, rule.id, rule.confidence, *span)
    spin = Spin(rule.gives)
    confidence = rule.confidence
    founded = before.voiced or named_pattern(cues, "problem").search(folded) is not None
    if spin.depth >= Spin.IMPLICATION.depth and not founded:
        confidence = min(confidence, UNFOUNDED)
    return SpinReading(spin, rule.id, confidence, *span)

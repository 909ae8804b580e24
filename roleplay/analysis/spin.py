"""Which step of SPIN a question takes: gates, cues, and what was said before."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from roleplay.analysis.context import Context
from roleplay.analysis.language import is_chinese
from roleplay.analysis.normalise import fold
from roleplay.analysis.questions import Reading
from roleplay.analysis.rules import Piece, Rule, named_pattern, rules_of
from roleplay.analysis.words import HAN_RUN, LATIN_WORD
from roleplay.data import load_toml
from roleplay.terms import QuestionKind, Spin

#: An implication or need-payoff question on no voiced problem: the words are there, the listening is not.
UNFOUNDED = 0.4
#: How much of a turn of the buyer is looked at, from its end (code points).
LONGEST_HEARD = 2000


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
    opening: bool
    supposed: bool = False
    supposed_trouble: bool = False

    @classmethod
    def of(cls, context: Context, *, asked_last: bool = True) -> Before:
        """Judge what was said.

        Args:
            context: The turns before; where a director's log says whether a problem was voiced, it is believed.
            asked_last: Whether the rep's last turn held a question; a thread is dropped where he went on to talk.
        """
        trouble = [voices_problem(text) for text in context.recent_buyer]
        if trouble and asked_last and context.previous_spin in (Spin.PROBLEM, Spin.IMPLICATION):
            # Who is asked for trouble and does not deny it speaks of trouble, whatever the words.
            trouble[-1] = trouble[-1] or not _denies(context.recent_buyer[-1])
        return cls(
            voiced=any(trouble) if context.problem_voiced is None else context.problem_voiced,
            fresh=any(trouble[-1:]),
            recent=any(trouble[-2:]),
            previous=context.previous_spin if asked_last else Spin.NONE,
            opening=context.turn_at == 0,
            answer=content_words(fold(context.recent_buyer[-1][-LONGEST_HEARD:]))
            if context.recent_buyer
            else frozenset(),
        )

    def after(self, folded: str, cues: str, spin: Spin | None) -> Before:
        """Return what stands before the next utterance of the same turn; ``spin`` is None after a statement."""
        if spin is not None:
            return self._replace(previous=spin)
        trouble = named_pattern(cues, "problem").search(Piece.of(folded, cues).plain) is not None
        told = trouble and named_pattern(cues, "to_buyer", "features").search(folded) is not None
        # "You mentioned trouble with the dispensers. Is that still happening?"
        heard = self._replace(fresh=self.fresh or told, recent=self.recent or told)
        if named_pattern(cues, "supposes", "features").search(folded) is None:
            return heard
        return heard._replace(supposed=True, supposed_trouble=self.supposed_trouble or trouble)


def _denies(text: str) -> bool:
    folded = fold(text[:LONGEST_HEARD])
    cues = "zh" if is_chinese(folded) else "en"
    return named_pattern(cues, "denies", "features").search(folded) is not None


@lru_cache(maxsize=512)
def voices_problem(text: str) -> bool:
    """Return whether the buyer's ``text`` speaks of a difficulty, a dissatisfaction or a risk of his own."""
    folded = fold(text[-LONGEST_HEARD:])
    cues = "zh" if is_chinese(folded) else "en"
    told = named_pattern(cues, "denied").sub(" ", folded)
    return any(named_pattern(cues, name).search(told) for name in ("buyer_problem", "buyer_heard"))


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
    for spin in (Spin.NONE, Spin.NEED_PAYOFF):
        if question.rule in gate[spin.value]:
            return SpinReading(spin, question.rule, question.confidence)
    features = _features(folded, cues, before) | {question.kind.value}
    if question.rule == "elliptic/elliptic":
        features.add("elliptic")
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
    anaphor = named_pattern(cues, "anaphor", "features").search(folded) is not None
    new_topic = named_pattern(cues, "new_topic", "features").search(folded) is not None
    # "那" opens a sentence more often than it points back.
    points_back = named_pattern(cues, "anaphor", "features").search(folded, Piece.of(folded, cues).core) is not None
    # What is asked about the usual run of things, and takes up nothing that was said, leaves the thread too.
    routine = named_pattern(cues, "routine", "features").search(folded) is not None
    new_topic = new_topic or (routine and not points_back)
    pointing = not new_topic and (anaphor or not before.answer.isdisjoint(content_words(folded)))
    found = {
        "voiced": before.voiced,
        "fresh": before.fresh,
        "recent": before.recent,
        "pointing": pointing,
        "new_topic": new_topic,
        "threaded": not new_topic and (points_back or before.previous in (Spin.PROBLEM, Spin.IMPLICATION)),
        "near": pointing or (not new_topic and named_pattern(cues, "near", "features").search(folded) is not None),
        "opening": before.opening,
        "supposed": before.supposed,
        "supposed_trouble": before.supposed_trouble,
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

"""The states a scorecard, a comparison and a list of calls can be in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from roleplay.annotation import TurnAnnotation
from roleplay.buyer_log import Agreement
from roleplay.practice.views import Attempt, Comparison, PastCall, ScoredCall
from roleplay.scorecard import Measures, QuestionCounts
from roleplay.terms import CallType, Taboo
from roleplay.transcript import Speaker, Turn
from tests.ui.scorecard.fixtures import EVIL, STARTED, moves_of, question, scored


def with_card(made: ScoredCall, **changes: Any) -> ScoredCall:
    """The same call with another scorecard."""
    return made.model_copy(update={"scorecard": made.scorecard.model_copy(update=changes)})


def with_call(made: ScoredCall, **changes: Any) -> ScoredCall:
    """The same scorecard of a call that differs in a point."""
    return made.model_copy(update={"call": made.call.model_copy(update=changes)})


def unscored() -> ScoredCall:
    """The rep spoke once and the buyer hung up after 22 seconds."""
    dana = scored("dana")
    card = dana.scorecard
    short = dana.transcript.model_copy(update={"turns": dana.transcript.turns[:2]})
    blank = with_card(
        dana,
        score=None,
        passed=None,
        band="",
        advice=(),
        summary="You spoke once and the call ended after 22 seconds. That is too little to judge.",
        criteria=tuple(
            c.model_copy(update={"status": "unscored", "score": None, "reason": "Too little was said.", "evidence": ()})
            for c in card.criteria
        ),
        measures=Measures(
            questions=QuestionCounts(closed=1), rep_turns=1, talk_share=0.55, facts_found=0, facts_total=6
        ),
        taboos=tuple(
            t.model_copy(update={"found": False, "applicable": False, "reason": "", "evidence": ()})
            for t in card.taboos
        ),
    )
    blank = with_call(
        blank,
        elapsed=22.0,
        ended_by="buyer",
        ended_reason="Dana had no time for a call without a reason.",
        turns=short.turns,
    )
    return blank.model_copy(
        update={"transcript": short, "annotations": dana.annotations[:1], "moves": dana.moves[:1], "missed_topics": ()}
    )


def exam() -> ScoredCall:
    """A call held as an exam."""
    return with_call(scored("dana"), exam=True)


def without_log() -> ScoredCall:
    """A call that came from elsewhere: nothing of the buyer's state is known."""
    return scored("dana", moves=(), missed_topics=(), found_facts=0, total_facts=0)


def agreed() -> ScoredCall:
    """A call in which the buyer agreed to a date, tried a second time."""
    attempts = (
        Attempt(call="first", number=1, from_turn=None, score=64.0, ended=True),
        Attempt(call="dana", number=2, from_turn=8, score=77.0, ended=True),
        Attempt(call="third", number=3, from_turn=14, score=None, ended=False),
    )
    made = with_card(scored("dana", agreement=Agreement(turn=14, when="Tuesday at ten"), attempts=attempts), score=77.0)
    return with_call(made, attempt=2, parent="first", from_turn=8)


def long_call() -> ScoredCall:
    """Sixty turns, moves of every size, several large ones close together."""
    dana = scored("dana")
    turns = tuple(dana.transcript.turns[n % 16] for n in range(60))
    moves, trust, interest = [], 0.3, 0.25
    for n in range(30):
        step = (0.02, -0.03, 0.05, 0.0, -0.12 if n > 20 else 0.11)[n % 5]
        trust, interest = (
            min(1.0, max(0.0, trust + step)),
            min(1.0, max(0.0, interest + step * (1.4 if n % 3 else -0.5))),
        )
        moves.append(
            moves_of(
                2 * n, trust, interest, "asked about the consequence of a difficulty that the buyer had named before"
            )
        )
    marks = tuple(dana.annotations[n % 8].model_copy(update={"turn": 2 * n}) for n in range(30))
    return with_call(
        dana.model_copy(
            update={
                "transcript": dana.transcript.model_copy(update={"turns": turns}),
                "annotations": marks,
                "moves": tuple(moves),
            }
        ),
        turns=turns,
        elapsed=3_912.0,
    )


def evil() -> ScoredCall:
    """The Dana call with markup in every text there is."""
    return ScoredCall.model_validate(_spoil(scored("dana").model_dump(), {"turns", "annotations", "evidence", "said"}))


def _spoil(value: Any, skip: set[str]) -> Any:
    texts = {
        "name",
        "short_name",
        "title",
        "company",
        "ended_reason",
        "text",
        "reason",
        "note",
        "advice",
        "summary",
        "suggestion",
        "why",
        "quote",
        "when",
        "missed_topics",
        "not_judged",
        "rubric_version",
    }
    if isinstance(value, dict):
        return {k: _evil_text(v) if k in texts and not _nested(v) else _spoil(v, skip) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(_spoil(v, skip) for v in value)
    return value


def _nested(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and any(not isinstance(v, str) for v in value)


def _evil_text(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return tuple(EVIL + v for v in value)
    return EVIL if value == "" else value + EVIL if isinstance(value, str) else value


def two_attempts() -> Comparison:
    """The Dana call, tried again from turn 15."""
    first = with_call(scored("dana"), id="first")
    second = scored("dana")
    text = "Besides you and Paul, who has to agree before it is spent?"
    more = (
        Turn(speaker=Speaker.REP, text=text),
        Turn(speaker=Speaker.BUYER, text="Our plant director signs anything above a hundred thousand."),
        Turn(
            speaker=Speaker.REP,
            text="Then let them see it. Could you all walk one line with us on Tuesday, or is Thursday better?",
        ),
        Turn(speaker=Speaker.BUYER, text="Thursday. One hour, not more."),
    )
    turns = (*second.transcript.turns[:14], *more)
    marks = (
        TurnAnnotation(turn=14, text=text, utterances=(question(text, text, "situation", "closed"),)),
        TurnAnnotation(
            turn=16, text=more[2].text, utterances=(question(more[2].text, more[2].text[22:], "none", "closed"),)
        ),
    )
    moves = (
        *second.moves[:7],
        moves_of(14, 0.50, 0.56, "asked who decides"),
        moves_of(16, 0.55, 0.64, "two times to choose from"),
    )
    card = second.scorecard
    better = tuple(
        c.model_copy(update={"score": {"found_out": 0.75, "listening": 0.6, "next_step": 0.9}.get(c.id, c.score)})
        for c in card.criteria
    )
    taboos = tuple(
        t.model_copy(
            update={
                "found": t.found and t.id is Taboo.PREMATURE_PRICE,
                "evidence": t.evidence if t.id is Taboo.PREMATURE_PRICE else (),
            }
        )
        for t in card.taboos
    )
    third = Attempt(call="third", number=3, from_turn=4, score=70.0, ended=True)
    attempts = (
        Attempt(call="first", number=1, from_turn=None, score=64.0, ended=True),
        Attempt(call="dana", number=2, from_turn=14, score=77.0, ended=True),
        third,
    )
    criteria = tuple(c.model_copy(update={"evidence": ()}) if c.id == "next_step" else c for c in better)
    second = with_card(second, score=77.0, criteria=criteria, taboos=taboos, advice=())
    second = with_call(second, attempt=2, parent="first", from_turn=14, turns=turns)
    second = second.model_copy(
        update={
            "transcript": second.transcript.model_copy(update={"turns": turns}),
            "annotations": (*second.annotations[:7], *marks),
            "moves": moves,
            "attempts": attempts,
            "agreement": Agreement(turn=16, when="Thursday"),
        }
    )
    return Comparison(first=first.model_copy(update={"attempts": attempts}), second=second, parted_at=14)


def past_calls(number: int = 23) -> tuple[PastCall, ...]:
    """Calls of three months, the newest first; the rubric changes before the eighth."""
    calls = []
    cards = [scored("dana").call.card, scored("wang").call.card]
    for n in range(number):
        scored_one = n % 9 != 6
        value = _on_call(n)
        calls.append(
            PastCall(
                call=f"call-{n}",
                card=cards[n % 2],
                call_type=CallType.DISCOVERY_VISIT if n % 2 == 0 else CallType.COLD_CALL,
                language=cards[n % 2].languages[0],
                started=STARTED - (number - n) * 86_400.0,
                elapsed=180 + n * 17,
                ended=True,
                outcome=("rep_ended", "agreed", "buyer_hung_up")[n % 3],
                score=value(41, 1.2, 9) if scored_one else None,
                spin_depth=min(4, int(value(1, 0.09, 1.2))) if scored_one else None,
                facts_share=min(1.0, value(28, 1.5, 8) / 100) if scored_one and n % 2 == 0 else None,
                open_share=value(38, 1.0, 6) / 100 if scored_one else None,
                taboos=max(0, int(5 - n * 0.15)) if scored_one else None,
                rubric_version="2+aaaaaaaa" if n < 7 else "3+bbbbbbbb",
                attempt=1 + (n % 4 == 3),
                first_with_buyer=n < 2,
            )
        )
    return tuple(reversed(calls))


def _on_call(n: int) -> Callable[[float, float, float], float]:
    wobble = ((n * 37) % 11 - 5) / 5
    return lambda base, slope, spread: base + slope * n + spread * wobble


def without_turns() -> ScoredCall:
    """A call in which nobody spoke, from a program that left out whatever it could."""
    dana = unscored()
    bare = with_card(
        dana,
        criteria=(),
        taboos=(),
        speech_faults=(),
        not_judged=(),
        measures=Measures(),
        rubric_version="",
        summary="",
    )
    empty = dana.transcript.model_copy(update={"turns": ()})
    return bare.model_copy(update={"transcript": empty, "annotations": (), "moves": (), "attempts": ()})

"""Scored calls, comparisons and lists of calls to draw, built from the files in ``tests/cases/scored``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from roleplay.annotation import TurnAnnotation, Utterance
from roleplay.buyer_log import Agreement, Movement
from roleplay.practice.views import Attempt, BuyerCard, CallView, Comparison, PastCall, ScoredCall, TurnMoves
from roleplay.scorecard import (
    Advice,
    CriterionResult,
    Evidence,
    Measures,
    QuestionCounts,
    Scorecard,
    SpeechFaultResult,
    SpinCounts,
    TabooResult,
)
from roleplay.terms import CallType, Language, QuestionKind, SpeechFault, Spin, Taboo
from roleplay.transcript import Speaker, Transcript, Turn

CASES = Path(__file__).parents[2] / "cases" / "scored"
STARTED = 1_773_324_300.0  # 12 March 2026, 14:05 UTC
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`&amp;</p></li>"


def scored(name: str, **changes: Any) -> ScoredCall:
    """The call in ``tests/cases/scored/<name>.toml``."""
    case = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    language, kind = Language(case["language"]), CallType(case["call_type"])
    turns = tuple(Turn(speaker=who, text=turn[who.value]) for turn in case["turns"] for who in (Speaker.REP, Speaker.BUYER) if who.value in turn)
    transcript = Transcript(id=name, language=language, call_type=kind, turns=turns)
    annotations = tuple(
        TurnAnnotation(turn=2 * n, text=turn["rep"], utterances=tuple(_question(turn["rep"], *q) for q in turn.get("questions", ())))
        for n, turn in enumerate(case["turns"])
    )
    moves = tuple(_moves(2 * n, *turn["after"]) for n, turn in enumerate(case["turns"]) if "after" in turn)
    card = _scorecard(case, transcript, annotations)
    made = ScoredCall(
        call=_call(case, transcript), transcript=transcript, annotations=annotations, moves=moves, start_trust=case["start"][0],
        start_interest=case["start"][1], agreement=None, scorecard=card, missed_topics=tuple(case["missed"]),
        found_facts=case["facts"][0], total_facts=case["facts"][1], attempts=(Attempt(call=name, number=1, from_turn=None, score=card.score, ended=True),),
    )  # fmt: skip
    return made.model_copy(update=changes)


def _question(text: str, words: str, spin: str, kind: str, confidence: float = 1.0) -> Utterance:
    start = text.index(words)
    return Utterance(
        start=start, end=start + len(words), text=words, question=QuestionKind(kind), spin=Spin(spin), confidence=confidence
    )


def _moves(turn: int, trust: float, interest: float, reason: str) -> TurnMoves:
    return TurnMoves(turn=turn, trust=trust, interest=interest, movements=(Movement(reason="open_question"),), reason=reason)


def _call(case: dict[str, Any], transcript: Transcript) -> CallView:
    card = BuyerCard(
        id=transcript.id, name=case["name"], short_name=case["short_name"], title=case["title"], company=case["company"],
        industry="", size="", languages=(transcript.language,), manner="", stance="", stance_id="sceptical",
        calls=(transcript.call_type,), difficulty=3,
    )  # fmt: skip
    return CallView(
        id=transcript.id, card=card, call_type=transcript.call_type, language=transcript.language, exam=False, goal="", vendor="",
        selling="", price="", turns=transcript.turns, replying=False, started=STARTED, elapsed=case["seconds"], ended=True,
        ended_by=case["ended_by"], ended_reason=case.get("ended_reason", ""), voice="embedded",
    )  # fmt: skip


def evidence(transcript: Transcript, turn: int, quote: str, effect: Any = "noted", note: str = "") -> Evidence:
    """A quote found in a turn. ``turn`` counts from 1, as people do."""
    start = transcript.turns[turn - 1].text.index(quote)
    return Evidence(turn=turn - 1, start=start, end=start + len(quote), quote=quote, effect=effect, note=note)


def _scorecard(case: dict[str, Any], transcript: Transcript, annotations: tuple[TurnAnnotation, ...]) -> Scorecard:
    questions = [q for annotation in annotations for q in annotation.questions]
    lost = {fault[1]: (2 * n + 1, fault[0]) for n, turn in enumerate(case["turns"]) for fault in turn.get("faults", ())}
    spin = {step: sum(q.spin is Spin(step) for q in questions) for step in ("situation", "problem", "implication", "need_payoff")}
    is_open = sum(q.question is QuestionKind.OPEN for q in questions)
    return Scorecard(
        transcript=transcript.id, language=case["language"], call_type=case["call_type"], rubric=case["call_type"],
        rubric_version="3+0a1b2c3d", engine_version="1", score=case["score"], passed=True, band=case["band"],
        band_bounds=(0, 40, 60, 80), summary=case["summary"], not_judged=tuple(case["not_judged"]),
        criteria=tuple(_criterion(c, transcript) for c in case["criteria"]),
        advice=tuple(
            Advice(
                source=a["title"], title=a["title"], suggestion=a["suggestion"], next=a.get("next", False), turn=a["turn"] - 1,
                said=evidence(transcript, *a["said"], "lost") if "said" in a else None,
            )
            for a in case["advice"]
        ),
        measures=Measures(
            questions=QuestionCounts(open=is_open, closed=len(questions) - is_open), spin=SpinCounts(**spin), talk_share=0.57,
            facts_found=case["facts"][0], facts_total=case["facts"][1], rep_turns=len(case["turns"]),
        ),
        taboos=tuple(_taboo(id_, *values, said=lost.get(id_), transcript=transcript) for id_, values in case["taboos"].items()),
        speech_faults=tuple(SpeechFaultResult(id=SpeechFault(id_), title=title, found=False) for id_, title in case["speech_faults"].items()),
    )  # fmt: skip


def _criterion(case: dict[str, Any], transcript: Transcript) -> CriterionResult:
    points, weight = case["points"]
    status = case.get("status", "scored")
    return CriterionResult(
        id=case["id"], title=case["title"], status=status, applicable=True, weight=weight, reason=case["reason"],
        score=points / weight if status == "scored" else None,
        evidence=tuple(evidence(transcript, *e) for e in case.get("evidence", ())),
    )  # fmt: skip


def _taboo(
    id_: str, title: str, verdict: str, reason: str, turn: int = 0, *, said: tuple[int, str] | None, transcript: Transcript
) -> TabooResult:
    quotes: tuple[Evidence, ...] = (evidence(transcript, *said, "lost"),) if said else ()
    if turn:
        quotes = (evidence(transcript, turn, transcript.turns[turn - 1].text),)
    return TabooResult(
        id=Taboo(id_), title=title, found=verdict == "found", applicable=verdict != "na", confidence=1.0, reason=reason, evidence=quotes
    )


# -- the other states ------------------------------------------------------------------------------------------------


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
        dana, score=None, passed=None, band="", advice=(),
        summary="You spoke once and the call ended after 22 seconds. That is too little to judge, so there is no number.",
        criteria=tuple(c.model_copy(update={"status": "unscored", "score": None, "reason": "Too little was said.", "evidence": ()}) for c in card.criteria),
        taboos=tuple(t.model_copy(update={"found": False, "applicable": False, "reason": "", "evidence": ()}) for t in card.taboos),
    )  # fmt: skip
    blank = with_call(blank, elapsed=22.0, ended_by="buyer", ended_reason="Dana had no time for a call without a reason.", turns=short.turns)
    return blank.model_copy(update={"transcript": short, "annotations": dana.annotations[:1], "moves": dana.moves[:1], "missed_topics": ()})


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
        trust, interest = min(1.0, max(0.0, trust + step)), min(1.0, max(0.0, interest + step * (1.4 if n % 3 else -0.5)))
        moves.append(_moves(2 * n, trust, interest, "asked about the consequence of a difficulty that the buyer had named before"))
    marks = tuple(dana.annotations[n % 8].model_copy(update={"turn": 2 * n}) for n in range(30))
    return with_call(
        dana.model_copy(update={"transcript": dana.transcript.model_copy(update={"turns": turns}), "annotations": marks, "moves": tuple(moves)}),
        turns=turns, elapsed=3_912.0,
    )  # fmt: skip


def evil() -> ScoredCall:
    """The Dana call with markup in every text there is."""
    return ScoredCall.model_validate(_spoil(scored("dana").model_dump(), {"turns", "annotations", "evidence", "said"}))


def _spoil(value: Any, skip: set[str]) -> Any:
    texts = {
        "name", "short_name", "title", "company", "ended_reason", "text", "reason", "note", "advice", "summary", "suggestion",
        "why", "quote", "when", "missed_topics", "not_judged", "rubric_version",
    }  # fmt: skip
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
        Turn(speaker=Speaker.REP, text="Then let him see it. Could the three of you walk one line with our engineer on Tuesday at ten, or is Thursday better?"),
        Turn(speaker=Speaker.BUYER, text="Thursday. One hour, not more."),
    )
    turns = (*second.transcript.turns[:14], *more)
    marks = (
        TurnAnnotation(turn=14, text=text, utterances=(_question(text, text, "situation", "closed"),)),
        TurnAnnotation(turn=16, text=more[2].text, utterances=(_question(more[2].text, more[2].text[21:], "none", "closed"),)),
    )
    moves = (*second.moves[:7], _moves(14, 0.50, 0.56, "asked who decides"), _moves(16, 0.55, 0.64, "two times to choose from"))
    card = second.scorecard
    better = tuple(
        c.model_copy(update={"score": {"found_out": 0.75, "listening": 0.6, "next_step": 0.9}.get(c.id, c.score)}) for c in card.criteria
    )
    taboos = tuple(
        t.model_copy(update={"found": t.found and t.id is Taboo.PREMATURE_PRICE, "evidence": t.evidence if t.id is Taboo.PREMATURE_PRICE else ()})
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
                call=f"call-{n}", card=cards[n % 2], call_type=CallType.DISCOVERY_VISIT if n % 2 == 0 else CallType.COLD_CALL,
                language=cards[n % 2].languages[0], started=STARTED - (number - n) * 86_400.0, elapsed=180 + n * 17, ended=True,
                outcome=("rep_ended", "agreed", "buyer_hung_up")[n % 3], score=value(41, 1.2, 9) if scored_one else None,
                spin_depth=min(4, int(value(1, 0.09, 1.2))) if scored_one else None,
                facts_share=min(1.0, value(28, 1.5, 8) / 100) if scored_one and n % 2 == 0 else None,
                open_share=value(38, 1.0, 6) / 100 if scored_one else None, taboos=max(0, int(5 - n * 0.15)) if scored_one else None,
                rubric_version="2+aaaaaaaa" if n < 7 else "3+bbbbbbbb", attempt=1 + (n % 4 == 3), first_with_buyer=n < 2,
            )  # fmt: skip
        )
    return tuple(reversed(calls))


def _on_call(n: int) -> Callable[[float, float, float], float]:
    wobble = ((n * 37) % 11 - 5) / 5
    return lambda base, slope, spread: base + slope * n + spread * wobble

"""Scored calls to draw, built from the files in ``tests/cases/scored``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from roleplay.annotation import TurnAnnotation, Utterance
from roleplay.buyer_log import Movement
from roleplay.practice.views import Attempt, BuyerCard, CallView, ScoredCall, TurnMoves
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
    turns = tuple(
        Turn(speaker=who, text=turn[who.value])
        for turn in case["turns"]
        for who in (Speaker.REP, Speaker.BUYER)
        if who.value in turn
    )
    transcript = Transcript(id=name, language=language, call_type=kind, turns=turns)
    annotations = tuple(
        TurnAnnotation(
            turn=2 * n,
            text=turn["rep"],
            utterances=tuple(question(turn["rep"], *q) for q in turn.get("questions", ())),
        )
        for n, turn in enumerate(case["turns"])
    )
    moves = tuple(moves_of(2 * n, *turn["after"]) for n, turn in enumerate(case["turns"]) if "after" in turn)
    card = _scorecard(case, transcript, annotations)
    made = ScoredCall(
        call=_call(case, transcript),
        transcript=transcript,
        annotations=annotations,
        moves=moves,
        start_trust=case["start"][0],
        start_interest=case["start"][1],
        agreement=None,
        scorecard=card,
        missed_topics=tuple(case["missed"]),
        found_facts=case["facts"][0],
        total_facts=case["facts"][1],
        attempts=(Attempt(call=name, number=1, from_turn=None, score=card.score, ended=True),),
    )
    return made.model_copy(update=changes)


def question(text: str, words: str, spin: str, kind: str, confidence: float = 1.0) -> Utterance:
    start = text.index(words)
    return Utterance(
        start=start,
        end=start + len(words),
        text=words,
        question=QuestionKind(kind),
        spin=Spin(spin),
        confidence=confidence,
    )


def moves_of(turn: int, trust: float, interest: float, reason: str) -> TurnMoves:
    return TurnMoves(
        turn=turn, trust=trust, interest=interest, movements=(Movement(reason="open_question"),), reason=reason
    )


def _call(case: dict[str, Any], transcript: Transcript) -> CallView:
    card = BuyerCard(
        id=transcript.id,
        name=case["name"],
        short_name=case["short_name"],
        title=case["title"],
        company=case["company"],
        industry="",
        size="",
        languages=(transcript.language,),
        manner="",
        stance="",
        stance_id="sceptical",
        calls=(transcript.call_type,),
        difficulty=3,
    )
    return CallView(
        id=transcript.id,
        card=card,
        call_type=transcript.call_type,
        language=transcript.language,
        exam=False,
        goal="",
        vendor="",
        selling="",
        price="",
        turns=transcript.turns,
        replying=False,
        started=STARTED,
        elapsed=case["seconds"],
        ended=True,
        ended_by=case["ended_by"],
        ended_reason=case.get("ended_reason", ""),
        voice="embedded",
    )


def evidence(transcript: Transcript, turn: int, quote: str, effect: Any = "noted", note: str = "") -> Evidence:
    """A quote found in a turn. ``turn`` counts from 1, as people do."""
    start = transcript.turns[turn - 1].text.index(quote)
    return Evidence(turn=turn - 1, start=start, end=start + len(quote), quote=quote, effect=effect, note=note)


def _scorecard(case: dict[str, Any], transcript: Transcript, annotations: tuple[TurnAnnotation, ...]) -> Scorecard:
    questions = [q for annotation in annotations for q in annotation.questions]
    lost = {fault[1]: (2 * n + 1, fault[0]) for n, turn in enumerate(case["turns"]) for fault in turn.get("faults", ())}
    spin = {
        step: sum(q.spin is Spin(step) for q in questions)
        for step in ("situation", "problem", "implication", "need_payoff")
    }
    is_open = sum(q.question is QuestionKind.OPEN for q in questions)
    return Scorecard(
        transcript=transcript.id,
        language=case["language"],
        call_type=case["call_type"],
        rubric=case["call_type"],
        rubric_version="3+0a1b2c3d",
        engine_version="1",
        score=case["score"],
        passed=True,
        band=case["band"],
        band_bounds=(0, 40, 60, 80),
        summary=case["summary"],
        not_judged=tuple(case["not_judged"]),
        criteria=tuple(_criterion(c, transcript) for c in case["criteria"]),
        advice=tuple(
            Advice(
                source=a["title"],
                title=a["title"],
                suggestion=a["suggestion"],
                next=a.get("next", False),
                turn=a["turn"] - 1,
                said=evidence(transcript, *a["said"], "lost") if "said" in a else None,
            )
            for a in case["advice"]
        ),
        measures=Measures(
            questions=QuestionCounts(open=is_open, closed=len(questions) - is_open),
            spin=SpinCounts(**spin),
            talk_share=0.57,
            facts_found=case["facts"][0],
            facts_total=case["facts"][1],
            rep_turns=len(case["turns"]),
        ),
        taboos=tuple(
            _taboo(id_, *values, said=lost.get(id_), transcript=transcript) for id_, values in case["taboos"].items()
        ),
        speech_faults=tuple(
            SpeechFaultResult(id=SpeechFault(id_), title=title, found=False)
            for id_, title in case["speech_faults"].items()
        ),
    )


def _criterion(case: dict[str, Any], transcript: Transcript) -> CriterionResult:
    points, weight = case["points"]
    status = case.get("status", "scored")
    return CriterionResult(
        id=case["id"],
        title=case["title"],
        status=status,
        applicable=True,
        weight=weight,
        reason=case["reason"],
        score=points / weight if status == "scored" else None,
        evidence=tuple(evidence(transcript, *e) for e in case.get("evidence", ())),
    )


def _taboo(
    id_: str,
    title: str,
    verdict: str,
    reason: str,
    turn: int = 0,
    *,
    said: tuple[int, str] | None,
    transcript: Transcript,
) -> TabooResult:
    quotes: tuple[Evidence, ...] = (evidence(transcript, *said, "lost"),) if said else ()
    if turn:
        quotes = (evidence(transcript, turn, transcript.turns[turn - 1].text),)
    return TabooResult(
        id=Taboo(id_),
        title=title,
        found=verdict == "found",
        applicable=verdict != "na",
        confidence=1.0,
        reason=reason,
        evidence=quotes,
    )

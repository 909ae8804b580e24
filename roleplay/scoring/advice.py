"""Chooses at most three points of advice, one of them to practise next, and words them for this call.

What cost most comes first; two findings on the same matter make one point. More than three overload a beginner.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from string import Formatter

from roleplay.scorecard import Advice, Evidence
from roleplay.scoring.call import Call
from roleplay.scoring.findings import Finding, Judgement, Verdict
from roleplay.scoring.overlap import share
from roleplay.scoring.quotes import evidence
from roleplay.scoring.rubric import AdviceText, Criterion, Rubric
from roleplay.scoring.slots import fill
from roleplay.scoring.standard_advice import standard_advice
from roleplay.scoring.words import local
from roleplay.terms import Language, SpeechFault, Taboo

MOST = 3
# A criterion that earned this much needs no advice.
_GOOD_ENOUGH = 0.8
_TABOO_COST, _FAULT_COST = 12.0, 6.0
# Whoever swears needs no other advice first.
_ENDS_THE_CALL = 100.0
_SECOND = 0.3
# Whoever was hung up on needs other advice than to ask for a date.
_HUNG_UP = "hung_up"
_NO_ADVICE = ("", _HUNG_UP)
# A suggestion that shares this part of its content with a sentence of the rep was said already.
_SAME = 0.75

# What is about the same matter is said once.
_THEMES = {
    "no_next_step": "next_step",
    "appointment_flow.two_option_close": "next_step",
    "appointment_flow.refusal_handling": "refusal_handling",
    "not_listening": "listening",
    "no_budget_concept": "budget",
    "found_out.no_budget": "budget",
    "not_influencing_decision_maker": "decision",
    "found_out.no_decision": "decision",
    "found_out.no_problem": "problem",
    "situation_problem.no_problem": "problem",
    "situation_problem.few_problem": "problem",
    "implication_payoff.no_problem": "problem",
    "implication_payoff.problem_withheld": "problem",
    "found_out.no_effect": "deepen",
    "implication_payoff.no_implication": "deepen",
    "implication_payoff.few_implication": "deepen",
    "rushing_to_pitch": "pitch",
    "monologue": "pitch",
    "talk_share.speech": "pitch",
    "opening.speech": "pitch",
    "customer_always_right": "giving",
    "give_and_take": "giving",
    "appointment_flow.reason_for_meeting": "opening",
    "appointment_flow.self_introduction": "opening",
    "interrupting": "contradicting",
    "vulgar": "vulgar",
}


@dataclass(frozen=True)
class _Point:
    source: str
    theme: str
    cost: float
    order: int
    texts: tuple[AdviceText, ...]
    case: str
    said: Finding | None
    turn: int | None


def choose(
    call: Call,
    rubric: Rubric,
    criteria: tuple[tuple[Criterion, Judgement], ...],
    taboos: tuple[tuple[Taboo, Verdict], ...],
    faults: tuple[tuple[SpeechFault, Verdict], ...],
    reader: Language,
) -> tuple[Advice, ...]:
    """Return the points in order of what they cost; the first is the one to practise next."""
    points = _from_criteria(criteria) + _from_verdicts(rubric, taboos, faults)
    merged: dict[str, _Point] = {}
    costs: dict[str, float] = {}
    for point in sorted(points, key=lambda p: (-p.cost, p.order)):
        costs[point.theme] = costs.get(point.theme, 0.0) + point.cost * (1.0 if point.theme not in merged else _SECOND)
        merged.setdefault(point.theme, point)
    ordered = sorted(merged.values(), key=lambda p: (-costs[p.theme], p.order))
    result: list[Advice] = []
    for point in ordered:
        advice = _word(call, point, reader, first=not result)
        if advice is not None:
            result.append(advice)
        if len(result) == MOST:
            break
    return tuple(result)


def _theme(source: str, case: str) -> str:
    return _THEMES.get(f"{source}.{case}", _THEMES.get(source, source))


def _from_criteria(criteria: tuple[tuple[Criterion, Judgement], ...]) -> list[_Point]:
    total = sum(c.weight for c, j in criteria if j.score is not None) or 1.0
    points = []
    for order, (criterion, judgement) in enumerate(criteria):
        if judgement.score is None or judgement.score >= _GOOD_ENOUGH or judgement.case in _NO_ADVICE:
            continue
        cost = 100 * criterion.weight / total * (1 - judgement.score)
        theme = _theme(criterion.check, judgement.case)
        points.append(
            _Point(criterion.id, theme, cost, order, criterion.advice, judgement.case, judgement.said, judgement.turn)
        )
    return points


def _from_verdicts(
    rubric: Rubric, taboos: tuple[tuple[Taboo, Verdict], ...], faults: tuple[tuple[SpeechFault, Verdict], ...]
) -> list[_Point]:
    points = []
    for order, (taboo, verdict) in enumerate(taboos, 100):
        if verdict.found and verdict.case != _HUNG_UP:
            rule = rubric.taboos.get(taboo)
            texts = (*(rule.advice if rule else ()), *standard_advice().get(taboo.value, ()))
            points.append(_verdict_point(taboo.value, _TABOO_COST, order, texts, verdict))
    for order, (fault, verdict) in enumerate(faults, 200):
        if verdict.found:
            fault_rule = rubric.speech_faults.get(fault)
            texts = (*(fault_rule.advice if fault_rule else ()), *standard_advice().get(fault.value, ()))
            cost = _ENDS_THE_CALL if fault is SpeechFault.VULGAR else _FAULT_COST
            points.append(_verdict_point(fault.value, cost, order, texts, verdict))
    return points


def _verdict_point(source: str, cost: float, order: int, texts: tuple[AdviceText, ...], verdict: Verdict) -> _Point:
    said = next((f for f in verdict.findings if f.effect == "lost"), None)
    return _Point(source, _theme(source, ""), cost * verdict.confidence, order, texts, verdict.case, said, verdict.turn)


def _word(call: Call, point: _Point, reader: Language, *, first: bool) -> Advice | None:
    text = next((t for t in point.texts if t.when == point.case), None) or next(
        (t for t in point.texts if not t.when), None
    )
    if text is None:
        return None
    sentence = _sentence(call, point, text)
    title = local(text.title, reader)
    if sentence is None or title is None:
        return None
    turns = {rep.turn for rep in call.rep_turns}
    said = point.said if point.said is not None and point.said.turn in turns else None
    return Advice(
        source=point.source,
        title=title,
        said=_shown(call, said),
        suggestion=sentence,
        why=local(text.why, reader) or "",
        turn=point.turn if point.turn in turns else None,
        next=first,
    )


def _shown(call: Call, said: Finding | None) -> Evidence | None:
    return None if said is None else evidence(call.transcript, said, None)


def _sentence(call: Call, point: _Point, text: AdviceText) -> str | None:
    """Choose among the wordings whose slots this call can fill, those with most slots first; the same each time."""
    wordings = local(text.say, call.language)
    slots = fill(call, point.turn)
    fitting = [w for w in wordings or () if _slots(w) <= slots.keys()]
    fresh = [w for w in fitting if not _said_already(call, w.format_map(slots))]
    if not fresh:
        return None
    most = max(len(_slots(w)) for w in fresh)
    best = [w for w in fresh if len(_slots(w)) == most]
    seed = "\n".join(turn.text for turn in call.transcript.turns) + point.source
    return best[zlib.crc32(seed.encode("utf-8", "surrogatepass")) % len(best)].format_map(slots)


def _said_already(call: Call, sentence: str) -> bool:
    """The rep has said just that, so advising it would be mockery."""
    return any(
        share(sentence, utterance.text, call.language) >= _SAME
        for rep in call.rep_turns
        for utterance in rep.annotation.utterances
    )


def _slots(wording: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(wording) if name}

"""Every disagreement with the labels, with what stands around it and what gave the program's verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from judged import FAULTS, TABOOS, Judged
from matching import Question

from roleplay.annotation import Utterance
from roleplay.scorecard import SpeechFaultResult, TabooResult
from roleplay.transcript import Speaker

_HEARD = 160


def errors(calls: Sequence[Judged]) -> Iterator[str]:
    """One paragraph an error: questions first, then taboos and faults."""
    yield "\n### Questions"
    for call in calls:
        for gold, found in call.pairs:
            if gold is None or found is None or (gold.kind, gold.spin) != (found.kind, found.spin):
                yield from _question(call, gold, found)
    yield "\n### Taboos and speech faults"
    for call in calls:
        for result in (*call.card.taboos, *call.card.speech_faults):
            if (result.id.value in call.marks) != result.found:
                yield from _verdict(call, result)


def _question(call: Judged, gold: Question | None, found: Question | None) -> Iterator[str]:
    turns = call.call.gold.transcript.turns
    at = (gold or found or _nothing()).turn
    what = "invented" if gold is None else "missed" if found is None else "label"
    yield f"\n{call.call.gold.transcript.id}, turn {at}: {what}"
    if at and turns[at - 1].speaker is Speaker.BUYER:
        yield f"  buyer: {turns[at - 1].text[-_HEARD:]}"
    for side, question in (("gold", gold), ("found", found)):
        if question is not None:
            quote = turns[at].text[question.start : question.end]
            yield f"  {side + ':':6} {question.kind}, {question.spin}: {quote}"
    utterances = _utterances(call, gold or found or _nothing())
    for utterance in utterances:
        rules = " + ".join(rule for rule in (utterance.question_rule, utterance.spin_rule) if rule) or "no rule"
        cues = f" on {', '.join(map(repr, utterance.cues))}" if utterance.cues else ""
        yield f"  gave:  {utterance.question.value}, {utterance.spin.value} by {rules}{cues}, sure {utterance.confidence:.2f}"


def _utterances(call: Judged, question: Question) -> list[Utterance]:
    annotation = next((a for a in call.annotations if a.turn == question.turn), None)
    if annotation is None:
        return []
    return [u for u in annotation.utterances if u.start < question.end and question.start < u.end]


def _nothing() -> Question:
    raise ValueError("a pair without both sides")


def _verdict(call: Judged, result: TabooResult | SpeechFaultResult) -> Iterator[str]:
    kind = "taboo" if result.id.value in TABOOS else "fault"
    assert kind == "taboo" or result.id.value in FAULTS
    said = "found, not in gold" if result.found else "in gold, not found"
    where = call.marks.get(result.id.value)
    turns = f" (gold: turns {', '.join(map(str, where))})" if where else ""
    sure = f", sure {result.confidence:.2f}" if isinstance(result, TabooResult) else ""
    yield f"\n{call.call.gold.transcript.id}: {kind} {result.id.value}: {said}{turns}"
    yield f"  why:   {result.reason}{sure}{'' if result.applicable else ' (not applicable)'}"
    for turn in where or ():
        yield f"  gold:  turn {turn}: {call.call.gold.transcript.turns[turn].text[:_HEARD]}"
    for evidence in result.evidence:
        yield f"  found: turn {evidence.turn}: {evidence.quote[:_HEARD]}"

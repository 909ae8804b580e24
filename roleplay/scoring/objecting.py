"""What became of each concern of the buyer's: taken up, explored, answered with proof, checked. For four checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from roleplay.analysis.normalise import fold
from roleplay.annotation import Act, Utterance
from roleplay.scoring.buyer_words import BuyerTurn, Signal
from roleplay.scoring.call import Call
from roleplay.scoring.cue_lists import listed
from roleplay.scoring.findings import Finding, Judgement, Say, scored
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import QuestionKind, RepAct, Spin

_PROVES = (RepAct.PROOF, RepAct.REFERENCE)
_ANSWERS = (RepAct.CONDITION, RepAct.LOWERED_STAKES, RepAct.CORRECTION, RepAct.NEXT_STEP)
_FEELS = (RepAct.EMPATHY, RepAct.UPTAKE, RepAct.CHECK)


@dataclass(frozen=True)
class Done:
    """A step of handling a concern: where it was done, and how far (0 to 1)."""

    worth: float
    finding: Finding


@dataclass(frozen=True)
class Objection:
    """A concern and what the rep did about it in the turns that follow; None where a step was left out."""

    buyer: BuyerTurn
    rep: RepTurn  # the turn that answers it first
    listened: Done | None
    explored: Done | None
    answered: Done | None
    checked: Done | None


Part = Callable[[Objection], Done | None]


def objections(call: Call, within: int, *, softer: float = 0.6) -> tuple[Objection, ...]:
    """Every concern that the rep had a chance to answer.

    Args:
        call: The call.
        within: So many turns of the rep count for one concern.
        softer: What an answer is worth that offers no proof: a condition, a smaller request, an explanation, a date.
    """
    found: list[Objection] = []
    for rep in call.rep_turns:
        buyer = rep.before
        if buyer is None or not _objects(call, buyer):
            continue
        # A buyer who goes on about the same thing has not objected again.
        if found and found[-1].rep.order == rep.order - 1:
            continue
        following = call.rep_turns[rep.order : rep.order + within]
        answered = _answer(following, softer)
        found.append(
            Objection(
                buyer,
                rep,
                _listen(call, rep, buyer),
                _first(following, _explores),
                answered,
                _check(call, following, answered),
            )
        )
    return tuple(found)


def _objects(call: Call, buyer: BuyerTurn) -> bool:
    """The buyer voices a concern; without a log also by words that only say no to what is offered."""
    if buyer.shows(Signal.CONCERN):
        return True
    words = listed("objections", "objects", call.language)
    return buyer.entry is None and words.search(fold(buyer.text)) is not None


def _done(rep: RepTurn, within: Act | Utterance | None, worth: float = 1.0) -> Done:
    return Done(worth, rep.mark("earned", None, within))


def _first(turns: tuple[RepTurn, ...], find: Callable[[RepTurn], Done | None]) -> Done | None:
    return next((done for turn in turns if (done := find(turn)) is not None), None)


def _listen(call: Call, rep: RepTurn, buyer: BuyerTurn) -> Done | None:
    """The first answer takes the concern up, in the buyer's words or with feeling, or asks on; it is no retort."""
    if rep.does(RepAct.CONTRADICTION):
        return None
    felt = rep.acts(*_FEELS)
    if felt:
        return _done(rep, felt[0])
    asked = _explores(rep)
    if asked is not None:
        return asked
    return _done(rep, None) if call.takes_up(rep, buyer) and not rep.recital else None


def _explores(rep: RepTurn) -> Done | None:
    """It asks what lies beneath: openly, or about trouble. A question for a plain fact does not."""
    acts = rep.acts(RepAct.EXPLORE_OBJECTION)
    if acts:
        return _done(rep, acts[0])
    deep = next((q for q in rep.questions if _deep(q)), None)
    return _done(rep, deep) if deep else None


def _deep(question: Utterance) -> bool:
    """An open question, or one about trouble or what it leads to; not one whether the answer was good enough."""
    return question.question is QuestionKind.OPEN or question.spin.depth >= Spin.PROBLEM.depth


def _proves(rep: RepTurn) -> Done | None:
    acts = rep.acts(*_PROVES)
    if acts:
        return _done(rep, acts[0])
    if rep.recital or rep.meta:
        return None
    said = [u for u in rep.annotation.utterances if listed("objections", "proves", rep.language).search(fold(u.text))]
    return _done(rep, said[0]) if said else None


def _answer(turns: tuple[RepTurn, ...], softer: float) -> Done | None:
    proof = _first(turns, _proves)
    if proof is not None:
        return proof
    return _first(turns, lambda rep: _done(rep, acts[0], softer) if (acts := rep.acts(*_ANSWERS)) else None)


def _check(call: Call, turns: tuple[RepTurn, ...], answered: Done | None) -> Done | None:
    """From the answer on, the rep asks whether it settles the concern."""
    since = answered.finding.turn if answered else turns[0].turn if turns else 0
    for rep in turns:
        if rep.turn < since:
            continue
        asked = next(
            (q for q in rep.questions if listed("objections", "settled", call.language).search(fold(q.text))), None
        )
        if asked is not None:
            return _done(rep, asked)
        acts = rep.acts(RepAct.CHECK)
        if acts and rep.turn > since:
            return _done(rep, acts[0])
    return None


def judge_part(call: Call, found: tuple[Objection, ...], part: Part, name: str, logged: float | None) -> Judgement:
    """Score one step over all concerns.

    Args:
        call: The call.
        found: Its concerns, at least one.
        part: The step.
        name: The last part of the id of the check; its texts are ``objection_<name>.counts`` and two notes.
        logged: The share of raised concerns for which the director's log saw the step, where there is a log.
    """
    done = [(one, part(one)) for one in found]
    worth = [step.worth if step else 0.0 for _, step in done]
    score = sum(worth) / len(worth)
    if logged is not None:
        score = 0.5 * score + 0.5 * min(1.0, logged)
    findings = []
    for one, step in done[:4]:
        if step is not None:
            findings.append(step.finding.model_copy(update={"note": Say.of(f"note.objection_{name}_done")}))
        else:
            findings.append(one.rep.mark("lost", Say.of(f"note.objection_{name}_left")))
    worst = next((one for one, step in done if step is None), None)
    count = sum(step is not None for _, step in done)
    return scored(
        score,
        Say.of(f"objection_{name}.counts", concerns=len(done), done=count),
        measure=round(count / len(done), 4),
        findings=tuple(findings),
        case="left" if worst else "",
        said=worst.rep.mark("lost") if worst else None,
        turn=worst.rep.turn if worst else None,
    )

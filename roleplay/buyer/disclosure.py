"""What the buyer says when he is asked: in full, in part, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from roleplay.buyer.draft import Draft
from roleplay.buyer.knowledge import Sayable, is_guarded, is_ready, sayables
from roleplay.buyer.reading import Asked, is_speech
from roleplay.buyer.rules import length, rules
from roleplay.buyer.wording import units
from roleplay.buyer_log import BuyerActKind, BuyerState
from roleplay.terms import QuestionKind, RepAct, Spin


@dataclass(slots=True)
class _Answer:
    """What the answer to one turn has come to so far."""

    cap: int
    said: list[str] = field(default_factory=list)
    hinted: list[str] = field(default_factory=list)
    withheld: list[tuple[str, str]] = field(default_factory=list)  # id, the rep's word for it
    again: list[str] = field(default_factory=list)
    spent: bool = False  # something guarded was given for something

    @property
    def count(self) -> int:
        return len(self.said) + len(self.hinted)


def answer(draft: Draft) -> None:
    """Answer the rep's questions: at most one item to closed ones, two to open ones, none after a speech.

    A question gets what its kind and depth ask for, if the item's condition holds; else part of it, once, where the
    file has a part; else nothing. What was said before is said again, shorter. Nothing is told that was not asked for.
    """
    if is_speech(draft.scene, draft.reading):
        return
    items = sayables(draft.scene.persona)
    found = _Answer(cap=_cap(draft))
    for question in draft.reading.questions:
        _answer_one(draft, items, question, found)
    _put_down(draft, found)
    if not draft.acts:
        _answer_stray(draft)


def _cap(draft: Draft) -> int:
    limits = rules().limits
    generous = draft.state.trust >= limits.second_item_trust and not draft.scene.personality.agrees_passively
    opened = any(question.is_open and question.named for question in draft.reading.questions)
    return limits.disclosed_open if opened and generous else limits.disclosed_closed


def _answer_one(draft: Draft, items: dict[str, Sayable], question: Asked, found: _Answer) -> None:
    mine = 0
    limits = rules().limits
    most = limits.disclosed_open if question.is_open and question.named else limits.disclosed_closed
    for item, direct in _wanted(items, draft.state, question):
        if mine >= most or found.count >= found.cap:
            return
        if item.id in draft.state.disclosed or item.id in found.said:
            if direct and question.named and question.spin is not Spin.NONE:
                further = item.layer == "situation" and draft.reading.does(RepAct.UPTAKE)
                found.again.append("" if further else item.id)  # "seven? and who does them?": a detail he cannot give
        elif _holds_back(draft, item, question):
            if direct:
                mine += _in_part(draft, item, question, found)
        else:
            found.said.append(item.id)
            found.spent = found.spent or is_guarded(item)
            mine += 1


def _in_part(draft: Draft, item: Sayable, question: Asked, found: _Answer) -> int:
    """Say a part, if there is one that was not said, else note it as withheld. Returns how many items were said."""
    if item.partly and item.id not in draft.state.hinted and item.id not in found.hinted:
        found.hinted.append(item.id)
        return 1
    found.withheld.append((item.id, question.word))
    return 0


def _holds_back(draft: Draft, item: Sayable, question: Asked) -> bool:
    """True where the buyer is not ready to say it in full."""
    state = draft.state
    if not is_ready(
        item, trust=state.trust, interest=state.interest, kind=question.kind, spin=question.spin, said=state.disclosed,
        favour=state.favours > 0,
    ):  # fmt: skip
        return True
    if draft.scene.personality.quid_pro_quo and is_guarded(item) and not state.favours:
        return True
    # A closed or an early question about a problem gets a part of it first.
    early = question.kind is QuestionKind.CLOSED or question.spin in (Spin.IMPLICATION, Spin.NEED_PAYOFF)
    return item.layer == "problem" and early and item.partly is not None and item.id not in state.hinted


def _wanted(items: dict[str, Sayable], state: BuyerState, question: Asked) -> Iterator[tuple[Sayable, bool]]:
    """What a question could draw out, nearest first; with each, whether it asked for just that."""
    for owner in question.owners[: 2 if question.is_open else 1]:
        own = [item for item in items.values() if item.owner == owner]
        if own and own[0].layer == "fact":
            yield own[0], True
            continue
        direct = _direct_layer(state, question, owner)
        for layer in _layers(state, question, owner, direct):
            matching = [item for item in own if item.layer == layer]
            fresh = [item for item in matching if item.id not in state.disclosed]
            for item in fresh or matching[:1]:
                yield item, layer == direct


def _direct_layer(state: BuyerState, question: Asked, owner: str) -> str:
    voiced = owner in state.problems
    match question.spin:
        case Spin.SITUATION:
            return _next_in(state, question, owner, voiced)
        case Spin.PROBLEM:
            return "problem"
        case Spin.IMPLICATION:
            return "implication" if voiced else "problem"
        case Spin.NEED_PAYOFF:
            return "payoff" if voiced else "problem"
        case Spin.NONE:
            # "Tell me more about it" goes one step further than what was said.
            told = f"{owner}.situation" in state.disclosed
            return "implication" if voiced else "problem" if told and question.is_open else "situation"


def _next_in(state: BuyerState, question: Asked, owner: str, voiced: bool) -> str:
    """Whoever asks openly for more of what was told, in whatever words, gets what lies behind it."""
    told = f"{owner}.situation" in state.disclosed
    if not (told and question.is_open):
        return "situation"
    return "implication" if voiced else "problem"


def _layers(state: BuyerState, question: Asked, owner: str, direct: str) -> list[str]:
    """The layer asked for; an open question may get the next one as well, where he is ready for it."""
    if not question.is_open:
        return [direct]
    after = {"situation": ["problem"], "problem": ["implication"] if owner in state.problems else []}
    return [direct, *after.get(direct, [])]


def _put_down(draft: Draft, found: _Answer) -> None:
    state = draft.state
    for item in found.said:
        draft.do(BuyerActKind.DISCLOSE, item)
    for item in found.hinted:
        draft.do(BuyerActKind.HINT, item)
    if not found.count and found.again:
        if found.again[0]:
            draft.do(BuyerActKind.DISCLOSE, found.again[0], variant="again")
        else:
            draft.do(BuyerActKind.DONT_KNOW)
    if not found.count and not found.again and found.withheld:
        item, word = found.withheld[0]
        often = state.deflected.get(item, 0)
        draft.do(BuyerActKind.DEFLECT, item, topic=word, variant="again" if often else "")
        draft.note(deflected={**state.deflected, item: often + 1})
    spoken = (*found.said, *found.hinted, *(item for item in found.again[:1] if item and not found.count))
    draft.note(
        disclosed=(*state.disclosed, *found.said),
        asked_for=(*state.asked_for, *found.said),
        hinted=(*state.hinted, *found.hinted),
        said_last=spoken,
        topic=spoken[-1].partition(".")[0] if spoken else state.topic,
        favours=max(0, state.favours - 1) if found.spent else state.favours,
    )


def _answer_stray(draft: Draft) -> None:
    """Questions that are about nothing he knows: he does not know, or asks what is meant."""
    stray = draft.reading.stray
    if not stray:
        return
    last = stray[-1]
    brief = units(last.text) < length(rules().limits.statement, draft.scene.language)  # "So Tuesday?"
    no_ground = last.spin in (Spin.IMPLICATION, Spin.NEED_PAYOFF, Spin.NONE) or brief
    if no_ground and draft.state.clarified < rules().agenda.clarifies and not draft.reading.annotation.acts:
        draft.do(BuyerActKind.CLARIFY)
        draft.note(clarified=draft.state.clarified + 1)
    elif last.spin is not Spin.NONE and not brief:
        draft.do(BuyerActKind.DONT_KNOW)

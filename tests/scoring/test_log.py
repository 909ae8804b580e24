"""With a director's log the card says what really happened: found out, objected, granted, agreed."""

from __future__ import annotations

from typing import Any

import pytest

from roleplay.analysis import analyse_call
from roleplay.buyer_log import Agreement, BuyerAct, BuyerActKind, BuyerState, LogEntry, Movement
from roleplay.persona import Persona
from roleplay.scorecard import Scorecard
from roleplay.scoring.dialogue import read_dialogue
from roleplay.scoring.engine import score
from roleplay.scoring.rubric import Rubric
from roleplay.terms import CallType, Language, Stance, Taboo

PERSONA = Persona.model_validate(
    {
        "id": "dana", "language": "en", "name": "Dana Whitlock", "title": "Plant manager",
        "company": {"name": "Harrow Drinks", "industry": "drinks"},
        "personality": "fox", "stance": "sceptical", "role": "project_owner", "offer": "kit",
        "calls": ["discovery_visit"], "brief": "Two lines.", "manner": "Shrewd.", "stance_root": "Was burned.",
        "commitments": {"discovery_visit": "A walk along one line."},
        "needs": [{
            "id": "changeover", "topics": ["changeover"], "situation": "Two lines.",
            "problem": "Fifty minutes, and nights run over.", "implications": ["A penalty of seventy thousand."],
            "payoff": "Two people fewer on nights.",
        }],
        "facts": [
            {"id": "budget", "kind": "budget", "topics": ["budget"], "says": "Six hundred thousand are left."},
            {"id": "director", "kind": "decision", "topics": ["decide"], "says": "Margaret Oyelaran signs."},
        ],
        "demands": [{"id": "discount", "says": "Ten per cent off."}],
        "baits": [{"id": "same", "says": "You are all the same.", "truth": "They differ."}],
    }
)  # fmt: skip
TALK = """
R: Good morning, this is Leo Tan from Corvane. How do the two lines run today?
B: Two lines, three shifts.
R: What tends to go wrong?
B: Fifty minutes a changeover, and nights run over. And ten per cent off, right?
R: {answer}
B: Hm.
R: What happens to the morning deliveries when nights run over?
B: A penalty of seventy thousand.
R: Could we walk one line on Tuesday at ten?
B: {end}
"""


def _card(
    rubrics: dict[CallType, Rubric],
    *,
    answer: str = "If you take both lines, we can talk about it.",
    end: str = "We'll see.",
    moves: dict[int, str] | None = None,
    **last: Any,
) -> Scorecard:
    call = read_dialogue(TALK.format(answer=answer, end=end), language=Language.EN, call_type=CallType.DISCOVERY_VISIT)
    start = BuyerState(trust=0.4, interest=0.4, patience=1, stance=Stance.SCEPTICAL)
    said = {2: ("changeover.problem",), 6: ("changeover.problem", "changeover.implication.1")}
    acts = {
        2: (
            BuyerAct(kind=BuyerActKind.DISCLOSE, item="changeover.problem"),
            BuyerAct(kind=BuyerActKind.DEMAND, item="discount"),
        ),
        6: (BuyerAct(kind=BuyerActKind.DISCLOSE, item="changeover.implication.1"),),
        8: (BuyerAct(kind=BuyerActKind.AGREE if last.get("agreement") else BuyerActKind.REFUSE),),
    }
    log, before = [], start
    for turn in call.rep_turns:
        items = said.get(turn, before.disclosed)
        after = before.model_copy(update={"disclosed": items, "asked_for": items, **(last if turn == 8 else {})})
        if turn >= 2:
            after = after.model_copy(update={"demanded": ("discount",)})
        movements = (Movement(reason=moves[turn]),) if moves and turn in moves else ()
        log.append(
            LogEntry(
                turn=turn, acts=acts.get(turn, ()), mood="neutral", movements=movements, before=before, after=after
            )
        )
        before = after
    return score(call, rubrics[call.call_type], analyse_call(call, log=tuple(log)), persona=PERSONA, log=tuple(log))


def _criterion(card: Scorecard, name: str) -> Any:
    return next(criterion for criterion in card.criteria if criterion.id == name)


def _taboo(card: Scorecard, taboo: Taboo) -> Any:
    return next(result for result in card.taboos if result.id == taboo)


def test_what_was_found_out_is_counted_from_the_log(rubrics: dict[CallType, Rubric]) -> None:
    card = _card(rubrics)
    assert (card.measures.facts_found, card.measures.facts_total) == (1, 3)
    found = _criterion(card, "found_out")
    assert found.measure == pytest.approx(1 / 3, abs=0.001)
    assert found.reason == "1 of 3 found out by asking."


def test_no_secret_that_was_not_said_gets_onto_the_card(rubrics: dict[CallType, Rubric]) -> None:
    text = _card(rubrics).model_dump_json()
    for secret in ("Six hundred thousand", "Oyelaran", "Two people fewer", "Was burned", "They differ"):
        assert secret not in text


def test_an_agreement_in_the_log_makes_the_next_step_whole(rubrics: dict[CallType, Rubric]) -> None:
    agreed = _card(rubrics, agreement=Agreement(turn=8, when="Tuesday at ten"))
    refused = _card(rubrics, end="Tuesday is fine, maybe.")
    assert _criterion(agreed, "next_step").score == 1
    assert _criterion(refused, "next_step").score == 0.65


def test_a_bait_that_was_taken_is_agreeing_to_everything(rubrics: dict[CallType, Rubric]) -> None:
    verdict = _taboo(_card(rubrics, baited=("same",), bait_taken=("same",)), Taboo.CUSTOMER_ALWAYS_RIGHT)
    assert verdict.found
    assert verdict.evidence[0].turn == 8


def test_a_demand_that_was_withstood_is_not(rubrics: dict[CallType, Rubric]) -> None:
    assert not _taboo(_card(rubrics, withstood=("discount",)), Taboo.CUSTOMER_ALWAYS_RIGHT).found


def test_what_the_buyer_felt_passed_over_counts_as_not_heard(rubrics: dict[CallType, Rubric]) -> None:
    heard = _criterion(_card(rubrics, moves={6: "uptake", 4: "answered"}), "listening")
    missed = _criterion(_card(rubrics, moves={6: "ignored_problem", 4: "passed_over"}), "listening")
    assert heard.status != "scored" or heard.score > missed.score
    assert missed.score < 0.5


def test_the_buyers_name_is_used_and_never_he_or_she(rubrics: dict[CallType, Rubric]) -> None:
    card = _card(rubrics, moves={4: "passed_over", 6: "ignored_problem"})
    texts = " ".join([card.summary, *(c.reason for c in card.criteria), *(a.suggestion for a in card.advice)])
    assert not any(f" {word} " in f" {texts.lower()} " for word in ("he", "she", "him", "her", "his"))

"""Refusals, passing over and too early prices as the director's log has them."""

from __future__ import annotations

from typing import Any

import pytest

from roleplay.analysis import analyse_call
from roleplay.buyer_log import Agreement, BuyerAct, BuyerActKind, BuyerState, LogEntry, Movement
from roleplay.data import load_toml
from roleplay.persona import Persona
from roleplay.scorecard import Scorecard
from roleplay.scoring.dialogue import read_dialogue
from roleplay.scoring.engine import score
from roleplay.scoring.rubric import Rubric
from roleplay.terms import CallType, Language, Stance, Taboo
from roleplay.transcript import Speaker, Transcript, Turn
from tests.scoring.test_log import PERSONA

Act = BuyerActKind
BUYER = Persona.model_validate(
    {
        **PERSONA.model_dump(mode="json"),
        "calls": ["cold_call"],
        "commitments": {"cold_call": "Half an hour."},
        "objections": [
            {"id": "visit", "when": "next_step", "says": "No need to come in.", "real_reason": "They would know.",
             "settled_by": ["lower_stakes"]},
            {"id": "supplier", "when": "opening", "says": "We have a contractor.", "real_reason": "My neck.",
             "settled_by": ["proof"]},
        ],
    }
)  # fmt: skip
OPENING = "Good morning, this is Leo Tan from Corvane. Paul Mercer suggested I call you about the changeovers."
ASK = "Would Tuesday at ten suit you for half an hour, or Thursday at two?"
EASE = "I understand. Only twenty minutes, no obligation: would Tuesday at ten suit you, or Thursday at two?"

Step = tuple[str, str, tuple[BuyerAct, ...], dict[str, Any]]


def _act(kind: Act, item: str | None = None, **slots: str) -> BuyerAct:
    return BuyerAct(kind=kind, item=item, slots=slots)


def _card(rubrics: dict[CallType, Rubric], *steps: Step) -> Scorecard:
    """Judge a cold call given as (the rep's turn, the buyer's answer, what the log says of it, state and reason)."""
    turns: list[Turn] = []
    log: list[LogEntry] = []
    state = BuyerState(trust=0.4, interest=0.4, patience=1, stance=Stance.SCEPTICAL)
    for said, answer, acts, more in steps:
        reason = more.get("reason")
        after = state.model_copy(update={k: v for k, v in more.items() if k != "reason"})
        log.append(
            LogEntry(
                turn=len(turns), acts=acts, mood="neutral", before=state, after=after,
                movements=(Movement(reason=reason),) if reason else (),
            )
        )  # fmt: skip
        turns += [Turn(speaker=Speaker.REP, text=said), Turn(speaker=Speaker.BUYER, text=answer)]
        state = after
    call = Transcript(id="log", language=Language.EN, call_type=CallType.COLD_CALL, turns=tuple(turns))
    return score(call, rubrics[call.call_type], analyse_call(call, log=tuple(log)), persona=BUYER, log=tuple(log))


def _criterion(card: Scorecard, name: str) -> Any:
    return next(criterion for criterion in card.criteria if criterion.id == name)


def _taboo(card: Scorecard, taboo: Taboo) -> Any:
    return next(result for result in card.taboos if result.id == taboo)


HELLO: Step = (OPENING, "Go ahead.", (_act(Act.GREET),), {})
SMALL: Step = ("What goes wrong most often on nights?", "Nothing much.", (_act(Act.ACKNOWLEDGE),), {})


@pytest.mark.parametrize(
    ("answer", "acts"),
    [
        ("No need to come in.", (_act(Act.OBJECT, "visit"),)),
        ("I still see no need to come in.", (_act(Act.REPEAT_OBJECTION, "visit"),)),
        ("I don't see what it would be for.", (_act(Act.REFUSE, reason="no_need"),)),
        ("Just send me something.", (_act(Act.ACKNOWLEDGE),)),
        ("We have a contractor.", (_act(Act.REPEAT_OBJECTION, "supplier"),)),
    ],
)
def test_what_turns_a_request_down_is_a_refusal(
    rubrics: dict[CallType, Rubric], answer: str, acts: tuple[BuyerAct, ...]
) -> None:
    refused: Step = (ASK, answer, acts, {})
    handled = _card(rubrics, HELLO, SMALL, refused, (EASE, "Hm.", (_act(Act.ACKNOWLEDGE),), {}))
    assert _criterion(handled, "refusal_handling").score == 1
    given_up = _card(rubrics, HELLO, SMALL, refused, ("Okay, goodbye then.", "Bye.", (_act(Act.GOODBYE),), {}))
    assert _criterion(given_up, "refusal_handling").score == 0


def test_a_refusal_in_the_last_turn_is_not_held_against_the_rep(rubrics: dict[CallType, Rubric]) -> None:
    card = _card(rubrics, HELLO, SMALL, (ASK, "No need to come in.", (_act(Act.OBJECT, "visit"),), {}))
    result = _criterion(card, "refusal_handling")
    assert result.status == "unscored"
    assert result.reason == "The refusal came in the last turn; there was no turn left to answer it."


def test_where_nothing_was_refused_there_is_nothing_to_judge(rubrics: dict[CallType, Rubric]) -> None:
    won = {"agreement": Agreement(turn=4, when="Tuesday at ten")}
    card = _card(rubrics, HELLO, SMALL, (ASK, "Tuesday is fine.", (_act(Act.AGREE, when="Tuesday at ten"),), won))
    assert _criterion(card, "refusal_handling").reason.startswith("Nothing was refused")


LATE: Step = ("How many people work there?", "Sixty.", (_act(Act.ACKNOWLEDGE),), {"reason": "passed_over"})
AGAIN: Step = ("And how many machines?", "Twelve.", (_act(Act.ACKNOWLEDGE),), {"reason": "asked_again"})
CONCERN: Step = (
    "How do you change over today?",
    "We have a contractor.",
    (_act(Act.OBJECT, "supplier"),),
    {"raised": ("supplier",), "pending": "objection:supplier"},
)
SETTLED: Step = (
    "What happened with the last one, that you say so?",
    "My neck was on the line.",
    (_act(Act.REVEAL_REASON, "supplier"),),
    {"explored": ("supplier",), "pending": "", "reason": "explored_objection"},
)


def test_one_late_answer_is_not_not_listening(rubrics: dict[CallType, Rubric]) -> None:
    verdict = _taboo(_card(rubrics, HELLO, LATE, SMALL), Taboo.NOT_LISTENING)
    assert not verdict.found
    assert "Nothing" not in verdict.reason


def test_a_concern_that_is_taken_up_later_is_not_not_listening(rubrics: dict[CallType, Rubric]) -> None:
    assert not _taboo(_card(rubrics, HELLO, CONCERN, LATE, SETTLED), Taboo.NOT_LISTENING).found


def test_a_concern_that_stays_unanswered_to_the_end_is_not_listening(rubrics: dict[CallType, Rubric]) -> None:
    verdict = _taboo(_card(rubrics, HELLO, CONCERN, LATE, SMALL), Taboo.NOT_LISTENING)
    assert verdict.found
    assert [e.turn for e in verdict.evidence] == [4]


def test_passing_over_twice_is_not_listening(rubrics: dict[CallType, Rubric]) -> None:
    verdict = _taboo(_card(rubrics, HELLO, LATE, AGAIN, SMALL), Taboo.NOT_LISTENING)
    assert verdict.found
    assert [e.turn for e in verdict.evidence] == [2, 4]


def test_every_reason_that_the_scoring_reads_is_one_of_the_directors() -> None:
    known = set(load_toml("roleplay.buyer", "rules.toml")["movements"])
    data = load_toml("roleplay.scoring", "cues/log.toml")
    complaints = data.pop("complaints")
    assert {reason for group in data.values() for reason in group} <= known
    # A complaint is about a movement, or has written lines of its own.
    lines = {key.removeprefix("complain.") for key in load_toml("roleplay.buyer", "text/line_keys.toml")["keys"]}
    assert {fault for group in complaints.values() for fault in group} <= known | lines


def test_the_bands_of_the_rubric_stand_on_the_card(rubrics: dict[CallType, Rubric]) -> None:
    call = read_dialogue("R: Hello.\nB: Hello.", language=Language.EN, call_type=CallType.COLD_CALL)
    bounds = score(call, rubrics[CallType.COLD_CALL], analyse_call(call)).band_bounds
    assert bounds == (0, 40, 60, 80)

"""Cold calls with shipped buyers: the better rep scores higher, and the appointment counts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from roleplay.scorecard import Scorecard
from roleplay.terms import CallType, Language
from tests.scoring.played import hold, judge

CALLS: dict[str, Any] = YAML(typ="safe").load(Path(__file__).parents[1] / "cases" / "played" / "cold_calls.yaml")
REPS = ("excellent", "sound", "average", "poor")


@cache
def _card(buyer: str, rep: str) -> tuple[Scorecard, bool]:
    played = hold(buyer, CallType.COLD_CALL, Language(CALLS[buyer]["language"]), CALLS[buyer][rep])
    return judge(*played), played[2][-1].after.agreement is not None


@pytest.mark.parametrize("buyer", list(CALLS))
def test_the_better_rep_scores_higher_on_a_cold_call(buyer: str) -> None:
    scores = [_card(buyer, rep)[0].score or 0.0 for rep in REPS]
    assert scores == sorted(set(scores), reverse=True), dict(zip(REPS, scores, strict=True))
    assert scores[0] > scores[2] + 15
    assert scores[1] > scores[3] + 15


@pytest.mark.parametrize("rep", REPS)
@pytest.mark.parametrize("buyer", list(CALLS))
def test_a_cold_call_without_the_appointment_is_never_strong(buyer: str, rep: str) -> None:
    card, won = _card(buyer, rep)
    assert won or card.band != "strong"


@pytest.mark.parametrize("buyer", list(CALLS))
def test_the_card_of_a_played_call_shows_no_unfilled_slot_and_no_empty_reason(buyer: str) -> None:
    for rep in REPS:
        card, _ = _card(buyer, rep)
        texts = [card.summary, *(c.reason for c in card.criteria), *(t.reason for t in card.taboos)]
        texts += [a.suggestion for a in card.advice] + [a.title for a in card.advice]
        assert all(texts)
        assert not any("{" in text or "。”。" in text or "..”" in text for text in texts)

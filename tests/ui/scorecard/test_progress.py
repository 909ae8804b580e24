"""Calls over time: the list, the plots, and how sure they are."""

from __future__ import annotations

import pytest

from roleplay.practice.views import PastCall
from roleplay.terms import CallType, Language
from roleplay.ui.progress import all_series, calls_html, progress_html
from roleplay.ui.scorecard.words import score_words
from roleplay.ui.small_plots import mean_interval, means, rubric_changes, small_plot
from tests.ui.scorecard import states
from tests.ui.scorecard.page_reading import read
from tests.ui.scorecard.test_scorecard_page import check

EN = Language.EN
WORDS = score_words(EN)
SCORE = all_series(WORDS)[0]


def same_type(number: int, versions: str = "") -> tuple[PastCall, ...]:
    """Calls of one type, oldest first, all scored, with a version of the rubric each."""
    made = []
    for n, call in enumerate(reversed(states.past_calls(number))):
        version = versions[n] if versions else "a"
        changes = {"call_type": CallType.COLD_CALL, "score": 50.0 + n, "rubric_version": version, "outcome": "agreed"}
        made.append(call.model_copy(update=changes))
    return tuple(made)


def test_the_interval_of_a_mean_is_students() -> None:
    # 40, 50, 60, 70, 80: mean 60, s = √250 = 15.8114, t(0.95; 4) = 2.1318, half width = 2.1318 · 15.8114 / √5 = 15.074
    mean, low, high = mean_interval([40, 50, 60, 70, 80])
    assert mean == 60
    assert low == pytest.approx(44.926, abs=0.001)
    assert high == pytest.approx(75.074, abs=0.001)


@pytest.mark.parametrize("values", [[], [1.0], [1.0] * 4, [1.0] * 6])
def test_there_is_no_interval_of_other_than_five_calls(values: list[float]) -> None:
    with pytest.raises(ValueError, match="for 5 values"):
        mean_interval(values)


def test_below_five_calls_there_is_no_mean() -> None:
    assert means(SCORE.measured(same_type(4))) == []
    assert len(means(SCORE.measured(same_type(5)))[0]) == 1
    page = read(progress_html(tuple(reversed(same_type(4))), EN))
    assert not page.all(cls="mean-line")
    assert "Below five calls there is no mean" in page.all(cls="how-sure")[0].text()


def test_no_mean_reaches_over_a_change_of_the_rubric() -> None:
    calls = same_type(12, "aaaaaabbbbbb")
    runs = means(SCORE.measured(calls))
    assert [[mean.n for mean in run] for run in runs] == [[4, 5], [10, 11]]
    assert rubric_changes(calls) == [6]
    drawn = read(small_plot(SCORE, calls, WORDS))
    assert len(drawn.all("polyline")) == 2
    assert len(drawn.all("line", "plot-change")) == 1


def test_two_call_types_with_their_own_rubrics_are_no_change() -> None:
    calls = tuple(
        call.model_copy(update={"call_type": CallType.NEGOTIATION, "rubric_version": "n"}) if n % 2 else call
        for n, call in enumerate(same_type(8))
    )
    assert rubric_changes(calls) == []
    assert len(means(SCORE.measured(calls))[0]) == 4


def test_a_call_is_a_point_a_ring_where_the_buyer_is_new() -> None:
    calls = same_type(6)
    drawn = read(small_plot(SCORE, calls, WORDS))
    assert len(drawn.all(cls="point-ring")) == 2
    assert len(drawn.all(cls="point-disc")) == 4


def test_a_plot_says_in_words_what_it_shows() -> None:
    caption = read(small_plot(SCORE, same_type(5), WORDS)).all("figcaption")[0].text()
    assert caption == "Score, of 100: 5 calls, the last at 54. Mean of the last five: 52, between 50 and 54."
    facts = all_series(WORDS)[2]
    unmeasured = tuple(call.model_copy(update={"facts_share": None}) for call in same_type(2))
    assert read(small_plot(facts, unmeasured, WORDS)).all("figcaption")[0].text() == "Facts found, %: not measured yet."


def test_the_lead_is_a_fact() -> None:
    calls = tuple(reversed(same_type(6)))
    assert "5 of your last 5 calls ended with an agreed next step." in read(progress_html(calls, EN)).text()
    lost = tuple(call.model_copy(update={"outcome": "rep_ended"}) for call in calls)
    assert "None of your last 5 calls ended with an agreed next step." in read(progress_html(lost, EN)).text()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("number", [0, 1, 4, 5, 23])
def test_the_pages_are_sound_for_any_number_of_calls(number: int, language: Language) -> None:
    calls = states.past_calls(number)
    check(read(progress_html(calls, language)))
    check(read(calls_html(calls, language)))


def test_an_open_call_leads_back_into_the_call() -> None:
    (call, *_) = states.past_calls(1)
    unfinished = call.model_copy(update={"ended": False, "outcome": "open", "score": None})
    row = read(calls_html((unfinished,), EN)).all("tbody")[0].all("tr")[0]
    (link,) = row.all("a")
    assert link.attributes["href"] == "/call?call=call-0"
    assert link.attributes["aria-label"] == "Go on with the call with Dana Whitlock, 11 Mar"
    assert "Not scored" not in row.text()

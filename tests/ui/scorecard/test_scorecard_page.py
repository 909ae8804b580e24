"""The scorecard and the comparison as pages: nothing but text comes through, and everybody can read and reach it."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from roleplay.practice.views import ScoredCall
from roleplay.terms import Language
from roleplay.ui.scorecard.compare import compare_html
from roleplay.ui.scorecard.render import scorecard_html
from tests.ui.scorecard import states
from tests.ui.scorecard.fixtures import EVIL, scored
from tests.ui.scorecard.page_reading import Element, read

EN, HANS, HANT = Language.EN, Language.ZH_HANS, Language.ZH_HANT

STATES: dict[str, Callable[[], ScoredCall]] = {
    "english": lambda: scored("dana"),
    "chinese": lambda: scored("wang"),
    "unscored": states.unscored,
    "exam": states.exam,
    "without log": states.without_log,
    "agreed": states.agreed,
    "long": states.long_call,
    "markup": states.evil,
    "empty": lambda: states.without_turns(),
}
every_state = pytest.mark.parametrize("state", STATES)
every_language = pytest.mark.parametrize("language", list(Language))


def card(state: str, language: Language = EN) -> Element:
    return read(scorecard_html(STATES[state](), language))


def check(page: Element) -> None:
    """What holds for every page."""
    ids = [e.attributes["id"] for e in page.all() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert len(page.all("h1")) == 1
    levels = [int(e.tag[1]) for e in page.all() if re.fullmatch("h[1-6]", e.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for element in page.all():
        assert element.tag not in {"script", "img", "iframe", "object", "style"}
        assert not any(name.startswith("on") for name in element.attributes)
        target = element.attributes.get("href")
        if target is not None:
            assert target.startswith(("#", "/"))
            assert not target.startswith("//")
            if element.attributes.get("data-action") == "goto":
                assert target.partition("#")[2] in ids
                assert target.partition("#")[2] == f"turn-{element.attributes['data-turn']}"
        if element.tag in {"a", "button", "summary"}:
            assert element.text().strip() or element.attributes.get("aria-label")
        if element.attributes.get("role") == "img":
            assert element.attributes.get("aria-label")
        if element.tag == "th":
            assert element.attributes.get("scope")
        labelled = element.attributes.get("aria-labelledby")
        assert labelled is None or labelled in ids


@every_language
@every_state
def test_every_state_is_a_sound_page_in_every_language(state: str, language: Language) -> None:
    check(card(state, language))


@every_language
def test_the_comparison_is_a_sound_page_in_every_language(language: Language) -> None:
    check(read(compare_html(states.two_attempts(), language)))


def test_markup_in_any_text_stays_text() -> None:
    clean, spoilt = card("english"), card("markup")
    assert [e.tag for e in spoilt.all()].count("li") == [e.tag for e in clean.all()].count("li")
    assert spoilt.all("h1")[0].text() == f"Your call with Dana Whitlock{EVIL}"
    turns = states.evil().transcript.turns
    assert EVIL in turns[0].text
    for number, turn in enumerate(turns):
        shown = spoilt.id(f"turn-{number}").all("p", "turn-text")[0]
        assert shown.text(without="chip") == turn.text
    quotes = [quote.text() for quote in spoilt.all("q")]
    assert quotes
    assert all(EVIL in quote for quote in quotes)
    assert len(spoilt.all(cls="criterion")) == len(clean.all(cls="criterion"))
    assert spoilt.all("h3")[0].text() == f"Ask for a date{EVIL}"


@pytest.mark.parametrize("reader", list(Language))
def test_quotes_and_turns_carry_the_language_of_the_call(reader: Language) -> None:
    page = card("chinese", reader)
    assert {q.attributes.get("lang") for q in page.all("q")} == {"zh-Hans"}
    assert {p.attributes.get("lang") for p in page.all("p", "turn-text")} == {"zh-Hans"}


def test_a_call_in_another_language_says_so_in_the_readers_words() -> None:
    assert "held in Chinese (simplified)" in card("chinese", EN).all("p", "eyebrow")[0].text()
    assert "通話語言：英語" in card("english", HANT).all("p", "eyebrow")[0].text()
    assert "held in" not in card("english", EN).all("p", "eyebrow")[0].text()


def test_a_latin_name_in_a_chinese_sentence_has_its_spaces() -> None:
    assert card("english", HANS).all("h1")[0].text() == "你与 Dana Whitlock 的通话"
    assert card("chinese", HANS).all("h1")[0].text() == "你与王建国的通话"


def test_a_call_that_was_not_scored_shows_no_number_and_no_scale() -> None:
    page = card("unscored")
    total = page.all(cls="total-card")[0]
    assert total.all(cls="tag-unscored")
    assert not total.all(cls="band-scale")
    assert all(row.all(cls="verdict-unscored") for row in page.all(cls="criterion"))
    assert "/ 100" not in total.text()


def test_an_exam_cannot_be_tried_again() -> None:
    page = card("exam")
    assert not [b for b in page.all("button") if b.attributes.get("data-action") == "retry"]
    assert not page.all(cls="bottom-bar")
    assert "exam" in page.all("p", "eyebrow")[0].text()


def test_every_turn_of_the_rep_offers_to_try_again() -> None:
    call = scored("dana")
    buttons = read(scorecard_html(call, EN)).id("transcript").all("button")
    turns = [b.attributes["data-turn"] for b in buttons if b.attributes.get("data-action") == "retry"]
    assert turns == [str(turn) for turn in call.transcript.rep_turns]
    assert all(b.attributes.get("data-call") == "dana" for b in buttons if "data-turn" in b.attributes)


def test_the_filled_button_leads_to_the_turn_of_the_advice_to_practise_next() -> None:
    main = card("english").all("button", "button-main")
    assert {b.attributes["data-turn"] for b in main} == {"14"}
    assert "Try again from turn 15" in main[0].text()


def test_what_was_not_found_stands_at_its_criterion() -> None:
    page = card("english")
    (missed,) = page.all("p", "missed")
    assert missed.text() == "Not found: who decides; the present supplier"
    holder = next(c for c in page.all("div", "criterion") if c.all("p", "missed"))
    assert holder.all("h3")[0].text() == "What you found out"


def test_what_the_rubric_has_named_already_is_not_said_twice() -> None:
    call = scored("dana")
    said = tuple(
        c.model_copy(update={"reason": "4 of 6. Not found: who decides."}) if c.id == "found_out" else c
        for c in call.scorecard.criteria
    )
    assert not read(scorecard_html(states.with_card(call, criteria=said), EN)).all("p", "missed")


def test_what_was_not_found_stands_under_the_figures_where_no_criterion_is_about_it() -> None:
    call = scored("dana")
    others = tuple(c for c in call.scorecard.criteria if c.id != "found_out")
    page = read(scorecard_html(states.with_card(call, criteria=others), EN))
    assert page.all(cls="total-card")[0].all("p", "missed")


def test_an_agreement_is_said_beside_the_total() -> None:
    (agreed,) = card("agreed").all("p", "agreed")
    assert agreed.text() == "Agreed: Tuesday at ten turn 15"
    assert not card("english").all("p", "agreed")


def test_a_later_attempt_names_its_turn_and_links_the_others() -> None:
    page = card("agreed")
    (line,) = page.all("p", "attempts")
    assert line.text() == "Attempt 2, from turn 9 · Attempt 1: 64 · Attempt 3: still open"
    assert [a.attributes["href"] for a in line.all("a")] == ["/scorecard?call=first", "/call?call=third"]
    assert page.all("a", "button-plain")[0].attributes["href"] == "/compare?a=first&b=dana"
    assert not card("english").all("p", "attempts")


@pytest.mark.parametrize(
    "bounds", [(), (0.0, 50.0), (0.0, 40.0, 30.0, 80.0), (10.0, 40.0, 60.0, 80.0), (0.0, 40.0, 60.0, 100.0)]
)
def test_missing_or_odd_bounds_of_the_bands_fall_back_to_the_usual_ones(bounds: tuple[float, ...]) -> None:
    page = read(scorecard_html(states.with_card(scored("dana"), band_bounds=bounds), EN))
    bars = page.all(cls="band-bar")[0].all("span")[:4]
    assert [bar.attributes["style"] for bar in bars] == ["flex-grow:40", "flex-grow:20", "flex-grow:20", "flex-grow:20"]


def test_without_a_log_there_is_no_curve_but_the_rest_stands() -> None:
    page = card("without log")
    assert not page.all("figure")
    assert not page.all(cls="turn-moves")
    assert page.all(cls="transcript")


def test_questions_and_faults_are_marked_for_going_from_mark_to_mark() -> None:
    page = card("english")
    marked = [e.attributes["id"] for e in page.all("li") if "data-marked" in e.attributes]
    assert marked == [f"turn-{n}" for n in (0, 2, 4, 6, 8, 10, 12, 14)]
    assert all(page.id(turn).attributes.get("tabindex") == "-1" for turn in marked)


def test_a_chip_says_in_words_what_it_shows() -> None:
    labels = [
        e.attributes["aria-label"] for e in card("english").all("span", "chip") if e.attributes.get("role") == "img"
    ]
    assert "problem question, open" in labels
    assert "situation question, closed, unsure" in labels
    assert [e.text() for e in card("english").all("span", "chip-fault")] == [
        "!Found: Price too early",
        "!Found: No next step",
    ]


def test_the_comparison_shows_the_turns_from_where_the_attempts_part() -> None:
    page = read(compare_html(states.two_attempts(), EN))
    assert page.all("h1")[0].text() == "Attempt 2: 77, attempt 1: 64"
    assert [e.attributes["id"] for e in page.all("li", "turn-row")] == [
        "first-turn-14", "first-turn-15", "turn-14", "turn-15", "turn-16", "turn-17",
    ]  # fmt: skip
    last = page.all("table", "compare-table")[0].all("tr")[-1]
    assert [cell.text() for cell in last.all() if cell.tag in {"th", "td"}] == ["Taboos found", "3", "1", "▼ 2 better"]
    (again,) = page.all("button", "button-main")
    assert again.attributes["data-turn"] == "14"


def test_a_comparison_with_an_unscored_attempt_says_so() -> None:
    pair = states.two_attempts()
    page = read(compare_html(pair.model_copy(update={"first": states.with_card(pair.first, score=None)}), EN))
    assert page.all("h1")[0].text() == "Attempt 2: 77, attempt 1: not scored"

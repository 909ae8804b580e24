"""The scorecard by mouse and by keyboard: to a turn and back, marks, keys, another try."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from roleplay.terms import Language
from tests.browser.states import STATES, Stage

pytestmark = pytest.mark.browser

FOCUS = "document.activeElement.id"


@pytest.fixture
def stage(open_page: Any, pages: Any) -> Stage:
    opened = open_page(reduced_motion="reduce")
    answer = opened.context.request.get(opened.url + "/calls")
    user = answer.headers["set-cookie"].split("roleplay_user=")[1].split(".")[0]
    return Stage(opened, pages.fake, Language.EN, user)


@pytest.fixture
def page(stage: Stage) -> Page:
    STATES["score"](stage)
    page: Page = stage.opened.page
    return page


def test_the_title_has_the_focus_on_arrival_and_tab_leads_to_trying_again_and_the_advice(page: Page) -> None:
    assert page.evaluate("document.activeElement.tagName") == "H1"
    order = []
    for _ in range(16):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate(
                """() => ["head-actions", "advice", "curve", "score-evidence", "score-transcript"]
                    .find((part) => document.activeElement.closest(`.${part}`)) ?? document.activeElement.className"""
            )
        )
    parts = [part for n, part in enumerate(order) if n == 0 or part != order[n - 1]]
    assert parts[:4] == ["head-actions", "advice", "curve", "score-evidence"]


def test_a_turn_box_leads_to_the_turn_and_backspace_leads_back(page: Page) -> None:
    box = page.locator(".score-evidence a[data-action=goto]").nth(2)
    turn = box.get_attribute("data-turn")
    box.focus()
    page.keyboard.press("Enter")
    row = page.locator(f"#turn-{turn}")
    expect(row).to_be_focused()
    expect(row).to_have_attribute("data-reached", "")
    expect(row).to_be_in_viewport()
    assert page.url.endswith(f"#turn-{turn}")
    page.keyboard.press("Backspace")
    expect(box).to_be_focused()
    assert "#" not in page.url
    expect(page.locator("[data-reached]")).to_have_count(0)


def test_back_of_the_browser_goes_through_the_turns_that_were_chosen(page: Page) -> None:
    boxes = page.locator(".score-evidence a[data-action=goto]")
    first, last = boxes.first, boxes.last
    first.click()
    last.click()
    page.go_back()
    expect(page.locator(f"#turn-{first.get_attribute('data-turn')}")).to_be_focused()
    page.go_back()
    expect(first).to_be_focused()
    page.go_forward()
    expect(page.locator(f"#turn-{first.get_attribute('data-turn')}")).to_be_focused()


def test_an_address_with_a_turn_opens_at_that_turn(page: Page) -> None:
    page.goto(page.url + "#turn-8")
    page.reload()
    expect(page.locator("#turn-8")).to_be_focused()
    expect(page.locator("#turn-8")).to_be_in_viewport()


def test_j_and_k_go_from_one_marked_turn_to_the_next_and_back(page: Page) -> None:
    marked = page.locator(".turn-row[data-marked]").evaluate_all("(rows) => rows.map((row) => row.id)")
    reached = []
    for _ in range(len(marked) + 1):
        page.keyboard.press("j")
        reached.append(page.evaluate(FOCUS))
    assert reached == [*marked, marked[-1]]
    page.keyboard.press("k")
    assert page.evaluate(FOCUS) == marked[-2]
    page.keyboard.press("Control+j")
    assert page.evaluate(FOCUS) == marked[-2]


def test_single_letter_keys_can_be_switched_off(page: Page) -> None:
    page.locator(".preferences summary").click()
    page.locator("button[name=keys][value=off]").click()
    page.wait_for_selector(".scorecard")
    page.keyboard.press("j")
    assert page.locator("[data-reached]").count() == 0
    expect(page.locator(".page > .keys kbd:visible")).to_have_text(["Backspace"])


def test_the_marks_can_be_switched_off_and_on(page: Page) -> None:
    switch = page.locator("[data-action=marks]")
    chip = page.locator(".turn-row .chip").first
    expect(chip).to_be_visible()
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(chip).to_be_hidden()
    switch.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(chip).to_be_visible()


def test_printing_opens_the_dialog_of_the_browser(page: Page) -> None:
    page.evaluate("window.print = () => { window.printed = true; }")
    page.locator("[data-action=print]").click()
    assert page.evaluate("window.printed") is True


def test_the_points_of_the_curve_are_one_stop_and_arrows_go_along_them(page: Page) -> None:
    points = page.locator(".curve-card a.curve-point:visible")
    assert points.evaluate_all("(all) => all.filter((one) => one.tabIndex === 0).length") == 1
    points.first.focus()
    page.keyboard.press("ArrowRight")
    expect(points.nth(1)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(points.first).to_be_focused()


def test_trying_again_leads_to_the_answer_box_of_a_second_attempt(page: Page) -> None:
    page.locator("button[data-action=retry]:visible").first.click()
    page.wait_for_selector("#call")
    expect(page.locator("#answer")).to_be_focused()
    expect(page.locator(".attempt")).to_have_text("Second attempt")


def test_the_skip_link_of_a_scorecard_leads_to_the_advice(page: Page) -> None:
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#advice")).to_be_focused()

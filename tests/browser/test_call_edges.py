"""What a call page says at its edges: near the planned end, in an exam, too long a turn, no connection, not a word."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_two_minutes_before_the_end_it_is_said_once(open_page: Any, pages: Any) -> None:
    opened = open_page()
    page = opened.start()
    call = pages.fake.calls[page.url.split("=")[1]]
    call.fields = {"elapsed": 12 * 60 + 59.0}
    page.reload()
    page.wait_for_selector("#call")
    expect(page.locator("#left")).to_be_hidden()
    expect(page.locator("#left")).to_be_visible()
    expect(page.locator("#saved")).to_be_hidden()
    expect(page.locator("#announce")).to_have_text("About two minutes left")
    page.reload()
    expect(page.locator("#left")).to_be_visible()
    expect(page.locator("#announce")).to_be_empty()


def test_an_exam_gives_no_hint_and_says_so(open_page: Any) -> None:
    opened = open_page()
    page = opened.go("/brief?buyer=dana&call=discovery_visit")
    page.locator("input[name=exam][value='1']").check()
    page.click("#start")
    page.wait_for_selector("#call")
    expect(page.locator("#hint")).to_have_count(0)
    page.keyboard.press("Alt+h")
    expect(page.locator("#notice")).to_have_text("This call is an exam: no hints.")
    expect(page.locator(".attempt")).to_have_text("Exam")


def test_a_turn_that_is_too_long_stays_in_the_box_and_the_page_says_how_long_it_is(open_page: Any) -> None:
    page = open_page().start()
    page.locator("#answer").fill("a" * 4001)
    page.locator("#answer").press("Enter")
    expect(page.locator("#notice")).to_have_text("That is 4001 characters. Say at most 4000 in one turn.")
    assert len(page.locator("#answer").input_value()) == 4001


def test_a_connection_lost_while_nothing_is_typed_says_that_the_call_is_kept(open_page: Any) -> None:
    opened = open_page()
    opened.expected = "net::ERR_INTERNET_DISCONNECTED"
    page = opened.start()
    opened.context.set_offline(True)
    expect(page.locator("#notice")).to_contain_text("The call is kept and goes on as soon as it is back")
    opened.context.set_offline(False)
    expect(page.locator("#notice")).to_contain_text("The connection is back")


def test_hanging_up_before_a_word_offers_to_start_over(open_page: Any) -> None:
    page = open_page().start()
    page.locator("#hang-up").click()
    page.locator("#hang-up-yes").click()
    expect(page.locator("#to-scorecard")).to_have_text("Start overEnter")
    page.keyboard.press("Enter")
    page.wait_for_selector("#start")

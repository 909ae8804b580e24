"""The call page in a real browser, over a practice in memory."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def say(page: Page, text: str) -> None:
    page.locator("#answer").fill(text)
    page.locator("#answer").press("Enter")


def reply_is_complete(page: Page, turns: int) -> None:
    expect(page.locator("#thread .said[data-key]")).to_have_count(turns)
    expect(page.locator("#live")).to_be_hidden()


def test_enter_says_it_and_the_reply_stands_as_a_turn(open_page: Any) -> None:
    page = open_page().start()
    expect(page.locator("#answer")).to_be_focused()
    say(page, "Good morning, is this Dana Whitlock?")
    reply_is_complete(page, 2)
    expect(page.locator("#turn-0 .words")).to_have_text("Good morning, is this Dana Whitlock?")
    expect(page.locator("#turn-1 .words")).to_have_text("Speaking. Who is this, and what is it about?")
    expect(page.locator("#answer")).to_have_value("")
    expect(page.locator("#answer")).to_be_focused()
    expect(page.locator("#announce")).to_have_text("Speaking. Who is this, and what is it about?")


def test_shift_enter_breaks_the_line_and_both_lines_are_said(open_page: Any) -> None:
    page = open_page().start()
    page.keyboard.type("One")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Two")
    expect(page.locator("#thread .said[data-key]")).to_have_count(0)
    page.keyboard.press("Enter")
    reply_is_complete(page, 2)
    assert page.locator("#turn-0 .words").text_content() == "One\nTwo"


@pytest.mark.parametrize(
    "event",
    [
        "{key: 'Enter', code: 'Enter', isComposing: true, keyCode: 229}",
        "{key: 'Enter', code: 'Enter', isComposing: true, keyCode: 13}",
        "{key: 'Enter', code: 'Enter', isComposing: false, keyCode: 229}",
    ],
)
def test_enter_of_an_input_method_never_sends(open_page: Any, event: str) -> None:
    page = open_page(locale="zh-CN").start("wang")
    page.locator("#answer").fill("ni hao")
    prevented = page.evaluate(
        f"""() => {{
          const event = new KeyboardEvent('keydown', {{bubbles: true, cancelable: true, ...{event}}});
          return !document.getElementById('answer').dispatchEvent(event);
        }}"""
    )
    assert not prevented
    page.wait_for_timeout(200)
    expect(page.locator("#thread .said[data-key]")).to_have_count(0)
    expect(page.locator("#answer")).to_have_value("ni hao")


def test_enter_just_after_a_composition_does_not_send(open_page: Any) -> None:
    """Safari ends the composition before the key arrives, so only the time tells."""
    page = open_page(locale="zh-CN").start("wang")
    page.locator("#answer").fill("你好")
    page.evaluate(
        """() => {
          const box = document.getElementById('answer');
          box.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true, data: '好'}));
          box.dispatchEvent(new KeyboardEvent('keydown', {bubbles: true, cancelable: true, key: 'Enter', keyCode: 13}));
        }"""
    )
    page.wait_for_timeout(200)
    expect(page.locator("#thread .said[data-key]")).to_have_count(0)
    page.locator("#answer").press("Enter")
    reply_is_complete(page, 2)


def test_the_box_stays_open_while_the_buyer_speaks_and_what_is_sent_then_waits(open_page: Any, pages: Any) -> None:
    page = open_page().start()
    say(page, "First question?")
    expect(page.locator("#live")).to_be_visible()
    expect(page.locator("#answer")).to_be_enabled()
    say(page, "Second question?")
    expect(page.locator("#notice")).to_contain_text("Your words are kept")
    expect(page.locator("#answer")).to_have_value("Second question?")
    reply_is_complete(page, 4)
    expect(page.locator("#turn-2 .words")).to_have_text("Second question?")
    expect(page.locator("#notice")).to_be_hidden()


def test_a_reload_in_mid_reply_finds_the_running_reply(open_page: Any, pages: Any) -> None:
    opened = open_page()
    page = opened.start()
    pages.fake.pace = 0.12
    try:
        say(page, "What happens when nights run over?")
        expect(page.locator("#live-text")).not_to_be_empty()
        page.reload()
        expect(page.locator("#live-text")).not_to_be_empty()
        first = page.locator("#live-text").text_content() or ""
        assert "Speaking. Who".startswith(first[:5])
    finally:
        pages.fake.pace = 0.01
    reply_is_complete(page, 2)


def test_a_second_tab_sees_the_same_call(open_page: Any) -> None:
    opened = open_page()
    page = opened.start()
    other = opened.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("#call")
    say(page, "Does the other tab hear this?")
    reply_is_complete(page, 2)
    reply_is_complete(other, 2)
    say(other, "And the first one this?")
    reply_is_complete(other, 4)
    reply_is_complete(page, 4)


def test_a_draft_survives_a_reload(open_page: Any) -> None:
    page = open_page().start()
    page.keyboard.type("Could the three of you")
    page.reload()
    expect(page.locator("#answer")).to_have_value("Could the three of you")


def test_a_lost_connection_keeps_the_text_and_says_so(open_page: Any) -> None:
    opened = open_page()
    opened.expected = "net::ERR_INTERNET_DISCONNECTED"
    page = opened.start()
    opened.context.set_offline(True)
    say(page, "Could the three of you walk one line on Tuesday?")
    expect(page.locator("#notice")).to_contain_text("You are offline")
    expect(page.locator("#answer")).to_have_value("Could the three of you walk one line on Tuesday?")
    expect(page.locator("#thread .said[data-key]")).to_have_count(0)
    opened.context.set_offline(False)
    expect(page.locator("#notice")).to_contain_text("The connection is back")
    page.locator("#answer").press("Enter")
    reply_is_complete(page, 2)


def test_hanging_up_asks_once_and_ends_with_the_focus_on_the_title(open_page: Any) -> None:
    page = open_page().start()
    say(page, "Good morning")
    reply_is_complete(page, 2)
    page.keyboard.press("Alt+x")
    expect(page.locator("#hang-up-ask")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#hang-up-ask")).to_be_hidden()
    expect(page.locator("#answer")).to_be_focused()
    page.keyboard.press("Alt+x")
    page.locator("#hang-up-yes").click()
    expect(page.locator("#ended-title")).to_have_text("You ended the call")
    expect(page.locator("#ended-title")).to_be_focused()
    expect(page.locator("#answer")).to_be_hidden()


def test_a_buyer_who_hangs_up_gives_the_reason_and_a_second_try(open_page: Any) -> None:
    page = open_page().start()
    say(page, "goodbye")
    expect(page.locator("#ended-title")).to_have_text("Dana ended the call")
    expect(page.locator("#ended-title")).to_be_focused()
    expect(page.locator(".ended-lead")).to_contain_text("patience ran out")
    page.locator("[data-action=retry]").click()
    page.wait_for_selector("#call[data-ended=false]")
    expect(page.locator(".attempt")).to_have_text("Second attempt")
    expect(page.locator("#answer")).to_be_focused()


def test_enter_on_the_ended_panel_opens_the_scorecard(open_page: Any) -> None:
    opened = open_page()
    page = opened.start()
    say(page, "goodbye")
    expect(page.locator("#ended-title")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/scorecard"))


def test_a_hint_comes_on_request_and_goes_with_the_turn(open_page: Any) -> None:
    page = open_page().start()
    page.keyboard.press("Alt+h")
    expect(page.locator("#hint-text")).to_contain_text("one small step")
    say(page, "Good morning")
    reply_is_complete(page, 2)
    expect(page.locator("#hint-text")).to_be_hidden()


def test_markup_in_a_turn_is_text_in_every_place(open_page: Any, pages: Any) -> None:
    page = open_page().start()
    say(page, "hostile <img src=x onerror=window.pwned=1><script>window.pwned=1</script> {{x}} ${window.pwned=1}")
    reply_is_complete(page, 2)
    page.reload()
    page.wait_for_selector("#turn-1")
    assert page.evaluate("window.pwned") is None
    assert page.locator("#thread img, #thread script").count() == 0
    for turn in ("#turn-0 .words", "#turn-1 .words"):
        assert "<script>window.pwned=1</script>" in (page.locator(turn).text_content() or "")


def test_a_whole_call_needs_no_mouse(open_page: Any) -> None:
    opened = open_page()
    page = opened.go("/brief?buyer=dana&call=cold_call")
    page.keyboard.press("Enter")
    page.wait_for_selector("#call")
    page.keyboard.type("Good morning")
    page.keyboard.press("Enter")
    reply_is_complete(page, 2)
    page.keyboard.press("Alt+x")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#hang-up-yes")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#ended-title")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#to-scorecard")).to_be_focused()


def test_pieces_reach_the_page_before_the_reply_is_complete(open_page: Any, pages: Any) -> None:
    page = open_page().start()
    pages.fake.pace = 0.1
    try:
        say(page, "What happens when nights run over?")
        expect(page.locator("#live-text")).not_to_be_empty()
        assert page.locator("#live").get_attribute("aria-hidden") == "true"
        assert (page.locator("#live-text").text_content() or "") != "Speaking. Who is this, and what is it about?"
    finally:
        pages.fake.pace = 0.01
    reply_is_complete(page, 2)


def test_the_focus_goes_from_the_answer_to_hint_to_hanging_up_to_the_thread(open_page: Any) -> None:
    page = open_page().start()
    order = []
    for _ in range(7):
        order.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
        page.keyboard.press("Tab")
    wanted = ["answer", "say", "hint", "hang-up", "thread-scroll"]
    assert [name for name in order if name in wanted] == wanted

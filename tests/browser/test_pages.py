"""Choosing, the brief, and the pages around them in a real browser, over a practice in memory."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NARROW = {"width": 360, "height": 740}


@pytest.mark.parametrize(
    ("locale", "lang", "title"),
    [
        ("en-GB", "en", "Who will you call?"),
        ("zh-CN", "zh-Hans", "今天打给谁？"),
        ("zh-TW", "zh-Hant", "今天要打給誰？"),
    ],
)
def test_the_page_speaks_the_language_of_the_browser(open_page: Any, locale: str, lang: str, title: str) -> None:
    page = open_page(locale=locale).go("/")
    expect(page.locator("h1")).to_have_text(title)
    assert page.locator("html").get_attribute("lang") == lang
    expect(page).to_have_title(title)


def test_language_and_colours_are_chosen_in_the_rail_and_stay(open_page: Any) -> None:
    opened = open_page(color_scheme="light")
    page = opened.go("/brief?buyer=dana&call=discovery_visit")
    page.locator(".preferences summary").click()
    page.get_by_role("button", name="Dark", exact=True).click()
    page.wait_for_selector("#content")
    assert "/brief?buyer=dana" in page.url
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 21, 20)"
    page.locator(".preferences summary").click()
    page.get_by_role("button", name="繁體中文").click()
    page.wait_for_selector("#content")
    expect(page.locator(".rail-link").first).to_have_text("練習")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_the_colours_follow_the_system_without_a_choice(open_page: Any) -> None:
    page = open_page(color_scheme="dark").go("/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(15, 21, 20)"


def test_filters_work_by_keyboard_and_say_what_hides_the_buyers(open_page: Any) -> None:
    page = open_page().go("/")
    expect(page.locator(".buyer-card")).to_have_count(6)
    page.get_by_role("link", name="Negotiation", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**type=negotiation**")
    expect(page.locator(".buyer-card")).to_have_count(2)
    page.locator("details.menu summary", has_text="Difficulty").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Easy", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".narrow")).to_contain_text("No buyer fits")
    page.get_by_role("link", name="Clear the filters").click()
    expect(page.locator(".buyer-card")).to_have_count(10)


def test_an_open_call_stands_first_and_goes_on(open_page: Any) -> None:
    opened = open_page()
    page = opened.start()
    page.keyboard.type("Good morning")
    page.keyboard.press("Enter")
    expect(page.locator("#thread .said[data-key]")).to_have_count(2)
    opened.go("/")
    expect(page.locator(".open-call h2")).to_have_text("You have a call open with Dana Whitlock")
    expect(page.locator(".open-call p")).to_have_text("Discovery visit · turn 2 · 6 min in · left 20 minutes ago")
    expect(page.locator(".rail-count")).to_have_text("1")
    page.get_by_role("link", name="Continue the call").click()
    page.wait_for_selector("#turn-1")


def test_somebody_elses_call_is_an_ordinary_page(open_page: Any) -> None:
    first = open_page()
    first.start()
    address = first.page.url.removeprefix(first.url)
    page = open_page().go(address)
    expect(page.locator("h1")).to_have_text("This call belongs to somebody else")


def test_a_part_that_fails_leaves_the_page_standing(open_page: Any, pages: Any) -> None:
    opened = open_page()
    pages.fake.explode = True
    try:
        page = opened.go("/")
    finally:
        pages.fake.explode = False
    expect(page.locator(".failed")).to_contain_text("tell your administrator this number")
    expect(page.locator(".rail")).to_be_visible()


def test_the_menu_opens_on_a_narrow_screen(open_page: Any) -> None:
    page = open_page(viewport=NARROW).go("/")
    expect(page.get_by_role("link", name="My calls")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("link", name="My calls")).to_be_visible()


def test_an_open_filter_does_not_widen_a_narrow_page(open_page: Any) -> None:
    page = open_page(viewport=NARROW).go("/")
    page.locator("details.menu summary", has_text="Language").click()
    expect(page.locator(".menu-options a", has_text="English")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_skip_link_comes_first_and_leads_to_the_content(open_page: Any) -> None:
    page = open_page().go("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()

"""Every state of every page in three languages: photographed at four widths, and looked over in light and dark.

The photographs lie in a temporary folder; ``--basetemp`` chooses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from roleplay.terms import Language
from roleplay.ui.words import words_for
from tests.browser.conftest import Opened
from tests.browser.states import STATES, Stage

pytestmark = pytest.mark.browser

CHECKS = (Path(__file__).parent / "checks.js").read_text(encoding="utf-8")
WIDTHS = ((1440, 900), (768, 1024), (390, 844), (360, 740))
LOCALES = {Language.EN: "en-GB", Language.ZH_HANS: "zh-CN", Language.ZH_HANT: "zh-TW"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("states")


@pytest.fixture(scope="module")
def reader(request: pytest.FixtureRequest, browser: Browser, pages: Any) -> Iterator[tuple[Language, Opened, str]]:
    """One browser a language, for all states: what it has loaded it keeps, which saves minutes."""
    language: Language = request.param
    opened = Opened(browser, pages.url, locale=LOCALES[language], color_scheme="light", reduced_motion="reduce")
    answer = opened.context.request.get(opened.url + "/calls")
    yield language, opened, answer.headers["set-cookie"].split("roleplay_user=")[1].split(".")[0]
    opened.expected = "net::ERR_INTERNET_DISCONNECTED"
    opened.close()


@pytest.fixture
def stage(reader: tuple[Language, Opened, str], pages: Any) -> Iterator[Stage]:
    """A browser that is known already; what a state changes in the practice is undone."""
    language, opened, user = reader
    kept = (pages.fake.cards, pages.fake.past, pages.fake.comparison)
    opened.page.set_viewport_size({"width": 1440, "height": 900})
    opened.page.emulate_media(color_scheme="light")
    yield Stage(opened, pages.fake, language, user)
    opened.context.set_offline(False)
    opened.page.goto("about:blank")
    pages.fake.calls.clear()
    pages.fake.cards, pages.fake.past, pages.fake.comparison = kept


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("reader", list(Language), indirect=True, ids=str)
def test_a_state_holds_at_every_width_and_in_both_modes(stage: Stage, name: str, folder: Path) -> None:
    STATES[name](stage)
    page = stage.opened.page
    page.evaluate(CHECKS)
    keys = list(words_for(stage.language).all_keys())
    made_up = name.startswith(("score", "compare", "calls", "progress"))
    chinese = None if made_up else stage.language.is_chinese
    wrong = page.evaluate("([keys, chinese]) => checks.words(keys, chinese)", [keys, chinese])
    tall = not name.startswith("call-")  # a call fills the window and scrolls within
    # Both Chinese scripts are of one length, so the pages with made-up calls are seen at two widths in the second.
    widths = WIDTHS[::2] if made_up and stage.language is Language.ZH_HANT else WIDTHS
    for width, height in widths:
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=folder / f"{name}-{stage.language}-{width}.jpg", type="jpeg", quality=60, full_page=tall)
        wrong += [f"{width}: {line}" for line in page.evaluate("checks.layout()")]
        if width in (1440, 390):
            wrong += [f"{width}: {line}" for line in page.evaluate("[...checks.accessibility(), ...checks.contrast()]")]
    page.emulate_media(color_scheme="dark")
    page.evaluate("checks.settle()")
    page.screenshot(path=folder / f"{name}-{stage.language}-dark.jpg", type="jpeg", quality=60)
    wrong += [f"dark: {line}" for line in page.evaluate("checks.contrast()")]
    assert not wrong, "\n".join(wrong)

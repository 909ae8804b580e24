"""Every state of every page in three languages: photographed at four widths, and looked over in light and dark.

The photographs lie in a temporary folder; ``--basetemp`` chooses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from roleplay.terms import Language
from roleplay.ui.words import words_for
from tests.browser.states import STATES, Stage

pytestmark = pytest.mark.browser

CHECKS = (Path(__file__).parent / "checks.js").read_text(encoding="utf-8")
WIDTHS = ((1440, 900), (768, 1024), (390, 844), (360, 740))
LOCALES = {Language.EN: "en-GB", Language.ZH_HANS: "zh-CN", Language.ZH_HANT: "zh-TW"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("states")


@pytest.fixture
def stage(request: pytest.FixtureRequest, open_page: Any, pages: Any) -> Iterator[Stage]:
    """A browser that is known already; what a state changes in the practice is undone."""
    language: Language = request.param
    kept = (pages.fake.cards, pages.fake.past, pages.fake.comparison)
    opened = open_page(locale=LOCALES[language], color_scheme="light", reduced_motion="reduce")
    answer = opened.context.request.get(opened.url + "/calls")
    user = answer.headers["set-cookie"].split("roleplay_user=")[1].split(".")[0]
    yield Stage(opened, pages.fake, language, user)
    opened.context.set_offline(False)
    pages.fake.cards, pages.fake.past, pages.fake.comparison = kept


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("stage", list(Language), indirect=True, ids=str)
def test_a_state_holds_at_every_width_and_in_both_modes(stage: Stage, name: str, folder: Path) -> None:
    STATES[name](stage)
    page = stage.opened.page
    page.evaluate(CHECKS)
    keys = list(words_for(stage.language).all_keys())
    wrong = page.evaluate("([keys, zh]) => checks.words(keys, zh)", [keys, stage.language.is_chinese])
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=folder / f"{name}-{stage.language}-{width}.jpg", type="jpeg", quality=60, full_page=True)
        wrong += [f"{width}: {line}" for line in page.evaluate("checks.layout()")]
        if width in (1440, 390):
            wrong += [f"{width}: {line}" for line in page.evaluate("[...checks.accessibility(), ...checks.contrast()]")]
    page.emulate_media(color_scheme="dark")
    page.screenshot(path=folder / f"{name}-{stage.language}-dark.jpg", type="jpeg", quality=60)
    wrong += [f"dark: {line}" for line in page.evaluate("checks.contrast()")]
    assert not wrong, "\n".join(wrong)

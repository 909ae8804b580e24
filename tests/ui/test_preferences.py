"""Language and colours: the reader's choice, else what the browser asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.terms import Language
from roleplay.ui.preferences import choose_language, choose_theme, local_path


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-TW,zh;q=0.9", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hant-CN", "zh-Hant"),
        ("zh-Hans-TW", "zh-Hans"),
        ("fr-FR,zh-TW;q=0.5,en;q=0.3", "zh-Hant"),
        ("en;q=0.2,zh-CN;q=0.8", "zh-Hans"),
        ("en;q=0,zh", "zh-Hans"),
        ("fr,de", "zh-Hant"),
        ("", "zh-Hant"),
        ("en;q=nonsense", "zh-Hant"),
    ],
)
def test_the_browser_is_asked(accept: str, language: str) -> None:
    assert choose_language("", accept, Language.ZH_HANT) == language


def test_the_readers_choice_wins() -> None:
    assert choose_language("zh-Hant", "en", Language.EN) is Language.ZH_HANT
    assert choose_language("klingon", "en", Language.ZH_HANS) is Language.EN


@given(st.text())
def test_any_header_gives_a_language(accept: str) -> None:
    assert choose_language(accept, accept, Language.EN) in Language


def test_an_unknown_theme_follows_the_system() -> None:
    assert [choose_theme(cookie) for cookie in ("light", "dark", "pink", "")] == ["light", "dark", "", ""]


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https://evil.example", "", "javascript:x", "/a\nb"]
)
def test_a_redirect_never_leaves_the_site(target: str) -> None:
    assert local_path(target) == "/"


def test_a_path_with_a_query_is_kept() -> None:
    assert local_path("/call?call=abc") == "/call?call=abc"

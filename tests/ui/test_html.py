"""Text is never markup: the one escape function and the elements built with it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.ui.html import Html, el, escape, join

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea><svg onload=alert(1)>",
    "<!-- --><b>",
    "&lt;script&gt;",
    "${alert(1)} {{alert}} `alert`",
    "\ud800 lone surrogate",
    "bell \x07 null \x00 bidi \u202e override",
]


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_an_element_and_in_an_attribute(text: str) -> None:
    found = read(el("p", text, title=text, data_name=text))
    assert found.tags == ["p"]
    assert {name for name, _ in found.attributes} == {"title", "data-name"}
    assert found.text.encode()  # nothing that cannot be sent


@given(st.text())
def test_any_text_makes_one_element_with_one_attribute(text: str) -> None:
    found = read(el("p", text, title=text))
    assert found.tags == ["p"]
    assert [name for name, _ in found.attributes] == ["title"]


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_what_is_read_back_is_what_was_written(text: str) -> None:
    assert read(el("p", text)).text == text


def test_control_characters_and_surrogates_are_replaced() -> None:
    assert escape("a\x00b\ud800c\u202ed") == "a\ufffdb\ufffdc\ufffdd"
    assert escape("line\nbreak\tand tab") == "line\nbreak\tand tab"


def test_markup_passes_and_text_beside_it_is_escaped() -> None:
    assert el("div", Html("<b>ok</b>"), "<i>") == "<div><b>ok</b>&lt;i&gt;</div>"
    assert Html("<b>") + "<i>" == "<b>&lt;i&gt;"
    assert join(["<", Html("<br>"), None, 3]) == "&lt;<br>3"


def test_nested_lists_are_flattened_and_none_is_left_out() -> None:
    assert el("ul", [el("li", n) for n in (1, 2)], None) == "<ul><li>1</li><li>2</li></ul>"


def test_attributes_that_are_true_or_false() -> None:
    assert el("input", hidden=True, checked=False, value=None) == "<input hidden>"


@pytest.mark.parametrize("name", ["onclick", "onload", "onerror"])
def test_there_are_no_inline_handlers(name: str) -> None:
    with pytest.raises(ValueError, match="no inline handlers"):
        el("b", **{name: "alert(1)"})


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://example.com", "//example.com", "data:text/html,x"])
def test_links_stay_on_this_site(address: str) -> None:
    with pytest.raises(ValueError, match="only addresses of this site"):
        el("a", "x", href=address)

"""Text stays as it was written; whatever the bytes are, the reader answers."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roleplay.content.yaml_source import Source, read_yaml


def read(text: str) -> Source:
    source, faults = read_yaml(text.encode())
    assert source is not None
    assert faults == []
    return source


@pytest.mark.parametrize(
    "word",
    ["no", "on", "yes", "true", "12:30", "1e3", "600", "0600", "1_000", "0x1F", "3.0", ".5", "2026-11-24", "=", "<<"],
)
def test_a_plain_word_stays_the_text_it_is(word: str) -> None:
    assert read(f"says: {word}").data == {"says": word}


@pytest.mark.parametrize("nothing", ["", "~", "null", "# a comment"])
def test_nothing_is_nothing(nothing: str) -> None:
    assert read(f"says: {nothing}\nid: a").data == {"says": None, "id": "a"}


@pytest.mark.parametrize("quoted", ["''", '""', "'null'", '"~"'])
def test_quoted_text_is_text(quoted: str) -> None:
    assert read(f"says: {quoted}").data == {"says": quoted[1:-1]}


def test_every_key_and_item_knows_its_line() -> None:
    source = read("# a buyer\nid: a\ncalls:\n  - cold_call\n  - negotiation\ncompany: {name: X,\n  size: 600}\n")
    lines = {".".join(map(str, path)): line for path, line in source.lines.items()}
    assert lines == {
        "": 2, "id": 2, "calls": 3, "calls.0": 4, "calls.1": 5, "company": 6, "company.name": 6, "company.size": 7,
    }  # fmt: skip
    assert source.line(("company", "industry")) == 6
    assert source.line(("title",)) == 2


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read("\ufeffid: a").data == {"id": "a"}


def test_a_line_break_in_chinese_text_leaves_no_space() -> None:
    assert read("says: 两条灌装线，\n  三班倒\nname: one\n  two").data == {
        "says": "两条灌装线，三班倒",
        "name": "one two",
    }
    assert read("says: >-\n  出事？\n  他怕\n").data == {"says": "出事？他怕"}
    assert read("talk: |\n  R: 您好\n  B: 你好\n").data == {"talk": "R: 您好\nB: 你好"}


def test_an_alias_stands_for_what_it_names() -> None:
    assert read("a: &x {b: [1, 2]}\nc: *x").data == {"a": {"b": ["1", "2"]}, "c": {"b": ["1", "2"]}}


def test_all_keys_that_stand_twice_are_told_and_the_first_one_holds() -> None:
    source, faults = read_yaml(b"a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n")
    assert source is not None
    assert source.data == {"a": "1", "b": {"c": "1"}}
    assert [(fault.id, fault.line) for fault in faults] == [("duplicate_key", line) for line in (2, 3, 4)]


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{c}: &{c} [{', '.join([f'*{p}'] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)),
        "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 2000)),
        "a: " + "[" * 100_000,
        "a: " + "{b: " * 50_000,
        "- " * 200_000,
        "? " * 100_000,
        "a: &a [*a]",
        "a: '" + "x\n" * 100_000,
        "a: |\n" + " x\n" * 100_000,
        "x: 1\n" * 60_000,
        "&a " * 100_000,
        "!" * 300_000,
        "k: " + "!\n" * 200_000,
        'a: "' + "\\x41" * 200_000 + '"',
    ],
    ids=range(14),
)
def test_a_bomb_is_put_out_within_seconds(bomb: str) -> None:
    started = time.process_time()
    read_yaml(bomb.encode())
    assert time.process_time() - started < 5


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_get_an_answer(data: bytes) -> None:
    source, faults = read_yaml(data)
    assert source is not None or len(faults) == 1


MARKS = [
    "a",
    "b: ",
    ": ",
    "- ",
    "\n",
    "\n  ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "&x ",
    "*x ",
    "!t ",
    "'",
    '"',
    "|\n",
    ">\n",
    "#",
]
RARER_MARKS = ["? ", "%YAML 1.1\n", "---\n", "...\n", "\t", "\\", "\ufeff", "中文", "：", "<<: ", "~", "\x07", "\u2028"]
YAMLISH = st.lists(st.sampled_from([*MARKS, *RARER_MARKS]), max_size=40).map("".join)  # fmt: skip


@given(YAMLISH)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_anything_like_yaml_gets_an_answer_with_lines_inside_the_file(text: str) -> None:
    source, faults = read_yaml(text.encode())
    assert source is not None or len(faults) == 1
    for fault in faults:
        assert fault.line is not None
        assert 1 <= fault.line <= len(text.splitlines()) + 1

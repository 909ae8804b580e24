"""The acts of a rep's turn, on written cases (tests/cases/acts_*.yaml) and on anything at all."""

from __future__ import annotations

import itertools
import re
import time
from pathlib import Path
from typing import Any

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from roleplay.analysis import analyse_turn
from roleplay.analysis.acts import find_acts
from roleplay.analysis.context import Context
from roleplay.annotation import Utterance
from roleplay.terms import Language, QuestionKind, RepAct, Spin

CASES = Path(__file__).parents[1] / "cases"
TO_TRADITIONAL = opencc.OpenCC("s2t")
LANGUAGES = {"zh": Language.ZH_HANS, "en": Language.EN}


def read_cases(language: str) -> list[dict[str, Any]]:
    return YAML(typ="safe").load((CASES / f"acts_{language}.yaml").read_text(encoding="utf-8"))


def utterances_of(text: str, asked: list[str], spin: str) -> tuple[Utterance, ...]:
    """Sentences; a question is what ends in a question mark or is listed in ``asked``."""
    pieces = [
        (m.start(), m.end())
        for m in re.finditer(r"[^。！？!?；;\n]*?(?:[。！？!?；;\n]+|[.](?=\s|$)|$)", text)
        if m[0].strip()
    ]
    found = []
    for start, end in pieces:
        piece = text[start:end]
        asks = piece.rstrip().endswith(("?", "？")) or any(a in piece for a in asked)
        kind = QuestionKind.CLOSED if asks else QuestionKind.NONE
        found.append(Utterance(start=start, end=end, text=piece, question=kind, spin=Spin(spin) if asks else Spin.NONE))
    return tuple(found)


def acts_of(case: dict[str, Any], language: Language) -> tuple[Any, ...]:
    text = case["says"]
    return find_acts(
        text,
        utterances_of(text, case.get("ask", []), case.get("spin", "none")),
        language=language,
        context=Context(recent_buyer=(case["after"],) if "after" in case else ()),
    )


PARAMETERS = [pytest.param(key, case, id=f"{key}-{case['says'][:40]}") for key in LANGUAGES for case in read_cases(key)]


@pytest.mark.parametrize(("key", "case"), PARAMETERS)
def test_a_turn_does_what_the_case_says_and_nothing_it_rules_out(key: str, case: dict[str, Any]) -> None:
    acts = acts_of(case, LANGUAGES[key])
    kinds = {act.act.value for act in acts}
    shown = [(act.act.value, act.rule, act.text, act.detail) for act in acts]
    assert not set(case.get("does", [])) - kinds, shown
    assert not set(case.get("not", [])) & kinds, shown
    for kind, words in case.get("span", {}).items():
        assert words in [act.text for act in acts if act.act.value == kind], shown
    for kind, wanted in case.get("detail", {}).items():
        details = [act.detail for act in acts if act.act.value == kind]
        assert any(wanted.items() <= detail.items() for detail in details), shown


@pytest.mark.parametrize("key", LANGUAGES)
def test_there_are_enough_cases_and_every_act_is_among_them(key: str) -> None:
    cases = read_cases(key)
    known = {act.value for act in RepAct}
    assert all(set(case.get("does", [])) | set(case.get("not", [])) <= known for case in cases)
    assert len(cases) >= 150
    assert sum(1 for case in cases if case.get("near")) >= 60
    assert {kind for case in cases for kind in case.get("does", [])} == known


@pytest.mark.parametrize("case", list(read_cases("zh")), ids=lambda c: c["says"][:30])
def test_traditional_characters_are_read_like_simplified_ones(case: dict[str, Any]) -> None:
    hant = case | {key: TO_TRADITIONAL.convert(case[key]) for key in ("says", "after") if key in case}
    hant["ask"] = [TO_TRADITIONAL.convert(asked) for asked in case.get("ask", [])]
    assert {a.act for a in acts_of(hant, Language.ZH_HANT)} == {a.act for a in acts_of(case, Language.ZH_HANS)}


@pytest.mark.parametrize("key", LANGUAGES)
def test_nearly_all_cases_hold_with_the_utterances_of_the_analysis_too(key: str) -> None:
    wrong = []
    for case in read_cases(key):
        context = Context(recent_buyer=(case["after"],) if "after" in case else ())
        kinds = {a.act.value for a in analyse_turn(case["says"], turn=0, language=LANGUAGES[key], context=context).acts}
        if set(case.get("does", [])) - kinds or set(case.get("not", [])) & kinds:
            wrong.append(case["says"])
    assert len(wrong) <= 0.03 * len(read_cases(key)), wrong


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=300), before=st.text(max_size=100), language=st.sampled_from(list(Language)))
def test_any_text_is_read_without_error_and_spans_are_verbatim(text: str, before: str, language: Language) -> None:
    acts = find_acts(text, (), language=language, context=Context(recent_buyer=(before,)))
    for act in acts:
        assert 0 <= act.start < act.end <= len(text)
        assert text[act.start : act.end] == act.text
        assert act.rule
    assert list(acts) == sorted(acts, key=lambda a: (a.start, a.end))


WORDS = sorted(
    {
        word
        for key in LANGUAGES
        for case in read_cases(key)
        for word in re.findall(r"\w{1,4}|[,.?，。？]| ", case["says"])
    }
)


@settings(max_examples=60, deadline=None)
@given(parts=st.lists(st.sampled_from(WORDS), max_size=60), language=st.sampled_from(list(Language)))
def test_shuffled_words_are_read_without_error_and_spans_are_verbatim(parts: list[str], language: Language) -> None:
    text = "".join(parts)
    acts = find_acts(text, (), language=language, context=Context(recent_buyer=(text[::-1],)))
    assert all(text[act.start : act.end] == act.text for act in acts)
    for kind in {act.act for act in acts}:
        spans = sorted((a.start, a.end) for a in acts if a.act is kind)
        assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))


@pytest.mark.parametrize(
    "unit",
    [
        "您好，如果您",
        "一二三四五六七八九十百千万",
        "if you we can give you a ",
        "aaaa ",
        "1,1,1",
        "的",
        "we are the ",
        "，",
        "。",
        "\ud800",
        "three point five ",
        "下周二还是",
    ],
)
@pytest.mark.parametrize("language", [Language.ZH_HANS, Language.EN])
def test_time_grows_no_faster_than_the_text(unit: str, language: Language) -> None:
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        start = time.perf_counter()
        find_acts(text, (), language=language, context=Context(recent_buyer=(text[:500],)))
        return time.perf_counter() - start

    seconds(500)
    short, long = min(seconds(2_000) for _ in range(2)), seconds(16_000)
    assert long < 8 * 4 * max(short, 0.01)  # eight times the text, with room for a busy machine

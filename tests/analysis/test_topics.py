"""What a question is about, for written buyers and questions in other words than theirs (tests/cases/topics_*.yaml)."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, NamedTuple

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from roleplay.analysis.topics import TopicIndex
from roleplay.persona import Persona
from roleplay.terms import Language

CASES = Path(__file__).parents[1] / "cases"


class Buyer(NamedTuple):
    """A buyer of the case file with the questions put to him."""

    language: Language
    index: TopicIndex
    asks: list[list[str]]
    off: list[str]


def persona_of(case: dict[str, Any], language: Language) -> Persona:
    return Persona.model_validate(
        {
            "id": case["id"], "language": language, "name": "Test", "title": "-", "offer": "none",
            "company": {"name": "-", "industry": "-"}, "calls": ["discovery_visit"],
            "personality": "fox", "stance": "sceptical", "role": "purchaser",
            "brief": "-", "manner": "-", "stance_root": "-", "commitments": {"discovery_visit": "-"},
            "needs": case["needs"], "facts": case["facts"],
        }
    )  # fmt: skip


def read_buyers(key: str, language: Language) -> dict[str, Buyer]:
    cases = YAML(typ="safe").load((CASES / f"topics_{key}.yaml").read_text(encoding="utf-8"))
    return {c["id"]: Buyer(language, TopicIndex.of(persona_of(c, language)), c["asks"], c["off"]) for c in cases}


BUYERS = read_buyers("zh", Language.ZH_HANS) | read_buyers("en", Language.EN)
# First and anywhere, of 40 + 36 questions that were tuned on: .93 .95 / .94 .94, no false find among 42 off-topic ones.
# Of 28 + 24 put to two buyers that were not tuned on, when first tried: .86 .89 / .92 .96, and 2 false finds among 28.
# (The two were then mended by leaving out names of days and "new".)


def found(buyer: Buyer, text: str) -> list[str]:
    return [hit.id for hit in buyer.index.find(text, buyer.language)]


def rates(buyer: Buyer) -> tuple[float, float, int]:
    """Share of questions whose topic comes first; share where it is found at all; off-topic questions that find one."""
    first = sum(found(buyer, text)[:1] == [wanted[0]] for text, *wanted in buyer.asks)
    anywhere = sum(wanted[0] in found(buyer, text) for text, *wanted in buyer.asks)
    false = sum(bool(found(buyer, text)) for text in buyer.off)
    return first / len(buyer.asks), anywhere / len(buyer.asks), false


@pytest.mark.parametrize("name", BUYERS)
def test_most_paraphrased_questions_find_their_topic(name: str) -> None:
    first, anywhere, _ = rates(BUYERS[name])
    assert (first, anywhere) >= (0.7, 0.7), [
        (text, wanted, found(BUYERS[name], text)) for text, *wanted in BUYERS[name].asks
    ]


@pytest.mark.parametrize("name", BUYERS)
def test_small_talk_and_foreign_subjects_find_nothing(name: str) -> None:
    buyer = BUYERS[name]
    assert {text: found(buyer, text) for text in buyer.off if found(buyer, text)} == {}


def test_the_author_s_own_words_score_one_and_mark_their_place() -> None:
    buyer = BUYERS["filling_lines"]
    (hit, *_) = buyer.index.find("您好。你们一天换型几次？")
    assert (hit.id, hit.text, hit.score) == ("downtime", "换型", 1.0)
    (hit, *_) = BUYERS["distribution_centre"].index.find("So when a return comes in, who signs it off?")
    assert hit.id == "decider"
    assert hit.text == "signs it off"


@pytest.mark.parametrize("name", ["filling_lines", "pharmacy"])
def test_traditional_and_simplified_questions_find_the_same(name: str) -> None:
    to_traditional, buyer = opencc.OpenCC("s2t"), BUYERS[name]
    for text, *_ in buyer.asks:
        assert found(buyer, to_traditional.convert(text)) == found(buyer, text)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200), name=st.sampled_from(sorted(BUYERS)), language=st.sampled_from([None, *Language]))
def test_any_text_is_searched_without_error_and_spans_are_verbatim(
    text: str, name: str, language: Language | None
) -> None:
    hits = BUYERS[name].index.find(text, language)
    assert all(text[hit.start : hit.end] == hit.text and hit.id in BUYERS[name].index.ids for hit in hits)
    assert len({hit.id for hit in hits}) == len(hits)


@pytest.mark.parametrize("name", ["filling_lines", "distribution_centre"])
@pytest.mark.parametrize("unit", ["换型", "停。", "wrong ", "a", "wrong parts. ", "\n"])
def test_time_grows_no_faster_than_the_text(name: str, unit: str) -> None:
    def seconds(length: int) -> float:
        start = time.perf_counter()
        BUYERS[name].index.find(unit * (length // len(unit)))
        return time.perf_counter() - start

    seconds(100)
    short, long = min(seconds(2_000) for _ in range(2)), seconds(16_000)
    assert long < 8 * 4 * max(short, 0.01)

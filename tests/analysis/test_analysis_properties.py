"""What holds for any text at all."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC
from ruamel.yaml import YAML

from roleplay.analysis import Context, analyse_turn, count_words, detect_language
from roleplay.analysis.call import read_utterances
from roleplay.analysis.normalise import fold
from roleplay.terms import Language, Spin

CASES = Path(__file__).parents[1] / "cases"
WORDS = [
    "what",
    "how many",
    "if",
    "you",
    "and",
    "the line",
    "stops",
    "?",
    ",",
    ".",
    " ",
    "您",
    "什么",
    "吗",
    "，",
    "如果",
    "还是",
    "那",
    "ERP",
    "不",
]

any_text = st.text(st.characters(), max_size=200)
speech = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
languages = st.sampled_from(Language)


@given(any_text)
def test_folding_keeps_the_length_and_folding_twice_changes_nothing(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.one_of(any_text, speech), languages, st.one_of(any_text, speech), st.sampled_from(Spin))
@settings(deadline=None)
def test_any_text_is_read_and_every_utterance_is_a_verbatim_slice(
    text: str, language: Language, heard: str, previous: Spin
) -> None:
    context = Context(recent_buyer=(heard,), recent_rep=(heard,), previous_spin=previous)
    end = 0
    for utterance in read_utterances(text, language, context):
        assert end <= utterance.start < utterance.end
        assert utterance.text == text[utterance.start : utterance.end]
        assert all(cue in utterance.text for cue in utterance.cues)
        assert utterance.question_rule
        assert utterance.is_question or utterance.spin is Spin.NONE
        end = utterance.end


@pytest.mark.parametrize(
    "text",
    [
        "\ud800\udfff?",
        "\x00\x07\n\r?",
        "😀" * 50 + "吗？",
        "",
        "   ",
        "?!?!",
        "。。。",
        "…",
        "<script>alert(1)</script>",
        "什",
        "吗" * 500,
        "or " * 300,
    ],
)
def test_odd_text_is_read_without_an_error(text: str) -> None:
    for language in Language:
        turn = analyse_turn(text, turn=0, language=language)
        assert turn.words == count_words(text)


@pytest.mark.parametrize(
    "unit",
    [
        "so what do you ",
        "if you had that and ",
        "您这边有没有什么",
        "如果这样,",
        "really ",
        "a ",
        "什么还是",
        "could you tell me how ",
        "so, and, but, well, ",
        "不知道您",
        "，那，",
    ],
)
def test_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    language = detect_language([unit])
    read_utterances(unit, language)

    def seconds(characters: int) -> float:
        text = (unit * characters)[:characters]
        start = time.perf_counter()
        read_utterances(text, language)
        return time.perf_counter() - start

    assert seconds(10_000) < max(0.5, 40 * seconds(1_000))


def test_simplified_and_traditional_get_the_same_labels() -> None:
    convert = OpenCC("s2tw").convert
    for case in YAML(typ="safe").load((CASES / "questions_zh.yaml").read_text(encoding="utf-8")):
        context = Context(recent_buyer=(case.get("buyer", ""),), previous_spin=Spin(case.get("after", "none")))
        hant_context = context.model_copy(update={"recent_buyer": (convert(case.get("buyer", "")),)})
        hans = read_utterances(case["say"], Language.ZH_HANS, context)
        hant = read_utterances(convert(case["say"]), Language.ZH_HANT, hant_context)
        assert [(u.question, u.spin, u.question_rule) for u in hans] == [
            (u.question, u.spin, u.question_rule) for u in hant
        ], case["say"]


def test_words_are_han_characters_plus_latin_words() -> None:
    assert count_words("我们用ERP系统，3,000台。") == 8
    assert count_words("It's a three-shift plant.") == 4
    assert count_words("") == 0


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (["Hello, is that Ann?"], Language.EN),
        (["您好，请问您现在方便吗？"], Language.ZH_HANS),
        (["您好，請問您現在方便嗎？"], Language.ZH_HANT),
        (["我们的 ERP 和 MES 都上了"], Language.ZH_HANS),
        (["We met Mr. 王 yesterday at the plant"], Language.EN),
        ([], Language.EN),
        (["你好"], Language.ZH_HANS),
    ],
)
def test_the_language_of_a_call_is_told_from_its_words(texts: list[str], language: Language) -> None:
    assert detect_language(texts) is language


def test_an_utterance_takes_less_than_a_millisecond() -> None:
    says = [
        "How do you handle returns today?",
        "那这个问题对交期有什么影响呢？",
        "We look after forty plants in the region.",
    ]
    for say in says:
        read_utterances(say, detect_language([say]))
    start = time.perf_counter()
    for _ in range(100):
        for say in says:
            read_utterances(say, detect_language([say]))
    assert (time.perf_counter() - start) / (100 * len(says)) < 0.003  # 1 ms, with room for a slow shared machine


def test_importing_the_analysis_brings_in_nothing_heavy() -> None:
    heavy = ("opencc", "gradio", "langchain", "sqlalchemy", "numpy")
    probe = f"import sys, roleplay.analysis; print(*(m for m in {heavy} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_after_the_warm_up_no_turn_compiles_a_pattern() -> None:
    turns = {
        "en": "Hello, this is Leo Tan from Corvane. It is two hundred grand, so could we meet on Tuesday at ten?",
        "zh-Hans": "您好，我是科沃的小李。夜班一停您这边怎么办？一套三万五，周二上午行吗？",
    }
    script = f"""
import re
from roleplay.analysis import Context, analyse_turn, warm_up
from roleplay.terms import Language
warm_up()
compile_it, made = re.compile, []
re.compile = lambda *given: made.append(given) or compile_it(*given)
for language, said in {turns!r}.items():
    analyse_turn(said, turn=0, language=Language(language), context=Context(recent_buyer=(said,)))
assert not made, made
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

"""What the guard lets pass and what it turns down, read from tests/cases/buyer/guard_*.toml."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.buyer.guard import GuardedStream, Licence, Rejected, faults
from roleplay.terms import Language
from tests.buyer.voice_fixtures import act, cue, read, scene, state

LANGUAGES = {"en": Language.EN, "zh": Language.ZH_HANS}
FALSE_ALARMS = 0.01  # share of good lines that may be turned down


def good_lines(name: str):
    at = scene(LANGUAGES[name])
    for group in read(f"guard_good_{name}.toml")["group"]:
        one = act(group["act"], group.get("item"), **group.get("with", {}))
        licence = Licence.of(cue(at, one, said=group["said"], turn=3))
        yield from ((line, licence) for line in group["lines"])


def faulty_lines(name: str):
    licence = Licence.of(
        cue(scene(LANGUAGES[name]), act("acknowledge"), said="嗯，好的。" if name == "zh" else "Right, thank you.")
    )
    for group in read(f"guard_faulty_{name}.toml")["group"]:
        yield from ((line, group["rule"], licence) for line in group["lines"])


@pytest.mark.parametrize("name", LANGUAGES)
def test_good_lines_pass(name):
    cases = list(good_lines(name))
    assert len(cases) >= 120
    stopped = [(line, found) for line, licence in cases if (found := faults(line, licence))]
    assert len(stopped) <= FALSE_ALARMS * len(cases), stopped


@pytest.mark.parametrize("name", LANGUAGES)
def test_faulty_lines_are_turned_down_for_the_right_reason(name):
    missed = [
        (line, rule, faults(line, licence))
        for line, rule, licence in faulty_lines(name)
        if rule not in faults(line, licence)
    ]
    assert not missed


@pytest.mark.parametrize("name", LANGUAGES)
def test_streaming_finds_the_same_as_the_whole_and_shows_no_forbidden_figure_or_name(name):
    for line, rule, licence in faulty_lines(name):
        stream, shown, found = GuardedStream(licence), "", ""
        try:
            for char in line:
                shown += stream.feed(char)
            shown += stream.finish()[0]
        except Rejected as no:
            found = no.rule
        assert found, line
        if rule in ("number", "name", "date"):
            hidden = [
                word
                for word in (
                    "48",
                    "四十",
                    "三十",
                    "thirty",
                    "five",
                    "9",
                    "Siemens",
                    "SAP",
                    "Helen",
                    "何总",
                    "郑主任",
                    "Friday",
                    "周五",
                    "十七",
                )
                if word in line
            ]
            assert not any(word in shown for word in hidden), (line, shown)


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("size", [1, 3, 8])
def test_a_good_line_comes_out_of_the_stream_as_it_went_in(name, size):
    for line, licence in good_lines(name):
        stream = GuardedStream(licence)
        shown = "".join(stream.feed(line[i : i + size]) for i in range(0, len(line), size))
        left, whole = stream.finish()
        assert shown + left == whole == line


def test_quotation_marks_around_the_reply_and_thoughts_before_it_are_taken_off():
    licence = Licence.of(cue(scene(Language.EN), act("acknowledge"), said="Well?"))
    for text in (
        '"Hm, go on."',
        "“Hm, go on.”",
        "<think>He asks 5 things. Ken?</think>\n\nHm, go on.",
        "\n Hm,\n go on. \n",
    ):
        stream = GuardedStream(licence)
        shown = "".join(stream.feed(char) for char in text)
        left, whole = stream.finish()
        assert shown + left == whole == "Hm, go on."


def test_what_was_told_before_and_what_the_rep_said_may_be_said():
    told = state(disclosed=("budget",))
    licence = Licence.of(
        cue(
            scene(Language.EN),
            act("acknowledge"),
            said="We did it for Helen at Brightwater, 35 hours a month.",
            before=told,
        )
    )
    assert faults("Brightwater, 35 hours. And six hundred thousand is all I have.", licence) == []
    assert faults("Brightwater, 36 hours.", licence) == ["number"]


def test_a_guess_of_the_rep_is_not_confirmed_while_the_buyer_withholds():
    said = "Your budget is two million, I take it?"
    assert faults("Two million, yes.", Licence.of(cue(scene(Language.EN), act("deflect", "budget"), said=said))) == [
        "number"
    ]
    assert faults("Two million, you say.", Licence.of(cue(scene(Language.EN), act("acknowledge"), said=said))) == []


def test_a_released_fact_must_be_told():
    licence = Licence.of(cue(scene(Language.EN), act("disclose", "changeover.problem"), said="How long does it take?"))
    assert faults("Hard to say, that.", licence) == ["fact"]
    assert faults("Fifty minutes or so.", licence) == []


def test_agreeing_is_turned_down_unless_the_director_agreed():
    said = "Would Tuesday at ten suit you?"
    words = "Tuesday at ten works for me."
    assert faults(words, Licence.of(cue(scene(Language.EN), act("refuse"), said=said))) == ["commitment"]
    assert faults(words, Licence.of(cue(scene(Language.EN), act("agree", when="Tuesday at ten"), said=said))) == []


def test_the_same_line_twice_is_turned_down_but_a_short_nod_may_come_again():
    licence = Licence.of(
        cue(
            scene(Language.EN),
            act("acknowledge"),
            said="So?",
            spoken=("I have heard that one a few times before.", "Right."),
        )
    )
    assert faults("I have heard that one a few times before!", licence) == ["repetition"]
    assert faults("Right.", licence) == []


def test_traditional_script_is_held_apart_from_simplified():
    hant = Licence.of(cue(scene(Language.ZH_HANT), act("acknowledge"), said="您好"))
    assert faults("這個問題我們再說。", hant) == []
    assert faults("这个问题我们再说。", hant) == ["language"]


@given(st.text(max_size=300))
def test_no_text_breaks_the_guard_and_streaming_shows_only_what_the_whole_has(text):
    licence = Licence.of(cue(scene(Language.EN), act("acknowledge"), said="Well?"))
    stream, shown = GuardedStream(licence), ""
    try:
        for i in range(0, len(text), 7):
            shown += stream.feed(text[i : i + 7])
        left, whole = stream.finish()
    except Rejected:
        return
    assert shown + left == whole
    assert faults(whole, licence) == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_check_takes_about_a_millisecond(name):
    cases = list(good_lines(name))
    start = time.perf_counter()
    for line, licence in cases:
        faults(line, licence)
    assert (time.perf_counter() - start) / len(cases) < 0.01

"""The embedded voice: fitting written lines, nothing said twice, the same call the same way again."""

from __future__ import annotations

import asyncio
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.buyer.embedded import EmbeddedVoice
from roleplay.buyer.knowledge import sayables
from roleplay.buyer.voice import Piece, Spoken
from roleplay.buyer.wording import bare, sentences, units
from roleplay.buyer_log import BuyerActKind
from roleplay.persona import Line, LineBook
from roleplay.terms import Language, Personality
from tests.buyer.voice_fixtures import act, book, cue, rich_book, scene, state

EN, ZH = Language.EN, Language.ZH_HANS
LANGUAGES = [EN, ZH]
VOICE = EmbeddedVoice({language: book(language) for language in LANGUAGES}, pause=0)


def play(
    voice: EmbeddedVoice, at, turns, *, said: str = "Well?", mood=lambda turn: ("neutral", "warm", "cold")[turn % 3]
):
    spoken, used = (), ()
    for turn, acts in enumerate(turns):
        reply = voice.word(cue(at, *acts, said=said, turn=turn, mood=mood(turn), spoken=spoken, used=used))
        spoken, used = (*spoken, reply.text), (*used, *reply.lines)
    return spoken, used


ITEMS = {
    "disclose": [
        "changeover.situation",
        "changeover.problem",
        "changeover.implication.1",
        "changeover.payoff",
        "budget",
        "decision",
    ],
    "hint": ["changeover.problem", "budget"],
    "deflect": ["budget", "decision", "changeover.problem"],
    "dont_know": [None],
    "object": ["has_supplier"],
    "repeat_objection": ["has_supplier"],
    "reveal_reason": ["has_supplier"],
    "drop_objection": ["has_supplier"],
    "demand": ["discount"],
    "raise_demand": ["discount"],
    "bait": ["all_same"],
}
ANY_ACT = st.sampled_from([(kind, item) for kind in BuyerActKind for item in ITEMS.get(kind.value, [None])]).map(
    lambda a: act(*a)
)
CALLS = st.lists(st.lists(ANY_ACT, min_size=1, max_size=3), min_size=1, max_size=30)


@settings(max_examples=25, deadline=None)
@given(CALLS, st.integers(0, 2**31), st.sampled_from(LANGUAGES), st.sampled_from(list(Personality)))
def test_no_sentence_and_no_line_comes_twice_in_thirty_turns(turns, seed, language, personality):
    voice = EmbeddedVoice({language: rich_book(language, 90)}, pause=0)
    spoken, used = play(voice, scene(language, personality=personality, seed=seed), turns)
    said = [bare(sentence) for text in spoken for sentence in sentences(text)]
    assert len(said) == len(set(said)), [one for one in said if said.count(one) > 1]
    assert len(used) == len(set(used))
    assert all(text.strip() for text in spoken)


@settings(max_examples=20, deadline=None)
@given(CALLS, st.sampled_from(LANGUAGES))
def test_a_book_that_runs_out_still_repeats_no_sentence_and_never_fails(turns, language):
    spoken, _ = play(VOICE, scene(language), turns)
    said = [bare(sentence) for text in spoken for sentence in sentences(text) if bare(sentence)]
    assert len(said) == len(set(said))
    assert all(text for text in spoken)


@settings(max_examples=8, deadline=None)
@given(CALLS, st.sampled_from(LANGUAGES))
def test_the_same_call_is_worded_the_same_again(turns, language):
    assert play(VOICE, scene(language), turns) == play(VOICE, scene(language), turns)


def test_another_seed_is_another_choice():
    turns = [[act("acknowledge")], [act("deflect")], [act("ask_back")], [act("dont_know")]]
    assert len({play(VOICE, scene(EN, seed=seed), turns)[0] for seed in range(12)}) > 6


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(6))
def test_a_fact_told_for_the_first_time_is_told_in_full(language, seed):
    at = scene(language, seed=seed)
    for item in sayables(at.persona).values():
        reply = VOICE.word(cue(at, act("disclose", item.id), said="So?", turn=3))
        assert item.text.lower() in reply.text.lower()  # "Well, a changeover takes…"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fact_asked_for_again_is_told_shorter_or_pointed_back_to(language):
    at = scene(language)
    text = sayables(at.persona)["changeover.problem"].text
    for turn in range(1, 12):
        again = VOICE.word(cue(at, act("disclose", "changeover.problem"), said="So?", turn=turn, spoken=(text,)))
        assert text not in again.text
        assert any(line.startswith("disclose_again") for line in again.lines)


@settings(max_examples=20, deadline=None)
@given(CALLS, st.sampled_from(LANGUAGES), st.integers(0, 99))
def test_what_the_persona_says_is_said_in_full_once_whatever_stands_around_it(turns, language, seed):
    at = scene(language, seed=seed)
    spoken, _ = play(VOICE, at, turns)
    for item in sayables(at.persona).values():
        assert sum(bare(item.text) in bare(text) for text in spoken) <= 1


def test_a_second_objection_takes_its_other_words_and_then_a_short_form():
    at = scene(EN)
    turns = [[act("object", "has_supplier")]] + [[act("repeat_objection", "has_supplier")]] * 4
    spoken, _ = play(VOICE, at, turns)
    assert "We've got a contractor for that already." in spoken[0]
    assert "We're covered" in spoken[1]
    assert all("We're covered, as far as I'm concerned" not in text for text in spoken[2:])


def test_a_hint_says_the_part_and_not_the_whole():
    at = scene(EN)
    reply = VOICE.word(cue(at, act("hint", "budget"), said="What's the budget?"))
    assert "There's always something left for the right thing." in reply.text
    assert "million" not in reply.text


def test_a_hint_of_what_has_no_part_turns_the_question_aside():
    reply = VOICE.word(cue(scene(EN), act("hint", "decision"), said="Who decides?"))
    assert any(line.startswith("deflect") for line in reply.lines)
    assert "Mercer" not in reply.text


@pytest.mark.parametrize(
    ("language", "said", "word"), [(EN, "So what is your Budget like?", "Budget?"), (ZH, "那预算是多少？", "预算？")]
)
def test_a_deflection_now_and_then_begins_with_the_word_the_rep_used(language, said, word):
    replies = [
        VOICE.word(cue(scene(language, seed=seed), act("deflect", "budget"), said=said, turn=2)).text
        for seed in range(60)
    ]
    echoes = sum(reply.startswith(word) for reply in replies)
    assert 6 <= echoes <= 36
    silent = [
        VOICE.word(cue(scene(language, seed=seed), act("deflect", "budget"), said="?", turn=2)).text
        for seed in range(60)
    ]
    assert not any("?" in reply or "？" in reply for reply in silent), "nothing to echo, no echo"


def test_the_time_is_said_back_when_he_agrees():
    reply = VOICE.word(cue(scene(EN), act("agree", when="tuesday at ten"), said="Tuesday at ten?"))
    assert "uesday at ten" in reply.text
    assert reply.text[0].isupper()


def test_only_the_end_of_a_turn_asks():
    at = LineBook(
        language=EN,
        lines=(
            Line(id="a", act="answer_identity", text="Speaking. What is it?"),
            Line(id="b", act="answer_identity", text="Speaking."),
            Line(id="c", act="screen", text="What's this about?"),
        ),
    )
    voice = EmbeddedVoice({EN: at}, pause=0)
    for seed in range(9):
        both = voice.word(cue(scene(EN, seed=seed), act("answer_identity"), act("screen"), said="Is that you?"))
        assert both.text == "Speaking. What's this about?"


def test_no_nod_before_a_farewell():
    reply = VOICE.word(cue(scene(EN), act("acknowledge"), act("hang_up", reason="patience"), said="And another thing."))
    assert [line.rpartition("_")[0] for line in reply.lines] == ["hang_up_patience"]


def test_a_short_form_comes_now_and_then():
    text = sayables(scene(EN).persona)["changeover.problem"].text
    told = [
        VOICE.word(cue(scene(EN, seed=seed), act("disclose", "changeover.problem"), said="So?", spoken=(text,))).text
        for seed in range(30)
    ]
    assert 5 < sum("changeover takes fifty minutes" in one for one in told) < 28


def test_after_an_agreement_the_goodbye_is_another():
    reply = VOICE.word(cue(scene(EN), act("goodbye"), said="Bye!", agreed="Tuesday"))
    assert reply.lines[0].startswith("goodbye_agreed")


def test_the_fault_chooses_the_complaint_and_an_unknown_one_gets_a_general_one():
    priced = VOICE.word(cue(scene(EN), act("complain", fault="premature_price"), said="It's 5,000."))
    other = VOICE.word(cue(scene(EN), act("complain", fault="no_such_fault"), said="Hm."))
    assert priced.lines[0].startswith("complain_premature_price")
    assert other.lines[0] in {"complain_0", "complain_1", "complain_2"}


def test_asked_again_for_what_he_withheld_he_says_so():
    before = state(deflected={"budget": 2})
    reply = VOICE.word(cue(scene(EN), act("deflect", "budget"), said="The budget, please?", before=before))
    assert reply.lines[0].startswith("deflect_again")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cold_buyer_says_less_than_a_warm_one(language):
    acts = [act("acknowledge"), act("deflect", "budget")]
    voice = EmbeddedVoice({language: rich_book(language)}, pause=0)

    def length(mood):
        return sum(
            units(voice.word(cue(scene(language, seed=seed), *acts, said="Well?", turn=seed, mood=mood)).text)
            for seed in range(80)
        )

    assert length("cold") < 0.9 * length("warm")


def test_openers_and_phrases_come_now_and_then_not_every_turn():
    turns = [[act(kind)] for kind in ["deflect", "dont_know", "ask_back", "refuse", "ask_proof"] * 6]
    at, shares, phrases = scene(EN), [], 0
    for seed in range(12):
        voice = EmbeddedVoice({EN: rich_book(EN)}, pause=0)
        spoken, used = play(voice, at.model_copy(update={"seed": seed}), turns)
        shares.append(sum("_before_" in line or line.startswith(("g_", "speech:")) for line in used) / len(spoken))
        phrases += sum(line.startswith("speech:") for line in used)
    assert 0.15 < sum(shares) / len(shares) < 0.5
    assert 0 < phrases <= 2 * 12


async def test_the_reply_comes_in_pieces_that_join_to_the_whole():
    for language in LANGUAGES:
        at = cue(scene(language), act("disclose", "changeover.problem"), said="So?")
        parts = [part async for part in VOICE.speak(at)]
        assert isinstance(parts[-1], Spoken)
        assert "".join(part.text for part in parts[:-1] if isinstance(part, Piece)) == parts[-1].text
        assert len(parts) > 6
        assert parts[-1] == VOICE.word(at)


async def test_pieces_are_paced_like_speech():
    voice = EmbeddedVoice({EN: book(EN)}, pause=0.01)
    at = cue(scene(EN), act("disclose", "changeover.problem"), said="So?")
    start = time.monotonic()
    count = len([part async for part in voice.speak(at)])
    assert time.monotonic() - start >= 0.01 * (count - 1) * 0.9


async def test_many_calls_are_worded_side_by_side():
    at = cue(scene(EN), act("disclose", "changeover.problem"), said="So?")

    async def hear():
        return [part async for part in VOICE.speak(at)][-1]

    assert len({reply.text for reply in await asyncio.gather(*(hear() for _ in range(50)))}) == 1


def test_a_chinese_script_without_a_book_of_its_own_uses_the_other():
    reply = VOICE.word(cue(scene(Language.ZH_HANT), act("acknowledge"), said="您好"))
    assert reply.lines

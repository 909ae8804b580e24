"""The written lines that come with the program: complete, fit to be said, and enough for a long call."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from roleplay.analysis import Context, TopicIndex, analyse_turn
from roleplay.buyer.director import open_call, step
from roleplay.buyer.embedded import EmbeddedVoice
from roleplay.buyer.guard import Licence, faults
from roleplay.buyer.item_text import item_text
from roleplay.buyer.knowledge import sayables
from roleplay.buyer.line_choice import fill
from roleplay.buyer.line_keys import missing_keys, slots_of, unfit_lines
from roleplay.buyer.voice import Cue, Spoken
from roleplay.buyer.wording import bare, sentences, units
from roleplay.content import Library, load_library
from roleplay.terms import Language, Personality
from roleplay.transcript import Speaker, Turn
from tests.buyer.voice_fixtures import act, cue, read, scene

ROOT = Path(__file__).parents[2]
WITH_FACT = {
    "disclose": "changeover.problem", "hint": "budget", "object": "has_supplier", "repeat_objection": "has_supplier",
    "reveal_reason": "has_supplier", "demand": "discount", "raise_demand": "discount", "bait": "all_same",
}  # fmt: skip


@cache
def library() -> Library:
    return load_library(ROOT)


@cache
def voice() -> EmbeddedVoice:
    return EmbeddedVoice(library().lines, pause=0)


def long_call(buyer: str, language: Language, seed: int) -> list[tuple[Cue, Spoken]]:
    """Thirty turns; a buyer who has ended the call is made to stay on."""
    persona = library().buyers[buyer]
    at = library().scene(buyer, persona.calls[0], language, seed)
    topics, state = TopicIndex.of(at.persona), open_call(at)
    turns: list[Turn] = []
    said: list[tuple[Cue, Spoken]] = []
    for n, text in enumerate(read("thirty_turns.toml")["zh" if language.is_chinese else "en"]):
        spoken = tuple(reply.text for _, reply in said)
        found = analyse_turn(
            text, turn=2 * n, language=language, context=Context(recent_buyer=spoken[-6:], turn_at=n), topics=topics
        )
        entry = step(at, state, found)
        turns.append(Turn(speaker=Speaker.REP, text=text))
        used = tuple(line for _, reply in said for line in reply.lines)
        given = Cue(scene=at, entry=entry, recent=tuple(turns[-8:]), spoken=spoken, used_lines=used)
        reply = voice().word(given)
        said.append((given, reply))
        turns.append(Turn(speaker=Speaker.BUYER, text=reply.text))
        state = entry.after
        if state.ended:
            state = state.model_copy(update={"ended": "", "patience": 0.6, "pending": ""})
    return said


def languages_of(buyer: str) -> list[Language]:
    return [Language.ZH_HANS, Language.ZH_HANT] if library().buyers[buyer].language.is_chinese else [Language.EN]


CALLS = [(buyer, language) for buyer in sorted(library().buyers) for language in languages_of(buyer)]


@pytest.mark.parametrize("language", Language)
def test_no_line_is_missing_and_each_can_be_used(language):
    book = library().lines[language]
    assert missing_keys(book) == []
    assert unfit_lines(book) == []


@pytest.mark.parametrize(("buyer", "language"), CALLS)
def test_a_call_of_thirty_turns_says_nothing_twice_and_is_never_at_a_loss(buyer, language):
    for seed in range(2):
        said = long_call(buyer, language, seed)
        counted = Counter(bare(sentence) for _, reply in said for sentence in sentences(reply.text))
        assert [sentence for sentence, times in counted.items() if times > 1] == []
        assert all(reply.lines or item_text(at.scene.persona, at.entry.acts[-1]) for at, reply in said)
        assert not any("{" in reply.text for _, reply in said)


def test_a_tiger_says_less_than_a_fox_and_no_reply_is_long():
    length: dict[Personality, list[int]] = {}
    for buyer, language in CALLS:
        if language is not Language.ZH_HANT:
            persona = library().buyers[buyer]
            length.setdefault(persona.personality, []).extend(
                units(reply.text) / (1.4 if language.is_chinese else 1) for _, reply in long_call(buyer, language, 1)
            )
    mean = {personality: sum(counts) / len(counts) for personality, counts in length.items()}
    assert mean[Personality.TIGER] < 0.8 * mean[Personality.FOX]
    assert max(mean.values()) < 30


@pytest.mark.parametrize("language", Language)
def test_the_guard_passes_what_the_writers_wrote(language):
    """A false alarm on a written line would be one on a model that talks like it. The lines and the guard have
    different authors."""
    book, at = library().lines[language], scene(language)
    when, topic = ("周二上午", "预算") if language.is_chinese else ("Tuesday at ten", "budget")
    stopped = []
    for line in book.lines:
        kind = line.act.partition(".")[0]
        item = WITH_FACT.get(kind) if "fact" in slots_of(line.text) else None
        one = act(kind, item, when=when)
        licence = Licence.of(
            cue(at, one, said=f"{topic}? {when}?", agreed=when if line.act == "goodbye.agreed" else "")
        )
        slots = {"fact": item_text(at.persona, one), "when": when, "topic": topic, "name": at.persona.name}
        said = fill(line.text, {**slots, "firm": at.offer.vendor, "product": at.offer.name})
        found = [rule for rule in faults(said, licence) if rule != "language"]  # the small scene is in one script
        if found:
            stopped.append((line.id, found, said))
    assert len(stopped) <= 0.01 * len(book.lines), stopped


@pytest.mark.parametrize("language", Language)
def test_a_secret_of_a_shipped_buyer_is_turned_down_in_full_and_in_part(language):
    """Nothing secret is ever in the prompt; should a model hit on it all the same, the guard knows it."""
    whole, parts = [], []
    for buyer, spoken in CALLS:
        if spoken is language:
            at = library().scene(buyer, library().buyers[buyer].calls[0], language, 1)
            licence = Licence.of(
                cue(at, act("acknowledge"), said="嗯，好。" if language.is_chinese else "Right, I see.")
            )
            for item in sayables(at.persona).values():
                whole.append(bool(faults(item.text, licence)))
                clauses = [part for part in re.split(r"[,，;；。.]\s*", item.text) if units(part) >= 6]
                parts += [bool(faults(clause, licence)) for clause in clauses]
    assert sum(whole) >= 0.95 * len(whole)
    assert sum(parts) >= 0.90 * len(parts)

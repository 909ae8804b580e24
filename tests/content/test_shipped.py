"""What comes with the program: sound, complete, and playable in every language it promises."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from roleplay.buyer.difficulty import difficulty
from roleplay.buyer.knowledge import sayables
from roleplay.content import Library, check_paths, load_library, localise, to_hant
from roleplay.content.checks.buyer import _sayable
from roleplay.content.kinds import BUYER
from roleplay.content.reading import of_kind, tree_entries
from roleplay.terms import CallType, Language, Personality, Role, Stance

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(REPOSITORY)


def test_all_shipped_files_are_sound_and_their_examples_hold() -> None:
    assert [str(problem) for problem in check_paths([], REPOSITORY)] == []


def test_buyers_cover_languages_personalities_stances_and_roles(library: Library) -> None:
    buyers = list(library.buyers.values())
    assert len(buyers) >= 16
    assert len({library.offers[buyer.offer].industry for buyer in buyers}) >= 8
    for language in (Language.EN, Language.ZH_HANS):
        own = [buyer for buyer in buyers if buyer.language is language]
        assert {buyer.personality for buyer in own} == set(Personality)
        assert {buyer.role for buyer in own} == set(Role)
        assert {call for buyer in own for call in buyer.calls} == set(CallType)
        for stance in Stance:
            assert sum(buyer.stance is stance for buyer in own) >= 2, (language, stance)
        assert {difficulty(buyer, library.traits) for buyer in own} == {1, 2, 3, 4, 5}
    assert set(library.traits.roles) == set(Role)


def test_every_buyer_has_enough_to_find_out(library: Library) -> None:
    for buyer in library.buyers.values():
        assert len(buyer.needs) >= 3, buyer.id
        assert len(buyer.facts) >= 6, buyer.id
        assert len(buyer.objections) >= 3, buyer.id
        assert buyer.demands, buyer.id
        assert buyer.baits, buyer.id


def test_every_call_can_be_played_in_every_language_and_judged(library: Library) -> None:
    for buyer in library.buyers.values():
        for language in library.languages(buyer):
            for call in buyer.calls:
                scene = library.scene(buyer.id, call, language, 1)
                assert scene.persona.language is scene.offer.language is language
                assert language in library.lines
    for call in CallType:
        assert library.rubric(call).call_type is call


def test_the_check_and_the_director_agree_on_what_a_buyer_can_say() -> None:
    for entry in of_kind(tree_entries(REPOSITORY, only="personas"), BUYER):
        assert entry.source is not None
        assert set(_sayable(entry.source.data)) == set(sayables(entry.value))


def test_no_simplified_character_is_left_in_a_zh_hant_call(library: Library) -> None:
    for buyer in library.buyers.values():
        if buyer.language is not Language.ZH_HANS:
            continue
        local = localise(buyer, Language.ZH_HANT)
        for text in re.findall("[\u3400-\u9fff]+", local.model_dump_json()):
            text.encode("big5")  # The national set of Traditional characters; Simplified ones are not in it.


def test_slots_survive_the_conversion(library: Library) -> None:
    for line in library.lines[Language.ZH_HANS].lines:
        assert re.findall(r"\{\w+\}", to_hant(line.text)) == re.findall(r"\{\w+\}", line.text)

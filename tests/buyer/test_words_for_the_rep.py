"""Words for movements, endings and hints, the trait files, and difficulty."""

from __future__ import annotations

import re

import pytest

from roleplay.buyer.difficulty import difficulty
from roleplay.buyer.director import open_call
from roleplay.buyer.endings import END_REASONS
from roleplay.buyer.hints import hint, hint_text
from roleplay.buyer.reasons import ended_text, movement_text
from roleplay.buyer.rules import rules
from roleplay.data import load_toml
from roleplay.terms import CallType, Language, Personality, Role, Stance
from tests.buyer.calls import Parts, say_all, scene, shipped_traits

HAN = re.compile(r"[一-鿿]")


@pytest.mark.parametrize("language", list(Language))
def test_every_reason_has_words(language: Language) -> None:
    for reason, delta in rules().movements.items():
        assert movement_text(reason, language), reason
        if delta.trust + delta.interest + delta.patience < 0:
            deeds = load_toml("roleplay.buyer", "text/reasons.toml")[language.value]["deed"]
            assert deeds[reason], reason
    assert movement_text("no_such_reason", language) == ""


@pytest.mark.parametrize("name", ["text/reasons.toml", "text/hints.toml"])
def test_every_text_exists_in_every_language(name: str) -> None:
    tables = load_toml("roleplay.buyer", name)

    def keys(table: dict) -> set:
        return {(k, *sub) for k, v in table.items() for sub in (keys(v) if isinstance(v, dict) else [()])}

    assert set(tables) == {language.value for language in Language}
    assert keys(tables["en"]) == keys(tables["zh-Hans"]) == keys(tables["zh-Hant"])


@pytest.mark.parametrize("name", ["text/reasons.toml", "text/hints.toml"])
def test_words_for_people_keep_the_rules_of_wording(name: str) -> None:
    def texts(table: dict) -> list[str]:
        return [text for v in table.values() for text in (texts(v) if isinstance(v, dict) else [v])]

    tables = load_toml("roleplay.buyer", name)
    for text in texts(tables["en"]):
        assert not re.search(r"\b(he|she|him|her|his|hers)\b", text, re.IGNORECASE), text
        assert "!" not in text
    for script in ("zh-Hans", "zh-Hant"):
        for text in texts(tables[script]):
            assert HAN.search(text) or "{" in text
            assert not re.search(r"[,.!?;:他她]", text), text
            assert not re.search(r"[一-鿿][A-Za-z0-9]|[A-Za-z0-9][一-鿿]", text), text


def test_an_end_is_told_with_its_cause() -> None:
    at = scene(Personality.TIGER, objections=(), demands=(), baits=())
    state = open_call(at).model_copy(update={"patience": 0.2})
    log = say_all(at, ["ask open situation burners"], ["pitch 60"], state=state)
    last = log[-1].after
    assert last.ended == "patience"
    said = ended_text(last.ended, Language.EN, "Mara", log, log[-1].turn)
    assert said == (
        "Mara's patience ran out at turn 3: you had just heard how things are, "
        "and you presented the offer before asking anything."
    )
    zh = ended_text(last.ended, Language.ZH_HANS, "王经理", log, log[-1].turn)
    assert zh == "王经理在第 3 轮失去了耐心：对方刚说完现状，你什么都没问就开始介绍。"


def test_an_end_whose_cause_lies_earlier_names_that_turn() -> None:
    at = scene(Personality.TIGER, objections=(), demands=(), baits=())
    log = say_all(at, ["greeting"], ["pitch 90"], ["pitch 90"], ["pitch 90"], ["pitch 90"])
    assert "Turn 3 cost most" in ended_text("patience", Language.EN, "Mara", log, 2)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("reason", END_REASONS)
def test_every_end_has_a_sentence(reason: str, language: Language) -> None:
    log = say_all(scene(), ["greeting"], ["pitch 60"])
    text = ended_text(reason, language, "Mara", log)
    assert text
    assert "{" not in text
    assert ended_text(reason, language, "Mara")


HINTS = [
    ("before the first word on the phone", CallType.COLD_CALL, [], "introduce"),
    ("before the first word on a visit", CallType.DISCOVERY_VISIT, [], "settle_in"),
    ("screened", CallType.COLD_CALL, [["greeting"]], "introduce"),
    ("introduced, no reason", CallType.COLD_CALL, [["greeting", "self_introduction"]], "give_reason"),
    ("nothing asked", CallType.DISCOVERY_VISIT, [["greeting"]], "ask_first"),
    ("a trouble named", CallType.DISCOVERY_VISIT, [["ask open problem burners"]], "ask_effect"),
    ("its effect named", CallType.DISCOVERY_VISIT,
     [["ask open problem burners"], ["ask open implication"]], "ask_worth"),
    ("three facts in a row", CallType.DISCOVERY_VISIT,
     [["ask closed situation burners"], ["ask closed situation spares"], ["ask closed situation crew"]], "ask_trouble"),
    ("the worth named, money not", CallType.DISCOVERY_VISIT,
     [["ask open problem burners"], ["ask open need_payoff"]], "budget"),
]  # fmt: skip


@pytest.mark.parametrize(("moment", "call", "turns", "wanted"), HINTS, ids=[row[0] for row in HINTS])
def test_a_hint_fits_the_moment(moment: str, call: CallType, turns: list[Parts], wanted: str) -> None:
    at = scene(Personality.DONKEY, call=call, objections=(), demands=(), baits=())
    log = say_all(at, *turns)
    assert hint(at, log[-1].after if log else open_call(at), log[-1] if log else None) == wanted


def test_what_waits_is_hinted_first() -> None:
    at = scene()
    state = open_call(at)
    last = say_all(at, ["greeting"])[-1]
    waiting = {
        "objection:has_supplier": "explore", "demand:discount": "demand", "bait:all_same": "bait",
        "question:reference": "question", "question:when": "name_time", "refusal:": "refused",
    }  # fmt: skip
    for pending, wanted in waiting.items():
        assert hint(at, state.model_copy(update={"pending": pending}), last) == wanted


@pytest.mark.parametrize("language", list(Language))
def test_hints_hold_no_secret(language: Language) -> None:
    secrets = [need.problem for need in scene().persona.needs] + [fact.says for fact in scene().persona.facts]
    for hint_id in load_toml("roleplay.buyer", "text/hints.toml")[language.value]:
        text = hint_text(hint_id, language, "Mara")
        assert text
        assert "{" not in text
        assert not any(secret in text for secret in secrets)


def test_the_trait_files_are_whole() -> None:
    traits = shipped_traits()
    assert set(traits.personalities) == set(Personality)
    assert set(traits.stances) == set(Stance)
    assert set(traits.roles) == set(Role)
    for one in (*traits.personalities.values(), *traits.stances.values(), *traits.roles.values()):
        for name, value in one:
            if isinstance(value, dict):
                assert set(value) == set(Language), name
    assert [stance for stance, trait in traits.stances.items() if not trait.agrees] == [Stance.SABOTEUR]


def test_the_plain_traits_are_those_of_the_design() -> None:
    traits = shipped_traits()
    assert [traits.personalities[who].trait[Language.EN] for who in Personality] == [
        "Shrewd, keeps the initiative",
        "Forceful, short-tempered",
        "Firm, goes by the rules",
        "Passive, rarely decides",
    ]
    assert [traits.stances[stance].hint[Language.EN] for stance in Stance] == [
        "Open to you",
        "Wants proof before belief",
        "Set against your firm",
        "Doesn't care yet",
        "Looks for a way to trip you",
    ]


def test_an_open_buyer_is_easier_than_a_set_one_and_a_saboteur_hardest() -> None:
    traits = shipped_traits()

    def level(who: Personality, stance: Stance) -> int:
        return difficulty(scene(who, stance).persona, traits)

    for who in Personality:
        assert 1 <= level(who, Stance.ACCEPTING) <= level(who, Stance.SCEPTICAL) <= level(who, Stance.RESISTANT)
        assert level(who, Stance.RESISTANT) < level(who, Stance.SABOTEUR) == 5
    assert level(Personality.PIG, Stance.ACCEPTING) < level(Personality.TIGER, Stance.RESISTANT)

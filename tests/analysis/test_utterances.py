"""What a rep says is cut into utterances; each is read as a question or not, open or closed, and as a step of SPIN."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from roleplay.analysis import Context, analyse_call
from roleplay.analysis.call import read_utterances
from roleplay.annotation import Utterance
from roleplay.terms import CallType, Language, QuestionKind, Spin
from roleplay.transcript import Speaker, Transcript, Turn

CASES = Path(__file__).parents[1] / "cases"


def cases(name: str) -> list[Any]:
    return YAML(typ="safe").load((CASES / name).read_text(encoding="utf-8"))


def read(case: dict[str, Any], language: Language) -> tuple[Utterance, ...]:
    context = Context(
        recent_buyer=(case["buyer"],) if "buyer" in case else (),
        previous_spin=Spin(case.get("after", "none")),
        turn_at=case.get("turn_at", 3),
    )
    return read_utterances(case["say"], language, context)


def fits(wanted: str, found: Utterance) -> bool:
    kind, spin = wanted.split()
    return kind in ("any", found.question.value) and spin == found.spin.value


@pytest.mark.parametrize(
    ("case", "language"),
    [
        *(pytest.param(case, Language.EN, id=case["say"]) for case in cases("questions_en.yaml")),
        *(
            pytest.param(case, Language(case.get("language", "zh-Hans")), id=case["say"])
            for case in cases("questions_zh.yaml")
        ),
    ],
)
def test_each_question_has_the_kind_and_the_step_that_a_reader_gives_it(
    case: dict[str, Any], language: Language
) -> None:
    listed = case["is"] if isinstance(case["is"], list) else [case["is"]]
    wanted = [label for label in listed if label not in ("none", "any")]
    asked = [utterance for utterance in read(case, language) if utterance.is_question]
    said = [(u.text, u.question.value, u.spin.value, u.question_rule, u.spin_rule) for u in asked]
    assert len(asked) == len(wanted), said
    assert all(fits(label, utterance) for label, utterance in zip(wanted, asked, strict=True)), said


@pytest.mark.parametrize("talk", cases("spin_in_dialogue.yaml"), ids=lambda talk: str(talk["turns"][0]["rep"]))
def test_the_step_of_a_question_hangs_on_what_was_said_before(talk: dict[str, Any]) -> None:
    turns = tuple(
        Turn(speaker=Speaker.REP if "rep" in turn else Speaker.BUYER, text=turn.get("rep") or turn["buyer"])
        for turn in talk["turns"]
    )
    call = Transcript(id="t", language=talk["language"], call_type=CallType.DISCOVERY_VISIT, turns=turns)
    found = [[asked.spin.value for asked in turn.questions] for turn in analyse_call(call)]
    wanted = [turn["is"] for turn in talk["turns"] if "rep" in turn]
    assert [steps for steps, want in zip(found, wanted, strict=True) if want != "any"] == [
        want for want in wanted if want != "any"
    ]


def test_a_question_with_a_mark_and_without_it_get_the_same_labels() -> None:
    for case in cases("questions_en.yaml"):
        if (
            isinstance(case["is"], str)
            and case["is"].startswith("open")
            and "," not in case["say"]
            and case["say"].endswith("?")
        ):
            bare = read({**case, "say": case["say"].rstrip("?")}, Language.EN)
            assert [u.question for u in bare if u.is_question] == [QuestionKind.OPEN], case["say"]


def test_every_label_of_a_question_names_its_rule_and_quotes_the_rep() -> None:
    (asked,) = read_utterances("What does an hour of downtime cost you?", Language.EN)
    assert asked.question_rule == "wh_marked/asked_cost"
    assert asked.spin_rule == "cost_of_trouble"
    assert asked.cues
    assert all(cue in asked.text for cue in asked.cues)


def test_implication_and_payoff_without_a_voiced_problem_are_kept_with_low_confidence() -> None:
    say = "How does that affect the other departments?"
    alone = read_utterances(say, Language.EN)[0]
    voiced = read_utterances(say, Language.EN, Context(recent_buyer=("The reports are always late.",)))[0]
    logged = read_utterances(say, Language.EN, Context(recent_buyer=("I see.",), problem_voiced=True))[0]
    assert (alone.spin, voiced.spin, logged.spin) == (Spin.IMPLICATION,) * 3
    assert alone.confidence <= 0.4 < min(voiced.confidence, logged.confidence)


def test_what_the_buyer_denies_is_no_voiced_problem() -> None:
    from roleplay.analysis.spin import voices_problem

    assert voices_problem("夜班老是停机。")
    assert voices_problem("The labels jam all the time.")
    assert not voices_problem("没什么问题，用得挺顺。")
    assert not voices_problem("No complaints, it works fine.")


def test_a_quotation_a_decimal_and_an_abbreviation_do_not_end_an_utterance() -> None:
    said = read_utterances("Mr. Lee pays 4.5 million, e.g. for fuel. Is that right?", Language.EN)
    assert [u.text for u in said] == ["Mr. Lee pays 4.5 million, e.g. for fuel.", "Is that right?"]


def test_the_second_half_of_a_choice_belongs_to_its_question() -> None:
    said = read_utterances("财务单独记账吗？还是放在营销费用里？", Language.ZH_HANS)
    assert [u.text for u in said] == ["财务单独记账吗？还是放在营销费用里？"]

"""What a rep says is cut into utterances; each is read as a question or not, open or closed, and as a step of SPIN."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from roleplay.analysis import Context, analyse_call
from roleplay.analysis.call import read_utterances
from roleplay.annotation import Utterance
from roleplay.terms import CallType, Language, Spin
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


def right(case: dict[str, Any], language: Language) -> bool:
    listed = case["is"] if isinstance(case["is"], list) else [case["is"]]
    wanted = [label for label in listed if label not in ("none", "any")]
    asked = [utterance for utterance in read(case, language) if utterance.is_question]
    return len(asked) == len(wanted) and all(map(fits, wanted, asked))


@pytest.mark.parametrize(("name", "least"), [("questions_en.yaml", 0.85), ("questions_zh.yaml", 0.85)])
def test_single_sentences_mostly_get_the_kind_and_the_step_that_a_reader_gives_them(name: str, least: float) -> None:
    # Sentences by themselves, without a call around them; docs/accuracy.md has the figures on whole calls.
    default = "en" if name.endswith("_en.yaml") else "zh-Hans"
    missed = [case["say"] for case in cases(name) if not right(case, Language(case.get("language", default)))]
    assert 1 - len(missed) / len(cases(name)) >= least, missed


@pytest.mark.parametrize("case", cases("sure_questions.yaml"), ids=lambda case: case["say"])
def test_what_every_course_teaches_is_always_read_right(case: dict[str, Any]) -> None:
    assert right(case, Language(case["language"])), read(case, Language(case["language"]))


def test_the_step_of_a_question_hangs_on_what_was_said_before() -> None:
    hits = count = 0
    for talk in cases("spin_in_dialogue.yaml"):
        turns = tuple(
            Turn(speaker=Speaker.REP if "rep" in turn else Speaker.BUYER, text=turn.get("rep") or turn["buyer"])
            for turn in talk["turns"]
        )
        call = Transcript(id="t", language=talk["language"], call_type=CallType.DISCOVERY_VISIT, turns=turns)
        found = [[asked.spin.value for asked in turn.questions] for turn in analyse_call(call)]
        wanted = [turn["is"] for turn in talk["turns"] if "rep" in turn]
        pairs = [(steps, want) for steps, want in zip(found, wanted, strict=True) if want != "any"]
        hits += sum(steps == want for steps, want in pairs)
        count += len(pairs)
    assert hits / count >= 0.8


def test_a_label_that_a_rule_gave_names_it_and_quotes_the_rep() -> None:
    (asked,) = read_utterances("Would Tuesday at ten or Thursday at two suit you better?", Language.EN)
    assert asked.question_rule == asked.spin_rule == "two_times"
    assert asked.cues
    assert all(cue in asked.text for cue in asked.cues)


def test_a_label_that_the_weights_gave_quotes_the_words_that_spoke_most_for_it() -> None:
    seen = 0
    for case in cases("questions_en.yaml"):
        for asked in read(case, Language.EN):
            if asked.is_question and "trained" in (asked.question_rule, asked.spin_rule):
                seen += bool(asked.cues)
                assert all(cue in asked.text for cue in asked.cues)
    assert seen > 10


def test_implication_and_payoff_without_a_voiced_problem_are_kept_with_low_confidence() -> None:
    say = "What effect does that have on your delivery dates?"
    alone = read_utterances(say, Language.EN, Context(recent_buyer=("I see.",), problem_voiced=False))[0]
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

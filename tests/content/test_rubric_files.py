"""Rubrics: checks and settings that exist, bands that rise, examples that hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.content import check_paths, load_rubric, load_rubrics
from roleplay.content.checks import rubric as rubric_check
from roleplay.errors import ContentError, NotFound
from roleplay.scoring.examples import ExampleProblem
from roleplay.terms import CallType, Language

RUBRIC = """\
# yaml-language-server: $schema=../personas/schemas/rubric.schema.json
id: visit
version: 3
call_type: discovery_visit
title: {en: Visit, zh-Hans: 拜访}
description: {en: How a visit is judged., zh-Hans: 拜访怎么评。}
bands: {starting: 0, forming: 40, sound: 60, strong: 80}
criteria:
  - id: open_questions
    check: open_share
    title: {en: Open questions, zh-Hans: 开放式问题}
    weight: 10
  - id: step
    check: next_step
    title: {en: Next step, zh-Hans: 下一步}
    weight: 5
taboos:
  premature_price: {applies: true}
"""

MISTAKES = [
    (
        "check: open_share",
        "check: colour",
        "10: criteria[open_questions].check: there is no check 'colour' — use one of: ",
        "10: criteria[open_questions].check: 没有“colour”这项检查 — 请改用其中之一：",
    ),
    (
        "check: open_share",
        "check: open_shares",
        "10: criteria[open_questions].check: there is no check 'open_shares' — did you mean 'open_share'?",
        "10: criteria[open_questions].check: 没有“open_shares”这项检查 — 是不是想写“open_share”？",
    ),
    (
        "check: open_share\n",
        "check: open_share\n    settings: {nonsense: 1}\n",
        "11: criteria[open_questions].settings.nonsense: there is no such key here — ",
        "11: criteria[open_questions].settings.nonsense: 这里没有这个键 — ",
    ),
    (
        "{applies: true}",
        "{settings: {nonsense: 1}}",
        "18: taboos.premature_price.settings.nonsense: there is no such key here — ",
        "18: taboos.premature_price.settings.nonsense: 这里没有这个键 — ",
    ),
    (
        "premature_price:",
        "price:",
        "18: taboos.price: 'price' is not one of the choices — ",
        "18: taboos.price: “price”不在可选范围内 — ",
    ),
    (
        "id: step",
        "id: open_questions",
        "13: criteria[open_questions].id: the id 'open_questions' is already used on line 9 — "
        "give this one an id of its own",
        "13: criteria[open_questions].id: id“open_questions”在第 9 行已经用过 — 请换一个不重复的 id",
    ),
    (
        "sound: 60",
        "sound: 40",
        "7: bands.sound: the bands do not rise — use a number above that of the band before",
        "7: bands.sound: 等级的分数线没有逐级升高 — 请用比前一级更大的数",
    ),
    (
        "starting: 0",
        "starting: 10",
        "7: bands.starting: the lowest band must begin at 0 — write 'starting: 0', or leave it out",
        "7: bands.starting: 最低一级必须从 0 分开始 — 请写“starting: 0”，或者删去",
    ),
    (
        "title: {en: Visit, zh-Hans: 拜访}",
        "title: {en: Visit}",
        "5: title: the text is missing in zh-Hans — add it beside the other languages",
        "5: title: 缺少 zh-Hans 的文字 — 请与其他语言并列补上",
    ),
]


@pytest.fixture
def file(root: Path) -> Path:
    (root / "rubrics").mkdir()
    file = root / "rubrics" / "visit.yaml"
    file.write_text(RUBRIC, encoding="utf-8")
    return file


@pytest.mark.parametrize(("old", "new", "english", "chinese"), MISTAKES, ids=[mistake[1] for mistake in MISTAKES])
def test_a_mistake_is_told_once_with_its_place(
    old: str, new: str, english: str, chinese: str, file: Path, root: Path
) -> None:
    assert old in RUBRIC
    file.write_text(RUBRIC.replace(old, new, 1), encoding="utf-8")
    for language, start in ((Language.EN, english), (Language.ZH_HANS, chinese)):
        problems = [str(problem) for problem in check_paths([], root, language)]
        assert len(problems) == 1
        line, _, rest = start.partition(": ")
        assert problems[0].startswith(f"rubrics/visit.yaml:{line}: {rest}")


EXAMPLES = [
    ("example_unreadable", "line 2", "the example cannot be read (line 2) — ", "例子读不出来（line 2） — "),
    ("example_bad_scores_high", "0.9", "this bad example scores too high (0.9) — ", "这个反面例子得分太高（0.9） — "),
    ("example_good_scores_low", "0.1", "this good example scores too low (0.1) — ", "这个正面例子得分太低（0.1） — "),
    ("example_not_scored", "", "this example holds too little to be judged — ", "这个例子内容太少，无法评判 — "),
    ("example_bad_not_found", "", "nothing is found in this bad example — ", "这个反面例子里没有找出问题 — "),
    ("example_good_found", "", "something is found in this good example — ", "这个正面例子里却找出了问题 — "),
]  # fmt: skip


@pytest.mark.parametrize(("message", "detail", "english", "chinese"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_an_example_that_does_not_hold_is_told(
    message: str, detail: str, english: str, chinese: str, file: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = ExampleProblem(path=("criteria", 0, "examples", "bad", 0), message_id=message, detail=detail)
    monkeypatch.setattr("roleplay.scoring.examples.run_examples", lambda _: [problem])
    for language, start in ((Language.EN, english), (Language.ZH_HANS, chinese)):
        told = [str(problem) for problem in check_paths([], root, language)]
        assert len(told) == 1
        assert told[0].startswith(f"rubrics/visit.yaml:9: criteria[open_questions].examples.bad[1]: {start}")


def test_the_examples_are_really_run(file: Path, root: Path) -> None:
    closed = '        - {language: en, talk: "R: Do you have time?\\nB: Yes.\\nR: Is it Monday?\\nB: No."}\n'
    text = RUBRIC.replace("    check: open_share\n", f"    check: open_share\n    examples:\n      good:\n{closed}")
    file.write_text(text, encoding="utf-8")
    problems = check_paths([], root)
    assert [problem.key for problem in problems] == ["criteria[open_questions].examples.good[1]"]
    assert problems[0].line == 13


def test_an_example_that_fails_does_not_keep_a_rubric_from_use(file: Path, root: Path) -> None:
    text = RUBRIC.replace(
        "    check: open_share\n",
        '    check: open_share\n    examples: {good: [{language: en, talk: "R: Is it?\\nB: No."}]}\n',
    )
    file.write_text(text, encoding="utf-8")
    assert load_rubric(str(file), root).id == "visit"
    assert set(load_rubrics(root)) == {"visit"}


def test_the_version_changes_with_what_the_rubric_says_and_not_with_its_layout(file: Path, root: Path) -> None:
    first = load_rubrics(root)["visit"].version
    assert first.startswith("3+")
    assert len(first) == len("3+") + 8
    file.write_text("# another comment\n" + RUBRIC.replace("{applies: true}", "{ applies:  true }"), encoding="utf-8")
    assert load_rubrics(root)["visit"].version == first
    file.write_text(RUBRIC.replace("weight: 10", "weight: 11"), encoding="utf-8")
    assert load_rubrics(root)["visit"].version != first


def test_a_rubric_is_found_by_id_by_call_type_and_by_file(file: Path, root: Path) -> None:
    for name in ("visit", CallType.DISCOVERY_VISIT, str(file)):
        assert load_rubric(name, root).id == "visit"
    with pytest.raises(NotFound, match="no rubric 'cold_call'; there are: visit"):
        load_rubric("cold_call", root)
    with pytest.raises(ContentError, match="there is no such file"):
        load_rubric(str(file.with_name("nope.yaml")), root)


def test_a_rubric_file_with_mistakes_is_refused_with_all_of_them(file: Path, root: Path) -> None:
    file.write_text(RUBRIC.replace("weight: 10", "weight: 0").replace("sound: 60", "sound: x"), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_rubric(str(file), root)
    assert [problem.partition(": ")[0] for problem in caught.value.problems] == [f"{file}:7", f"{file}:12"]


def test_texts_get_zh_hant(file: Path, root: Path) -> None:
    assert load_rubrics(root)["visit"].title[Language.ZH_HANT] == "拜訪"


def test_a_setting_refused_by_a_model_we_do_not_know_is_not_passed_over(
    file: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rubric_check, "_setting_faults", lambda *_: iter(()))
    file.write_text(RUBRIC.replace("{applies: true}", "{settings: {nonsense: 1}}"), encoding="utf-8")
    assert [problem.severity for problem in check_paths([], root)] == ["error"]

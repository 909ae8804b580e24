"""Which files are checked, what they are called, and how their kind is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.content import check_paths
from roleplay.content.kinds import RUBRIC_KEYS
from roleplay.terms import Language


def said(paths: list[Path], root: Path, language: Language = Language.EN) -> list[str]:
    return [str(problem) for problem in check_paths(paths, root, language)]


def test_a_path_that_is_not_there_is_told(root: Path) -> None:
    assert said([Path("nowhere.yaml")], root) == [
        "nowhere.yaml:1: there is no such file or folder — check the spelling of the path"
    ]
    assert said([Path("nowhere.yaml")], root, Language.ZH_HANS) == [
        "nowhere.yaml:1: 没有这个文件或文件夹 — 请检查路径有没有写错"
    ]


def test_only_what_lies_under_the_path_is_told(root: Path) -> None:
    for file in ("buyers/mei.yaml", "offers/upkeep.yaml"):
        with (root / "personas" / file).open("a", encoding="utf-8") as stream:
            stream.write("hobby: golf\n")
    assert [problem.file for problem in check_paths([root / "personas" / "offers"], root)] == [
        f"{root}/personas/offers/upkeep.yaml"
    ]
    assert {problem.file for problem in check_paths([root / "personas" / "buyers" / "mei.yaml"], root)} == {
        f"{root}/personas/buyers/mei.yaml"
    }


def test_a_file_given_twice_is_told_once(root: Path) -> None:
    file = root / "personas" / "buyers" / "mei.yaml"
    file.write_text("a: 1\nid: mei\n", encoding="utf-8")
    once = said([file], root)
    assert said([file, root / "personas" / "buyers", file], root)[: len(once)] is not None
    assert len(said([file, file], root)) == len(once)


def test_a_file_outside_is_known_by_its_keys_and_may_refer_to_the_content(root: Path, tmp_path: Path) -> None:
    text = (root / "personas" / "buyers" / "mei.yaml").read_text(encoding="utf-8")
    file = tmp_path / "mei.yaml"
    file.write_text(text, encoding="utf-8")
    assert said([file], root) == []
    file.write_text(text.replace("offer: care", "offer: carre"), encoding="utf-8")
    assert said([file], root) == [f"{file}:11: offer: there is no offer 'carre' — did you mean 'care'?"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("id: x\nfeatures: []\nvendor: x\n", "summary"),
        ("id: x\nneeds: []\npersonality: fox\n", "brief"),
        ("lines: []\nnope: 1\n", "nope"),
        ("fox: {}\npig: {}\n", "fox.trait"),
        ("saboteur: {}\naccepting: {}\n", "saboteur.hint"),
        ("executive: {}\nsuperior: {}\n", "executive.fears"),
    ],
)
def test_the_kind_of_a_file_outside_is_told_by_its_keys(text: str, key: str, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(text, encoding="utf-8")
    assert key in {problem.key for problem in check_paths([file], root)}


def test_the_kind_of_a_file_outside_is_told_by_its_folder_first(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "personas" / "offers" / "x.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("id: x\nneeds: []\npersonality: fox\n", encoding="utf-8")
    assert "vendor" in {problem.key for problem in check_paths([file], root)}


def test_a_file_of_no_kind_is_refused(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("colour: red\n", encoding="utf-8")
    assert said([file], root) == [
        f"{file}:1: neither its folder nor its keys tell what kind of file this is — put it into one of: "
        "personas/buyers/, personas/offers/, personas/traits/personalities.yaml, personas/traits/stances.yaml, "
        "personas/traits/roles.yaml, personas/lines/<language>/, rubrics/"
    ]
    assert said([file], root, Language.ZH_HANS)[0].startswith(
        f"{file}:1: 从所在文件夹和里面的键都看不出这是哪种文件 — "
    )


def test_a_file_of_another_type_is_refused(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("colour: red\n", encoding="utf-8")
    assert said([file], root) == [f"{file}:1: this is not a YAML file — give a file whose name ends in .yaml"]
    assert said([file], root, Language.ZH_HANS) == [f"{file}:1: 这不是 YAML 文件 — 请给出以 .yaml 结尾的文件"]


def test_a_file_that_cannot_be_opened_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    file = root / "personas" / "buyers" / "mei.yaml"
    monkeypatch.setattr(Path, "open", refuse)
    assert said([file], root) == [
        f"{file}:1: the file cannot be opened (Permission denied) — check that it exists and that you may read it"
    ]
    assert said([file], root, Language.ZH_HANS) == [
        f"{file}:1: 文件打不开（Permission denied） — 请确认文件还在，并且有读取权限"
    ]


def test_a_folder_with_content_of_its_own_is_checked_by_itself(root: Path, tmp_path: Path) -> None:
    (root / "personas" / "offers" / "care.yaml").unlink()
    problems = check_paths([root], tmp_path)
    assert [(problem.file, problem.key) for problem in problems] == [(f"{root}/personas/buyers/mei.yaml", "offer")]


def test_files_of_editors_and_other_programs_are_passed_over(root: Path) -> None:
    buyers = root / "personas" / "buyers"
    for name in (".mei.yaml.swp", ".#mei.yaml", "mei.yaml~", "README.md"):
        (buyers / name).write_text("[", encoding="utf-8")
    assert said([], root) == []


def test_the_keys_by_which_a_rubric_is_known_are_those_of_its_model() -> None:
    rubric = pytest.importorskip("roleplay.scoring.rubric")
    assert frozenset(rubric.Rubric.model_fields) == RUBRIC_KEYS

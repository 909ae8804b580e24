"""Good files stay usable beside bad ones; a scene holds everything in the language of the call."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from roleplay.content import load_library, load_rubric, load_rubrics
from roleplay.errors import ContentError, NotFound
from roleplay.terms import CallType, Language, Personality, Role, Stance

EN, HANS, HANT = Language


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_everything_good_is_loaded(root: Path) -> None:
    library = load_library(root)
    assert library.problems == ()
    assert set(library.buyers) == {"mei", "tom"}
    assert set(library.offers) == {"care", "upkeep"}
    assert set(library.lines) == {EN, HANS, HANT}
    assert set(library.traits.personalities) == set(Personality)
    assert set(library.traits.stances) == set(Stance)
    assert set(library.traits.roles) == set(Role)


def test_text_is_text_and_numbers_are_numbers(root: Path) -> None:
    library = load_library(root)
    assert [fact.says for fact in library.buyers["tom"].facts] == ["no", "12:30", "1e3"]
    assert library.buyers["mei"].company.size == "600"
    assert library.offers["care"].price.list == 260_000
    assert library.offers["care"].price.floor == 220_000.5
    assert library.traits.personalities[Personality.FOX].quid_pro_quo is True
    assert library.traits.personalities[Personality.FOX].repeats_objections is False


def test_a_broken_buyer_is_left_out_and_told(root: Path) -> None:
    edit(root / "personas/buyers/mei.yaml", "personality: fox", "personality: wolf")
    library = load_library(root, HANS)
    assert set(library.buyers) == {"tom"}
    assert [str(problem) for problem in library.problems] == [
        "personas/buyers/mei.yaml:8: personality: “wolf”不在可选范围内 — 请改用其中之一：fox、tiger、donkey、pig"
    ]


def test_a_warning_leaves_nobody_out(root: Path) -> None:
    edit(root / "personas/buyers/mei.yaml", "# yaml-language-server", "# yaml")
    library = load_library(root)
    assert "mei" in library.buyers
    assert [problem.severity for problem in library.problems] == ["warning"]


def test_a_buyer_whose_offer_is_broken_is_left_out(root: Path) -> None:
    edit(root / "personas/offers/care.yaml", "vendor: 科沃", "vendor:")
    assert set(load_library(root).buyers) == {"tom"}


def test_of_lines_and_traits_only_the_broken_entries_are_left_out(root: Path) -> None:
    edit(root / "personas/lines/en/opening.yaml", "act: greet", "act: sing")
    edit(root / "personas/traits/personalities.yaml", "pig:", "pigs:")
    edit(root / "personas/traits/stances.yaml", "hint: {en: Open, zh-Hans: 接受}", "hint: {en: Open}")
    library = load_library(root)
    assert [line.id for line in library.lines[EN].lines] == ["too_early"]
    assert [wrapper.id for wrapper in library.lines[EN].wrappers] == ["well"]
    assert set(library.traits.personalities) == set(Personality) - {Personality.PIG}
    assert set(library.traits.stances) == set(Stance) - {Stance.ACCEPTING}
    assert set(library.buyers) == {"mei"}  # Tom's stance is the one left out.


def test_a_line_of_an_id_used_before_is_left_out(root: Path) -> None:
    edit(root / "personas/lines/en/opening.yaml", "id: too_early", "id: greet_1")
    assert [line.text for line in load_library(root).lines[EN].lines] == ["Hello."]


def test_missing_traits_and_lines_are_told(root: Path) -> None:
    shutil.rmtree(root / "personas/lines/en")
    library = load_library(root)
    assert [str(problem) for problem in library.problems] == [
        "personas/lines/en:1: there are no written lines for en — add a file under personas/lines/en/"
    ]
    assert [str(problem) for problem in load_library(root, HANS).problems] == [
        "personas/lines/en:1: 没有 en 的台词 — 请在 personas/lines/en/ 下添加文件"
    ]
    (root / "personas/traits/roles.yaml").unlink()
    for language, expected in (
        (EN, "there is no usable file for personas/traits/roles.yaml — write it; without it no buyer can be played"),
        (HANS, "没有可用的 personas/traits/roles.yaml 文件 — 请补上这个文件，否则客户都无法出场"),
    ):
        with pytest.raises(ContentError) as caught:
            load_library(root, language)
        assert caught.value.problems == [f"personas/traits/roles.yaml:1: {expected}"]


def test_where_nothing_can_be_played_all_errors_are_told(root: Path) -> None:
    for name in ("mei", "tom"):
        edit(root / f"personas/buyers/{name}.yaml", "brief:", "breif:")
    with pytest.raises(ContentError) as caught:
        load_library(root)
    assert [problem.partition(": ")[0] for problem in caught.value.problems] == [
        "personas/buyers/mei.yaml:13",
        "personas/buyers/tom.yaml:12",
    ]


def test_an_empty_folder_is_a_content_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        load_library(tmp_path)


def test_a_zh_hans_buyer_can_be_played_in_both_scripts_and_an_english_one_in_english(root: Path) -> None:
    library = load_library(root)
    assert library.languages(library.buyers["mei"]) == (HANS, HANT)
    assert library.languages(library.buyers["tom"]) == (EN,)


def test_a_scene_is_in_the_language_of_the_call(root: Path) -> None:
    library = load_library(root)
    plain = library.scene("mei", CallType.COLD_CALL, HANS, 7)
    assert plain.persona == library.buyers["mei"]
    assert plain.seed == 7
    scene = library.scene("mei", CallType.COLD_CALL, HANT, 7)
    assert (scene.language, scene.persona.language, scene.offer.language) == (HANT, HANT, HANT)
    assert scene.persona.short_name == "梅經理"
    assert scene.offer.summary == "兩條線的維護，兩小時到場。"


@pytest.mark.parametrize(
    ("buyer", "call", "language"),
    [
        ("nobody", CallType.COLD_CALL, HANS),
        ("mei", CallType.NEGOTIATION, HANS),
        ("mei", CallType.COLD_CALL, EN),
        ("tom", CallType.NEGOTIATION, HANT),
    ],
)
def test_no_scene_without_such_a_buyer_call_and_language(
    buyer: str, call: CallType, language: Language, root: Path
) -> None:
    with pytest.raises(NotFound):
        load_library(root).scene(buyer, call, language, 1)


def test_lines_of_zh_hant_take_the_place_of_converted_ones(root: Path) -> None:
    texts = {line.id: line.text for line in load_library(root).lines[HANT].lines}
    assert texts == {"greet_1": "喂，請問哪裡找？", "send_1": "你先發個簡訊，說說軟體品質。"}


def test_texts_in_several_languages_have_zh_hant(root: Path) -> None:
    assert load_library(root).traits.personalities[Personality.TIGER].trait == {
        EN: "Forceful",
        HANS: "强势",
        HANT: "強勢",
    }


def test_without_rubrics_there_is_none_to_be_had(root: Path) -> None:
    with pytest.raises(NotFound):
        load_library(root).rubric("cold_call")
    for language, expected in (
        (EN, "rubrics:1: there is no rubric — put at least one .yaml file here"),
        (HANS, "rubrics:1: 没有评分标准 — 请至少放一个 .yaml 文件"),
    ):
        with pytest.raises(ContentError) as caught:
            load_rubrics(root, language)
        assert caught.value.problems == [expected]


def test_a_buyer_is_no_rubric(root: Path) -> None:
    file = root / "personas/buyers/mei.yaml"
    for language, expected in (
        (EN, "this is not a rubric — give a file such as rubrics/cold_call.yaml"),
        (HANS, "这不是评分标准 — 请给出 rubrics/cold_call.yaml 这样的文件"),
    ):
        with pytest.raises(ContentError) as caught:
            load_rubric(str(file), root, language)
        assert caught.value.problems == [f"{file}:1: {expected}"]

"""Script, width and white space change no label, over the scripted calls and the sentences of the cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from script_forms import FORMS, compare, full_width, half_width, scripted_calls, spaced

from roleplay.scoring.dialogue import read_dialogue
from roleplay.terms import CallType, Language
from roleplay.transcript import Transcript

CASES = Path(__file__).parents[1] / "cases"


def _dialogues(node: Any, language: str) -> Iterator[tuple[str, str]]:
    """Every dialogue in a case file, with the language that stands nearest above it."""
    if isinstance(node, dict):
        own = node.get("language", language)
        for key, value in node.items():
            yield from _dialogues(value, key if key in ("en", "zh-Hans", "zh-Hant") else own)
    elif isinstance(node, list):
        for value in node:
            yield from _dialogues(value, language)
    elif isinstance(node, str) and node.lstrip().startswith(("R:", "B:")):
        yield language, node


def case_calls() -> Iterator[Transcript]:
    for path in [CASES / "reps.yaml", *sorted(CASES.glob("taboos/*.yaml")), *sorted(CASES.glob("checks/*.yaml"))]:
        for number, (language, talk) in enumerate(_dialogues(YAML(typ="safe").load(path), "")):
            if language:
                name = f"{path.stem}_{number}"
                yield read_dialogue(talk, language=Language(language), call_type=CallType.DISCOVERY_VISIT, id=name)


def test_script_width_and_white_space_change_no_label() -> None:
    compared, differences = compare([*scripted_calls(), *case_calls()])
    strict = {form.name for form in FORMS if form.same_words}
    assert [one for one in differences if one.form in strict] == []
    assert min(compared.values()) > 1000


def test_the_forms_differ_from_the_text() -> None:
    assert full_width("OK, 3?") == "ＯＫ， ３？"
    assert half_width("好，周二？") == "好,周二?"
    assert spaced("好，周二 十点") == "  好， 周二  十点 \n"

"""What pydantic finds, as faults of ours: also the rules that no content file has today but a new field may have."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, TypeAdapter, ValidationError, model_validator

from roleplay.content.field_faults import field_faults
from roleplay.content.messages import word
from roleplay.content.yaml_source import read_yaml
from roleplay.terms import Language
from roleplay.transcript import Frozen


class Circle(Frozen):
    shape: Literal["circle"]
    radius: float


class Square(Frozen):
    shape: Literal["square"]
    side: float


class Thing(Frozen):
    short: str = Field(default="abc", min_length=3)
    long: str = Field(default="", max_length=3)
    code: str = Field(default="1", pattern=r"^\d$")
    few: tuple[str, ...] = Field(default=(), max_length=2)
    share: float = Field(default=0, lt=1)
    count: int = 1
    exact: Annotated[float, Field(allow_inf_nan=False)] = 0
    free: dict[str, float] = Field(default_factory=dict)
    form: Annotated[Circle | Square, Field(discriminator="shape")] | None = None
    either: int | tuple[int, ...] = 1
    day: date = date(2026, 1, 1)
    low: int = 0
    high: int = 9

    @model_validator(mode="after")
    def _ordered(self) -> Thing:
        if self.low > self.high:
            raise ValueError("low: it is above high")
        if self.count == 13:
            raise ValueError("thirteen is unlucky")
        return self


CASES: list[tuple[str, str, str]] = [
    ("short: ab", "short: the text is too short — write at least 3 characters", "short: 文字太短 — 至少要写 3 个字符"),
    ("long: abcd", "long: the text is too long — keep it to 3 characters", "long: 文字太长 — 请控制在 3 个字符以内"),
    (
        "code: x",
        "code: 'x' does not have the right form — compare with the same key in another file",
        "code: “x”的写法不对 — 请与其他文件里的同一个键对照",
    ),
    (
        "few: [a, b, c]",
        "few: the list has 3 items, at most 2 may stand here — take out what matters least",
        "few: 列表有 3 项，最多只能有 2 项 — 请删去不太重要的几项",
    ),
    ("share: 1", "share: 1 is too large — use a number below 1", "share: 1 太大 — 请用小于 1 的数"),
    (
        "count: 1.5",
        "count: '1.5' is not a whole number — write digits only, as in 12",
        "count: “1.5”不是整数 — 请只写数字，例如 12",
    ),
    (
        "exact: nan",
        "exact: 'nan' is not a number — write digits, with a point for decimals, as in 0.5",
        "exact: “nan”不是数字 — 请只写数字，小数用点，例如 0.5",
    ),
    (
        "free: x",
        "free: keys with values belong here — write 'key: value' lines below it",
        "free: 这里应该是带键的内容 — 请在下面逐行写“键: 值”",
    ),
    (
        "form: {side: 1}",
        "form: the key 'shape' is missing, which tells what kind this is — add 'shape: …'",
        "form: 缺少说明类别的键“shape” — 请补上“shape: …”",
    ),
    (
        "form: {shape: sqare, side: 1}",
        "form.shape: 'sqare' is not one of the choices — did you mean 'square'? There are: circle, square",
        "form.shape: “sqare”不在可选范围内 — 是不是想写“square”？可选的有：circle、square",
    ),
    (
        "form: {shape: square, size: 1}",
        "form.size: there is no such key here — did you mean 'side'?",
        "form.size: 这里没有这个键 — 是不是想写“side”？",
    ),
    (
        "low: 10",
        "low: it is above high — change the values so that this holds",
        "low: 不符合规则：it is above high — 请修改内容，使之符合这条规则",
    ),
    (
        "count: 13",
        "thirteen is unlucky — change the values so that this holds",
        "不符合规则：thirteen is unlucky — 请修改内容，使之符合这条规则",
    ),
]  # fmt: skip


def faults_of(text: str, model: Any = Thing) -> tuple[Any, list[Any]]:
    source, faults = read_yaml(text.encode())
    assert source is not None
    assert faults == []
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(model).validate_python(source.data)
    return source, field_faults(caught.value, model, source.data)


@pytest.mark.parametrize(("text", "english", "chinese"), CASES, ids=[case[0] for case in CASES])
def test_every_rule_of_a_field_has_plain_words(text: str, english: str, chinese: str) -> None:
    source, faults = faults_of(text)
    for language, expected in ((Language.EN, english), (Language.ZH_HANS, chinese)):
        assert [str(word(f, file="x", language=language, source=source)) for f in faults] == [f"x:1: {expected}"]


def test_a_rule_without_words_of_its_own_is_told_all_the_same() -> None:
    source, faults = faults_of("day: tomorrow")
    said = str(word(faults[0], file="x", language=Language.EN, source=source))
    assert said.startswith("x:1: day: this does not fit here (")
    assert said.endswith(") — compare with the same key in another file")


def test_a_union_names_the_key_of_the_file_and_no_branch_of_the_model() -> None:
    _, faults = faults_of("either: [1, x]")
    assert {fault.path for fault in faults} == {("either",), ("either", 1)}


def test_a_long_value_is_shown_short_and_in_one_line() -> None:
    source, faults = faults_of(f'count: "{"very " * 40}\\n long"')
    said = str(word(faults[0], file="x", language=Language.EN, source=source))
    assert "\n" not in said
    assert len(said) < 120

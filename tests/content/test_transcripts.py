"""Calls held elsewhere: what is read, what is refused and in which words, and that nothing else can happen."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.content import parse_transcript, read_transcript, read_transcripts
from roleplay.content.transcripts import clean
from roleplay.data import load_toml
from roleplay.errors import InputError
from roleplay.terms import CallType, Language, Personality, Role
from roleplay.transcript import Speaker, Transcript

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "transcripts.toml").read_text(encoding="utf-8")
)["case"]
MANY = {
    "{BRACKETS}": "[" * 100_000,
    "{DIGITS}": "1" * 10_000,
    "{TURNS}": ",".join(['{"speaker": "rep", "text": "Hi"}'] * 5_001),
}


def parse(data: Any, name: str = "call.json") -> Transcript:
    return parse_transcript(json.dumps(data, ensure_ascii=True).encode(), name)


def refusal(data: bytes, name: str, language: Language = Language.EN) -> str:
    with pytest.raises(InputError) as caught:
        parse_transcript(data, name, language)
    return str(caught.value)


def turns(*texts: str) -> list[dict[str, str]]:
    return [{"speaker": ("rep", "buyer")[i % 2], "text": text} for i, text in enumerate(texts)]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['message']}: {case['name']}" for case in CASES])
def test_a_call_that_cannot_be_used_is_refused_in_one_line(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = case["text"]
    for short, long in MANY.items():
        text = text.replace(short, long)
    file = Path(case["file"])
    file.write_text(text, encoding="utf-8")
    for key, language in (("en", Language.EN), ("zh", Language.ZH_HANS)):
        with pytest.raises(InputError) as caught:
            read_transcripts(file, language)
        assert str(caught.value) == case[key]
        assert "\n" not in str(caught.value)


def test_what_cannot_be_read_at_all_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("calls").mkdir()
    expected = {
        "nope.json": ("there is no such file — check the spelling of the path", "没有这个文件 — 请检查路径有没有写错"),
        "calls": (
            "this is a folder, not a file — give the files in it, for example calls/*.json",
            "这是文件夹，不是文件 — 请给出里面的文件，例如 calls/*.json",
        ),
    }
    for name, said in expected.items():
        for language, text in zip((Language.EN, Language.ZH_HANS), said, strict=True):
            with pytest.raises(InputError) as caught:
                read_transcript(Path(name), language)
            assert str(caught.value) == f"{name}: {text}"


def test_a_file_that_may_not_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    file = tmp_path / "call.json"
    file.touch()
    monkeypatch.setattr(Path, "open", refuse)
    for language, said in (
        (Language.EN, "the file cannot be opened (Permission denied) — check that it exists and that you may read it"),
        (Language.ZH_HANS, "文件打不开（Permission denied） — 请确认文件还在，并且有读取权限"),
    ):
        with pytest.raises(InputError) as caught:
            read_transcript(file, language)
        assert str(caught.value) == f"{file}: {said}"


def test_too_much_and_other_encodings_are_refused() -> None:
    assert refusal(b" " * 10_000_001, "x.json") == "x.json: the file is larger than 10 MB — split it, one call a file"
    assert refusal(b" " * 10_000_001, "x.json", Language.ZH_HANS) == "x.json: 文件超过 10 MB — 请拆开，一通一个文件"
    for data in (b'{"turns": []}\xff', '{"turns": []}'.encode("utf-16")):
        assert refusal(data, "x") == "x: the file is not in UTF-8 — save it again with the encoding UTF-8"
        assert refusal(data, "x", Language.ZH_HANS) == "x: 文件不是 UTF-8 编码 — 请改用 UTF-8 编码另存"


def test_one_call_is_wanted_where_one_is_read() -> None:
    two = b'[{"turns": []}, {"turns": []}]'
    assert refusal(two, "x") == "x: the file holds 2 calls where one is wanted — give one call a file, or as JSON lines"
    assert refusal(two, "x", Language.ZH_HANS).startswith("x: 文件里有 2 通，这里只能有一通 — ")


def test_every_message_is_shown_and_exists_in_three_languages() -> None:
    messages = load_toml("roleplay.content", "text/transcript.toml")["message"]
    beside = {"not_found", "folder", "unreadable", "too_big", "not_utf8", "several_calls"}
    beside |= {"line_too_big", "empty_folder"}  # tests/content/test_transcript_files.py
    assert {case["message"] for case in CASES} | beside == set(messages)
    for texts in messages.values():
        assert {language: len(texts[language]) for language in texts} == {language.value: 2 for language in Language}


def test_only_turns_are_needed() -> None:
    call = parse({"turns": turns("Good morning, am I speaking with Ms Hall?", "Speaking.")}, "calls/monday.json")
    assert (call.id, call.language, call.call_type) == ("monday", Language.EN, CallType.COLD_CALL)
    assert [turn.speaker for turn in call.turns] == [Speaker.REP, Speaker.BUYER]
    assert call.buyer.role is None


def test_an_empty_call_is_a_call() -> None:
    assert parse({"turns": []}).turns == ()
    assert parse({"turns": [], "language": "zh-Hant"}).language is Language.ZH_HANT


def test_everything_given_is_kept_and_what_other_programs_add_is_passed_over() -> None:
    call = parse(
        {
            "id": "zh_01", "language": "zh-Hans", "call_type": "negotiation", "industry": "食品", "product": "贴标机",
            "buyer": {"personality": "fox", "role": "executive", "mood": "good"}, "rep_quality": "poor", "version": 3,
            "turns": [{"speaker": "rep", "text": "您好", "at": 1, "confidence": 0.9}],
        }
    )  # fmt: skip
    assert (call.id, call.call_type, call.industry, call.product) == ("zh_01", CallType.NEGOTIATION, "食品", "贴标机")
    assert (call.buyer.personality, call.buyer.role, call.buyer.stance) == (Personality.FOX, Role.EXECUTIVE, None)
    assert call.turns[0].at == 1.0


@pytest.mark.parametrize("odd", [None, "Ann", ["Ann"], 7, {}])
def test_a_buyer_in_another_form_is_unknown(odd: object) -> None:
    assert parse({"buyer": odd, "industry": odd, "turns": []}).buyer.personality is None


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en-GB", "en"),
        ("EN", "en"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh_TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
    ],
)
def test_a_regional_tag_is_understood(tag: str, language: str) -> None:
    assert parse({"language": tag, "turns": []}).language == language


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (("How are things?", "Fine."), "en"),
        (("您这边现在用的是哪家的设备？", "本地一家。"), "zh-Hans"),
        (("您這邊現在用的是哪家的設備？", "本地一家。"), "zh-Hant"),
    ],
)
def test_the_language_is_heard_where_it_is_not_given(texts: tuple[str, ...], language: str) -> None:
    assert parse({"turns": turns(*texts)}).language == language


BARGAIN = ("The price is too high.", "What discount do you want?") * 4


@pytest.mark.parametrize(
    ("texts", "call_type"),
    [
        (("喂，请问是王经理吗？", "我是，哪位？", "我是科沃的小李。"), CallType.COLD_CALL),
        (("Thanks for seeing me.", "Sit down.", "How do you plan a changeover?"), CallType.DISCOVERY_VISIT),
        (("Is that Gary?", "Yes?") + ("Tell me more.", "Well.") * 15, CallType.DISCOVERY_VISIT),
        (BARGAIN, CallType.NEGOTIATION),
        (("价格再让一点？", "账期放到九十天就行。") * 5, CallType.NEGOTIATION),
        (("價格再讓一點？", "帳期放到九十天就行。") * 5, CallType.NEGOTIATION),
        ((), CallType.DISCOVERY_VISIT),
    ],
)
def test_the_type_of_a_call_is_guessed_by_a_simple_rule(texts: tuple[str, ...], call_type: CallType) -> None:
    assert parse({"turns": turns(*texts)}).call_type is call_type


def test_control_characters_and_lone_surrogates_are_replaced_one_for_one() -> None:
    data = b'{"turns": [{"speaker": "rep", "text": "a\\u0000b\\u001bc\\td\\ne\\r\\ud83df\\ud83d\\ude00"}]}'
    text = parse_transcript(data, "x").turns[0].text
    assert text == "a b c\td\ne \ufffdf\U0001f600"


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_cleaning_keeps_the_length_and_can_be_written_as_utf8(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert cleaned.encode().decode() == cleaned
    assert clean(cleaned) == cleaned


def test_markup_in_a_turn_is_text_like_any_other() -> None:
    text = "<script>alert('x')</script> {{7*7}} &amp;"
    assert parse({"turns": turns(text)}).turns[0].text == text


def test_a_list_of_calls_and_json_lines_are_read(tmp_path: Path) -> None:
    calls = [{"turns": turns("Hello")}, {"id": "named", "turns": []}]
    one, many, lines = tmp_path / "one.json", tmp_path / "many.json", tmp_path / "lines.jsonl"
    one.write_text(json.dumps(calls[0]), encoding="utf-8")
    many.write_text(json.dumps(calls), encoding="utf-8")
    lines.write_text("\ufeff" + "\n\n".join(map(json.dumps, calls)) + "\n", encoding="utf-8")
    assert [call.id for call in read_transcripts(one)] == ["one"]
    assert [call.id for call in read_transcripts(many)] == ["many_1", "named"]
    assert [call.id for call in read_transcripts(lines)] == ["lines_1", "named"]
    assert [call.id for call in read_transcripts(lines.rename(tmp_path / "lines.json"))] == ["lines_1", "named"]


def outcome(data: bytes) -> tuple[Transcript | None, str]:
    try:
        return parse_transcript(data, "x.json"), ""
    except InputError as error:
        return None, str(error)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["rep", "buyer", "en"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "language", "call_type", "turns", "speaker", "text", "at", "buyer", "role"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["id", "language", "call_type", "buyer", "turns"]), JSON, max_size=4) | JSON)
@settings(max_examples=300, deadline=None)
def test_any_json_is_a_call_or_is_refused_in_one_line(data: object) -> None:
    call, error = outcome(json.dumps(data).encode())
    assert "\n" not in error
    assert call or " — " in error
    if call:
        assert Transcript.model_validate_json(call.model_dump_json()) == call


@given(st.binary(max_size=200))
def test_any_bytes_are_a_call_or_are_refused(data: bytes) -> None:
    call, error = outcome(data)
    assert "\n" not in error
    assert call or " — " in error

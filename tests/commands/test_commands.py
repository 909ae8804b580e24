"""The commands as scripts use them: what goes to standard output, what to standard error, and the exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.model_server import ModelServer, Reply, closed_port

ROOT = Path(__file__).parents[2]
CALL: dict[str, Any] = {
    "id": "demo",
    "language": "en",
    "call_type": "discovery_visit",
    "turns": [
        {"speaker": "rep", "text": "Good morning, I'm Leo from Corvane. Do you have half an hour?"},
        {"speaker": "buyer", "text": "Yes, go ahead."},
        {"speaker": "rep", "text": "How do you run the two lines today, and what tends to go wrong at night?"},
        {"speaker": "buyer", "text": "Changeovers take too long. Nights often run over."},
        {"speaker": "rep", "text": "When nights run over, what happens to the morning deliveries?"},
        {"speaker": "buyer", "text": "We pay a penalty, seventy thousand in a bad month."},
        {
            "speaker": "rep",
            "text": "<b>Would</b> Tuesday at ten suit you to walk the line with our engineer, or Thursday?",
        },
        {"speaker": "buyer", "text": "Thursday."},
    ],
}


def run(*arguments: str, cwd: Path = ROOT, said: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("OPENAI_", "ROLEPLAY_"))}
    code = "import sys; from roleplay.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd, env={**clean, "PYTHONPATH": str(ROOT), **environment}, input=said,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def call_file(tmp_path: Path) -> Path:
    path = tmp_path / "demo.json"
    path.write_text(json.dumps(CALL, ensure_ascii=False), encoding="utf-8")
    return path


def test_analyze_prints_utterances_that_are_verbatim_slices(call_file: Path) -> None:
    done = run("analyze", str(call_file))
    assert (done.returncode, done.stderr) == (0, "")
    result = json.loads(done.stdout)
    assert result["id"] == "demo"
    assert [turn["turn"] for turn in result["turns"]] == [0, 2, 4, 6]
    for turn in result["turns"]:
        text = CALL["turns"][turn["turn"]]["text"]
        for utterance in turn["utterances"]:
            assert text[utterance["start"] : utterance["end"]] == utterance["text"]
    kinds = [u["spin"] for t in result["turns"] for u in t["utterances"] if u["question"] != "none"]
    assert {"situation", "implication"} <= set(kinds)


def test_score_prints_the_outer_format_and_the_same_bytes_each_time(call_file: Path) -> None:
    first = run("score", str(call_file), "--judge", "none")
    second = run("score", str(call_file), "--judge", "none", PYTHONHASHSEED="7")
    assert first.returncode == 0
    assert first.stdout == second.stdout
    card = json.loads(first.stdout)
    assert len(card["taboos"]) == 10
    assert len(card["speech_faults"]) == 7
    assert set(card) >= {
        "transcript",
        "rubric",
        "rubric_version",
        "engine_version",
        "score",
        "passed",
        "criteria",
        "measures",
    }
    assert set(card["measures"]) >= {"questions", "spin", "talk_share", "longest_monologue_words"}
    for item in (*card["criteria"], *card["taboos"], *card["speech_faults"]):
        for evidence in item["evidence"]:
            turn = CALL["turns"][evidence["turn"]]["text"]
            assert turn[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_many_files_come_as_one_list_or_as_lines(call_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text(json.dumps({**CALL, "id": "other"}), encoding="utf-8")
    listed = json.loads(run("score", str(call_file), str(other)).stdout)
    assert [card["transcript"] for card in listed] == ["demo", "other"]
    lines = run("analyze", str(call_file), str(other), "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["demo", "other"]


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_report_quotes_what_was_said_as_text(call_file: Path, form: str) -> None:
    done = run("score", str(call_file), "--format", form)
    assert done.returncode == 0
    assert "<b>Would</b> Tuesday" not in done.stdout
    assert "what happens to the morning deliveries" in done.stdout


def test_a_report_in_another_language_than_the_call(call_file: Path) -> None:
    done = run("score", str(call_file), "--format", "markdown", "--language", "zh-Hans")
    assert "沟通十忌" in done.stdout
    assert "what happens to the morning deliveries" in done.stdout


BAD: dict[str, tuple[bytes, str]] = {
    "not_json": (b"{turns: ", "JSON"),
    "no_turns": (b'{"id": "x"}', "turns"),
    "unknown_speaker": (b'{"turns": [{"speaker": "seller", "text": "hi"}]}', "seller"),
    "no_text": (b'{"turns": [{"speaker": "rep"}]}', "text"),
    "unknown_language": (b'{"language": "fr", "turns": [{"speaker": "rep", "text": "hi"}]}', "fr"),
    "too_large": (b'{"turns": [{"speaker": "rep", "text": "' + b"a" * (11 * 1024 * 1024) + b'"}]}', "MB"),
    "not_utf8": (b'{"turns": [{"speaker": "rep", "text": "\xff\xfe"}]}', "UTF-8"),
}


@pytest.mark.parametrize("name", sorted(BAD))
@pytest.mark.parametrize("command", ["analyze", "score"])
def test_bad_input_is_told_in_one_line_and_nothing_is_printed(tmp_path: Path, name: str, command: str) -> None:
    content, expected = BAD[name]
    path = tmp_path / f"{name}.json"
    path.write_bytes(content)
    done = run(command, str(path))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert f"{name}.json" in done.stderr
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "turns",
    [
        [],
        [{"speaker": "buyer", "text": "Hello? Anybody there?"}],
        [{"speaker": "rep", "text": "Hello\u0000 \ud800 <script>alert(1)</script>"}],
    ],
    ids=["empty", "rep_never_speaks", "odd_characters"],
)
def test_too_little_to_judge_has_no_number(tmp_path: Path, turns: list[dict[str, str]]) -> None:
    path = tmp_path / "little.json"
    path.write_text(json.dumps({"turns": turns}), encoding="utf-8")
    done = run("score", str(path))
    assert done.returncode == 0, done.stderr
    card = json.loads(done.stdout)
    assert card["score"] is None
    assert card["passed"] is None
    assert card["summary"]
    assert all(criterion["score"] is None for criterion in card["criteria"])


def test_a_missing_file_a_missing_rubric_and_wrong_usage_exit_with_two(call_file: Path) -> None:
    for arguments in (
        ("score", "nowhere.json"),
        ("score", str(call_file), "--rubric", "nowhere"),
        ("score",),
        ("sing",),
    ):
        done = run(*arguments)
        assert done.returncode == 2
        assert done.stdout == ""
        assert "Traceback" not in done.stderr


def test_check_finds_the_shipped_content_sound() -> None:
    done = run("check")
    assert (done.returncode, done.stdout) == (0, ""), done.stdout


def test_check_names_every_mistake_with_its_place(tmp_path: Path) -> None:
    source = (ROOT / "personas" / "buyers" / "dana_whitlock.yaml").read_text("utf-8")
    path = tmp_path / "dana_whitlock.yaml"
    path.write_text(
        source.replace("stance: sceptical", "stanse: sceptical").replace("role: purchaser", "role: buyer"),
        encoding="utf-8",
    )
    english, chinese = run("check", str(path)), run("check", str(path), "--language", "zh-Hans")
    assert english.returncode == chinese.returncode == 2
    assert "stanse" in english.stdout
    assert "stance" in english.stdout
    assert any(line.startswith(f"{path}:") for line in english.stdout.splitlines())
    assert len(english.stdout.splitlines()) == len(chinese.stdout.splitlines()) >= 2


def test_doctor_without_a_model_is_content(tmp_path: Path) -> None:
    done = run("doctor", ROLEPLAY_DATA=str(tmp_path))
    assert done.returncode == 0, done.stdout
    assert "embedded buyer" in done.stdout


def test_doctor_tells_whether_the_endpoint_answers_and_never_the_key(tmp_path: Path) -> None:
    with ModelServer(Reply("ok")) as server:
        environment = {"ROLEPLAY_MODEL": "openai:test", "OPENAI_API_KEY": "sk-secret", "ROLEPLAY_DATA": str(tmp_path)}
        good = run("doctor", OPENAI_BASE_URL=server.base_url, **environment)
        assert good.returncode == 0, good.stdout
        assert len(server.requests) == 1
        bad = run("doctor", OPENAI_BASE_URL=closed_port(), **environment)
    assert bad.returncode == 2
    assert "sk-secret" not in good.stdout + bad.stdout + good.stderr + bad.stderr


def test_a_setting_that_does_not_fit_is_named(tmp_path: Path) -> None:
    done = run("doctor", ROLEPLAY_PORT="eighty", ROLEPLAY_DATA=str(tmp_path))
    assert done.returncode == 2
    assert "ROLEPLAY_PORT" in done.stderr


def test_buyers_lists_who_can_be_called_without_their_secrets() -> None:
    listed = json.loads(run("buyers", "--format", "json").stdout)
    assert len(listed) >= 8
    assert "stance_root" not in json.dumps(listed)
    assert "dana_whitlock" in run("buyers").stdout


def test_a_call_is_held_in_the_terminal(tmp_path: Path) -> None:
    lines = (
        "Good morning, Dana. Leo Tan from Corvane.",
        "How do the lines run?",
        "",
        "What goes wrong at night?",
        "/q",
    )
    said = "\n".join(lines) + "\n"
    done = run(
        "chat", "dana_whitlock", "--call", "discovery_visit", "--seed", "3", said=said, ROLEPLAY_DATA=str(tmp_path)
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("Dana: ") == 3
    assert "Ten taboos" in done.stdout
    assert "type a sentence" in done.stderr

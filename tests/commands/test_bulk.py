"""Many calls at once: the same bytes with any number of processes, one bad file among many, and a clean end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from roleplay.commands.bulk import Outcome, Task, in_order
from roleplay.content import Source
from roleplay.terms import Language
from roleplay.transcript import Transcript

ROOT = Path(__file__).parents[2]
CODE = "import sys; from roleplay.cli import main; sys.exit(main(sys.argv[1:]))"


def call(number: int) -> dict[str, Any]:
    return {
        "id": f"call_{number}", "language": "en", "call_type": "discovery_visit",
        "turns": [
            {"speaker": "rep", "text": f"Good morning, Leo from Corvane. How do your {number} lines run today?"},
            {"speaker": "buyer", "text": "Three shifts. Nights often run over."},
            {"speaker": "rep", "text": "What happens to the morning deliveries when nights run over?"},
            {"speaker": "buyer", "text": f"We pay a penalty of {number} thousand."},
            {"speaker": "rep", "text": "Who else has to agree? Shall we walk the line on Tuesday at ten?"},
            {"speaker": "buyer", "text": "Fine."},
        ],
    }  # fmt: skip


def start(*arguments: str, cwd: Path = ROOT, **more: Any) -> subprocess.Popen[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("OPENAI_", "ROLEPLAY_"))}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    command = [sys.executable, "-c", CODE, *arguments]
    return subprocess.Popen(command, cwd=cwd, env={**clean, "PYTHONPATH": str(ROOT)}, text=True, **streams)


def run(*arguments: str, said: str | None = None) -> tuple[int, str, list[str]]:
    process = start(*arguments, stdin=subprocess.PIPE)
    out, err = process.communicate(said, timeout=60)
    assert "Traceback" not in err
    return process.returncode, out, err.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty calls: thirty files, in two folders, and ten lines."""
    folder = tmp_path / "calls"
    for number in range(30):
        path = folder / ("monday" if number % 2 else "tuesday") / f"{number:02}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(call(number)), encoding="utf-8")
    lines = "\n".join(json.dumps(call(number)) for number in range(30, 40))
    (folder / "wednesday.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", ["json", "html"])
def test_any_number_of_processes_gives_the_same_bytes(folder: Path, form: str) -> None:
    one, three = (run("score", str(folder), "--format", form, "--workers", n) for n in ("1", "3"))
    assert one == three
    assert one[0] == 0
    assert one[2] == []
    if form == "json":
        order = [*range(1, 30, 2), *range(0, 30, 2), *range(30, 40)]
        assert [card["transcript"] for card in json.loads(one[1])] == [f"call_{number}" for number in order]


def test_analyze_reads_folders_too(folder: Path) -> None:
    code, out, err = run("analyze", str(folder), "--format", "jsonl", "--workers", "2")
    assert (code, err) == (0, [])
    assert len(out.splitlines()) == 40


def test_a_folder_gives_a_list_even_if_it_holds_one_call(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(call(1)), encoding="utf-8")
    _, out, _ = run("score", str(tmp_path))
    assert [card["transcript"] for card in json.loads(out)] == ["call_1"]
    _, out, _ = run("score", str(tmp_path / "one.json"))
    assert json.loads(out)["transcript"] == "call_1"


def test_all_bad_ones_are_named_before_anything_is_printed(folder: Path) -> None:
    (folder / "monday" / "05.json").write_text("{", encoding="utf-8")
    with (folder / "wednesday.jsonl").open("a", encoding="utf-8") as lines:
        lines.write('\n{"turns": 3}\n')
    code, out, err = run("score", str(folder), "--format", "jsonl", "--workers", "2")
    assert (code, out) == (2, "")
    assert len(err) == 2
    assert "05.json: line 1 is not JSON at column 2" in err[0]
    assert "wednesday.jsonl: call 11: turns: a list belongs here — " in err[1]


def test_more_bad_ones_than_anybody_reads_are_counted(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{\n" * 50, encoding="utf-8")
    code, out, err = run("score", str(tmp_path / "bad.jsonl"))
    assert (code, out) == (2, "")
    assert len(err) == 21
    assert err[-1] == "roleplay score: and 30 more that cannot be used"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_with_keep_going_the_rest_is_done_and_the_exit_code_says_that_something_was_bad(
    folder: Path, workers: str
) -> None:
    (folder / "monday" / "05.json").write_text("{", encoding="utf-8")
    code, out, err = run("score", str(folder), "--keep-going", "--workers", workers)
    assert code == 2
    assert len(json.loads(out)) == 39
    assert "05.json" in err[0]
    assert err[1:] == ["roleplay score: 1 of 40 could not be used; the rest is done"]


def test_a_pipe_is_read_once() -> None:
    lines = "\n".join(json.dumps(call(number)) for number in range(3))
    code, out, err = run("score", "/dev/stdin", "--format", "jsonl", said=lines)
    assert (code, err) == (0, [])
    assert len(out.splitlines()) == 3
    code, _, err = run("score", "/dev/stdin", said="{")
    assert code == 2
    assert len(err) == 1


@pytest.mark.parametrize("workers", ["0", "-1", "many", "1.5"])
def test_a_number_of_processes_that_is_none_is_wrong_usage(workers: str) -> None:
    code, out, err = run("score", "x.json", f"--workers={workers}")
    assert (code, out) == (2, "")
    assert "use auto, or 1 or more" in err[-1]


def _shout(transcript: Transcript) -> str:
    if transcript.id == "call_3":
        raise ValueError("three\nis too many")
    return transcript.id.upper()


def _sources(number: int, taken: list[int]) -> Iterator[Source]:
    for n in range(number):
        taken.append(n)
        yield Source("calls.jsonl", json.dumps(call(n)).encode(), n + 1, n + 1)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_of_ours_in_one_call_is_told_and_takes_no_other_with_it(workers: int) -> None:
    outcomes = list(in_order(Task(_shout, Language.EN), _sources(100, []), workers))
    assert len(outcomes) == 100
    assert outcomes[2] == Outcome("CALL_2")
    assert outcomes[3] == Outcome(
        wrong="calls.jsonl: call_3: a fault of our own: ValueError: three is too many", ours=True
    )
    assert outcomes[99] == Outcome("CALL_99")


@pytest.mark.parametrize("workers", [1, 2])
def test_only_so_many_calls_are_held_at_once(workers: int) -> None:
    taken: list[int] = []
    results = in_order(Task(_shout, Language.EN), _sources(1000, taken), workers)
    for _ in range(10):
        next(results)
    assert len(taken) <= 100
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_ctrl_c_ends_all_processes_without_a_word(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    path, result = tmp_path / "many.jsonl", tmp_path / "result.jsonl"
    path.write_text("\n".join(json.dumps(call(number)) for number in range(5000)), encoding="utf-8")
    with result.open("w", encoding="utf-8") as stream:
        arguments = ("score", str(path), "--format", "jsonl", "--workers", "2", "--keep-going")
        process = start(*arguments, stdout=stream, process_group=0)
        deadline = time.monotonic() + 30
        while not result.stat().st_size and time.monotonic() < deadline:
            time.sleep(0.1)
        if sent is signal.SIGINT:
            os.killpg(process.pid, sent)
        else:
            process.terminate()
        _, err = process.communicate(timeout=30)
    assert process.returncode == code, err
    assert "Traceback" not in err
    cards = [json.loads(line)["transcript"] for line in result.read_text(encoding="utf-8").splitlines()]
    assert cards == [f"call_{number}" for number in range(len(cards))]
    assert 0 < len(cards) < 5000
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)

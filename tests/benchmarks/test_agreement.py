"""The agreement bench reads both formats, prints what its figures stand on, and lists every error with its context."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import agreement
import pytest
from judged import corpus_calls, gold_calls, judge, style_of

CALL = {
    "id": "one", "language": "en", "call_type": "discovery_visit", "rep_quality": "poor", "industry": "drinks",
    "turns": [
        {"speaker": "rep", "text": "Good morning, Leo from Corvane. How do the two lines run today?"},
        {"speaker": "buyer", "text": "Three shifts. Nights often run over."},
        {"speaker": "rep", "text": "Fine. Our kit costs $90,000, and this week there is a discount of 20%."},
        {"speaker": "buyer", "text": "I have not asked for a price."},
        {"speaker": "rep", "text": "I'll be in touch then, some time."},
        {"speaker": "buyer", "text": "Goodbye."},
    ],
}  # fmt: skip
LABELS = {
    "id": "one",
    "questions": [
        {"turn": 0, "quote": "How do the two lines run today?", "question": "open", "spin": "situation"},
        {"turn": 2, "quote": "Fine.", "question": "open", "spin": "problem"},
    ],
    "taboos": [{"id": "premature_price", "turns": [2]}, {"id": "idle_chatter", "turns": [0]}],
    "speech_faults": [],
}
CORPUS = """# 1 | discovery_visit | good | halting | drinks, lines
R - Good morning, Leo from Corvane.
R os How do the two lines, er, how do they run today?
B: Three shifts. Nights often run over.
R oi And when they run over, what happens to the deliveries?
B: We pay a penalty.
R - Our kit is ninety thousand.  #premature_price
B: I see.
! no_next_step
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold" / "en"
    folder.mkdir(parents=True)
    (folder / "one.json").write_text(json.dumps(CALL), encoding="utf-8")
    (folder / "one.labels.json").write_text(json.dumps(LABELS), encoding="utf-8")
    return tmp_path / "gold"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus" / "en" / "q.txt"
    path.parent.mkdir(parents=True)
    path.write_text(CORPUS, encoding="utf-8")
    return tmp_path / "corpus"


def printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    monkeypatch.setattr(sys, "argv", ["agreement.py", "--draws", "20", *arguments])
    assert agreement.main() == 0
    return capsys.readouterr().out


def test_both_formats_give_calls_with_labels_style_and_quality(gold: Path, corpus: Path) -> None:
    first, second = judge([*gold_calls(gold), *corpus_calls("en:q", corpus)])
    assert (first.call.style, first.call.writer, first.quality) == ("clean", "", 0)
    assert (second.call.style, second.call.writer, second.quality) == ("halting", "q", 2)
    assert first.call.gold.transcript.industry == "drinks"
    assert first.marks == {"premature_price": [2], "idle_chatter": [0]}
    assert second.marks == {"premature_price": [4], "no_next_step": []}


def test_a_call_that_asks_without_question_marks_is_read_as_a_recogniser_writes(gold: Path) -> None:
    path = gold / "en" / "one.json"
    path.write_text(path.read_text(encoding="utf-8").replace("?", ""), encoding="utf-8")
    labels = path.with_suffix(".labels.json")
    labels.write_text(labels.read_text(encoding="utf-8").replace("?", ""), encoding="utf-8")
    assert style_of(next(gold_calls(gold)).gold) == "recogniser"


def test_every_figure_says_on_what_it_stands(
    gold: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(monkeypatch, capsys, "--gold", str(gold), "--corpus", "en:q", "--corpus-root", str(corpus))
    assert "## en: 2 calls, 4 questions" in out
    assert "| question F1 | 4 questions | " in out
    assert "| premature_price | 2 | 2 | " in out
    assert "| halting | 1 | 2 | " in out
    assert "Labels are by language models" in out
    assert out.count("\n| ") > 35


def test_errors_come_with_call_turn_quote_and_what_gave_them(
    gold: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(monkeypatch, capsys, str(gold), "--errors")
    assert "one, turn 2: missed\n  buyer: Three shifts. Nights often run over.\n  gold:  open, problem: Fine.\n" in out
    assert "  gave:  none, none by " in out
    assert "one: taboo idle_chatter: in gold, not found (gold: turns 0)\n  why:   " in out


def test_a_folder_without_labelled_calls_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["agreement.py", str(tmp_path)])
    assert agreement.main() == 2
    assert "no labelled calls here" in capsys.readouterr().err

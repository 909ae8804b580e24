"""Calls in folders and in files of many lines: what is found, in which order, and how one bad one is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from roleplay.content import Source, read_source, sources
from roleplay.content.transcripts import MAX_BYTES
from roleplay.errors import InputError
from roleplay.terms import Language

CALL = {"turns": [{"speaker": "rep", "text": "Hello"}]}


def write(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text or json.dumps(CALL), encoding="utf-8")
    return path


def refused(source: Source, language: Language = Language.EN) -> str:
    with pytest.raises(InputError) as caught:
        read_source(source, language)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_folder_gives_its_files_in_the_order_of_the_names(tmp_path: Path) -> None:
    for name in (
        "b.json",
        "a/2.json",
        "a/1.jsonl",
        "c.ndjson",
        ".hidden.json",
        "b.labels.json",
        "notes.txt",
        ".git/x.json",
    ):
        write(tmp_path / name)
    (tmp_path / "loop").symlink_to(tmp_path)
    found = [Path(source.path).relative_to(tmp_path).as_posix() for source in sources([tmp_path])]
    assert found == ["a/1.jsonl", "a/2.json", "b.json", "c.ndjson"]


def test_lines_are_calls_with_their_numbers(tmp_path: Path) -> None:
    path = write(
        tmp_path / "many.jsonl", "\ufeff" + json.dumps(CALL) + "\n\n" + json.dumps({**CALL, "id": "x"}) + "\r\n"
    )
    found = list(sources([path]))
    assert [(source.call, source.line) for source in found] == [(1, 1), (2, 3)]
    assert [call.id for source in found for call in read_source(source)] == ["many_1", "x"]


def test_a_bad_line_is_told_with_its_place_and_the_others_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "many.jsonl", "{\n" + json.dumps(CALL) + '\n{"turns": 3}\n')
    broken, good, shapeless = sources([path])
    assert refused(broken).startswith(f"{path}: line 1 is not JSON at column ")
    assert read_source(good)[0].id == "many_2"
    assert refused(shapeless).startswith(f"{path}: call 3: turns: a list belongs here — ")
    assert refused(Source(str(path), b'{"turns": []}\xff', 1, 1)).startswith(
        f"{path}: call 1: the file is not in UTF-8"
    )


def test_a_line_of_any_length_costs_no_more_than_the_limit(tmp_path: Path) -> None:
    path = write(tmp_path / "long.jsonl", '{"turns": "' + "a" * (2 * MAX_BYTES) + '"}\n' + json.dumps(CALL))
    long, good = sources([path])
    assert len(long.data or b"") == MAX_BYTES + 1
    assert refused(long) == f"{path}: call 1: the line is larger than 10 MB — split the call"
    assert refused(long, Language.ZH_HANS) == f"{path}: 第 1 通: 这一行超过 10 MB — 请把这一通拆开"
    assert read_source(good)[0].id == "long_2"


def test_a_folder_without_calls_and_a_missing_file_are_refused_when_they_are_read(tmp_path: Path) -> None:
    (empty,) = sources([tmp_path])
    assert refused(empty).endswith(
        "there is no call in this folder — calls are files that end in .json, .jsonl or .ndjson"
    )
    assert "这个文件夹里没有通话" in refused(empty, Language.ZH_HANS)
    for name in ("nowhere.json", "nowhere.jsonl"):
        (missing,) = sources([tmp_path / name])
        assert "there is no such file" in refused(missing)
    (blank,) = sources([write(tmp_path / "blank.jsonl", "\n\n")])
    assert "the file is empty" in refused(blank)


def test_a_folder_that_may_not_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.scandir", refuse)
    (closed,) = sources([tmp_path])
    assert "cannot be opened (Permission denied)" in refused(closed)

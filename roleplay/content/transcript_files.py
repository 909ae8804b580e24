"""Finds calls in files and folders, one at a time: any number of them needs the memory of one.

A file of JSON lines is read line by line, so it may be of any size; any other file holds at most 10 MB. In a folder
every file that ends in ``.json``, ``.jsonl`` or ``.ndjson`` is taken, in the order of the names, folders within it
where their name stands; hidden ones, labels (``*.labels.json``) and folders behind a link are passed over.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from roleplay.content.transcripts import JSON_LINES, MAX_BYTES, parse_line, read_transcripts, refusal
from roleplay.errors import InputError
from roleplay.terms import Language
from roleplay.transcript import Transcript

_ENDINGS = (".json", *JSON_LINES)
_LABELS = ".labels.json"


class Source(NamedTuple):
    """Where to read: a whole file, or one call of a file of JSON lines with its bytes. Small, and can be sent about."""

    path: str
    data: bytes | None = None
    call: int = 0
    line: int = 0


def sources(paths: Iterable[Path]) -> Iterator[Source]:
    """Yield where the calls in ``paths`` are. Nothing is checked here; what is wrong is told when it is read."""
    for path in paths:
        for file in _files(path) if path.is_dir() else (str(path),):
            if file.endswith(JSON_LINES):
                yield from _lines(file)
            else:
                yield Source(file)


def read_source(source: Source, language: Language = Language.EN) -> tuple[Transcript, ...]:
    """Read the calls there: one for a line, one or more for a file.

    Args:
        source: as ``sources`` gave it.
        language: of the messages.

    Raises:
        InputError: it cannot be used; one line: file, where, what is wrong, how to mend it.
    """
    if source.data is not None:
        call = parse_line(source.data, source.path, call=source.call, line=source.line, language=language)
        return (call,)
    path = Path(source.path)
    if path.is_dir():
        raise _refused_folder(path, language)
    return read_transcripts(path, language)


def _refused_folder(path: Path, language: Language) -> InputError:
    try:
        os.scandir(path).close()
    except OSError as error:
        return refusal(str(path), "unreadable", language, reason=error.strerror or type(error).__name__)
    return refusal(str(path), "empty_folder", language)


def _files(folder: Path) -> Iterator[str]:
    """The files in a folder; the folder itself where there is none, so that reading it tells what is wrong."""
    found = False
    for file in _walk(str(folder)):
        found = True
        yield file
    if not found:
        yield str(folder)


def _walk(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            kept = sorted((e.name, e.is_dir(follow_symlinks=False)) for e in entries if _taken(e))
    except OSError:
        yield folder
        return
    for name, is_folder in kept:
        path = str(Path(folder, name))
        if is_folder:
            yield from _walk(path)
        else:
            yield path


def _taken(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return False
    if entry.is_dir(follow_symlinks=False):
        return True
    return entry.name.endswith(_ENDINGS) and not entry.name.endswith(_LABELS) and entry.is_file()


def _lines(file: str) -> Iterator[Source]:
    """One source a line; the file itself where it holds no call or cannot be opened."""
    call = 0
    try:
        with Path(file).open("rb") as stream:
            for number, line in enumerate(iter(lambda: stream.readline(MAX_BYTES + 1), b""), start=1):
                if len(line) > MAX_BYTES:
                    _skip_line(stream)
                if line.strip(b"\xef\xbb\xbf \t\r\n"):
                    call += 1
                    yield Source(file, line, call, number)
    except OSError:
        call = 0
    if call == 0:
        yield Source(file)


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(MAX_BYTES)) and not rest.endswith(b"\n"):
        pass

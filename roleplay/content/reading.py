"""Reads content files one by one: bytes to a checked value, and all faults on the way."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from roleplay.content.field_faults import field_faults
from roleplay.content.kinds import KINDS, LINES, PLACES, RUBRIC, Kind, kind_of_keys, kind_of_place
from roleplay.content.messages import severity, word
from roleplay.content.problem import Fault, Problem
from roleplay.content.problem import Path as Place
from roleplay.content.yaml_source import MAX_BYTES, Source, read_yaml
from roleplay.terms import Language

SUFFIXES = (".yaml", ".yml")


@dataclass
class Entry:
    """One content file as far as it could be read. ``value`` is None where its model refuses it."""

    file: Path
    label: str
    kind: Kind | None = None
    source: Source | None = None
    value: Any = None
    faults: list[Fault] = field(default_factory=list)
    placed: bool = True

    @property
    def broken(self) -> bool:
        """True if the file has an error, so that it cannot be used as it is."""
        return any(severity(fault.id) == "error" for fault in self.faults)

    def problems(self, language: Language) -> list[Problem]:
        """What is wrong, in ``language``, by line."""
        worded = [word(fault, file=self.label, language=language, source=self.source) for fault in self.faults]
        return sorted(worded, key=lambda problem: problem.line)


def tree_entries(root: Path, prefix: str = "", only: str = "") -> list[Entry]:
    """Read every content file under ``root``, or under its folder ``only``; labels are paths from ``root``, in order.

    YAML files that lie where nothing is read from are told, too.
    """
    entries = []
    for top in (only,) if only else ("personas", "rubrics"):
        for file in _yaml_files(root / top):
            inside = file.relative_to(root)
            kind = kind_of_place(inside, whole=True)
            entry = Entry(file, Path(prefix, inside).as_posix(), kind)
            if kind is None:
                entry.faults.append(Fault("misplaced", line=1, slots={"places": PLACES}))
            else:
                _read(entry)
            entries.append(entry)
    return sorted(entries, key=lambda entry: entry.label)


def loose_entries(path: Path, label: str) -> list[Entry]:
    """Read a file, or all YAML files of a folder, that lie outside the places of the content's root."""
    if path.is_dir():
        found = [(file, Path(label, file.relative_to(path)).as_posix()) for file in _yaml_files(path)]
    else:
        found = [(path, label)]
    return [_loose(file, name) for file, name in found]


def content_hash(source: Source) -> str:
    """Eight hex digits of what a file says; comments, order of keys and layout do not count."""
    canonical = json.dumps(source.data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "replace")).hexdigest()[:8]


def salvage(entry: Entry) -> Any:
    """What can still be used of a file of lines or traits when the entries with errors are left out; or None."""
    if entry.source is None or entry.kind is None:
        return None
    depth = 2 if entry.kind is LINES else 1
    data = copy.deepcopy(entry.source.data)
    places = {fault.path[:depth] for fault in entry.faults if fault.path and severity(fault.id) == "error"}
    for place in sorted(places, key=_last_first):
        _drop(data, place)
    try:
        return entry.kind.adapter().validate_python(data)
    except ValidationError:
        return None


def _last_first(place: Place) -> tuple[str, int]:
    position = place[1] if len(place) > 1 else 0
    return str(place[0]), -position if isinstance(position, int) else 0


def _drop(data: Any, place: Place) -> None:
    for step in place[:-1]:
        data = data.get(step) if isinstance(data, dict) else None
    if isinstance(data, list) and isinstance(place[-1], int) and place[-1] < len(data):
        del data[place[-1]]
    elif isinstance(data, dict):
        data.pop(place[-1], None)


def _yaml_files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        if file.suffix in SUFFIXES and not file.name.startswith(".") and file.is_file():
            yield file


def _loose(file: Path, label: str) -> Entry:
    entry = Entry(file, label, placed=False)
    if file.suffix not in SUFFIXES:
        entry.faults.append(Fault("not_yaml", line=1))
        return entry
    entry.kind = kind_of_place(file.resolve(), whole=False)
    _read(entry)
    if entry.kind is None and entry.source is not None:
        entry.faults.append(Fault("unknown_kind", line=1, slots={"places": PLACES}))
    return entry


def _read(entry: Entry) -> None:
    try:
        with entry.file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        entry.faults.append(Fault("unreadable", line=1, slots={"reason": error.strerror or type(error).__name__}))
        return
    entry.source, faults = read_yaml(data)
    entry.faults += faults
    if entry.source is None:
        return
    if entry.kind is None:
        entry.kind = kind_of_keys(entry.source.data)
    if entry.kind is None:
        return
    try:
        entry.value = entry.kind.adapter().validate_python(entry.source.data)
    except ValidationError as error:
        entry.faults += field_faults(error, entry.kind.type(), entry.source.data)
    if entry.kind is RUBRIC and entry.value is not None:
        version = f"{entry.value.version}+{content_hash(entry.source)}"
        entry.value = entry.value.model_copy(update={"version": version})


def of_kind(entries: Iterable[Entry], kind: Kind) -> list[Entry]:
    """The entries of one kind."""
    assert kind in KINDS  # noqa: S101 - a closed set
    return [entry for entry in entries if entry.kind is kind]

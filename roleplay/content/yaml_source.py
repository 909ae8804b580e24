"""Reads one YAML file for an author: text stays as written, each value knows its line, nothing is dropped.

Only the event level of ruamel.yaml is used. So ``no``, ``12:30`` and ``1e3`` stay the words they are (a model that
wants a number makes one of them), a key that stands twice is seen, and neither tags nor endless aliases reach anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from roleplay.content.problem import Fault, Path
from roleplay.content.yaml_events import Unreadable, events

MAX_BYTES = 500_000
MAX_LINE = 10_000
MAX_VALUES = 20_000
MAX_DEPTH = 40

Data = str | None | list[Any] | dict[str, Any]
"""What a file says: texts, nothing, lists and mappings. Numbers are still text."""

_UNSAYABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_HAN = "\u3001-\u303f\u3400-\u9fff\uff01-\uff5e“”‘’…—"
_FOLDED = re.compile(f"(?<=[{_HAN}]) (?=[{_HAN}])")


@dataclass(frozen=True)
class Source:
    """A file that could be read. ``lines`` knows where every key and list item stands, counted from 1."""

    data: dict[str, Data]
    lines: dict[Path, int]
    comments: tuple[str, ...] = ()

    def line(self, path: Path) -> int:
        """The line of ``path``, or of the nearest thing around it that stands in the file."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return self.lines.get((), 1)


@dataclass
class _Node:
    """A value under construction. ``size`` and ``depth`` count what aliases stand for, too."""

    line: int
    value: str | None = None
    items: list[_Node] | None = None
    pairs: list[tuple[_Node, _Node]] | None = None
    key: _Node | None = None
    anchor: str | None = None
    size: int = 1
    depth: int = 1

    def add(self, child: _Node) -> None:
        """Put a finished child in its place."""
        if self.items is not None:
            self.items.append(child)
        elif self.pairs is not None and self.key is None:
            self.key = child
        elif self.pairs is not None and self.key is not None:
            self.pairs.append((self.key, child))
            self.key = None
        self.size += child.size
        self.depth = max(self.depth, child.depth + 1)


@dataclass
class _Flattening:
    """Turns nodes into plain data and notes lines and faults on the way."""

    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def flatten(self, node: _Node, path: Path) -> Data:
        if node.items is not None:
            return [self._at(item, (*path, i)) for i, item in enumerate(node.items)]
        if node.pairs is not None:
            return self._mapping(node.pairs, path)
        if node.value is not None and _UNSAYABLE.search(node.value):
            self.faults.append(Fault("control_character", path, node.line))
            return _UNSAYABLE.sub("\ufffd", node.value)
        return node.value

    def _at(self, node: _Node, path: Path) -> Data:
        self.lines[path] = node.line
        return self.flatten(node, path)

    def _mapping(self, pairs: list[tuple[_Node, _Node]], path: Path) -> dict[str, Data]:
        result: dict[str, Data] = {}
        for key, value in pairs:
            if key.items is not None or key.pairs is not None:
                self.faults.append(Fault("yaml_key", path, key.line))
                continue
            name = _UNSAYABLE.sub("\ufffd", key.value or "")
            here = (*path, name)
            if name in result:
                self.faults.append(Fault("duplicate_key", here, key.line, {"first": str(self.lines[here])}))
                continue
            self.lines[here] = key.line
            result[name] = self.flatten(value, here)
        return result


def read_yaml(data: bytes) -> tuple[Source | None, list[Fault]]:
    """Read the bytes of a content file.

    Returns:
        What the file says, or None where it cannot be made out, and all that is wrong with its form. A file is a
        mapping at its top; at most 500 kB, 10,000 characters a line and 20,000 values (aliases counted out), 40 levels
        deep: more than any author needs, and little enough to be read in a second.
    """
    if len(data) > MAX_BYTES:
        return None, [Fault("too_big", line=1)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [Fault("not_utf8", line=data.count(b"\n", 0, error.start) + 1)]
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE:
            return None, [Fault("line_too_long", line=number)]
    try:
        root = _build(events(text))
    except Unreadable as unreadable:
        return None, [unreadable.fault]
    if root is None or (root.items is None and root.pairs is None and root.value is None):
        return None, [Fault("empty_file", line=1)]
    if root.pairs is None:
        return None, [Fault("top_level_list" if root.items is not None else "top_level_text", line=root.line)]
    flattening = _Flattening()
    flat = flattening.flatten(root, ())
    flattening.lines[()] = root.line
    assert isinstance(flat, dict)  # noqa: S101 - a node with pairs
    return Source(flat, flattening.lines, _leading_comments(text)), flattening.faults


def _leading_comments(text: str) -> tuple[str, ...]:
    """The comment lines before the first line that says something."""
    comments = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            break
        if line.startswith("#"):
            comments.append(line)
    return tuple(comments)


@dataclass
class _Builder:
    """Puts the events of one document together, within bounds."""

    root: _Node | None = None
    stack: list[_Node] = field(default_factory=list)
    anchors: dict[str, _Node] = field(default_factory=dict)
    documents: int = 0
    total: int = 0

    def take(self, event: Event) -> None:
        """Take the next event.

        Raises:
            Unreadable: a second document, a tag, an unknown alias, or too many or too deep values.
        """
        line = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise Unreadable(Fault("second_document", line=line))
        elif isinstance(event, SequenceStartEvent | MappingStartEvent):
            self.stack.append(_open(event, line))
            if len(self.stack) > MAX_DEPTH:
                raise Unreadable(Fault("too_deep", line=line))
        elif isinstance(event, SequenceEndEvent | MappingEndEvent):
            self._finish(self.stack.pop(), 1, line)
        elif isinstance(event, AliasEvent):
            node = _alias(event, self.anchors, line)
            self._finish(node, node.size, line)
        elif isinstance(event, ScalarEvent):
            self._finish(_open(event, line), 1, line)

    def _finish(self, node: _Node, size: int, line: int) -> None:
        if node.anchor is not None:
            self.anchors[node.anchor] = node
        self.total += size
        if self.total > MAX_VALUES:
            raise Unreadable(Fault("too_many_values", line=line))
        if not self.stack:
            self.root = node
            return
        self.stack[-1].add(node)
        if len(self.stack) + node.depth > MAX_DEPTH:
            raise Unreadable(Fault("too_deep", line=line))


def _build(found: Iterator[Event]) -> _Node | None:
    builder = _Builder()
    for event in found:
        builder.take(event)
    return builder.root


def _alias(event: AliasEvent, anchors: dict[str, _Node], line: int) -> _Node:
    known = anchors.get(event.anchor)
    if known is None:
        raise Unreadable(Fault("unknown_alias", line=line, slots={"alias": f"*{event.anchor}"}))
    return _Node(line, known.value, known.items, known.pairs, size=known.size, depth=known.depth)


def _open(event: ScalarEvent | SequenceStartEvent | MappingStartEvent, line: int) -> _Node:
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise Unreadable(Fault("yaml_tag", line=line, slots={"tag": str(tag)}))
    if isinstance(event, SequenceStartEvent):
        return _Node(line, items=[], anchor=event.anchor)
    if isinstance(event, MappingStartEvent):
        return _Node(line, pairs=[], anchor=event.anchor)
    return _Node(line, value=_text_of(event), anchor=event.anchor)


def _text_of(event: ScalarEvent) -> str | None:
    """The text as written; None where nothing, ``~`` or ``null`` stands without quotes."""
    value = str(event.value)
    if event.style is None and value in ("", "~", "null"):
        return None
    if event.style != "|" and event.end_mark.line > event.start_mark.line:
        # A line break in folded text becomes a space, which Chinese does not have.
        value = _FOLDED.sub("", value)
    return value.rstrip("\n")

"""Careful access to what stands in a file that may be wrong in any way."""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.content.problem import Path
from roleplay.content.yaml_source import Data
from roleplay.terms import Language

_LANGUAGES = frozenset(language.value for language in Language)


def text(data: Data, key: str) -> str:
    """The text at ``key``, or '' where there is none."""
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, str) else ""


def texts(data: Data, key: str) -> Iterator[tuple[int, str]]:
    """The texts of the list at ``key`` with their positions."""
    value = data.get(key) if isinstance(data, dict) else None
    for i, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, str):
            yield i, item


def mappings(data: Data, key: str) -> Iterator[tuple[int, dict[str, Data]]]:
    """The mappings of the list at ``key`` with their positions."""
    value = data.get(key) if isinstance(data, dict) else None
    for i, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield i, item


def mapping(data: Data, key: str) -> dict[str, Data]:
    """The mapping at ``key``, or an empty one."""
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, dict) else {}


def number(data: Data, key: str) -> float | None:
    """The number at ``key``, or None."""
    try:
        return float(text(data, key))
    except ValueError:
        return None


def walk(data: Data, path: Path = ()) -> Iterator[tuple[Path, Data]]:
    """Everything in ``data`` with its place, outermost first."""
    yield path, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from walk(value, (*path, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from walk(value, (*path, i))


def is_local_text(data: Data) -> bool:
    """True for a mapping from languages to texts."""
    return isinstance(data, dict) and bool(data) and data.keys() <= _LANGUAGES

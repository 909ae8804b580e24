"""What may stand at a place in a content file, read off the models' type annotations."""

from __future__ import annotations

import types
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from roleplay.content.problem import Path
from roleplay.content.yaml_source import Data


def keys_at(root: Any, path: Path, data: Data) -> tuple[str, ...]:
    """The keys that may stand in the mapping at ``path`` of a file of type ``root``; none where any may."""
    found: list[str] = []
    for annotation in _candidates(root, path, data):
        for key in _keys(annotation):
            if key not in found:
                found.append(key)
    return tuple(found)


def choices_at(root: Any, path: Path, data: Data) -> tuple[str, ...]:
    """The words that may stand at ``path``; none where it is not a choice."""
    return tuple(dict.fromkeys(c for annotation in _candidates(root, path, data) for c in _choices(annotation)))


def is_list_at(root: Any, path: Path, data: Data) -> bool:
    """True where a list belongs at ``path``."""
    return any(get_origin(annotation) in (tuple, list) for annotation in _candidates(root, path, data))


def _keys(annotation: Any) -> Iterable[str]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [field.alias or name for name, field in annotation.model_fields.items()]
    if get_origin(annotation) is dict:
        return _choices(_bare(get_args(annotation)[0]))
    return ()


def _choices(annotation: Any) -> Iterable[str]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return [member.value for member in annotation]
    if get_origin(annotation) is Literal:
        return [str(value) for value in get_args(annotation)]
    return ()


def _candidates(root: Any, path: Path, data: Data) -> list[Any]:
    """The types that may stand at ``path``; of a union of models those whose fixed words agree with what is written."""
    here: Data = data
    types_here = _fitting(_alternatives(root), here)
    for step in path:
        here = _step(here, step)
        inner = [a for annotation in types_here for a in _children(annotation, step)]
        types_here = _fitting(inner, here)
    return types_here


def _step(data: Data, step: str | int) -> Data:
    if isinstance(data, dict) and isinstance(step, str):
        return data.get(step)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]  # type: ignore[no-any-return]
    return None


def _children(annotation: Any, step: str | int) -> list[Any]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if step in (name, field.alias):
                return _alternatives(field.annotation)
        return []
    arguments = get_args(annotation)
    if get_origin(annotation) in (tuple, list, set, frozenset) and arguments:
        return _alternatives(arguments[0])
    if get_origin(annotation) is dict:
        return _alternatives(arguments[1])
    return []


def _bare(annotation: Any) -> Any:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def _alternatives(annotation: Any) -> list[Any]:
    annotation = _bare(annotation)
    if get_origin(annotation) in (Union, types.UnionType):
        return [a for argument in get_args(annotation) for a in _alternatives(argument)]
    return [annotation]


def _fitting(annotations: list[Any], data: Data) -> list[Any]:
    if not isinstance(data, dict) or len(annotations) < 2:
        return annotations
    fitting = [a for a in annotations if _agrees(a, data)]
    return fitting or annotations


def _agrees(annotation: Any, data: dict[str, Data]) -> bool:
    if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return False
    for name, field in annotation.model_fields.items():
        fixed = _bare(field.annotation)
        words = get_args(fixed) if get_origin(fixed) is Literal else ()
        if len(words) == 1 and data.get(name) not in (None, *words):
            return False
    return True

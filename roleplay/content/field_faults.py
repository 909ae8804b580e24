"""Turns what pydantic found into faults that name a key of the file and a message of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from roleplay.content.near import nearest
from roleplay.content.problem import Fault, Path, Slot
from roleplay.content.shape import choices_at, is_list_at, keys_at
from roleplay.content.yaml_source import Data

_ID_PATTERN = r"^[a-z][a-z0-9_]*$"
_SHOWN = 40

# pydantic's error type -> our message, where the type alone decides.
_BY_TYPE = {
    "string_unicode": "control_character",
    "tuple_type": "not_list", "list_type": "not_list", "set_type": "not_list", "frozen_set_type": "not_list",
    "iterable_type": "not_list",
    "int_parsing": "not_whole", "int_type": "not_whole", "int_from_float": "not_whole", "int_parsing_size": "not_whole",
    "float_parsing": "not_number", "float_type": "not_number", "finite_number": "not_number",
    "bool_parsing": "not_yes_no", "bool_type": "not_yes_no",
}  # fmt: skip
_MAPPINGS = frozenset({"model_type", "model_attributes_type", "dict_type", "mapping_type", "dataclass_type"})
_BOUNDS = {
    "greater_than": ("not_above", "gt"), "greater_than_equal": ("below", "ge"),
    "less_than": ("not_below", "lt"), "less_than_equal": ("above", "le"),
}  # fmt: skip


def field_faults(error: ValidationError, model: Any, data: Data) -> list[Fault]:
    """Return one fault for each thing that ``model`` did not accept in ``data``, in pydantic's order.

    A key that is missing because it is misspelt is told once, as the misspelling.
    """
    faults = _unique(_faults(error, model, data))
    misspelt = {(*f.path[:-1], f.slots["near"]) for f in faults if f.id == "unknown_key_near"}
    return [f for f in faults if not (f.id == "missing" and f.path in misspelt)]


def _unique(faults: Iterator[Fault]) -> list[Fault]:
    seen: dict[tuple[str, Path], Fault] = {}
    for fault in faults:
        seen.setdefault((fault.id, fault.path), fault)
    return list(seen.values())


def _faults(error: ValidationError, model: Any, data: Data) -> Iterator[Fault]:
    for detail in error.errors(include_url=False):
        path, value, is_key = _place(detail["loc"], data)
        if detail["type"] != "missing" and not is_key and not _stands(path, data):
            continue  # A branch of a union, or settings that another model refused: nothing an author wrote.
        if detail["type"] == "too_short" and isinstance(value, list) and len(value) > detail["ctx"]["actual_length"]:
            continue  # Items with faults are not counted; those faults are told on their own.
        yield _fault(detail, path, path[-1] if is_key else value, model, data)


def _place(loc: tuple[int | str, ...], data: Data) -> tuple[Path, Data, bool]:
    """The path in the file, what stands there, and whether the fault is of the key itself.

    pydantic's place holds steps that no author wrote: the branch of a union, ``[key]``. They are left out.
    """
    path: list[int | str] = []
    here = data
    for number, step in enumerate(loc):
        last = number == len(loc) - 1
        if step == "[key]":
            return tuple(path), here, True
        if isinstance(here, dict) and (step in here or last):
            here = here.get(str(step))
            path.append(str(step))
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
            path.append(step)
    return tuple(path), here, False


def _stands(path: Path, data: Data) -> bool:
    for step in path:
        if isinstance(data, dict) and step in data:
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return False
    return True


def _fault(detail: ErrorDetails, path: Path, value: Data | int, model: Any, data: Data) -> Fault:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return Fault("missing", path, slots={"hint": _hint(path, model, data)})
    if kind == "extra_forbidden":
        return _unknown_key(path, value, model, data)
    if kind in ("value_error", "assertion_error"):
        return _broken_rule(str(context.get("error", detail["msg"])), path, model, data)
    if value is None:
        return Fault("no_value", path)
    if kind in _MAPPINGS:
        allowed = keys_at(model, path, data)
        return Fault("not_mapping", path, slots={"allowed": allowed}) if allowed else Fault("not_keyed", path)
    return _value_fault(detail, path, value)


def _value_fault(detail: ErrorDetails, path: Path, value: Data | int) -> Fault:
    """What is wrong with something that stands where it belongs."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in ("enum", "literal_error"):
        return choice_fault(path, value, re.findall(r"'([^']*)'", str(context.get("expected", ""))))
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _union_fault(kind, context, path)
    if kind in _BOUNDS:
        message, bound = _BOUNDS[kind]
        return Fault(message, path, slots={"value": shown(value), "limit": f"{context[bound]:g}"})
    if kind == "string_type":
        return Fault("not_text", path)
    if kind.startswith("string_"):
        return _text_fault(kind, context, path, value)
    if kind in ("too_short", "too_long"):
        length, limit = str(context["actual_length"]), context.get("min_length", context.get("max_length"))
        return Fault(f"list_{kind}", path, slots={"length": length, "limit": str(limit)})
    if kind in _BY_TYPE:
        return Fault(_BY_TYPE[kind], path, slots={"value": shown(value)})
    return Fault("other", path, slots={"text": detail["msg"]})


def shown(value: Data | int) -> str:
    """What stands in the file, short enough for a message of one line."""
    if isinstance(value, dict | list):
        return "[…]" if isinstance(value, list) else "{…}"
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def choice_fault(path: Path, value: Data | int, allowed: list[str]) -> Fault:
    """The value is none of ``allowed``; the nearest of them is offered."""
    near = nearest(value, allowed) if isinstance(value, str) else None
    slots: dict[str, Slot] = {"value": shown(value), "allowed": tuple(allowed)}
    if near is not None:
        return Fault("wrong_choice_near", path, slots={**slots, "near": near})
    return Fault("wrong_choice", path, slots=slots)


def _hint(path: Path, model: Any, data: Data) -> str:
    choices = choices_at(model, path, data)
    if choices and len(choices) <= 8:
        return f"{path[-1]}: {' | '.join(choices)}"
    return f"{path[-1]}: […]" if is_list_at(model, path, data) else f"{path[-1]}: …"


def _unknown_key(path: Path, value: Data | int, model: Any, data: Data) -> Fault:
    allowed = keys_at(model, path[:-1], data)
    key = str(path[-1])
    near = nearest(key, allowed)
    if near is not None:
        return Fault("unknown_key_near", path, slots={"near": near})
    if value is None and not re.fullmatch(r"[A-Za-z_]\w*", key, re.ASCII):
        return Fault("stray_comma", path)
    return Fault("unknown_key", path, slots={"allowed": allowed})


def _broken_rule(text: str, path: Path, model: Any, data: Data) -> Fault:
    """A model's own rule; where its text begins with a key of the model, that key is the place."""
    key, colon, rest = text.partition(": ")
    if colon and key in keys_at(model, path, data):
        return Fault("rule_broken", (*path, key), slots={"text": rest})
    return Fault("rule_broken", path, slots={"text": text})


def _union_fault(kind: str, context: dict[str, Any], path: Path) -> Fault:
    name = str(context["discriminator"]).strip("'")
    if kind == "union_tag_not_found":
        return Fault("choice_key_missing", path, slots={"name": name})
    allowed = re.findall(r"'([^']*)'", str(context["expected_tags"]))
    return choice_fault((*path, name), str(context["tag"]), allowed)


def _text_fault(kind: str, context: dict[str, Any], path: Path, value: Data | int) -> Fault:
    if kind == "string_too_short":
        limit = str(context["min_length"])
        return Fault("empty_text", path) if value == "" else Fault("text_too_short", path, slots={"limit": limit})
    if kind == "string_too_long":
        return Fault("text_too_long", path, slots={"limit": str(context["max_length"])})
    if kind == "string_pattern_mismatch" and context.get("pattern") == _ID_PATTERN:
        return Fault("wrong_id", path, slots={"value": shown(value)})
    if kind == "string_pattern_mismatch":
        return Fault("wrong_form", path, slots={"value": shown(value)})
    return Fault("control_character", path)

"""JSON schemas for editors: completion and hover text while a trainer writes. ``make schemas`` writes them anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from roleplay.content.kinds import KINDS, RUBRIC, Kind

Schema = dict[str, Any]


def schema_of(kind: Kind) -> str:
    """The JSON schema of a kind of file, as the text of its schema file."""
    schema: Schema = kind.adapter().json_schema()
    if kind is RUBRIC:
        _add_settings(schema)
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": kind.place,
        **_without_titles(schema),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def write_schemas(root: Path) -> list[Path]:
    """Write the schemas under ``root`` and return the files whose text changed."""
    folder = root / "personas" / "schemas"
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for kind in KINDS:
        file, text = folder / kind.schema, schema_of(kind)
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8", newline="\n")
            changed.append(file)
    return changed


def _add_settings(schema: Schema) -> None:
    """Say which settings each check, taboo and fault has: the rubric's model leaves that to the check it names."""
    from roleplay.scoring import registry

    definitions: Schema = schema["$defs"]
    definitions.pop("CheckSettings", None)
    criterion = definitions["Criterion"]
    for name in ("settings", "check"):
        _keep_description(criterion["properties"], name)
    criterion["properties"]["check"]["enum"] = sorted(registry.checks())
    criterion["allOf"] = [
        {
            "if": {"properties": {"check": {"const": name}}, "required": ["check"]},
            "then": {"properties": {"settings": _settings(definitions, check.settings)}},
        }
        for name, check in sorted(registry.checks().items())
    ]
    _keep_description(definitions["Rule"]["properties"], "settings")
    # Each taboo's rule is the general one plus its own settings; so the general one must not close the list of keys.
    for group, known in (("taboos", registry.taboos()), ("speech_faults", registry.faults())):
        place = schema["properties"][group]
        rules = {
            str(name): {
                "allOf": [
                    {"$ref": "#/$defs/Rule"},
                    {"properties": {"settings": _settings(definitions, check.settings)}},
                ]
            }
            for name, check in known.items()
        }
        schema["properties"][group] = {
            "type": "object",
            "description": place.get("description", ""),
            "properties": rules,
            "additionalProperties": False,
        }


def _keep_description(properties: Schema, name: str) -> None:
    properties[name] = {key: value for key, value in properties[name].items() if key == "description"}


def _settings(definitions: Schema, model: type[BaseModel]) -> Schema:
    schema = model.model_json_schema(ref_template="#/$defs/{model}")
    definitions.update(schema.pop("$defs", {}))
    return schema


def _without_titles(value: Any) -> Any:
    """The schema without pydantic's titles, which only repeat the keys."""
    if isinstance(value, list):
        return [_without_titles(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept: Schema = {}
    for key, item in value.items():
        if key in ("properties", "$defs"):
            kept[key] = {name: _without_titles(inner) for name, inner in item.items()}
        elif key != "title":
            kept[key] = _without_titles(item)
    return kept


if __name__ == "__main__":
    write_schemas(Path(__file__).parent.parent.parent)

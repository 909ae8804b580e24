"""Plain words for what is wrong, in the author's language. The words themselves are in ``text/messages.toml``."""

from __future__ import annotations

from typing import Any

from roleplay.content.problem import Fault, Path, Problem, Slot
from roleplay.content.yaml_source import Data, Source
from roleplay.data import load_toml
from roleplay.terms import Language

_JOINED = {Language.EN: ", ", Language.ZH_HANS: "、", Language.ZH_HANT: "、"}


def word(fault: Fault, *, file: str, language: Language, source: Source | None = None) -> Problem:
    """Say ``fault`` of ``file`` in ``language``; ``source`` gives line and names of keys, if it could be read."""
    message = load_toml("roleplay.content", "text/messages.toml")[fault.id]
    slots = {name: _filled(slot, language) for name, slot in fault.slots.items()}
    what, mend = (text.format_map(slots) for text in message[language.value])
    line = fault.line or (source.line(fault.path) if source is not None else 1)
    key = key_of(fault.path, source.data if source is not None else None)
    return Problem(file=file, line=line, key=key, what=what, mend=mend, severity=severity(fault.id))


def severity(message: str) -> Any:
    """Whether a message keeps a file out ("error") or not ("warning")."""
    return load_toml("roleplay.content", "text/messages.toml")[message].get("severity", "error")


def key_of(path: Path, data: Data) -> str:
    """Name a place for people: ``needs[downtime].problem``; an item without an id goes by its number, from 1."""
    name = ""
    here = data
    for step in path:
        if isinstance(step, int):
            here = here[step] if isinstance(here, list) and step < len(here) else None
            id_ = here.get("id") if isinstance(here, dict) else None
            name += f"[{id_ if isinstance(id_, str) and id_ else step + 1}]"
        else:
            here = here.get(step) if isinstance(here, dict) else None
            name += f".{step}" if name else step
    return " ".join(name.split())


def _filled(slot: Slot, language: Language) -> str:
    return slot if isinstance(slot, str) else _JOINED[language].join(slot)

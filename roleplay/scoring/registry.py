"""Finds checks, taboos and faults by the names of their files. A new one is a new file, nothing else."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Generic, TypeVar

from roleplay.scoring.call import Call
from roleplay.scoring.findings import CheckSettings, Judgement, Verdict
from roleplay.terms import SpeechFault, Taboo

Result = TypeVar("Result", Judgement, Verdict)


@dataclass(frozen=True)
class Check(Generic[Result]):
    """One file of ``checks``, ``taboos`` or ``faults``: its name, settings, what it does and says of itself."""

    name: str
    settings: type[CheckSettings]
    judge: Callable[[Call, Any], Result]
    doc: str


def _load(room: str, name: str) -> Check[Any]:
    module = import_module(f"roleplay.scoring.{room}.{name}")
    return Check(name, module.Settings, module.judge, module.__doc__ or "")


def _names(room: str) -> tuple[str, ...]:
    package = import_module(f"roleplay.scoring.{room}")
    return tuple(sorted(info.name for info in pkgutil.iter_modules(package.__path__)))


@cache
def checks() -> dict[str, Check[Judgement]]:
    """All checks that a criterion can name, by name."""
    return {name: _load("checks", name) for name in _names("checks")}


@cache
def taboos() -> dict[Taboo, Check[Verdict]]:
    """The ten taboos in the order of the course."""
    return {taboo: _load("taboos", taboo.value) for taboo in Taboo}


@cache
def faults() -> dict[SpeechFault, Check[Verdict]]:
    """The seven speech faults in the order of the course."""
    return {fault: _load("faults", fault.value) for fault in SpeechFault}

"""Reads the data files that lie beside the code: cues, reasons, prompts, words on screen (TOML and plain text)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_toml(package: str, name: str) -> dict[str, Any]:
    """Return the parsed TOML file ``name`` of ``package``, e.g. ``load_toml("roleplay.analysis", "cues/en.toml")``.

    Read once per process; callers must not change what they get.
    """
    return tomllib.loads(load_text(package, name))


@cache
def load_text(package: str, name: str) -> str:
    """Return the UTF-8 text file ``name`` of ``package``."""
    return files(package).joinpath(name).read_text(encoding="utf-8")

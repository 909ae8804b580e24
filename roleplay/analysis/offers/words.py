"""The cue lists of ``cues/offers_*.toml`` as patterns: anywhere, right before a number, or right after it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from roleplay.analysis.acts.rules import compile_cues
from roleplay.data import load_toml

_REFERENCE = re.compile(r"(?<!\?P)<([a-z_]+)>")


def _table(chinese: bool) -> dict[str, Any]:
    return load_toml("roleplay.analysis", f"cues/offers_{'zh' if chinese else 'en'}.toml")


def _cues(chinese: bool, name: str, part: str = "") -> list[str]:
    """A list of the file with its own lists put in for their names; what is left over are lists of the acts."""
    table = _table(chinese)
    own = {key: value for key, value in {**table, **table["currency"]}.items() if isinstance(value, list)}

    def put_in(match: re.Match[str]) -> str:
        return f"(?:{'|'.join(own[match[1]])})" if match[1] in own else match[0]

    return [_REFERENCE.sub(put_in, cue) for cue in (table[part] if part else table)[name]]


@cache
def cue(chinese: bool, name: str) -> re.Pattern[str]:
    """The list ``name``, to be found anywhere."""
    return compile_cues(_cues(chinese, name), chinese)


@cache
def currency(chinese: bool, name: str) -> re.Pattern[str]:
    """How one of the other currencies is named."""
    return compile_cues(_cues(chinese, name, "currency"), chinese)


@cache
def before(chinese: bool, name: str) -> re.Pattern[str]:
    """The list ``name``, with no more than filling words between it and the end of the text that is searched."""
    fill = f"(?:{compile_cues(_cues(chinese, 'fill'), chinese).pattern})"
    between = rf"(?:[\s,:-]{{0,3}}{fill}){{0,4}}[\s,:-]{{0,3}}$"
    return re.compile(f"(?:{compile_cues(_cues(chinese, name), chinese).pattern}){between}")


@cache
def after(chinese: bool, name: str) -> re.Pattern[str]:
    """The list ``name``, to be matched where a number ends."""
    return re.compile(rf"[\s-]{{0,2}}(?:{compile_cues(_cues(chinese, name), chinese).pattern})")


@cache
def measures() -> re.Pattern[str]:
    """Chinese words behind a number that count things, not money."""
    listed: list[str] = load_toml("roleplay.analysis", "cues/money.toml")["zh"]["measures"]
    # 行 asks for a yes behind a price: 二十行不行.
    counting = sorted((word for word in listed if word != "行"), key=len, reverse=True)
    return re.compile(r"\s?(?:多|来|余)?\s?(?:" + "|".join(counting) + ")")


@cache
def coined() -> re.Pattern[str]:
    """A sign or name of a currency, in the words of a number that has one."""
    table = load_toml("roleplay.analysis", "cues/money.toml")
    names = [word for language in ("zh", "en") for key in ("currency", "signs") for word in table[language][key]]
    return re.compile("|".join(sorted(names, key=len, reverse=True)))

"""Decision lists as data: ordered rules with patterns, read from the cue files of a language."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache
from typing import Any, NamedTuple

from roleplay.analysis.normalise import fold
from roleplay.data import load_toml

_SLOT = re.compile(r"\{([a-z_]+)\}")
_ESCAPE_OR_TEXT = re.compile(r"\\.|[^\\]+", re.DOTALL)


class Rule(NamedTuple):
    """One row of a decision list. It holds where ``find`` is found and ``unless`` is not."""

    id: str
    find: re.Pattern[str]
    unless: re.Pattern[str] | None
    gives: str
    on: str
    needs: tuple[str, ...]
    confidence: float


class Hit(NamedTuple):
    """The rule that won, and where its words stand in the text that was searched."""

    rule: Rule
    start: int
    end: int


class Piece(NamedTuple):
    """An utterance as rules look at it."""

    text: str
    core: int
    last: int
    plain: str
    language: str

    @classmethod
    def of(cls, folded: str, language: str) -> Piece:
        """Find where the discourse markers end (``core``) and the last clause starts (``last``).

        ``plain`` is the text with what only looks like a cue blanked out: the "no" in 方不方便, "no problem".
        """
        lead = named_pattern(language, "markers").match(folded)
        core = lead.end() if lead else 0
        plain = named_pattern(language, "blank").sub(lambda found: "\0" * len(found[0]), folded)
        last = folded.rstrip(" ,").rfind(",") + 1
        return cls(folded, core if core < len(folded) else 0, last, plain, language)

    def find(self, rule: Rule, features: Set[str] = frozenset()) -> tuple[int, int] | None:
        """Return where the words of ``rule`` stand if it holds here, given what else is known; else None."""
        if any((need[1:] in features) if need[0] == "!" else (need not in features) for need in rule.needs):
            return None
        found = self._search(rule)
        if found is None or (rule.unless is not None and rule.unless.search(self.text)):
            return None
        return found

    def _search(self, rule: Rule) -> tuple[int, int] | None:
        shift = 0
        if rule.on == "start":
            found = rule.find.match(self.text, self.core) or rule.find.match(self.text)
        elif rule.on == "last":
            shift = self.last
            found = rule.find.search(self.text[shift:])
        elif rule.on == "asking":
            shift = self._asking()
            found = rule.find.match(self.text[shift:])
        elif rule.on == "plain":
            found = rule.find.search(self.plain)
        else:
            found = rule.find.search(self.text)
        return None if found is None else (found.start() + shift, found.end() + shift)

    def _asking(self) -> int:
        """Return where the asking part starts: after "If …," or "Out of those,"."""
        lead = named_pattern(self.language, "asking_lead").match(self.text)
        return lead.end() if lead else self.core


def _fold_pattern(source: str) -> str:
    r"""Fold a pattern, but not its escapes: ``\W`` must not become ``\w``."""
    return _ESCAPE_OR_TEXT.sub(lambda part: part[0] if part[0].startswith("\\") else fold(part[0]), source)


@cache
def words_of(language: str) -> dict[str, str]:
    """Return the word lists of a cue file (``en`` or ``zh``) as alternations ready to stand in a pattern."""
    lists: dict[str, list[str]] = load_toml("roleplay.analysis", f"cues/{language}.toml")["words"]
    ready: dict[str, str] = {}
    for name, words in lists.items():
        # A list may be built from lists that stand above it.
        parts = [_SLOT.sub(lambda slot: ready[slot[1]], _fold_pattern(word)) for word in words]
        ready[name] = "(?:" + "|".join(sorted(parts, key=lambda part: (-len(part), part))) + ")"
    return ready


@cache
def pattern(language: str, source: str) -> re.Pattern[str]:
    """Compile ``source`` after putting the word lists of ``language`` into its ``{slots}``."""
    words = words_of(language)
    return re.compile(_SLOT.sub(lambda slot: words[slot[1]], _fold_pattern(source)))


@cache
def named_pattern(language: str, name: str, table: str = "patterns") -> re.Pattern[str]:
    """Return the compiled pattern ``name`` of a cue file."""
    source: str = load_toml("roleplay.analysis", f"cues/{language}.toml")[table][name]
    return pattern(language, source)


@cache
def rules_of(language: str, name: str) -> tuple[Rule, ...]:
    """Return the decision list ``name`` of a cue file, in order."""
    rows: list[dict[str, Any]] = load_toml("roleplay.analysis", f"cues/{language}.toml")[name]
    return tuple(
        Rule(
            id=row["id"],
            find=pattern(language, row["find"]),
            unless=pattern(language, row["unless"]) if "unless" in row else None,
            gives=row.get("gives", ""),
            on=row.get("on", ""),
            needs=tuple(row.get("needs", "").split()),
            confidence=row.get("confidence", 0.9),
        )
        for row in rows
    )

"""What is wrong with a content file: first as a fault without words, then as a problem in the author's language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from roleplay.transcript import Frozen

Path = tuple[str | int, ...]
"""Where in a file: keys and positions (from 0), outermost first. Empty: the file as a whole."""

Slot = str | tuple[str, ...]
"""What fills a gap in a message; a tuple is joined as a list in the author's language."""


@dataclass(frozen=True)
class Fault:
    """Something wrong in a file, without words of any language.

    ``id`` names a message of ``text/messages.toml``; ``line`` counts from 1; None: the line of ``path`` holds.
    """

    id: str
    path: Path = ()
    line: int | None = None
    slots: dict[str, Slot] = field(default_factory=dict)


class Problem(Frozen):
    """One thing that an author has to mend: an error keeps the file out, a warning does not."""

    file: str
    line: int
    key: str
    what: str
    mend: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        """One line: ``file:line: key: what — how to mend it``."""
        key = f"{self.key}: " if self.key else ""
        return f"{self.file}:{self.line}: {key}{self.what} — {self.mend}"

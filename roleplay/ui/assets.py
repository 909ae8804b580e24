"""Addresses of our own style sheets and scripts, with a mark of their content so that browsers may keep them."""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import Final

STATIC: Final = Path(__file__).parent / "static"
STYLES: Final = ("tokens.css", "gradio.css", "app.css", "pages.css", "call.css", "scorecard.css")
SCRIPTS: Final = ("app.js", "call.js", "score.js")


@cache
def address(name: str) -> str:
    """Return the address of a file in ``static``; read once a process."""
    return f"/ui/{name}?v={zlib.crc32((STATIC / name).read_bytes()):08x}"

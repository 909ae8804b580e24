"""The contrast table of the design, computed anew from the token file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "roleplay" / "ui" / "static" / "tokens.css"
_PAIR = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)")
COLOURS = {name: (light, dark) for name, light, dark in _PAIR.findall(TOKENS.read_text(encoding="utf-8"))}
SOFT = ("accent-soft", "good-soft", "bad-soft", "warn-soft", "s-soft", "p-soft", "i-soft", "n-soft")

# foreground, backgrounds it is used on, and the lowest ratio of the design in light and dark
TABLE = [
    ("ink", ("bg", "surface", "sunk", *SOFT), 13.9, 11.4),
    ("ink-2", ("bg", "surface", "sunk", "accent-soft"), 7.0, 7.3),
    ("ink-3", ("bg", "surface", "sunk"), 5.2, 6.5),
    ("accent", ("bg", "surface", "accent-soft"), 6.4, 6.8),
    ("on-accent", ("accent",), 7.7, 8.4),
    ("good", ("surface", "good-soft"), 5.6, 7.2),
    ("bad", ("surface", "bad-soft"), 5.7, 7.0),
    ("warn", ("surface", "warn-soft"), 6.2, 7.8),
    ("s", ("surface", "s-soft"), 6.3, 7.2),
    ("p", ("surface", "p-soft"), 5.9, 7.8),
    ("i", ("surface", "i-soft"), 5.8, 7.5),
    ("n", ("surface", "n-soft"), 5.7, 7.6),
    ("on-mark", ("s", "p", "i", "n"), 6.6, 9.6),
    ("trust", ("surface",), 7.7, 8.6),
    ("interest", ("surface",), 5.7, 8.5),
    ("edge", ("bg", "surface"), 3.3, 4.2),
]


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "backs", "light", "dark"), TABLE, ids=[row[0] for row in TABLE])
def test_text_can_be_read(front: str, backs: tuple[str, ...], light: float, dark: float, mode: int) -> None:
    lowest = min(contrast(COLOURS[front][mode], COLOURS[back][mode]) for back in backs)
    assert lowest >= (3.0 if front == "edge" else 4.5)
    assert lowest == pytest.approx((light, dark)[mode], abs=0.11), "the table of the design says otherwise"


def test_colours_are_written_in_the_token_file_only() -> None:
    for path in TOKENS.parent.glob("*.css"):
        if path != TOKENS:
            assert not re.search(
                r"#[0-9a-fA-F]{3,8}\b(?![-\w])",
                re.sub(r"#(page|ended|call|content|answer|hang)\S*", "", path.read_text(encoding="utf-8")),
            ), path.name


def test_style_sheets_and_scripts_name_no_other_host() -> None:
    for path in TOKENS.parent.iterdir():
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http:" not in text, path.name
        assert "https:" not in text, path.name
        assert "@import" not in text, path.name

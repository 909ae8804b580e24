"""The docs are true: generated parts are up to date, and no link leads nowhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from roleplay.settings import settings_table

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#]+)(?:#[^)]*)?\)")


def test_the_table_of_settings_is_up_to_date() -> None:
    assert settings_table() in (ROOT / "docs" / "settings.md").read_text("utf-8"), f"paste this:\n{settings_table()}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text("utf-8")) if "://" not in target]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_room_of_the_tree_stands_in_the_architecture_page() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = [
        path.name for path in (ROOT / "roleplay").iterdir() if path.is_dir() and not path.name.startswith(("_", "."))
    ]
    modules = [path.stem for path in (ROOT / "roleplay").glob("*.py") if path.stem != "__init__"]
    assert [
        name
        for name in (*rooms, *modules)
        if f"`{name}" not in page and f"{name}.py" not in page and f"{name}/" not in page
    ] == []


def test_every_command_stands_in_the_readme() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    commands = [path.stem for path in (ROOT / "roleplay" / "commands").glob("*.py")]
    offered = [name for name in commands if name in {"serve", "check", "doctor", "analyze", "score", "chat", "buyers"}]
    assert len(offered) == 7
    assert [name for name in offered if f"roleplay {name}" not in page] == []

"""Rules of the project that no other tool holds."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST = 300
# Written in pieces, so that this file does not name them either.
MACHINE = re.compile(
    "|".join(("/" + "work/", "/" + "root/", r"/home/\w", r"\." + "pyenv", "pypi" + r"\.", "python" + "hosted"))
)


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_python_file_is_longer_than_a_reader_can_hold() -> None:
    long = {
        str(p.relative_to(ROOT)): n for p in tracked("*.py") if (n := len(p.read_text("utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_no_file_names_a_path_of_a_machine_or_a_registry() -> None:
    named = []
    for path in tracked():
        if path.suffix in {".png", ".ico"} or path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1):
            if MACHINE.search(line):
                named.append(f"{path.relative_to(ROOT)}:{number}")
    assert named == []


def test_imports_point_down_only() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["score", "--help"]])
def test_help_and_version_import_no_web_framework_and_no_model_library(arguments: list[str]) -> None:
    code = (
        "import sys; from roleplay.cli import main; main(sys.argv[1:]); "
        "heavy = {'gradio', 'fastapi', 'langchain', 'openai', 'sqlalchemy', 'pydantic', 'numpy'} & set(sys.modules); "
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("room", ["roleplay.analysis", "roleplay.buyer.director", "roleplay.scoring.engine"])
def test_the_pure_rooms_import_nothing_heavy(room: str) -> None:
    code = (
        f"import sys, {room}; heavy = {{'gradio', 'fastapi', 'langchain', 'openai', 'sqlalchemy', 'ruamel', 'numpy'}} "
        "& set(sys.modules); "
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

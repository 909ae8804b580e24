"""The check of content files, as an author runs it."""

from __future__ import annotations

from pathlib import Path

from roleplay.content.cross_check import cross_check
from roleplay.content.messages import word
from roleplay.content.problem import Fault, Problem
from roleplay.content.reading import Entry, loose_entries, tree_entries
from roleplay.terms import Language


def check_paths(paths: list[Path], root: Path, language: Language = Language.EN) -> list[Problem]:
    """Check content files and return everything that is wrong with them, in file order, then line order.

    Args:
        paths: files and folders; none means everything under ``root``. What lies outside ``root`` is told by the folder
            it lies in or by its keys, and may refer to the content of ``root``. A folder with ``personas`` or
            ``rubrics`` in it is checked as content of its own.
        root: the folder that holds ``personas`` and ``rubrics``.
        language: of the problems' words.
    """
    home = tree_entries(root)
    cross_check(home, root, examples=True)
    if not paths:
        return [problem for entry in home for problem in entry.problems(language)]
    checked: list[Entry] = []
    loose: list[Entry] = []
    problems: list[Problem] = []
    for path in paths:
        if not path.exists():
            problems.append(word(Fault("not_found", line=1), file=str(path), language=language))
        elif path.is_dir() and ((path / "personas").is_dir() or (path / "rubrics").is_dir()):
            own = tree_entries(path, prefix=_shown(path))
            cross_check(own, path, examples=True)
            checked += own
        elif inside := _inside(path, home):
            checked += inside
        else:
            loose += loose_entries(path, _shown(path))
    cross_check(loose, root, beside=home, examples=True)
    unique = {entry.file.resolve(): entry for entry in [*checked, *loose]}
    for entry in sorted(unique.values(), key=lambda entry: entry.label):
        problems += entry.problems(language)
    return problems


def _shown(path: Path) -> str:
    """What to call a path in messages: as it was given, but short where it lies below the working folder."""
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        return path.relative_to(Path.cwd()).as_posix()
    return path.as_posix()


def _inside(path: Path, home: list[Entry]) -> list[Entry]:
    """The entries of ``home`` at or below ``path``, named the way the path was given."""
    target = path.resolve()
    found = []
    for entry in home:
        file = entry.file.resolve()
        if file == target or target in file.parents:
            entry.label = (Path(_shown(path)) / file.relative_to(target)).as_posix()
            found.append(entry)
    return found

"""``roleplay check``: content files, as a compiler would."""

from __future__ import annotations

import argparse
import sys

from roleplay.content import check_paths
from roleplay.settings import load_settings


def run(arguments: argparse.Namespace) -> int:
    """Print every problem of every file, one a line; exit 2 if one of them is an error."""
    settings = load_settings()
    language = arguments.language or settings.language
    paths = arguments.paths or [settings.content_root / "personas", settings.content_root / "rubrics"]
    problems = check_paths(paths, settings.content_root, language)
    for problem in problems:
        print(problem)
    errors = sum(problem.severity == "error" for problem in problems)
    sys.stderr.write(f"{errors} errors, {len(problems) - errors} warnings\n")
    return 2 if errors else 0

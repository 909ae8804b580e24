"""``roleplay check``: content files, as a compiler would."""

from __future__ import annotations

import argparse
import sys

from roleplay.commands.words import word
from roleplay.content import check_paths
from roleplay.settings import load_settings


def run(arguments: argparse.Namespace) -> int:
    """Print every problem of every file, one a line; exit 2 if one of them is an error."""
    settings = load_settings()
    language = arguments.language or settings.language
    problems = check_paths(arguments.paths, settings.content_root, language)
    for problem in problems:
        print(problem if problem.severity == "error" else f"{problem} ({word(language, 'check.warning')})")
    errors = sum(problem.severity == "error" for problem in problems)
    sys.stderr.write(word(language, "check.count", errors=errors, warnings=len(problems) - errors) + "\n")
    return 2 if errors else 0

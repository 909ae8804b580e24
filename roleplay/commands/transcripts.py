"""Reads many transcripts with a progress bar on standard error, and writes results to standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tqdm import tqdm

from roleplay.content import read_transcripts
from roleplay.terms import Language
from roleplay.transcript import Transcript


def each_transcript(files: list[Path], language: Language) -> Iterator[Transcript]:
    """The calls of all files, in order; ``language`` is that of the messages.

    All files are read before the first result, so that a bad one is named before anything is printed.

    Raises:
        InputError: a file cannot be read as a transcript.
    """
    calls = [call for file in files for call in read_transcripts(file, language)]
    return iter(tqdm(calls, unit="call", file=sys.stderr, disable=len(calls) < 2, leave=False))


def write_json(results: Iterable[dict[str, Any]], form: str, files: int) -> None:
    """Print results as JSON lines, or as JSON: the one value for one file with one call, else a list."""
    if form == "jsonl":
        for result in results:
            print(json.dumps(result, ensure_ascii=False))
        return
    values = list(results)
    print(json.dumps(values[0] if len(values) == 1 and files == 1 else values, ensure_ascii=False, indent=1))

"""Reads, checks and publishes what trainers write, and reads calls held elsewhere."""

from __future__ import annotations

from pathlib import Path

from roleplay.content.check import check_paths
from roleplay.content.library import Library, load_library, load_rubric, load_rubrics
from roleplay.content.localise import localise, to_hant
from roleplay.content.problem import Problem
from roleplay.content.transcript_files import Source, read_source, sources
from roleplay.content.transcripts import parse_transcript, read_transcript, read_transcripts

__all__ = [
    "Library",
    "Problem",
    "Source",
    "check_paths",
    "load_library",
    "load_rubric",
    "load_rubrics",
    "localise",
    "parse_transcript",
    "read_source",
    "read_transcript",
    "read_transcripts",
    "sources",
    "to_hant",
    "write_schemas",
]


def write_schemas(root: Path) -> list[Path]:
    """Write the editor schemas under ``root`` and return the files whose text changed."""
    # Imported late, so that ``python -m roleplay.content.schemas`` does not meet itself.
    from roleplay.content import schemas

    return schemas.write_schemas(root)

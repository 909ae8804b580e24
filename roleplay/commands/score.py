"""``roleplay score``: a scorecard for each transcript."""

from __future__ import annotations

import argparse

from roleplay.analysis import analyse_call
from roleplay.commands.report import html_page, markdown
from roleplay.commands.transcripts import each_transcript, write_json
from roleplay.content import load_rubric, load_rubrics
from roleplay.errors import InputError
from roleplay.scoring.engine import score
from roleplay.settings import load_settings


def run(arguments: argparse.Namespace) -> int:
    """Print the scorecards in the form asked for."""
    settings = load_settings()
    if arguments.judge not in ("none", "auto"):
        raise InputError(f"--judge {arguments.judge}: this version has no model that judges — use --judge none or auto")
    language = arguments.language or settings.language
    chosen = load_rubric(arguments.rubric, settings.content_root, language) if arguments.rubric else None
    rubrics = {} if chosen else load_rubrics(settings.content_root, language)
    by_call = {rubric.call_type: rubric for rubric in rubrics.values()}
    pairs = (
        (call, score(call, chosen or by_call[call.call_type], analyse_call(call), language=arguments.language))
        for call in each_transcript(arguments.files, language)
    )
    if arguments.format in ("json", "jsonl"):
        write_json((card.model_dump(mode="json") for _, card in pairs), arguments.format, len(arguments.files))
    elif arguments.format == "markdown":
        print("\n\n".join(markdown(call, card, arguments.language) for call, card in pairs))
    else:
        print(html_page(list(pairs), arguments.language))
    return 0

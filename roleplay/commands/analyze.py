"""``roleplay analyze``: what the analysis found in the rep's turns."""

from __future__ import annotations

import argparse
from typing import Any

from roleplay.analysis import analyse_call
from roleplay.annotation import TurnAnnotation
from roleplay.commands.transcripts import each_transcript, write_json
from roleplay.settings import load_settings
from roleplay.transcript import Transcript


def run(arguments: argparse.Namespace) -> int:
    """Print one JSON value a transcript."""
    results = (as_json(call, analyse_call(call)) for call in each_transcript(arguments.files, load_settings().language))
    write_json(results, arguments.format, len(arguments.files))
    return 0


def as_json(call: Transcript, annotations: tuple[TurnAnnotation, ...]) -> dict[str, Any]:
    """The outer format: ids, offsets, question kind and SPIN of each utterance; rules and acts beside them."""
    return {
        "id": call.id,
        "language": call.language.value,
        "turns": [
            {
                "turn": annotation.turn,
                "speaker": "rep",
                "utterances": [
                    utterance.model_dump(mode="json", exclude={"topics"}) for utterance in annotation.utterances
                ],
                "acts": [act.model_dump(mode="json") for act in annotation.acts],
            }
            for annotation in annotations
        ],
    }

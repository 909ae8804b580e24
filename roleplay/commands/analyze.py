"""``roleplay analyze``: what the analysis found in the rep's turns."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from typing import Any

from roleplay.analysis import analyse_call
from roleplay.annotation import TurnAnnotation
from roleplay.commands.transcripts import json_lines, json_value, run_over
from roleplay.settings import load_settings
from roleplay.transcript import Transcript


def run(arguments: argparse.Namespace) -> int:
    """Print one JSON value a transcript."""
    indent, writer = (None, json_lines) if arguments.format == "jsonl" else (1, json_value)
    return run_over(arguments, _Analyse(indent), writer, load_settings().language)


@dataclass(frozen=True)
class _Analyse:
    indent: int | None

    def __call__(self, call: Transcript) -> str:
        return json.dumps(as_json(call, analyse_call(call)), ensure_ascii=False, indent=self.indent)


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

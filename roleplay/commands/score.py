"""``roleplay score``: a scorecard for each transcript."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass

from roleplay.analysis import analyse_call
from roleplay.commands.report import html_part, html_shell, markdown
from roleplay.commands.transcripts import Writer, json_lines, json_value, run_over
from roleplay.content import load_rubric, load_rubrics
from roleplay.errors import InputError
from roleplay.scoring.engine import score
from roleplay.scoring.rubric import Rubric
from roleplay.settings import load_settings
from roleplay.terms import CallType, Language
from roleplay.transcript import Transcript


def run(arguments: argparse.Namespace) -> int:
    """Print the scorecards in the form asked for."""
    settings = load_settings()
    if arguments.judge not in ("none", "auto"):
        raise InputError(f"--judge {arguments.judge}: this version has no model that judges — use --judge none or auto")
    language = arguments.language or settings.language
    chosen = load_rubric(arguments.rubric, settings.content_root, language) if arguments.rubric else None
    rubrics = {} if chosen else load_rubrics(settings.content_root, language)
    by_call = {rubric.call_type: rubric for rubric in rubrics.values()}
    work = _Score(chosen, by_call, arguments.format, arguments.language)
    return run_over(arguments, work, _writer(arguments.format, language), language)


@dataclass(frozen=True)
class _Score:
    """Scores a call and words the card; ``language`` is the reader's, None for that of each call."""

    rubric: Rubric | None
    by_call: dict[CallType, Rubric]
    form: str
    language: Language | None

    def __call__(self, call: Transcript) -> str:
        rubric = self.rubric or self.by_call[call.call_type]
        card = score(call, rubric, analyse_call(call), language=self.language)
        if self.form == "markdown":
            return markdown(call, card, self.language)
        if self.form == "html":
            return html_part(call, card, self.language)
        return json.dumps(card.model_dump(mode="json"), ensure_ascii=False, indent=None if self.form == "jsonl" else 1)


def _writer(form: str, language: Language) -> Writer:
    if form == "jsonl":
        return json_lines
    if form == "json":
        return json_value
    return _documents if form == "markdown" else _Page(language)


def _documents(results: Iterator[str], one: bool) -> Iterator[str]:
    for number, result in enumerate(results):
        yield f"\n{result}\n" if number else f"{result}\n"


@dataclass(frozen=True)
class _Page:
    """All cards on one page, each in its own language within that of the page."""

    language: Language

    def __call__(self, results: Iterator[str], one: bool) -> Iterator[str]:
        before, after = html_shell(self.language)
        begun = False
        for result in results:
            yield result if begun else before + result
            begun = True
        if begun:
            yield after

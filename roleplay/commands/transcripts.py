"""Runs a command over many transcripts: results to standard output as they come, progress and faults to standard error.

Unless ``--keep-going`` is given, all input is read before the first call is judged: every bad file or line is named at
once, and nothing is printed. With it, a bad one is named when it is met, and the rest is done.
"""

from __future__ import annotations

import argparse
import itertools
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from tqdm import tqdm

from roleplay.commands.bulk import Outcome, Task, Work, in_order
from roleplay.commands.words import word
from roleplay.content import sources
from roleplay.terms import Language
from roleplay.transcript import Transcript

#: More bad files than this are counted, not named, before the first call is judged.
NAMED = 20
# Seconds before the progress is shown, and between two of its states: for a person, and for a log.
_DELAY, _OFTEN, _SELDOM = 1.0, 0.2, 30.0

#: Puts results together: what goes before, between and after them. The pieces come as text without a last line break.
Writer = Callable[[Iterator[str], bool], Iterator[str]]


def run_over(arguments: argparse.Namespace, work: Work, writer: Writer, language: Language) -> int:
    """Print what ``work`` makes of each call of ``arguments.files``; return the exit code.

    Args:
        arguments: of the command: ``files``, ``workers``, ``keep_going``.
        work: makes the text of one call.
        writer: puts the texts together; its second argument says whether one file was asked for.
        language: of the messages.
    """
    say = _Teller(arguments.command, language)
    total = None
    if not arguments.keep_going:
        total = _check(arguments, say)
        if total is None:
            return 2
    outcomes = in_order(Task(work, language), sources(arguments.files), arguments.workers)
    with say.progress(total):
        results = say.good(outcomes, stop=not arguments.keep_going)
        one = len(arguments.files) == 1 and not arguments.files[0].is_dir()
        for piece in writer(results, one):
            sys.stdout.write(piece)
    if arguments.keep_going and say.bad:
        say.line(word(language, "bulk.left_out", bad=say.bad, n=say.bad + say.done))
    return say.code


def _check(arguments: argparse.Namespace, say: _Teller) -> int | None:
    """Read all calls and name the bad ones; return how many there are, None where one is bad.

    What cannot be read twice (a pipe) is not read here: it is told when it is met.
    """
    files = [path for path in arguments.files if not _passes_once(path)]
    with say.progress(None, word(say.language, "bulk.checking")):
        for outcome in in_order(Task(_nothing, say.language), sources(files), arguments.workers):
            say.count(outcome, name=say.bad < NAMED)
    if say.bad > NAMED:
        say.line(word(say.language, "bulk.more", n=say.bad - NAMED))
    if say.bad:
        return None
    total, say.done = say.done, 0
    return total


def _passes_once(path: Path) -> bool:
    with suppress(OSError):
        mode = path.stat().st_mode
        return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
    return False


def _nothing(_: Transcript) -> str:
    return ""


class _Teller:
    """Names what is bad on standard error and remembers what the exit code must say."""

    def __init__(self, command: str, language: Language) -> None:
        self.command, self.language = command, language
        self.bad = self.done = 0
        self.code = 0
        self._bar: tqdm[None] | None = None

    def progress(self, total: int | None, what: str | None = None) -> tqdm[None]:
        """Begin a bar that is shown only where the work takes more than a second."""
        often = _OFTEN if sys.stderr.isatty() else _SELDOM
        tqdm.monitor_interval = 0  # no thread beside the processes that are started
        self._bar = tqdm(
            total=total, desc=what, unit="call", file=sys.stderr, delay=_DELAY, mininterval=often, leave=False
        )
        return self._bar

    def line(self, text: str) -> None:
        """Print one line on standard error, above the bar if there is one."""
        shown = self._bar is not None and self._bar.format_dict["elapsed"] > _DELAY
        (tqdm.write if shown else print)(f"roleplay {self.command}: {text}", file=sys.stderr)

    def count(self, outcome: Outcome, *, name: bool = True) -> None:
        """Count an outcome, and name it if it is bad."""
        if self._bar is not None:
            self._bar.update()
        if not outcome.wrong:
            self.done += 1
            return
        self.bad += 1
        self.code = 1 if outcome.ours or self.code == 1 else 2
        if name:
            self.line(outcome.wrong)

    def good(self, outcomes: Iterable[Outcome], *, stop: bool) -> Iterator[str]:
        """Yield the texts of the good outcomes; end at the first bad one if ``stop``."""
        for outcome in outcomes:
            self.count(outcome)
            if not outcome.wrong:
                yield outcome.text
            elif stop:
                return


def json_lines(results: Iterator[str], one: bool) -> Iterator[str]:
    """One result a line."""
    return (f"{result}\n" for result in results)


def json_value(results: Iterator[str], one: bool) -> Iterator[str]:
    """The one value for one file with one call, else a list; each result is indented JSON."""
    first = list(itertools.islice(results, 2))
    if one and len(first) == 1:
        yield f"{first[0]}\n"
        return
    if not first:
        return
    yield "["
    for number, result in enumerate(itertools.chain(first, results)):
        yield ",\n " if number else "\n "
        yield result.replace("\n", "\n ")
    yield "\n]\n"

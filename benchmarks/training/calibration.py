"""Is a label as sure as it says: ``python benchmarks/training/calibration.py [--writers ij]``.

For the questions that the shipped weights find in the calls of these writers: how often kind and SPIN step are both
right, by the confidence shown with them.
"""

from __future__ import annotations

import argparse
import sys
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus_reader import TEST_WRITERS, read_corpus
from matching import Question, overlap

from roleplay.analysis import analyse_call

BINS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def main() -> int:
    """Print a row for each span of confidence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", default="".join(TEST_WRITERS))
    options = parser.parse_args()
    print("| language | confidence | questions | mean confidence | both labels right |\n| --- | --- | --- | --- | --- |")
    for language in ("en", "zh"):
        rows = [
            row
            for name, calls in read_corpus(language).items()
            if name in options.writers
            for call in calls
            for row in judged(call.gold().questions, analyse_call(call.transcript))
        ]
        for low, high in pairwise(BINS):
            inside = [(sure, right) for sure, right in rows if low <= sure < high]
            if inside:
                mean = sum(sure for sure, _ in inside) / len(inside)
                share = sum(right for _, right in inside) / len(inside)
                print(f"| {language} | {low:.1f}–{min(high, 1):.1f} | {len(inside)} | {mean:.2f} | {share:.2f} |")
    return 0


def judged(gold: tuple[Question, ...], annotations: tuple) -> list[tuple[float, bool]]:
    """Return for each question found how sure its labels are and whether both are right; an invented one is wrong."""
    rows = []
    for annotation in annotations:
        for asked in annotation.questions:
            here = Question(annotation.turn, asked.start, asked.end, asked.question.value, asked.spin.value)
            best = max(gold, key=lambda other, here=here: overlap(other, here), default=None)
            matched = best is not None and overlap(best, here) > 0
            rows.append((asked.confidence, matched and (best.kind, best.spin) == (here.kind, here.spin)))
    return rows


if __name__ == "__main__":
    sys.exit(main())

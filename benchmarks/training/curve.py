"""How the trained layer does on writers it has not seen: ``python benchmarks/training/curve.py [--language en]``.

First each training writer, left out in turn; then the test writers, with a layer trained on one, two, four and all
training writers. Takes minutes, most of it training.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus_reader import CORPUS, STUDENTS, TEST_WRITERS, CorpusCall, read_corpus
from examples import described
from figures import confusion, kappa, macro_f1
from matching import Pair, Question, pair_up
from models import train, turns_of

from roleplay.analysis.trained.label import Layer, cut_with, label_with
from roleplay.terms import QuestionKind

SPINS = ("situation", "problem", "implication", "need_payoff", "none")


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, metavar="DIR")
    parser.add_argument("--language", choices=("en", "zh"), action="append")
    options = parser.parse_args()
    for language in options.language or ("en", "zh"):
        writers = read_corpus(language, options.corpus)
        training = [name for name in writers if name not in TEST_WRITERS]
        print(f"\n{language}: each training writer left out\n{'writer':22}{HEADER}")
        for name in training:
            rest = [other for other in training if other != name]
            print(f"{name:22}{row(measure(layer_of(writers, rest), writers[name]))}", flush=True)
        print(f"\n{language}: test writers {' '.join(TEST_WRITERS)}\n{'trained on':22}{HEADER}")
        test = [call for name in TEST_WRITERS for call in writers[name]]
        for chosen in sets_of(training):
            print(f"{' '.join(chosen):22}{row(measure(layer_of(writers, chosen), test))}", flush=True)
    return 0


HEADER = f"{'questions':>10}{'question F1':>13}{'open/closed κ':>15}{'SPIN macro-F1':>15}"


def sets_of(training: Sequence[str]) -> list[list[str]]:
    """Return one, two, four and all writers; course-book speech comes in last."""
    own = [name for name in training if name != STUDENTS]
    return [*(own[:count] for count in (1, 2, 4)), own, [*own, *(name for name in training if name == STUDENTS)]]


def layer_of(writers: dict[str, list[CorpusCall]], names: Sequence[str]) -> Layer:
    """Return the layer trained on the calls of ``names``."""
    return train([call for name in names for call in writers[name]])


def measure(layer: Layer, calls: Sequence[CorpusCall]) -> list[Pair]:
    """Return the labelled questions of ``calls`` beside those that ``layer`` finds."""
    pairs: list[Pair] = []
    for turn, said in described(turns_of(calls), lambda reader: cut_with(reader, layer.gap)):
        labels = [(one.span, label_with(one, layer)) for one in said]
        found = [
            Question(turn.turn, span.start, span.end, label.kind.value, label.spin.value)
            for span, label in labels
            if label.kind is not QuestionKind.NONE
        ]
        pairs += pair_up(turn.questions, found)
    return pairs


def row(pairs: Sequence[Pair]) -> str:
    """Return the figures of one line."""
    both = [(gold, found) for gold, found in pairs if gold is not None and found is not None]
    gold_count = sum(gold is not None for gold, _ in pairs)
    found_count = sum(found is not None for _, found in pairs)
    question_f1 = 2 * len(both) / max(1, gold_count + found_count)
    kinds = kappa(confusion([(gold.kind, found.kind) for gold, found in both], ("open", "closed")))
    steps = macro_f1(confusion([(g.spin if g else "", f.spin if f else "") for g, f in pairs], (*SPINS, "")))
    return f"{gold_count:10}{question_f1:13.3f}{kinds:15.3f}{steps:15.3f}"


if __name__ == "__main__":
    sys.exit(main())

"""Time the trained layer takes for a question, cutting and labelling: ``python benchmarks/training/layer_time.py``.

The rules that the layer builds on are not counted, only what it adds. The first pass over a language warms up.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus_reader import read_corpus
from models import turns_of

from roleplay.analysis.spin import Before
from roleplay.analysis.trained.label import cut, read_label
from roleplay.terms import QuestionKind

PASSES = 2


def main() -> int:
    """Print one row a language."""
    print("| language | turns | cut, a turn | label, an utterance | both, a question |\n| --- | --- | --- | --- | --- |")
    for language in ("en", "zh"):
        for _ in range(PASSES):
            turns = turns_of(read_corpus(language)["a"])
            cutting = labelling = 0.0
            utterances = questions = 0
            for turn in turns:
                tuple(turn.reader.gap_reader.gaps())
                start = time.perf_counter()
                spans = cut(turn.reader)
                cutting += time.perf_counter() - start
                said = turn.reader.describe(spans, Before.of(turn.reader.context))
                start = time.perf_counter()
                labels = [read_label(one) for one in said]
                labelling += time.perf_counter() - start
                utterances += len(said)
                questions += sum(label.kind is not QuestionKind.NONE for label in labels)
        each = (cutting / len(turns), labelling / utterances, (cutting + labelling) / questions)
        print(f"| {language} | {len(turns)} | {' | '.join(f'{seconds * 1000:.2f} ms' for seconds in each)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How far the analysis agrees with labelled calls: ``python benchmarks/agreement.py [--gold DIR]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from matching import (
    GoldCall,
    Pair,
    accuracy,
    f1,
    found_questions,
    interval,
    kappa,
    labels,
    macro_f1,
    pair_up,
    read_gold,
)

from roleplay.analysis import analyse_call

ROOT = Path(__file__).parents[1]
UNSEEN = Path(__file__).parent.resolve() / "unseen"
CAVEATS = {
    False: "Labels: two readers a call, language models of one family; they overstate what people would agree on.\n"
    "Development data: cues were tuned with these calls in view, so the figures are no evidence for unseen calls.",
    True: "Labels: one language model wrote the calls and labelled them, without sight of the program; see the README there.\n"
    "Unseen: no cue was tuned on these calls. The figure is worth that only as long as nobody does.",
}
MEASURES: dict[str, Callable[[list[Pair]], float]] = {
    "question F1": f1,
    "open/closed accuracy, given a match": lambda pairs: accuracy(labels(pairs, "kind", matched_only=True)),
    "open/closed kappa, given a match": lambda pairs: kappa(labels(pairs, "kind", matched_only=True)),
    "SPIN macro-F1, end to end": lambda pairs: macro_f1(labels(pairs, "spin", matched_only=False)),
    "SPIN macro-F1, given a match": lambda pairs: macro_f1(labels(pairs, "spin", matched_only=True)),
    "SPIN kappa, given a match": lambda pairs: kappa(labels(pairs, "spin", matched_only=True)),
}


def main() -> int:
    """Print the table for each language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=UNSEEN, metavar="DIR")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--draws", type=int, default=1000, help="bootstrap draws")
    options = parser.parse_args()
    paths = sorted(path for path in options.gold.rglob("*.json") if not path.name.endswith(".labels.json"))
    if not paths:
        print(f"{options.gold}: no labelled calls here; name their folder with --gold", file=sys.stderr)
        return 2
    calls = [read_gold(path) for path in paths]
    print(CAVEATS[options.gold.resolve() == UNSEEN])
    for name, chosen in (
        ("en", [call for call in calls if not call.transcript.language.is_chinese]),
        ("zh", [call for call in calls if call.transcript.language.is_chinese]),
        ("all", calls),
    ):
        if chosen:
            report(name, chosen, seed=options.seed, draws=options.draws)
    return 0


def report(name: str, calls: list[GoldCall], *, seed: int, draws: int) -> None:
    """Print the measures of one language with their intervals."""
    paired = [pair_up(call.questions, found_questions(analyse_call(call.transcript))) for call in calls]
    pairs = [pair for call in paired for pair in call]
    print(f"\n{name}: n = {len(calls)} calls, {sum(gold is not None for gold, _ in pairs)} questions")
    for title, measure in MEASURES.items():
        low, high = interval(paired, measure, seed=seed, draws=draws)
        print(f"  {title:38} {measure(pairs):.3f}  [{low:.3f}, {high:.3f}]")


if __name__ == "__main__":
    sys.exit(main())

"""How far the program agrees with labelled calls: ``python benchmarks/agreement.py GOLD_DIR… [--errors]``.

GOLD_DIR holds ``<id>.json`` with ``<id>.labels.json`` beside it, at any depth; ``--corpus en:a,b`` names writers of the
corpus instead. Prints, per language: questions, open and closed, SPIN; each taboo and fault; the score against what the
author meant the rep to be; and how much depends on style and writer. All without a model. ``n`` is what a figure
stands on; intervals are 95 %, by drawing calls with replacement under a fixed seed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from error_list import errors
from figures import (
    Counts,
    Sampler,
    accuracy,
    confusion,
    f1,
    kappa,
    kappa_of,
    kendall,
    macro_f1,
    mean_over,
    pooled,
    precision,
    recall,
    spearman,
)
from judged import FAULTS, TABOOS, Judged, corpus_calls, gold_calls, judge

from roleplay.scoring.engine import ENGINE_VERSION

UNSEEN = Path(__file__).parent.resolve() / "unseen"
KINDS = ("open", "closed", "")
SPINS = ("situation", "problem", "implication", "need_payoff", "none", "")
CAVEAT = (
    "Labels are by language models of one family, not by people; they overstate what people would agree on.\n"
    "Figures on calls that anybody tuned on are no evidence for others; those on unseen calls are, until somebody does."
)


def main() -> int:
    """Print the tables of each language."""
    options = arguments()
    calls = [call for folder in options.folders for call in gold_calls(folder)]
    for wanted in options.corpus:
        calls += corpus_calls(wanted, options.corpus_root) if options.corpus_root else corpus_calls(wanted)
    if not calls:
        where = ", ".join(map(str, options.folders))
        print(
            f"{where}: no labelled calls here — give the folder that holds ID.json and ID.labels.json", file=sys.stderr
        )
        return 2
    print(f"Engine version {ENGINE_VERSION}.\n{CAVEAT}")
    for language in ("en", "zh"):
        chosen = judge(call for call in calls if call.language == language)
        if chosen:
            print("\n".join(report(language, chosen, draws=options.draws, seed=options.seed)))
            if options.errors:
                print("\n".join(errors(chosen)))
    return 0


def arguments() -> argparse.Namespace:
    """Read the command line; without any calls named, the unseen ones are taken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="GOLD_DIR")
    parser.add_argument("--gold", type=Path, action="append", default=[], metavar="DIR", help="the same as GOLD_DIR")
    parser.add_argument("--corpus", action="append", default=[], metavar="LANGUAGE:WRITERS", help="for example en:a,b")
    parser.add_argument("--corpus-root", type=Path, metavar="DIR", help="default: benchmarks/corpus")
    parser.add_argument("--errors", action="store_true", help="list every error with its context")
    parser.add_argument("--draws", type=int, default=1000, help="samples for the intervals")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    options.folders += options.gold
    if not options.folders and not options.corpus:
        options.folders = [UNSEEN]
    return options


def report(language: str, calls: Sequence[Judged], *, draws: int, seed: int) -> Iterator[str]:
    """The tables of one language."""
    sampler = Sampler(len(calls), draws=draws, seed=seed)
    yield f"\n## {language}: {len(calls)} calls, {sum(len(call.call.gold.questions) for call in calls)} questions"
    yield "\n| measure | n | value [95 %] |\n| --- | --- | --- |"
    yield from question_rows(calls, sampler)
    yield from verdict_rows(calls, sampler)
    yield from rank_rows(calls, draws=draws, seed=seed)
    for title, names in (("taboo", TABOOS), ("speech fault", FAULTS)):
        yield f"\n| {title} | calls | in gold | found | precision | recall | F1 [95 %] | κ [95 %] |\n{'| --- ' * 8}|"
        yield from (verdict_row(name, calls, sampler) for name in names)
    yield from part_table("style", calls, [call.call.style for call in calls], draws=draws, seed=seed)
    yield from part_table("writer", calls, [call.call.writer for call in calls], draws=draws, seed=seed)


def question_counts(calls: Sequence[Judged]) -> Counts:
    """Per call: questions found, invented, missed."""
    rows = []
    for call in calls:
        both = sum(gold is not None and found is not None for gold, found in call.pairs)
        invented = sum(gold is None for gold, _ in call.pairs)
        rows.append((both, invented, len(call.pairs) - both - invented))
    return np.array(rows, float)


def label_counts(calls: Sequence[Judged], name: str, labels: Sequence[str], *, matched_only: bool) -> Counts:
    """Per call: the confusion table of a label; a missed or invented question is "" on one side."""
    tables = []
    for call in calls:
        rows = [
            (getattr(gold, name, ""), getattr(found, name, ""))
            for gold, found in call.pairs
            if not matched_only or (gold is not None and found is not None)
        ]
        tables.append(confusion(rows, labels))
    return np.array(tables)


def question_rows(calls: Sequence[Judged], sampler: Sampler) -> Iterator[str]:
    """Rows on questions, their kind and their SPIN step."""
    asked = question_counts(calls)
    matched, all_gold = int(asked[:, 0].sum()), int(asked[:, (0, 2)].sum())
    kind = label_counts(calls, "kind", KINDS, matched_only=True)
    spin_all = label_counts(calls, "spin", SPINS, matched_only=False)
    spin = label_counts(calls, "spin", SPINS, matched_only=True)
    for title, counts, measure, n in (
        ("question precision", asked, precision, all_gold),
        ("question recall", asked, recall, all_gold),
        ("question F1", asked, f1, all_gold),
        ("open/closed accuracy, given a match", kind, accuracy, matched),
        ("open/closed κ, given a match", kind, kappa, matched),
        ("SPIN macro-F1, end to end", spin_all, macro_f1, all_gold),
        ("SPIN macro-F1, given a match", spin, macro_f1, matched),
        ("SPIN κ, given a match", spin, kappa, matched),
    ):
        yield f"| {title} | {n} questions | {sampler.figure(counts, measure, n)} |"


def verdict_counts(calls: Sequence[Judged], names: Sequence[str]) -> Counts:
    """Per call and id: (hit, false, missed, rightly absent)."""
    cells = [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)]
    which = {(True, True): 0, (False, True): 1, (True, False): 2, (False, False): 3}
    return np.array([[cells[which[name in call.marks, name in call.found]] for name in names] for call in calls], float)


def verdict_rows(calls: Sequence[Judged], sampler: Sampler) -> Iterator[str]:
    """Rows on all taboos together and all faults together."""
    for title, names in (("ten taboos", TABOOS), ("seven speech faults", FAULTS)):
        counts = verdict_counts(calls, names)
        n = int(counts[..., (0, 2)].sum())
        for what, measure in (
            ("macro-F1", mean_over(f1)),
            ("macro-κ", mean_over(kappa_of)),
            ("micro-F1", pooled(f1)),
            ("κ over all verdicts", pooled(kappa_of)),
        ):
            yield f"| {title}, {what} | {n} in gold | {sampler.figure(counts, measure, n)} |"


def verdict_row(name: str, calls: Sequence[Judged], sampler: Sampler) -> str:
    """The row of one taboo or fault."""
    counts = verdict_counts(calls, [name])[:, 0]
    total = counts.sum(axis=0)
    plain = " | ".join("–" if np.isnan(value) else f"{value:.2f}" for value in (precision(total), recall(total)))
    n = len(calls)
    spread = " | ".join(str(sampler.figure(counts, measure, n)) for measure in (f1, kappa_of))
    return f"| {name} | {n} | {total[0] + total[2]:.0f} | {total[0] + total[1]:.0f} | {plain} | {spread} |"


def rank_rows(calls: Sequence[Judged], *, draws: int, seed: int) -> Iterator[str]:
    """Rows on the score against the quality that the author meant."""
    both = [
        (call.card.score, float(call.quality))
        for call in calls
        if call.card.score is not None and call.quality is not None
    ]
    if len(both) < 3:
        return
    scores, meant = zip(*both, strict=True)
    sampler = Sampler(len(both), draws=draws, seed=seed)
    for title, measure in (("Kendall τ", kendall), ("Spearman ρ", spearman)):
        figure = sampler.rank_figure(scores, meant, measure)
        yield f"| score against the rep meant, {title} | {figure.n} calls | {figure} |"


def part_table(title: str, calls: Sequence[Judged], parts: Sequence[str], *, draws: int, seed: int) -> Iterator[str]:
    """One row a part of the calls, where there are several parts."""
    names = sorted(set(parts))
    if len(names) < 2:
        return
    yield f"\n| {title} | calls | questions | question F1 | open/closed κ | SPIN macro-F1 end to end | taboos macro-F1 | τ |"
    yield "| --- " * 8 + "|"
    for name in names:
        own = [call for call, part in zip(calls, parts, strict=True) if part == name]
        sampler = Sampler(len(own), draws=draws, seed=seed)
        n = sum(len(call.call.gold.questions) for call in own)
        cells = [
            sampler.figure(question_counts(own), f1, n),
            sampler.figure(label_counts(own, "kind", KINDS, matched_only=True), kappa, n),
            sampler.figure(label_counts(own, "spin", SPINS, matched_only=False), macro_f1, n),
            sampler.figure(verdict_counts(own, TABOOS), mean_over(f1), n),
        ]
        tau = next((row.split("|")[3].strip() for row in rank_rows(own, draws=draws, seed=seed)), "–")
        yield f"| {name} | {len(own)} | {n} | {' | '.join(map(str, cells))} | {tau} |"


if __name__ == "__main__":
    sys.exit(main())

"""How far the two readers of the corpus agree: ``python benchmarks/training/agreement_of_readers.py``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus_reader import CORPUS

Pair = tuple[str, str]


def main() -> int:
    """Print a row a writer: lines, disputed lines, and kappa for question or not, open or closed, and SPIN step."""
    print(f"{'writer':8}{'lines':>7}{'disputed':>10}{'question κ':>12}{'open/closed κ':>15}{'SPIN κ':>8}")
    for language in ("en", "zh"):
        both: list[Pair] = []
        for path in sorted((CORPUS / language).glob("*.txt")):
            pairs = readings(path)
            both += pairs
            print(row(f"{language} {path.stem}", pairs))
        print(row(f"{language} all", both))
    return 0


def readings(path: Path) -> list[Pair]:
    """Return (writer's code, second reader's code) of every line of the rep."""
    disputed = {}
    for line in path.with_suffix(".disputes.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, writer, second, _ = line.split("\t")
        disputed[name] = (writer, second)
    pairs: list[Pair] = []
    call, at = "", 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            call, at = line[2:].split(" | ")[0], 0
        elif line.startswith("R "):
            at += 1
            code = line.split(" ", 2)[1]
            pairs.append(disputed.get(f"{call}.{at}", (code, code)))
    return pairs


def row(name: str, pairs: Sequence[Pair]) -> str:
    """Return one line of the table."""
    asked = [(a, b) for a, b in pairs if a != "-" != b]
    kappas = (
        kappa([(a == "-", b == "-") for a, b in pairs]),
        kappa([(a[0], b[0]) for a, b in asked]),
        kappa([(a[1], b[1]) for a, b in asked]),
    )
    return f"{name:8}{len(pairs):7}{sum(a != b for a, b in pairs):10}{kappas[0]:12.3f}{kappas[1]:15.3f}{kappas[2]:8.3f}"


def kappa(pairs: Sequence[tuple[object, object]]) -> float:
    """Return Cohen's kappa."""
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[label] * right[label] for label in left) / len(pairs) ** 2
    return (sum(a == b for a, b in pairs) / len(pairs) - chance) / (1 - chance)


if __name__ == "__main__":
    sys.exit(main())

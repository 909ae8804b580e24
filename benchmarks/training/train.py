"""Trains the weights of the analysis: ``python benchmarks/training/train.py [--corpus DIR] [--out DIR]``.

Reads the corpus, leaves the test writers out, and writes one file a model. The same corpus gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus_reader import CORPUS, TEST_WRITERS, read_corpus
from models import as_bytes, train

WEIGHTS = Path(__file__).parents[2] / "roleplay" / "analysis" / "trained" / "weights"


def main() -> int:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, metavar="DIR")
    parser.add_argument("--out", type=Path, default=WEIGHTS, metavar="DIR")
    parser.add_argument("--language", choices=("en", "zh"), action="append")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for language in options.language or ("en", "zh"):
        writers = {name: calls for name, calls in read_corpus(language, options.corpus).items() if name not in TEST_WRITERS}
        layer = train([call for calls in writers.values() for call in calls])
        for name in ("gap", "kind", "spin"):
            weights = getattr(layer, name)
            data = as_bytes(weights)
            (options.out / f"{language}.{name}.npz").write_bytes(data)
            print(f"{language}.{name}: {len(weights.ids)} features, {len(data) / 1e6:.2f} MB, writers {' '.join(writers)}")
        rules = {"kind": layer.certain_kind, "spin": layer.certain_spin}
        text = rules_as_toml(rules, fingerprint(options.corpus / language))
        (options.out / f"{language}.rules.toml").write_text(text, encoding="utf-8")
    return 0


def fingerprint(folder: Path) -> str:
    """Return a hash of what the training read, so that a test can tell when weights are older than the corpus."""
    seen = hashlib.sha256()
    for path in sorted(folder.glob("*.txt")):
        if path.stem not in TEST_WRITERS:
            seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def rules_as_toml(tables: dict[str, dict[str, float]], corpus: str) -> str:
    """Return the file of rules that are relied on."""
    lines = [
        "# Rules that were right often enough to be relied on, and how often. Written by the training.",
        f'corpus = "{corpus}"  # what the weights beside this file were learned from',
    ]
    for name, rules in tables.items():
        lines += ["", f"[{name}]", *(f'"{rule}" = {share}' for rule, share in rules.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())

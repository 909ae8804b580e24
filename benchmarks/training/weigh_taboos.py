"""Fits how the signs of a taboo weigh against the manner of a call: ``weigh_taboos.py [--corpus DIR] [--check LETTERS]``.

Reads the labelled calls of the corpus, leaves the test writers out, and writes ``roleplay/scoring/weights.toml``. The
same corpus gives the same bytes. Two logistic regressions, one after the other: the manner of a call (does a reader
mark anything at all?) from ``roleplay.scoring.manner``; then each taboo and fault from its own signs and that manner,
which for this step comes from the other writers' calls, so that it is not better than it will be on new ones. For the
same reason the questions of each half of the writers are labelled by a layer that was trained on the other half.

``--check cde`` keeps these writers out of the fit, prints how well the fit does on them, and writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus_reader import CORPUS, TEST_WRITERS, CorpusCall, read_writer
from matching import GoldCall, read_gold
from models import train as train_layer

from roleplay.analysis import analyse_call
from roleplay.analysis.trained import label
from roleplay.content import load_library
from roleplay.scoring import weighing
from roleplay.scoring.call import Call
from roleplay.scoring.engine import with_verdicts
from roleplay.scoring.findings import Leaning
from roleplay.scoring.manner import measures
from roleplay.scoring.rubric import Rubric
from roleplay.terms import CallType, SpeechFault, Taboo

ROOT = Path(__file__).parents[2]
OUT = ROOT / "roleplay" / "scoring" / "weights.toml"
LEAST_TURNS = 6
RIDGE_MANNER, RIDGE = 5.0, 1.0
#: Calls of another make, in which single faults stand in sound calls, count so often.
GOLD_COUNTS = 2
#: A verdict that is more likely wrong than right is never given by much, whatever it does for F1.
THRESHOLDS = np.arange(0.34, 0.71, 0.02)
#: Signs that may count either way; every other sign of a taboo can only speak for it.
EITHER_WAY = frozenset(
    {"was_asked", "in_its_place", "on_a_cold_call", "condition", "agreed", "reached", "asked", "price_was_talked"}
    | {"negotiation", "objections", "cold", "share", "later_call", "demands"}
)
NAMES = (*(t.value for t in Taboo), *(f.value for f in SpeechFault))
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Row:
    """One call: who wrote it, its measures, the signs of each taboo and fault, and what readers mark."""

    writer: str
    language: str
    measures: dict[str, float]
    leanings: dict[str, Leaning]
    marked: frozenset[str]


@dataclass(frozen=True)
class Fit:
    """The weights of one verdict: signs by name, with ``manner`` among them."""

    weights: dict[str, float]
    bias: float
    threshold: float = 0.5


def read(call: CorpusCall) -> Row:
    """Analyse one call of the corpus."""
    return read_labelled(call.gold(), call.writer)


def read_labelled(gold: GoldCall, writer: str) -> Row:
    """Analyse one labelled call."""
    call, labels = gold.transcript, gold.labels
    marked = {entry["id"] for entry in (*labels["taboos"], *labels["speech_faults"])}
    judged = with_verdicts(Call(call, analyse_call(call)), _rubrics()[call.call_type], weighed=False)
    leanings = {
        name.value: verdict.leaning
        for name, verdict in (*judged.taboos, *judged.faults)
        if verdict.leaning is not None and verdict.applicable
    }
    language = "zh" if call.language.is_chinese else "en"
    return Row(language + writer, language, measures(judged), leanings, frozenset(marked))


@cache
def _rubrics() -> dict[CallType, Rubric]:
    return {rubric.call_type: rubric for rubric in load_library(ROOT).rubrics.values()}


def logistic(x: Floats, y: Floats, ridge: float) -> Floats:
    """Weights and, last, the bias of a ridge logistic regression (Newton's method)."""
    x = np.column_stack([x, np.ones(len(x))])
    penalty = np.eye(x.shape[1]) * ridge
    penalty[-1, -1] = 1e-6
    beta = np.zeros(x.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-x @ beta))
        step = np.linalg.solve((x * (p * (1 - p) + 1e-9)[:, None]).T @ x + penalty, x.T @ (p - y) + penalty @ beta)
        beta -= step
        if np.abs(step).max() < 1e-9:
            break
    return beta


def fit_manner(rows: Sequence[Row]) -> Fit:
    """Does a reader mark anything in a call that is held like this?"""
    names = sorted(rows[0].measures)
    x = np.array([[row.measures[name] for name in names] for row in rows])
    mean, spread = x.mean(0), x.std(0) + 1e-9
    beta = logistic((x - mean) / spread, np.array([float(bool(row.marked)) for row in rows]), RIDGE_MANNER)
    raw = beta[:-1] / spread
    return Fit(dict(zip(names, raw.tolist(), strict=True)), float(beta[-1] - raw @ mean))


def manner_of(fit: Fit, row: Row) -> float:
    """Log-odds, clipped as the engine clips them."""
    value = fit.bias + sum(weight * row.measures[name] for name, weight in fit.weights.items())
    return max(0.0, min(weighing.WORST, value))


def fit_verdict(name: str, rows: Sequence[Row], held: Sequence[float]) -> Fit:
    """Fit one taboo; a sign that would speak against what it shows is left out."""
    used = [(row, value) for row, value in zip(rows, held, strict=True) if name in row.leanings]
    y = np.array([float(name in row.marked) for row, _ in used])
    signs = sorted({sign for row, _ in used for sign in row.leanings[name].signs} - {"barred"})
    while True:
        x = np.array([[*(row.leanings[name].signs[sign] for sign in signs), value] for row, value in used])
        beta = logistic(x, y, RIDGE)
        wrong = {sign for sign, weight in zip(signs, beta, strict=False) if weight < 0 and sign not in EITHER_WAY}
        if not wrong:
            return Fit(dict(zip([*signs, "manner"], beta[:-1].tolist(), strict=True)), float(beta[-1]))
        signs = [sign for sign in signs if sign not in wrong]


def chance(name: str, fit: Fit, row: Row, held: float) -> float:
    """Probability of a mark; 0 where the engine could not say why."""
    lean = row.leanings.get(name)
    if lean is None or lean.signs.get("barred") or not (lean.findings or name in weighing.ABSENT):
        return 0.0
    values = {**lean.signs, "manner": held}
    return float(1 / (1 + np.exp(-(fit.bias + sum(w * values.get(n, 0.0) for n, w in fit.weights.items())))))


def train(rows: Sequence[Row]) -> tuple[Fit, dict[str, Fit]]:
    """Fit everything; thresholds are those that do best on writers left out of the fit."""
    writers = sorted({row.writer for row in rows})
    others = {w: fit_manner([row for row in rows if row.writer != w]) for w in writers}
    held = [manner_of(others[row.writer], row) for row in rows]
    fits: dict[str, Fit] = {}
    for name in NAMES:
        if sum(name in row.marked for row in rows) < 8 or not any(name in row.leanings for row in rows):
            continue
        unseen = np.zeros(len(rows))
        for w in writers:
            rest = [i for i, row in enumerate(rows) if row.writer != w]
            part = fit_verdict(name, [rows[i] for i in rest], [held[i] for i in rest])
            for i, row in enumerate(rows):
                if row.writer == w:
                    unseen[i] = chance(name, part, row, held[i])
        marked = np.array([name in row.marked for row in rows])
        best = max(THRESHOLDS, key=lambda t: (round(f1(marked, unseen >= t) - 0.02 * abs(t - 0.5), 6), -t))
        whole = fit_verdict(name, rows, held)
        fits[name] = Fit(whole.weights, whole.bias, round(float(best), 2))
    return fit_manner(rows), fits


def f1(marked: Flags, found: Flags) -> float:
    """F1 of two lists of flags."""
    return 2 * float((marked & found).sum()) / max(1.0, float(marked.sum() + found.sum()))


def kappa(marked: Flags, found: Flags) -> float:
    """Cohen's kappa of two lists of flags."""
    by_chance = marked.mean() * found.mean() + (1 - marked.mean()) * (1 - found.mean())
    return float(((marked == found).mean() - by_chance) / (1 - by_chance)) if by_chance < 1 else 1.0


def report(rows: Sequence[Row], manner: Fit, fits: dict[str, Fit], say: Callable[[str], None] = print) -> None:
    """Print F1 and kappa of each verdict on calls that were not fitted to."""
    for language in ("en", "zh"):
        part = [row for row in rows if row.language == language]
        figures: list[tuple[float, float]] = []
        for name, fit in fits.items():
            marked = np.array([name in row.marked for row in part])
            found = np.array([chance(name, fit, row, manner_of(manner, row)) >= fit.threshold for row in part])
            figures.append((f1(marked, found), kappa(marked, found)))
            hits, false, missed = (marked & found).sum(), (~marked & found).sum(), (marked & ~found).sum()
            say(
                f"{language} {name:32} n={marked.sum():3} F1 {figures[-1][0]:.2f} κ {figures[-1][1]:.2f}  {hits} {false} {missed}"
            )
        taboos = [f for f, name in zip(figures, fits, strict=True) if name in {t.value for t in Taboo}]
        say(
            f"{language} taboos: macro F1 {np.mean([f for f, _ in taboos]):.3f} κ {np.mean([k for _, k in taboos]):.3f}"
        )


def as_toml(manner: Fit, fits: dict[str, Fit]) -> str:
    """The data file, rounded so that it is the same on every machine."""
    lines = [
        "# Written by benchmarks/training/weigh_taboos.py; not by hand. Log-odds: positive speaks for a mark.",
        f"least_turns = {LEAST_TURNS}",
        "",
        "[manner]",
        *_table(manner, "manner.weights"),
    ]
    for name, fit in fits.items():
        lines += ["", f"[verdict.{name}]", f"threshold = {fit.threshold}", *_table(fit, f"verdict.{name}.weights")]
    return "\n".join(lines) + "\n"


def _table(fit: Fit, name: str) -> list[str]:
    weights = [f"{key} = {_number(value)}" for key, value in fit.weights.items() if abs(value) >= 0.0005]
    return [f"bias = {_number(fit.bias)}", f"[{name}]", *weights]


def _number(value: float) -> str:
    return f"{round(value, 3) + 0.0:.3f}"


def training_calls(corpus: Path) -> Iterator[CorpusCall]:
    """All calls but those of the test writers, of writers who mark no taboos, and the ones too short to weigh."""
    for path in (path for language in ("en", "zh") for path in sorted((corpus / language).glob("?.txt"))):
        calls = read_writer(path) if path.stem not in TEST_WRITERS else []
        if any(call.taboos for call in calls):
            yield from (call for call in calls if len(call.transcript.rep_turns) >= LEAST_TURNS)


def read_all(calls: Iterable[CorpusCall]) -> list[Row]:
    """Analyse all calls on all cores, each with a layer that has not seen its writer."""
    halves: tuple[list[CorpusCall], list[CorpusCall]] = ([], [])
    order: dict[str, int] = {}
    for call in calls:
        writer = _folder(call) + call.writer
        halves[order.setdefault(writer, len(order)) % 2].append(call)
    rows: list[Row] = []
    for part, others in (halves, halves[::-1]):
        layers = {name: train_layer([call for call in others if _folder(call) == name]) for name in ("en", "zh")}
        with ProcessPoolExecutor(initializer=use_layer, initargs=(layers,)) as pool:
            rows += pool.map(read, part, chunksize=8)
    return sorted(rows, key=lambda row: row.writer)


def use_layer(layers: dict[str, label.Layer]) -> None:
    """Label questions in this process with these layers instead of the shipped ones."""
    label.load_layer = layers.__getitem__  # type: ignore[assignment]


def _folder(call: CorpusCall) -> str:
    return "zh" if call.transcript.language.is_chinese else "en"


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit and write, or fit and check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, metavar="DIR")
    parser.add_argument(
        "--gold", type=Path, metavar="DIR", help="further calls, <language>/<id>.json with labels beside"
    )
    parser.add_argument("--out", type=Path, default=OUT, metavar="FILE")
    parser.add_argument(
        "--check", default="", metavar="WRITERS", help="e.g. enc,end,zhc: leave out, print, do not write"
    )
    options = parser.parse_args(arguments)
    rows = read_all(training_calls(options.corpus))
    check = set(options.check.split(",")) - {""}
    more = sorted(options.gold.glob("*/*.labels.json")) if options.gold else []
    files = [path.with_name(path.name.replace(".labels", "")) for path in more]
    rows += GOLD_COUNTS * [read_labelled(read_gold(path), "_gold") for path in files]
    manner, fits = train([row for row in rows if row.writer not in check])
    if check:
        report([row for row in rows if row.writer in check], manner, fits)
        return 0
    options.out.write_text(as_toml(manner, fits), encoding="utf-8")
    print(f"{len(rows)} calls of {len({row.writer for row in rows})} writers; {options.out.name}: {len(fits)} verdicts")
    return 0


if __name__ == "__main__":
    sys.exit(main())

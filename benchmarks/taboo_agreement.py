"""Agreement of taboos and speech faults with labelled calls, and of the score with the authors' intent.

    python benchmarks/taboo_agreement.py [FOLDER]

FOLDER holds ``<language>/<id>.json`` with ``<id>.labels.json`` beside it. Prints, per taboo and fault and per
language: n, prevalence, precision, recall, F1 and kappa; macro figures with 95 % intervals (bootstrap by call, fixed
seed); and the rank correlation of the score with ``rep_quality``. Labels by models overstate what people would reach:
say so where quoted.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from roleplay.analysis import analyse_call
from roleplay.content import load_library
from roleplay.scoring.engine import score
from roleplay.scoring.rubric import Rubric
from roleplay.terms import CallType, SpeechFault, Taboo
from roleplay.transcript import Transcript

QUALITY = {"poor": 0, "average": 1, "good": 2, "excellent": 3}
ROUNDS = 1000


@dataclass(frozen=True)
class Judged:
    """A call with both readings. ``asked`` are the ids that the engine held applicable."""

    language: str
    gold: frozenset[str]
    found: frozenset[str]
    quality: int | None
    score: float | None


def main(folder: Path) -> None:
    root = Path(__file__).parent.parent
    rubrics = {rubric.call_type: rubric for rubric in load_library(root).rubrics.values()}
    calls = [judge(path, rubrics) for path in sorted(folder.glob("*/*.json")) if not path.name.endswith(".labels.json")]
    if not calls:
        sys.exit(f"{folder}: no labelled calls here — give the folder that holds <language>/<id>.json")
    groups = [("all", calls)] + [(lang, [c for c in calls if c.language == lang]) for lang in ("zh", "en")]
    for title, members in groups:
        print(f"\n## {title}: {len(members)} calls")
        for kind, ids in (("taboo", [t.value for t in Taboo]), ("fault", [f.value for f in SpeechFault])):
            print(f"\n{kind:32} prev    P     R    F1     κ   tp fp fn")
            for name in ids:
                print(row(name, members))
            for label, figure in (("macro F1", macro_f1), ("macro κ", macro_kappa), ("micro F1", micro_f1)):
                low, high = interval(members, lambda sample, figure=figure, ids=ids: figure(sample, ids))
                print(f"{label:12} {kind:8} {figure(members, ids):.2f}  95 % [{low:.2f}, {high:.2f}]  n={len(members)}")
        rho = spearman(members)
        low, high = interval(members, spearman)
        print(f"\nscore vs rep_quality, Spearman {rho:.2f}  95 % [{low:.2f}, {high:.2f}]  n={len(members)}")


def judge(path: Path, rubrics: dict[CallType, Rubric]) -> Judged:
    data = json.loads(path.read_text(encoding="utf-8"))
    labels = json.loads(path.with_name(path.stem + ".labels.json").read_text(encoding="utf-8"))
    quality = data.pop("rep_quality", None)
    call = Transcript.model_validate(data)
    card = score(call, rubrics[call.call_type], analyse_call(call))
    found = {t.id.value for t in card.taboos if t.found} | {f.id.value for f in card.speech_faults if f.found}
    gold = {entry["id"] for entry in labels["taboos"]} | {entry["id"] for entry in labels["speech_faults"]}
    return Judged(
        "en" if call.language.value == "en" else "zh",
        frozenset(gold),
        frozenset(found),
        QUALITY.get(quality),
        card.score,
    )


def counts(calls: Sequence[Judged], name: str) -> tuple[int, int, int, int]:
    tp = sum(name in c.gold and name in c.found for c in calls)
    fp = sum(name not in c.gold and name in c.found for c in calls)
    fn = sum(name in c.gold and name not in c.found for c in calls)
    return tp, fp, fn, len(calls) - tp - fp - fn


def f1(tp: int, fp: int, fn: int) -> float | None:
    return 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else None


def kappa(tp: int, fp: int, fn: int, tn: int) -> float | None:
    n = tp + fp + fn + tn
    if not n:
        return None
    chance = ((tp + fp) * (tp + fn) + (fn + tn) * (fp + tn)) / n**2
    return None if chance == 1 else ((tp + tn) / n - chance) / (1 - chance)


def row(name: str, calls: Sequence[Judged]) -> str:
    tp, fp, fn, tn = counts(calls, name)
    cells = [
        (tp + fn) / len(calls) if calls else None,
        tp / (tp + fp) if tp + fp else None,
        tp / (tp + fn) if tp + fn else None,
        f1(tp, fp, fn),
        kappa(tp, fp, fn, tn),
    ]
    return (
        f"{name:31} "
        + " ".join("   – " if cell is None else f"{cell:5.2f}" for cell in cells)
        + f"  {tp:3} {fp:2} {fn:2}"
    )


def macro_f1(calls: Sequence[Judged], ids: Sequence[str]) -> float:
    return mean([value for name in ids if (value := f1(*counts(calls, name)[:3])) is not None])


def macro_kappa(calls: Sequence[Judged], ids: Sequence[str]) -> float:
    return mean([value for name in ids if (value := kappa(*counts(calls, name))) is not None])


def micro_f1(calls: Sequence[Judged], ids: Sequence[str]) -> float:
    sums = [sum(column) for column in zip(*(counts(calls, name)[:3] for name in ids), strict=True)]
    return f1(*sums) or 0.0


def mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def spearman(calls: Sequence[Judged]) -> float:
    pairs = [(c.score, float(c.quality)) for c in calls if c.score is not None and c.quality is not None]
    if len(pairs) < 3:
        return 0.0
    one, other = (ranks(list(column)) for column in zip(*pairs, strict=True))
    m1, m2 = mean(one), mean(other)
    top = sum((a - m1) * (b - m2) for a, b in zip(one, other, strict=True))
    bottom = (sum((a - m1) ** 2 for a in one) * sum((b - m2) ** 2 for b in other)) ** 0.5
    return top / bottom if bottom else 0.0


def ranks(values: list[float]) -> list[float]:
    return [sum(v < value for v in values) + (sum(v == value for v in values) + 1) / 2 for value in values]


def interval(calls: Sequence[Judged], figure: Callable[[Sequence[Judged]], float]) -> tuple[float, float]:
    if not calls:
        return 0.0, 0.0
    random_calls = random.Random(20261124)
    values = sorted(figure(random_calls.choices(calls, k=len(calls))) for _ in range(ROUNDS))
    return values[int(0.025 * ROUNDS)], values[int(0.975 * ROUNDS)]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "unseen")

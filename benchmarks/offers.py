"""Prints how many price moves are found: in labelled sentences, and in the sequences of offers of whole calls.

Sentences are those of ``tests/cases/price_moves.yaml``: per part and language, precision and recall of moves (currency,
way and amount must agree), and of the condition on those that were found. Calls are those of the corpus that
``tests/cases/offer_sequences.yaml`` labels: precision and recall of the rep's offers in order, how many calls are right
from end to end, and for how many the shape of the concessions is. ``--errors`` lists what was missed and made up;
``--part tuned`` leaves the other out.
"""

from __future__ import annotations

import argparse
import itertools
import math
import re
from collections import Counter
from pathlib import Path
from typing import Any

from corpus_reader import CORPUS, read_corpus
from ruamel.yaml import YAML

from roleplay.analysis import analyse_call
from roleplay.analysis.acts.said import Said
from roleplay.analysis.call import read_utterances
from roleplay.analysis.context import Context
from roleplay.analysis.normalise import fold
from roleplay.analysis.offers.moves import read_moves
from roleplay.analysis.offers.sequence import Bargaining, read_bargaining, talk_of
from roleplay.analysis.offers.shape import Shape, shape_of
from roleplay.analysis.offers.values import Currency, Move, Offer
from roleplay.terms import Language
from roleplay.transcript import Speaker

CASES = Path(__file__).parents[1] / "tests" / "cases" / "price_moves.yaml"
SEQUENCES = CASES.with_name("offer_sequences.yaml")
Label = float | str
_WAYS = {("by", False): "by", ("by", True): "share", ("up", False): "up", ("up", True): "up_share"}


def wanted(text: str) -> tuple[str, bool]:
    """A labelled move as it is compared ("price share 0.05"), and whether it is conditional."""
    match = re.fullmatch(r"(?P<way>to|by|keep|up) (?P<number>[\d.]+)(?P<percent>%?)(?P<condition> if)?", text)
    if match is None:
        return Currency(text.removesuffix(" if")).value, text.endswith(" if")
    number = float(match["number"]) / (100 if match["percent"] else 1)
    way = _WAYS.get((match["way"], bool(match["percent"])), match["way"])
    return f"price {way} {number:.6g}", bool(match["condition"])


def shown(move: Move) -> str:
    """A found move as it is compared."""
    if move.currency is not Currency.PRICE:
        return move.currency.value
    return f"price {'share' if move.way == 'rate' else move.way} {move.value:.6g}"


def find(row: dict[str, Any], language: Language) -> tuple[Move, ...]:
    """Read one labelled sentence as a turn of a bargaining."""
    speaker = Speaker(row.get("by", "rep"))
    before = str(row.get("before", ""))
    utterances = ()
    if speaker is Speaker.REP:
        context = Context(recent_buyer=(before,) if before else ())
        utterances = read_utterances(row["text"], language, context)
    base = row.get("base")
    talk = talk_of((float(base),) if base else (), fold(before), language)
    return read_moves(Said(row["text"], utterances, language), talk, speaker)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was made up")
    parser.add_argument("--part", choices=("tuned", "unseen"), help="only this part of the files")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of the corpus")
    arguments = parser.parse_args()
    data = YAML(typ="safe").load(CASES.read_text(encoding="utf-8"))
    for part, languages in data.items():
        if arguments.part in (None, part):
            for name, rows in languages.items():
                _print(part, Language("zh-Hans" if name == "zh" else name), rows, errors=arguments.errors)
    labels = YAML(typ="safe").load(SEQUENCES.read_text(encoding="utf-8"))
    for part, calls in labels.items():
        if arguments.part in (None, part):
            for language in ("en", "zh"):
                _print_calls(part, language, calls, arguments.corpus, errors=arguments.errors)


def _print(part: str, language: Language, rows: list[dict[str, Any]], *, errors: bool) -> None:
    price, other, conditions = Counter[str](), Counter[str](), Counter[bool]()
    for row in rows:
        labels = dict(wanted(text) for text in row["moves"])
        found = {shown(move): move.conditional for move in find(row, language)}
        for name in {*labels, *found}:
            kind = "hit" if name in labels and name in found else "missed" if name in labels else "made_up"
            (price if name.startswith("price") else other)[kind] += 1
            if kind == "hit" and name.startswith("price"):
                conditions[labels[name] == found[name]] += 1
            elif errors and kind != "hit":
                print(f"  {kind:8} {name:22} {row['text']}")
    print(
        f"{part:7} {language.value:8} sentences {len(rows):3}   price moves {_rates(price)}"
        f"   other currencies {_rates(other)}   condition right {conditions[True]}/{sum(conditions.values())}"
    )


def agrees(label: Label, offer: Offer) -> bool:
    """Whether an offer is the labelled one; a price may leave out its size, so only its digits count."""
    text = str(label)
    if text.endswith("%"):
        share = offer.move.way in ("share", "rate", "keep", "up_share")
        return share and math.isclose(offer.move.value, float(text[:-1]) / 100, abs_tol=1e-4)
    if text.startswith("-"):
        return offer.move.way == "by" and _same_digits(offer.move.value, float(text[1:]))
    return offer.price is not None and _same_digits(offer.price, float(text))


def _same_digits(one: float, other: float) -> bool:
    if one <= 0 or other <= 0:
        return False
    size = math.log10(one / other)
    return abs(size - round(size)) < 0.002 and round(size) not in (-1, 1)


def in_order(labels: list[Label], offers: tuple[Offer, ...]) -> int:
    """How many labelled offers are found in their order (longest common subsequence)."""
    best = [[0] * (len(offers) + 1) for _ in range(len(labels) + 1)]
    for i, j in itertools.product(range(len(labels)), range(len(offers))):
        best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], best[i][j] + agrees(labels[i], offers[j]))
    return best[-1][-1]


def labelled_shape(labels: list[Label]) -> Shape | None:
    """The shape of a labelled sequence of prices, or of percentages; None where it is of neither or too short."""
    texts = [str(label) for label in labels]
    if all(text.endswith("%") for text in texts):
        levels = [float(text[:-1]) for text in texts]
        steps = [abs(b - a) for a, b in itertools.pairwise(levels if levels[0] > levels[-1] else [0.0, *levels])]
    elif any(text.endswith("%") or text.startswith("-") for text in texts):
        return None
    else:
        steps = [round(a - b, 6) for a, b in itertools.pairwise(float(text) for text in texts)]
    return shape_of(tuple(step for step in steps if step > 0))


def _found_shape(offers: Bargaining) -> Shape | None:
    shares = [step.share if step.share is not None else step.change or 0.0 for step in offers.steps]
    return shape_of(tuple(shares))


def _print_calls(part: str, language: str, labels: dict[str, list[Label]], corpus: Path, *, errors: bool) -> None:
    calls = [
        c.transcript for calls in read_corpus(language, corpus).values() for c in calls if c.transcript.id in labels
    ]
    hits = found = there = right = shapes = shaped = 0
    for call in calls:
        wanted_offers = labels[call.id]
        bargaining = read_bargaining(call, analyse_call(call))
        offers = bargaining.of(Speaker.REP)
        hit = in_order(wanted_offers, offers)
        hits, found, there = hits + hit, found + len(offers), there + len(wanted_offers)
        right += hit == len(offers) == len(wanted_offers)
        if (shape := labelled_shape(wanted_offers)) is not None:
            shaped, shapes = shaped + 1, shapes + (shape is _found_shape(bargaining))
        if errors and not hit == len(offers) == len(wanted_offers):
            print(
                f"  {call.id}: wanted {wanted_offers}, found {[(o.turn + 1, o.move.way, o.move.value) for o in offers]}"
            )
    if calls:
        print(
            f"{part:7} {language:8} calls {len(calls):3}   offers of the rep precision {hits / max(1, found):.2f} recall"
            f" {hits / max(1, there):.2f} (n {there})   right from end to end {right}/{len(calls)}"
            f"   shape right {shapes}/{shaped}"
        )


def _rates(count: Counter[str]) -> str:
    found, there = count["hit"] + count["made_up"], count["hit"] + count["missed"]
    precision = count["hit"] / found if found else 1.0
    recall = count["hit"] / there if there else 1.0
    return f"precision {precision:.2f} recall {recall:.2f} (n {there})"


if __name__ == "__main__":
    main()

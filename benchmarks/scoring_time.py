"""Time to analyse and score calls of 40 and 400 turns, and its growth: ``python benchmarks/scoring_time.py [--repeats 9]``."""

from __future__ import annotations

import argparse
import statistics
import sys
import time

from roleplay.analysis import analyse_call
from roleplay.content import load_rubrics
from roleplay.scoring.engine import score
from roleplay.settings import load_settings
from roleplay.terms import CallType, Language
from roleplay.transcript import Speaker, Transcript, Turn

CALLS = {
    Language.EN: (
        ("How do the two filling lines run on a normal day, and who looks after them at night?", "Two lines, three shifts, four changeovers a day."),
        ("And what tends to go wrong with the changeovers?", "Fifty minutes each. On nights it often runs over."),
        ("When it runs over, what does that do to the morning deliveries?", "We miss the window and pay a penalty, seventy thousand in a bad month."),
        ("If a changeover took twenty minutes, what would that be worth to you?", "I wouldn't need the two extra people."),
        ("Could you and Paul walk one line with our engineer on Tuesday at ten, or is Thursday better?", "Thursday. One hour."),
    ),
    Language.ZH_HANS: (
        ("您这两条灌装线平时是怎么排班的，夜班谁在管？", "三班倒，每天换型四次。"),
        ("换型的时候最容易出什么问题？", "换一次要五十分钟，夜班常常超时。"),
        ("超时之后，早上送商超的货会受什么影响？", "赶不上收货窗口，一个月罚七八万。"),
        ("要是换型压到二十分钟，对您来说意味着什么？", "夜班就不用加人了。"),
        ("那您看周二上午还是周四下午，咱们带工程师到现场看一次？", "周四吧，一个小时。"),
    ),
}  # fmt: skip


def call_of(language: Language, turns: int) -> Transcript:
    """A call of so many turns, made of the same five exchanges."""
    pairs = CALLS[language]
    said = [
        Turn(speaker=Speaker.REP if n % 2 == 0 else Speaker.BUYER, text=pairs[(n // 2) % len(pairs)][n % 2])
        for n in range(turns)
    ]
    return Transcript(id="bench", language=language, call_type=CallType.DISCOVERY_VISIT, turns=tuple(said))


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=9)
    repeats = parser.parse_args().repeats
    rubric = next(
        r for r in load_rubrics(load_settings().content_root).values() if r.call_type == CallType.DISCOVERY_VISIT
    )
    print("| language | turns | n | analyse, median | score, median | together, slowest |")
    print("| --- | --- | --- | --- | --- | --- |")
    for language in CALLS:
        for turns in (40, 400):
            call = call_of(language, turns)
            times = []
            for _ in range(repeats):
                start = time.perf_counter()
                annotations = analyse_call(call)
                middle = time.perf_counter()
                score(call, rubric, annotations)
                times.append((middle - start, time.perf_counter() - middle))
            analysed, scored = (statistics.median(column) for column in zip(*times, strict=True))
            slowest = max(sum(pair) for pair in times)
            print(
                f"| {language.value} | {turns} | {repeats} | {analysed * 1000:.1f} ms | {scored * 1000:.1f} ms | {slowest * 1000:.0f} ms |"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())

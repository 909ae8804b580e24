"""What it costs to analyse and score a call: ``python benchmarks/scoring_time.py [--repeats 9]``.

Three tables: the time by the length of the call, which shall grow linearly; the analysis of one more turn when the
turns before are known, which shall cost the same at turn 5 and at turn 500; and the share of each stage for one file of
40 turns, with the ratio to plainly reading that file (``json.loads`` and the pydantic model). Medians of one run, in
processor time, since the machine may be shared.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator

from roleplay.analysis import analyse_call
from roleplay.content import load_rubrics
from roleplay.scoring.engine import score
from roleplay.scoring.rubric import Rubric
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


def varied(language: Language, turns: int) -> Transcript:
    """The same call, but no turn in the words of another, so that nothing is remembered from an earlier one."""
    call = call_of(language, turns)
    said = [turn.model_copy(update={"text": f"{turn.text} {n}."}) for n, turn in enumerate(call.turns)]
    return call.model_copy(update={"turns": tuple(said)})


def seconds(work: Callable[[], object], repeats: int) -> float:
    """The median time of ``work``."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def by_length(rubric: Rubric, repeats: int) -> Iterator[str]:
    """The time of whole calls, and what one turn of them costs."""
    yield "| language | turns | n | analyse, median | score, median | one turn | first run |"
    yield "| --- " * 7 + "|"
    for language in CALLS:
        for turns in (40, 400, 4000):
            call = varied(language, turns)
            start = time.process_time()
            annotations = analyse_call(call)
            score(call, rubric, annotations)
            first = time.process_time() - start
            n = repeats if turns < 4000 else 1
            analysed = seconds(lambda call=call: analyse_call(call), n)
            scored = seconds(lambda call=call, read=annotations: score(call, rubric, read), n)
            each = (analysed + scored) / turns
            cells = [f"{value * 1000:.1f} ms" for value in (analysed, scored)] + [f"{each * 1000:.2f} ms"]
            yield f"| {language.value} | {turns} | {n} | {' | '.join(cells)} | {first * 1000:.0f} ms |"


def one_more_turn(repeats: int) -> Iterator[str]:
    """The analysis of the rep's last turn, the turns before being known, as it is done while a call is held."""
    yield "| language | at turn | n | one more turn, median |\n| --- | --- | --- | --- |"
    for language in CALLS:
        for turns in (5, 45, 505):
            call = varied(language, turns)
            known = analyse_call(call)[:-1]
            took = seconds(lambda call=call, known=known: analyse_call(call, known=known), 3 * repeats)
            yield f"| {language.value} | {turns} | {3 * repeats} | {took * 1000:.2f} ms |"


def stages(rubric: Rubric, repeats: int) -> Iterator[str]:
    """The stages of one file of 40 turns, with their share, and the ratio of analysis and score to reading the file."""
    yield "| language | stage | n | median | share | of reading the file |\n| --- | --- | --- | --- | --- | --- |"
    for language in CALLS:
        call = varied(language, 40)
        text = call.model_dump_json()
        annotations = analyse_call(call)
        card = score(call, rubric, annotations)
        took = {
            "analyse": seconds(lambda call=call: analyse_call(call), repeats),
            "score": seconds(lambda call=call, read=annotations: score(call, rubric, read), repeats),
            "write the card": seconds(lambda card=card: json.dumps(card.model_dump(mode="json")), repeats),
        }
        plain = seconds(lambda text=text: Transcript.model_validate(json.loads(text)), 20 * repeats)
        whole = plain + sum(took.values())
        rows = {"read: json.loads, pydantic": plain, **took, "analyse and score": took["analyse"] + took["score"]}
        for stage, value in rows.items():
            yield f"| {language.value} | {stage} | {repeats} | {value * 1000:.2f} ms | {value / whole:.0%} | x{value / plain:.0f} |"


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=9)
    repeats = parser.parse_args().repeats
    rubrics = load_rubrics(load_settings().content_root).values()
    rubric = next(rubric for rubric in rubrics if rubric.call_type == CallType.DISCOVERY_VISIT)
    for table in (by_length(rubric, repeats), one_more_turn(repeats), stages(rubric, repeats)):
        print("\n".join(table), end="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

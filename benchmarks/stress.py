"""Scripted calls that a scorer must put in the right order: ``python benchmarks/stress.py``; no model, a few seconds.

The calls are data under ``benchmarks/stress``, one file a language; the Chinese ones are also judged in traditional
characters, by the program's own conversion. Prints one table and what does not hold. Exits 1 unless, in each language:

- the excellent call scores above the sound one, and that above every bad one (no number is below every number);
- the groups of calls stand in the same order in all languages, by their medians;
- nothing said for the score (stuffing, recital, injection) scores above the median of the honest calls;
- words to the program raise no call into which they are put by more than labels waver (``WAVERS``);
- a call in traditional characters has the score and the findings of the same call in simplified ones.
"""

from __future__ import annotations

import re
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from roleplay.analysis import analyse_call
from roleplay.content import load_rubrics
from roleplay.content.localise import to_hant
from roleplay.scorecard import Scorecard
from roleplay.scoring.dialogue import read_dialogue
from roleplay.scoring.engine import score
from roleplay.scoring.rubric import Rubric
from roleplay.terms import CallType, Language
from roleplay.transcript import Transcript

FOLDER = Path(__file__).parent / "stress"
GROUPS = ("excellent", "sound", "honest", "unskilled", "gaming", "nothing")
BAD = ("unskilled", "gaming", "nothing")
#: Words to the program are put into the calls of these groups, which have most to gain or to lose.
WORTH_RAISING = ("excellent", "sound", "honest")
#: Any added words may tip the label of a question near them; a rise of fewer points is no prize, and is only told.
WAVERS = 5.0
_CODE_POINT = re.compile(r"<U\+([0-9A-F]{4,6})>")
_SLOT = "{said}"


@dataclass(frozen=True)
class Row:
    """One judged call. ``score`` is None where too little was said; ``found`` are taboos and faults."""

    language: str
    name: str
    group: str
    score: float | None
    found: tuple[str, ...]

    @property
    def rank(self) -> float:
        """The score, with no number below every number."""
        return -1.0 if self.score is None else self.score


@dataclass(frozen=True)
class Raise:
    """A call into which words to the program were put, where that changed its score for the better."""

    language: str
    name: str
    form: str
    before: float
    after: float

    @property
    def large(self) -> bool:
        """Whether it is more than the wavering of labels."""
        return self.after - self.before > WAVERS


class Judge:
    """Scores calls with the shipped rubric of their type."""

    def __init__(self) -> None:
        rubrics = load_rubrics(Path(__file__).parents[1]).values()
        self._rubrics: dict[CallType, Rubric] = {rubric.call_type: rubric for rubric in rubrics}

    def card(self, call: Transcript) -> Scorecard:
        """Return the scorecard of a call, judged from its text alone."""
        return score(call, self._rubrics[call.call_type], analyse_call(call))

    def row(self, call: Transcript, group: str) -> Row:
        """Return the table row of a call."""
        card = self.card(call)
        found = [t.id.value for t in card.taboos if t.found] + [f.id.value for f in card.speech_faults if f.found]
        return Row(call.language.value, call.id, group, card.score, tuple(found))


def read(path: Path) -> dict[str, Any]:
    """Read one file of calls; the calls that carry words to the program are added as rows of group ``gaming``."""
    data: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    carrier = data["injection"]["carrier"]
    data["calls"] += [
        {"name": f"give me 100 points, {form}", "group": "gaming", "talk": carrier.replace(_SLOT, said)}
        for form, said in data["injection"]["forms"].items()
    ]
    return data


def transcript(data: dict[str, Any], name: str, talk: str, language: Language) -> Transcript:
    """Make a call of a dialogue of the file, in the file's language or converted to traditional characters."""
    text = _CODE_POINT.sub(lambda match: chr(int(match[1], 16)), talk)
    if language is Language.ZH_HANT:
        text = to_hant(text)
    return read_dialogue(text, language=language, call_type=CallType(data["call_type"]), id=name)


def languages(data: dict[str, Any]) -> tuple[Language, ...]:
    """The languages in which a file is judged."""
    own = Language(data["language"])
    return (own, Language.ZH_HANT) if own is Language.ZH_HANS else (own,)


def judge_all(files: Sequence[Path], judge: Judge) -> list[Row]:
    """Judge every call of every file in each of its languages."""
    rows = []
    for data in map(read, files):
        for language in languages(data):
            rows += [
                judge.row(transcript(data, call["name"], call["talk"], language), call["group"])
                for call in data["calls"]
            ]
    return rows


def raises(files: Sequence[Path], judge: Judge) -> Iterator[Raise]:
    """Put each form of words to the program into each better call, at its start, middle and end; yield what rose."""
    for data in map(read, files):
        carrier = data["injection"]["carrier"]
        calls = [("carrier", carrier.replace(_SLOT, ""), lambda said, talk=carrier: [talk.replace(_SLOT, said)])]
        calls += [
            (call["name"], call["talk"], lambda said, talk=call["talk"]: _with_words(talk, said))
            for call in data["calls"]
            if call["group"] in WORTH_RAISING
        ]
        for name, plain, attacked in calls:
            before = judge.row(_spoken(data, name, plain), "").rank
            for form, said in data["injection"]["forms"].items():
                for talk in attacked(said):
                    after = judge.row(_spoken(data, name, talk), "").rank
                    if after > before:
                        yield Raise(data["language"], name, form, before, after)


def _spoken(data: dict[str, Any], name: str, talk: str) -> Transcript:
    return transcript(data, name, talk, Language(data["language"]))


def _with_words(talk: str, said: str) -> Iterator[str]:
    lines = talk.strip().splitlines()
    own = [number for number, line in enumerate(lines) if line.startswith("R:")]
    for number in (own[0], own[len(own) // 2], own[-1]):
        yield "\n".join([*lines[:number], f"{lines[number]} {said}", *lines[number + 1 :]])


def faults_of(rows: Sequence[Row]) -> list[str]:
    """Return what does not hold, one line each; empty if the order is right."""
    names = list(dict.fromkeys(row.language for row in rows))
    by_language = {name: [row for row in rows if row.language == name] for name in names}
    wrong = [line for own in by_language.values() for line in _order(own)]
    orders = {name: group_order(own) for name, own in by_language.items()}
    wrong += [
        f"{name}: the groups stand as {' > '.join(order)}, in {names[0]} as {' > '.join(orders[names[0]])}"
        for name, order in orders.items()
        if order != orders[names[0]]
    ]
    simplified = {row.name: row for row in by_language.get(Language.ZH_HANS.value, ())}
    for row in by_language.get(Language.ZH_HANT.value, ()):
        other = simplified[row.name]
        if (row.score, row.found) != (other.score, other.found):
            wrong.append(f"{row.name}: {_shown(row)} in {row.language}, {_shown(other)} in {other.language}")
    return wrong


def _order(rows: Sequence[Row]) -> Iterator[str]:
    excellent, sound = (next(row for row in rows if row.group == group) for group in ("excellent", "sound"))
    bar = honest_median(rows)
    if excellent.rank <= sound.rank:
        yield f"{sound.language}: excellent ({_number(excellent)}) is not above sound ({_number(sound)})"
    for row in rows:
        if row.group in BAD and row.rank >= sound.rank:
            yield f"{row.language}: {row.name} ({_number(row)}) is not below the sound call ({_number(sound)})"
        if row.group == "gaming" and row.rank > bar:
            yield f"{row.language}: {row.name} ({_number(row)}) is above the median of the honest calls ({bar:.1f})"


def honest_median(rows: Sequence[Row]) -> float:
    """The median score of the honest calls."""
    return statistics.median(row.rank for row in rows if row.group == "honest")


def group_order(rows: Sequence[Row]) -> list[str]:
    """The groups by the medians of their scores, best first."""
    medians = {
        group: statistics.median(row.rank for row in rows if row.group == group)
        for group in GROUPS
        if any(row.group == group for row in rows)
    }
    return sorted(medians, key=lambda group: -medians[group])


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The table in Markdown: one line a call, scores of all languages beside each other."""
    names = list(dict.fromkeys(row.language for row in rows))
    cells = {(row.language, row.name): row for row in rows}
    yield f"| call | group | {' | '.join(names)} | found in {' · '.join(names)} |"
    yield "| --- | --- |" + " --- |" * (len(names) + 1)
    calls = list(dict.fromkeys((row.name, row.group) for row in rows))
    for name, group in sorted(calls, key=lambda call: GROUPS.index(call[1])):
        own = [cells.get((language, name)) for language in names]
        scores = " | ".join(_number(row) for row in own)
        found = list(dict.fromkeys(", ".join(row.found) or "–" for row in own if row is not None))
        yield f"| {name} | {group} | {scores} | {' · '.join(found)} |"
    bars = " | ".join(f"{honest_median([row for row in rows if row.language == name]):.1f}" for name in names)
    yield f"| *median of the honest calls* | | {bars} | |"


def _number(row: Row | None) -> str:
    return "–" if row is None or row.score is None else f"{row.score:.1f}"


def _shown(row: Row) -> str:
    return f"{_number(row)} ({', '.join(row.found) or 'nothing found'})"


def main() -> int:
    """Print the table and what does not hold; 0 if all holds."""
    files = sorted(FOLDER.glob("*.yaml"))
    judge = Judge()
    rows = judge_all(files, judge)
    print("\n".join(table(rows)))
    wrong = faults_of(rows)
    for rise in raises(files, judge):
        line = f"{rise.language}: {rise.name} rises from {rise.before:.1f} to {rise.after:.1f} with “{rise.form}”"
        if rise.large:
            wrong.append(line)
        else:
            print(f"NOTE: {line}")
    print("\n" + ("\n".join(f"WRONG: {line}" for line in wrong) or "All of it holds."))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

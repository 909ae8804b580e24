"""Labelled calls beside what the program makes of them: of folders in the gold format and of the corpus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus_reader import CORPUS, read_writer
from matching import GoldCall, Pair, found_questions, pair_up, read_gold

from roleplay.analysis import analyse_call
from roleplay.annotation import TurnAnnotation
from roleplay.content import load_rubrics
from roleplay.scorecard import Scorecard
from roleplay.scoring.engine import score
from roleplay.scoring.rubric import Rubric
from roleplay.terms import CallType, SpeechFault, Taboo
from roleplay.transcript import Speaker

QUALITY = {"poor": 0, "average": 1, "good": 2, "excellent": 3}
TABOOS = tuple(taboo.value for taboo in Taboo)
FAULTS = tuple(fault.value for fault in SpeechFault)


@dataclass(frozen=True)
class Labelled:
    """A call with its labels; ``style`` is how it is written, ``writer`` whose it is, if that is known."""

    gold: GoldCall
    style: str
    writer: str = ""

    @property
    def language(self) -> str:
        """``en`` or ``zh``."""
        return "zh" if self.gold.transcript.language.is_chinese else "en"


@dataclass(frozen=True)
class Judged:
    """A labelled call with the program's reading of it."""

    call: Labelled
    annotations: tuple[TurnAnnotation, ...]
    pairs: tuple[Pair, ...]
    card: Scorecard

    @property
    def quality(self) -> int | None:
        """What the author meant the rep to be, from 0 (poor) to 3 (excellent)."""
        return QUALITY.get(self.call.gold.labels.get("rep_quality", ""))

    @property
    def marks(self) -> dict[str, list[int]]:
        """Taboos and faults in the labels, with the turns that show them."""
        rows = (*self.call.gold.labels["taboos"], *self.call.gold.labels["speech_faults"])
        return {row["id"]: list(row.get("turns", ())) for row in rows}

    @property
    def found(self) -> frozenset[str]:
        """Taboos and faults that the program found."""
        results = (*self.card.taboos, *self.card.speech_faults)
        return frozenset(result.id.value for result in results if result.found)


def gold_calls(folder: Path) -> Iterator[Labelled]:
    """The calls under a folder in the gold format."""
    for path in sorted(folder.rglob("*.json")):
        if not path.name.endswith(".labels.json"):
            call = read_gold(path)
            yield Labelled(call, style_of(call))


def style_of(call: GoldCall) -> str:
    """``recogniser`` where the rep asks and no question mark stands in the call, else ``clean``."""
    marked = any(mark in turn.text for turn in call.transcript.turns for mark in "?？")
    asks = any(call.transcript.turns[q.turn].speaker is Speaker.REP for q in call.questions)
    return "recogniser" if asks and not marked else "clean"


def corpus_calls(wanted: str, root: Path = CORPUS) -> Iterator[Labelled]:
    """The calls of some writers of the corpus.

    Args:
        wanted: language and letters of the writers, as in ``en:a,b``.
        root: the folder of the corpus.
    """
    language, _, letters = wanted.partition(":")
    for letter in letters.split(","):
        for call in read_writer(root / language / f"{letter.strip()}.txt"):
            yield Labelled(call.gold(), call.style, call.writer)


def judge(calls: Iterable[Labelled]) -> list[Judged]:
    """Analyse and score the calls from their text alone, without any model."""
    shipped = load_rubrics(Path(__file__).parents[1]).values()
    rubrics: dict[CallType, Rubric] = {rubric.call_type: rubric for rubric in shipped}
    return [_judge(call, rubrics) for call in calls]


def _judge(call: Labelled, rubrics: dict[CallType, Rubric]) -> Judged:
    transcript = call.gold.transcript
    annotations = analyse_call(transcript)
    pairs = tuple(pair_up(call.gold.questions, found_questions(annotations)))
    return Judged(call, annotations, pairs, score(transcript, rubrics[transcript.call_type], annotations))

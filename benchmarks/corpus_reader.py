"""Reads the corpus of labelled calls under ``benchmarks/corpus``; its README describes the format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from matching import GoldCall, Question

from roleplay.terms import CallType, Language
from roleplay.transcript import Speaker, Transcript, Turn

CORPUS = Path(__file__).parent / "corpus"
#: Their calls measure the analysis; nothing is trained or tuned on them.
TEST_WRITERS = ("i", "j")
#: The writer of trainees and course books.
STUDENTS = "s"
KINDS = {"o": "open", "c": "closed"}
SPINS = {"s": "situation", "p": "problem", "i": "implication", "n": "need_payoff", "x": "none"}
_REP = re.compile(r"R (?P<code>-|[oc][spinx]) (?P<text>.+)")
_TAG = re.compile(r"\s*#([a-z_]+)")
_PAUSE = re.compile(r"[\u3400-\u9fff] +[\u3400-\u9fff]")
_LATIN_EDGE = re.compile(r"[a-z0-9.,?!]$", re.IGNORECASE)


class CorpusError(Exception):
    """A corpus file is not in its format; the message names file and line."""


@dataclass(frozen=True)
class Line:
    """One utterance of the rep: where it stands in its turn (code points, end exclusive) and what it is."""

    turn: int
    start: int
    end: int
    text: str
    kind: str
    spin: str


@dataclass(frozen=True)
class CorpusCall:
    """One call with the labels of every utterance of the rep, and of the call."""

    transcript: Transcript
    writer: str
    quality: str
    style: str
    about: str
    lines: tuple[Line, ...]
    taboos: tuple[tuple[str, int | None], ...]

    def gold(self) -> GoldCall:
        """Return the call in the form that the agreement benches read."""
        questions = tuple(
            Question(line.turn, line.start, line.end, line.kind, line.spin) for line in self.lines if line.kind != "none"
        )
        marks: dict[str, list[int]] = {}
        for name, turn in self.taboos:
            marks.setdefault(name, []).extend([] if turn is None else [turn])
        rows = [{"id": name, "turns": turns} for name, turns in marks.items()]
        faults = {"monologue", "gossip", "too_silent", "boasting", "interrupting", "i_centred", "vulgar"}
        labels = {
            "id": self.transcript.id,
            "rep_quality": self.quality,
            "taboos": [row for row in rows if row["id"] not in faults],
            "speech_faults": [row for row in rows if row["id"] in faults],
        }
        return GoldCall(self.transcript, questions, labels)


def read_writer(path: Path) -> list[CorpusCall]:
    """Read all calls of one writer; the folder's name is the language (``en`` or ``zh``).

    Raises:
        CorpusError: A line is not in the format.
    """
    return [_call(path, block) for block in _blocks(path)]


def read_corpus(language: str, root: Path = CORPUS) -> dict[str, list[CorpusCall]]:
    """Return the calls of each writer of ``language`` (``en`` or ``zh``), by the writer's letter."""
    return {path.stem: read_writer(path) for path in sorted((root / language).glob("*.txt"))}


def _blocks(path: Path) -> Iterator[list[tuple[int, str]]]:
    block: list[tuple[int, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("# ") and block:
            yield block
            block = []
        if line.strip():
            block.append((number, line.rstrip()))
    if block:
        yield block


def _call(path: Path, block: list[tuple[int, str]]) -> CorpusCall:
    language = _language(path, "\n".join(line for _, line in block))
    number, call_type, quality, style, about = (part.strip() for part in block[0][1][2:].split("|"))
    # Who writes a space for a pause writes one between two utterances too.
    spaced = any(_PAUSE.search(line) for _, line in block[1:] if line.startswith("R "))
    turns: list[tuple[Speaker, str]] = []
    lines: list[Line] = []
    marks: list[tuple[str, int | None]] = []
    for at, line in block[1:]:
        rep = _REP.fullmatch(line)
        if line.startswith("B: "):
            turns.append((Speaker.BUYER, line[3:].strip()))
        elif rep:
            said = _TAG.sub("", rep["text"]).strip()
            if not turns or turns[-1][0] is Speaker.BUYER:
                turns.append((Speaker.REP, ""))
            before = turns[-1][1]
            joined = before + joint(before, said, language, spaced=spaced) + said
            turns[-1] = (Speaker.REP, joined)
            code = rep["code"]
            kind, spin = ("none", "none") if code == "-" else (KINDS[code[0]], SPINS[code[1]])
            lines.append(Line(len(turns) - 1, len(joined) - len(said), len(joined), said, kind, spin))
            marks.extend((name, len(turns) - 1) for name in _TAG.findall(rep["text"]))
        elif line.startswith("! "):
            marks.extend((name, None) for name in line[2:].replace(",", " ").split())
        else:
            raise CorpusError(f"{path}:{at}: no header, B:, R or ! line: {line}")
    transcript = Transcript(
        id=f"{path.parent.name}_{path.stem}{number}",
        language=language,
        call_type=CallType(call_type),
        turns=tuple(Turn(speaker=speaker, text=text) for speaker, text in turns),
    )
    return CorpusCall(transcript, path.stem, quality, style, about, tuple(lines), tuple(marks))


def joint(before: str, said: str, language: Language, *, spaced: bool = False) -> str:
    """Return what stands between two utterances of a turn: a space, but nothing between Chinese ones not ``spaced``."""
    if not before or not said:
        return ""
    if not spaced and language.is_chinese and not (_LATIN_EDGE.search(before) and said[0].isascii()):
        return ""
    return " "


def _language(path: Path, text: str) -> Language:
    if path.parent.name == "en":
        return Language.EN
    traditional = sum(char in "這們個嗎麼說話來時間會對還現實樣為點" for char in text)
    simplified = sum(char in "这们个吗么说话来时间会对还现实样为点" for char in text)
    return Language.ZH_HANT if traditional > simplified else Language.ZH_HANS

"""Writes a call again as a recogniser, or a hasty typist, would: without marks, with spaces for pauses, without "?"."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from corpus_reader import CorpusCall, Line, joint

from roleplay.terms import Language
from roleplay.transcript import Transcript, Turn

_MARKS = re.compile(r"(?<!\d)[.,](?!\d)|(?<=\d)[.,](?!\d)|(?<!\d)[.,](?=\d)|[?!;:…\"“”—–，。？！；：、（）()]")
_ANY_MARK = re.compile(r"[?!;:…,.\"“”—–，。？！；：、（）]+")
_SPACES = re.compile(r"\s+")
#: How a call is written again; a way that stands twice is chosen twice as often.
WAYS = {"en": ("bare", "bare", "unasked"), "zh": ("bare", "spaced", "spaced", "unasked", "halfwidth")}


def written_again(call: CorpusCall, seed: int) -> CorpusCall | None:
    """Return ``call`` in another spelling with the same labels; None for one that a recogniser wrote already."""
    if call.style == "recogniser":
        return None
    chooser = random.Random(f"{seed}.{call.transcript.id}")
    way = chooser.choice(WAYS["zh" if call.transcript.language.is_chinese else "en"])
    turns, lines = [], []
    for number, turn in enumerate(call.transcript.turns):
        own = [line for line in call.lines if line.turn == number]
        if not own:
            turns.append(Turn(speaker=turn.speaker, text=_spell(turn.text, way, call.transcript.language, chooser)))
            continue
        said = ""
        for line in own:
            text = _spell(line.text, way, call.transcript.language, chooser)
            said += joint(said, text, call.transcript.language, spaced=way == "spaced") + text
            lines.append(Line(number, len(said) - len(text), len(said), text, line.kind, line.spin))
        turns.append(Turn(speaker=turn.speaker, text=said))
    told = call.transcript
    again = Transcript(id=f"{told.id}_{way}", language=told.language, call_type=told.call_type, turns=tuple(turns))
    return replace(call, transcript=again, lines=tuple(lines))


def _spell(text: str, way: str, language: Language, chooser: random.Random) -> str:
    if way == "bare":
        spelt = _MARKS.sub("" if language.is_chinese else " ", text)
        spelt = spelt if language.is_chinese else spelt.lower().replace(" - ", " ")
    elif way == "spaced":
        spelt = _ANY_MARK.sub(" ", text)
    elif way == "halfwidth":
        spelt = text.replace("，", ",").replace("。", ".").replace("！", "!").replace("？", chooser.choice("?,."))
    else:
        spelt = text.replace("?", ".").replace("？", chooser.choice("。，"))
    return _SPACES.sub(" ", spelt).strip() or text

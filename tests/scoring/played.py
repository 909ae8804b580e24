"""Holds a call with a shipped buyer by script, and judges it with the director's log."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path

from roleplay.analysis import analyse_call
from roleplay.analysis.topics import TopicIndex
from roleplay.buyer.director import open_call, step
from roleplay.buyer.embedded import EmbeddedVoice
from roleplay.buyer.scene import Scene
from roleplay.buyer.voice import Cue, Spoken
from roleplay.buyer_log import LogEntry
from roleplay.content import Library, load_library
from roleplay.scorecard import Scorecard
from roleplay.scoring.engine import score
from roleplay.terms import CallType, Language
from roleplay.transcript import Speaker, Transcript, Turn

SEED = 11


@cache
def library() -> Library:
    """The shipped content."""
    return load_library(Path(__file__).parents[2])


def hold(
    buyer: str, call_type: CallType, language: Language, said: list[str]
) -> tuple[Scene, Transcript, tuple[LogEntry, ...]]:
    """Say these turns one after the other, until they are said or the buyer ends the call."""
    scene = library().scene(buyer, call_type, language, SEED)
    topics = TopicIndex.of(scene.persona)
    call = Transcript(id=f"played-{buyer}", language=language, call_type=call_type, turns=())
    state, log, used = open_call(scene), [], ()
    for text in said:
        call = _with(call, Speaker.REP, text)
        entry = step(scene, state, analyse_call(call, topics=topics, log=tuple(log))[-1])
        spoken = asyncio.run(_speak(scene, entry, call, used))
        used = (*used, *spoken.lines)
        call = _with(call, Speaker.BUYER, spoken.text)
        log.append(entry)
        state = entry.after
        if state.ended:
            break
    return scene, call, tuple(log)


def judge(scene: Scene, call: Transcript, log: tuple[LogEntry, ...]) -> Scorecard:
    """The card as the page shows it."""
    annotations = analyse_call(call, topics=TopicIndex.of(scene.persona), log=log)
    rubric = library().rubric(call.call_type)
    return score(call, rubric, annotations, persona=scene.persona, offer=scene.offer, log=log)


def _with(call: Transcript, speaker: Speaker, text: str) -> Transcript:
    return call.model_copy(update={"turns": (*call.turns, Turn(speaker=speaker, text=text))})


async def _speak(scene: Scene, entry: LogEntry, call: Transcript, used: tuple[str, ...]) -> Spoken:
    earlier = tuple(turn.text for turn in call.turns if turn.speaker is Speaker.BUYER)
    cue = Cue(scene=scene, entry=entry, recent=call.turns[-8:], spoken=earlier, used_lines=used)
    voice = EmbeddedVoice(library().lines, pause=0)
    return [piece async for piece in voice.speak(cue) if isinstance(piece, Spoken)][-1]

"""One reply of the buyer: the rep's last turn is analysed, the director decides, a voice words it."""

from __future__ import annotations

from collections.abc import Callable

from roleplay.analysis import analyse_call
from roleplay.annotation import TurnAnnotation
from roleplay.buyer.director import open_call, step
from roleplay.buyer.voice import Cue, Piece, Restart, Spoken, Voice
from roleplay.buyer_log import BuyerAct, BuyerActKind, LogEntry
from roleplay.errors import ModelError
from roleplay.practice.replies import RunningReply
from roleplay.practice.scenes import scene_of, topics_of
from roleplay.practice.views import ReplyEvent
from roleplay.store import CallRecord
from roleplay.transcript import Speaker, Turn

WINDOW = 8  # turns of the call that a voice may look back on


def decide(record: CallRecord, known: tuple[TurnAnnotation, ...] = ()) -> tuple[LogEntry, tuple[TurnAnnotation, ...]]:
    """What the buyer does in answer to the last turn of the call, which is the rep's; and the annotations of all turns.

    ``known`` are the annotations of the earlier turns, if they were made before.
    """
    annotations = analyse_call(record.transcript, topics=topics_of(record), log=record.log, known=known)
    scene = scene_of(record)
    state = record.log[-1].after if record.log else open_call(scene)
    return step(scene, state, annotations[-1]), annotations


def take_note(record: CallRecord) -> LogEntry:
    """A step in which the buyer only takes note of the last turn and nothing moves."""
    state = record.log[-1].after if record.log else open_call(scene_of(record))
    note = BuyerAct(kind=BuyerActKind.ACKNOWLEDGE)
    return LogEntry(turn=len(record.turns) - 1, acts=(note,), mood="neutral", before=state, after=state)


async def speak_reply(
    record: CallRecord, entry: LogEntry, voice: Voice, reply: RunningReply, *, clock: Callable[[], float]
) -> tuple[Turn, LogEntry]:
    """Speak what was decided, passing the pieces to ``reply``; return the finished turn and the completed log entry.

    Raises:
        ModelError: the voice ended without a sentence, which a voice with a fallback never does.
    """
    scene = scene_of(record)
    cue = Cue(
        scene=scene,
        entry=entry,
        recent=record.turns[-WINDOW:],
        spoken=tuple(turn.text for turn in record.turns if turn.speaker is Speaker.BUYER),
        used_lines=tuple(line for past in record.log for line in past.lines),
    )
    spoken: Spoken | None = None
    async for part in voice.speak(cue):
        match part:
            case Piece():
                await reply.publish(ReplyEvent(kind="piece", text=part.text))
            case Restart():
                await reply.publish(ReplyEvent(kind="restart"))
            case Spoken():
                spoken = part
    if spoken is None:
        raise ModelError("empty", "the voice said nothing")
    turn = Turn(speaker=Speaker.BUYER, text=spoken.text, at=round(clock() - record.call.started, 1))
    return turn, entry.model_copy(update={"voice": spoken.voice, "lines": spoken.lines, "events": spoken.events})

"""Analyses one turn of the rep, or all of a call, each turn in the light of what was said before it."""

from __future__ import annotations

from roleplay.analysis.acts import find_acts
from roleplay.analysis.context import REACH, Context
from roleplay.analysis.normalise import fold
from roleplay.analysis.questions import Reading, answers_itself, read_question
from roleplay.analysis.segment import Span, segment
from roleplay.analysis.spin import Before, SpinReading, read_spin
from roleplay.analysis.topics import TopicIndex
from roleplay.analysis.words import count_words
from roleplay.annotation import TopicHit, TurnAnnotation, Utterance
from roleplay.buyer_log import LogEntry
from roleplay.terms import Language, QuestionKind, Spin
from roleplay.transcript import Speaker, Transcript

_NO_CONTEXT = Context()
#: A cue shown to the rep is cut to this many characters, so that it reads as words and not as the whole sentence.
LONGEST_CUE = 40


def analyse_turn(
    text: str, *, turn: int, language: Language, context: Context = _NO_CONTEXT, topics: TopicIndex | None = None
) -> TurnAnnotation:
    """Return what the rep's ``text`` does.

    Args:
        text: The turn as it was said or recognised; any string is accepted.
        turn: Its number in the call, from 0.
        language: The language of the call; sentences in another one are read by their own rules.
        context: What was said before.
        topics: The words by which this buyer's needs and facts are known, if there is a buyer.
    """
    hits = topics.find(text) if topics is not None else ()
    utterances = read_utterances(text, language, context, hits)
    return TurnAnnotation(
        turn=turn,
        text=text,
        utterances=utterances,
        acts=find_acts(text, utterances, language=language, context=context),
        topics=hits,
        words=count_words(text),
    )


def analyse_call(
    transcript: Transcript,
    *,
    topics: TopicIndex | None = None,
    log: tuple[LogEntry, ...] = (),
    known: tuple[TurnAnnotation, ...] = (),
) -> tuple[TurnAnnotation, ...]:
    """Return one annotation for each turn of the rep, in order.

    Args:
        transcript: The call.
        topics: As for ``analyse_turn``.
        log: The director's log, if the program played the buyer: it tells when a problem was voiced.
        known: The annotations of the first turns of the rep, if they were made before with the same arguments; taken as
            they are, so that each further turn of a long call costs the same.
    """
    found: list[TurnAnnotation] = []
    buyer: list[str] = []
    rep: list[str] = []
    previous = Spin.NONE
    for number, turn in enumerate(transcript.turns):
        if turn.speaker is Speaker.BUYER:
            buyer.append(turn.text)
            continue
        context = Context(
            recent_buyer=tuple(buyer[-REACH:]),
            recent_rep=tuple(rep[-REACH:]),
            problem_voiced=_problem_voiced(log, number),
            previous_spin=previous,
            turn_at=len(rep),
        )
        made = known[len(found)] if len(found) < len(known) else None
        found.append(
            made or analyse_turn(turn.text, turn=number, language=transcript.language, context=context, topics=topics)
        )
        rep.append(turn.text)
        previous = next((u.spin for u in reversed(found[-1].questions)), previous)
    return tuple(found)


def read_utterances(
    text: str, language: Language, context: Context = _NO_CONTEXT, topics: tuple[TopicHit, ...] = ()
) -> tuple[Utterance, ...]:
    """Cut the turn into utterances and label each; in order, without overlap, each a verbatim slice."""
    folded = fold(text)
    marked = "?" in folded or any("?" in fold(said) for said in context.recent_rep)
    before = Before.of(context, asked_last=_asked_last(context, language))
    read: list[Utterance] = []
    spans = segment(text, language, marked=marked)
    for number, span in enumerate(spans):
        piece = folded[span.start : span.end]
        # What a comma parts from a question has no mark of its own, whoever writes them.
        open_ended = span.cues == "zh" and folded.startswith(",", span.end)
        question = read_question(piece, span.cues, marked=marked and not open_ended)
        rest = folded[span.end : spans[number + 1].end] if number + 1 < len(spans) else ""
        if question.kind is QuestionKind.OPEN and rest and answers_itself(piece, rest, span.cues):
            question = question._replace(kind=QuestionKind.NONE, rule="self_answered")
        spin = read_spin(piece, span.cues, question, before)
        read.append(_utterance(text, span, question, spin, topics))
        before = before.after(piece, span.cues, None if question.kind is QuestionKind.NONE else spin.spin)
    return tuple(read)


def _asked_last(context: Context, language: Language) -> bool:
    """Whether the rep's last turn held a question; taken for granted where that turn is not known."""
    if not context.recent_rep:
        return True
    last = context.recent_rep[-1]
    folded = fold(last)
    return "?" in folded or any(
        read_question(folded[span.start : span.end], span.cues).kind is not QuestionKind.NONE
        for span in segment(last, language)
    )


def _utterance(text: str, span: Span, question: Reading, spin: SpinReading, topics: tuple[TopicHit, ...]) -> Utterance:
    asked = question.kind is not QuestionKind.NONE
    matched = dict.fromkeys(_cue(text, span, r.start, r.end) for r in (question, spin)) if asked else {}
    return Utterance(
        start=span.start,
        end=span.end,
        text=text[span.start : span.end],
        question=question.kind,
        spin=spin.spin,
        question_rule=question.rule,
        spin_rule=spin.rule,
        cues=tuple(cue for cue in matched if cue),
        confidence=round(min(question.confidence, spin.confidence) if asked else question.confidence, 2),
        topics=tuple(dict.fromkeys(hit.id for hit in topics if hit.start < span.end and hit.end > span.start)),
    )


def _cue(text: str, span: Span, start: int, end: int) -> str:
    """The matched words as they were said; nothing where a rule holds for any text."""
    words = text[span.start + start : span.start + end].strip(" ,.?!，。？！、")
    if len(words) > LONGEST_CUE:
        cut = words[:LONGEST_CUE]
        words = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return words if len(words) > 1 else ""


def _problem_voiced(log: tuple[LogEntry, ...], turn: int) -> bool | None:
    """Whether the buyer had voiced a problem before ``turn``; None without a log."""
    if not log:
        return None
    return any(entry.turn < turn and entry.after.problems for entry in log)

"""Analyses one turn of the rep, or all of a call, each turn in the light of what was said before it."""

from __future__ import annotations

from roleplay.analysis.acts import find_acts
from roleplay.analysis.context import REACH, Context
from roleplay.analysis.normalise import fold
from roleplay.analysis.parts import own_part
from roleplay.analysis.questions import answers_itself, read_question
from roleplay.analysis.segment import Span, segment
from roleplay.analysis.spin import Before
from roleplay.analysis.surface import as_said, even_out, even_text
from roleplay.analysis.topics import TopicIndex
from roleplay.analysis.trained.label import Label, cut, read_label
from roleplay.analysis.trained.turn import Described, TurnReader
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
    even = even_out(text)
    read = _read_turn(even.text, turn, language, _even_context(context), topics)
    return read if even.text == text else as_said(read, text, even.where)


def _even_context(context: Context) -> Context:
    turns = {name: getattr(context, name) for name in ("recent_buyer", "recent_rep")}
    even = {name: tuple(map(even_text, said)) for name, said in turns.items()}
    return context if even == turns else context.model_copy(update=even)


def _read_turn(text: str, turn: int, language: Language, context: Context, topics: TopicIndex | None) -> TurnAnnotation:
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
    for number, turn in enumerate(transcript.turns):
        if turn.speaker is Speaker.BUYER:
            buyer.append(turn.text)
            continue
        if len(found) < len(known):
            found.append(known[len(found)])
        else:
            context = Context(
                recent_buyer=tuple(buyer[-REACH:]),
                recent_rep=tuple(text[: own_part(text)] for text in rep[-REACH:]),
                problem_voiced=_problem_voiced(log, number),
                previous_spin=_previous_spin(found),
                turn_at=len(rep),
            )
            found.append(
                analyse_turn(turn.text, turn=number, language=transcript.language, context=context, topics=topics)
            )
        rep.append(turn.text)
    return tuple(found)


def _previous_spin(found: list[TurnAnnotation]) -> Spin:
    """The SPIN step of the rep's last question; what he asks in somebody else's part is none of his."""
    for annotation in reversed(found):
        if annotation.questions:
            own = own_part(annotation.text)
            for question in reversed(annotation.questions):
                if question.start < own:
                    return question.spin
    return Spin.NONE


def read_utterances(
    text: str, language: Language, context: Context = _NO_CONTEXT, topics: tuple[TopicHit, ...] = ()
) -> tuple[Utterance, ...]:
    """Cut the turn into utterances and label each; in order, without overlap, each a verbatim slice."""
    reader = TurnReader(text, language, context)
    before = Before.of(context, asked_last=_asked_last(context, language))
    described = reader.describe(cut(reader), before)
    read: list[Utterance] = []
    for number, said in enumerate(described):
        rest = described[number + 1].span if number + 1 < len(described) else None
        label = read_label(said)
        piece = reader.folded[said.span.start : said.span.end]
        following = reader.folded[rest.start : rest.end] if rest else ""
        if label.kind is QuestionKind.OPEN and following and answers_itself(piece, following, said.span.cues):
            label = label.as_statement("self_answered")
        read.append(_utterance(text, said, label, topics))
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


def _utterance(text: str, said: Described, label: Label, topics: tuple[TopicHit, ...]) -> Utterance:
    span = said.span
    matched = dict.fromkeys(_cue(text, span, start, end) for start, end in label.cues)
    return Utterance(
        start=span.start,
        end=span.end,
        text=text[span.start : span.end],
        question=label.kind,
        spin=label.spin,
        question_rule=label.kind_from,
        spin_rule=label.spin_from,
        cues=tuple(cue for cue in matched if cue),
        confidence=round(label.confidence, 2),
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

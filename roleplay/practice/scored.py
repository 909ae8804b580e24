"""A call after it was held: its scorecard, what moved the buyer, what was missed, how attempts differ."""

from __future__ import annotations

from roleplay.analysis import analyse_call
from roleplay.annotation import TurnAnnotation
from roleplay.buyer.director import open_call
from roleplay.buyer.reasons import movement_text
from roleplay.buyer_log import BuyerState, LogEntry, Movement
from roleplay.content import Library
from roleplay.persona import Fact, Need, Persona
from roleplay.practice.scenes import scene_of, topics_of
from roleplay.practice.views import Attempt, CallView, Comparison, ScoredCall, TurnMoves
from roleplay.practice.words import word
from roleplay.scorecard import Scorecard
from roleplay.scoring.engine import score
from roleplay.store import CallRecord, StoredScore
from roleplay.terms import CallType, FactKind, Language


def opening_state(record: CallRecord) -> BuyerState:
    """The buyer's state before the first turn."""
    return open_call(scene_of(record))


def annotate(record: CallRecord) -> tuple[TurnAnnotation, ...]:
    """The rep's turns, analysed as the buyer heard them."""
    return analyse_call(record.transcript, topics=topics_of(record), log=record.log)


def scorecard_of(
    library: Library, record: CallRecord, annotations: tuple[TurnAnnotation, ...], language: Language
) -> Scorecard:
    """Judge a call by the rubric of its type, worded in ``language``."""
    scene = scene_of(record)
    return score(
        record.transcript, library.rubric(record.call.call_type), annotations,
        language=language, persona=scene.persona, offer=scene.offer, log=record.log,
    )  # fmt: skip


def stored_score(library: Library, record: CallRecord) -> StoredScore:
    """The figures of a finished call that lists and progress show."""
    annotations = annotate(record)
    cards = {language: scorecard_of(library, record, annotations, language) for language in Language}
    card = cards[record.call.language]
    measures = card.measures
    asked = measures.questions.open + measures.questions.closed
    found, total = measures.facts_found, measures.facts_total
    nexts = {language: advice for language, each in cards.items() for advice in each.advice if advice.next}
    return StoredScore(
        call=record.call.id,
        rubric=card.rubric,
        rubric_version=card.rubric_version,
        engine_version=card.engine_version,
        score=card.score,
        next_source=nexts[record.call.language].source if nexts else "",
        next_titles={language: advice.title for language, advice in nexts.items()},
        spin_depth=_spin_depth(card, record.log),
        facts_share=found / total if found is not None and total else None,
        open_share=measures.questions.open / asked if asked else None,
        taboos=None if card.score is None else sum(taboo.found for taboo in card.taboos),
    )


def _spin_depth(card: Scorecard, log: tuple[LogEntry, ...]) -> int | None:
    """Deepest step taken, 0 to 4; implication and need-payoff count only where the buyer had voiced a problem."""
    if card.score is None:
        return None
    spin = card.measures.spin
    voiced = bool(log and log[-1].after.problems)
    steps = (spin.situation > 0, spin.problem > 0, spin.implication > 0 and voiced, spin.need_payoff > 0 and voiced)
    return max((depth for depth, taken in enumerate(steps, start=1) if taken), default=0)


def scored_call(
    library: Library,
    record: CallRecord,
    view: CallView,
    attempts: tuple[CallRecord, ...],
    scores: dict[str, StoredScore],
    language: Language,
) -> ScoredCall:
    """Everything the scorecard page shows."""
    annotations = annotate(record)
    card = scorecard_of(library, record, annotations, language)
    start = opening_state(record)
    last = record.log[-1].after if record.log else start
    return ScoredCall(
        call=view,
        transcript=record.transcript,
        annotations=annotations,
        moves=tuple(_moves(entry, language) for entry in record.log),
        start_trust=start.trust,
        start_interest=start.interest,
        agreement=last.agreement,
        scorecard=card,
        missed_topics=missed_topics(scene_of(record).persona, last, language) if _explores(record) else (),
        found_facts=card.measures.facts_found or 0,
        total_facts=card.measures.facts_total or 0,
        attempts=tuple(_attempt(other, scores) for other in attempts),
    )


def _explores(record: CallRecord) -> bool:
    """Whether finding things out is the aim: a cold call asks for an appointment; such a list would only discourage."""
    return record.call.call_type is not CallType.COLD_CALL


def _moves(entry: LogEntry, language: Language) -> TurnMoves:
    largest = largest_movement(entry)
    return TurnMoves(
        turn=entry.turn,
        trust=entry.after.trust,
        interest=entry.after.interest,
        movements=entry.movements,
        reason=movement_text(largest.reason, language) if largest else "",
    )


def largest_movement(entry: LogEntry) -> Movement | None:
    """The one movement of a turn that did most to trust and interest, for better or worse."""
    return max(entry.movements, key=lambda m: abs(m.trust) + abs(m.interest) + abs(m.patience) / 2, default=None)


def missed_topics(persona: Persona, state: BuyerState, language: Language) -> tuple[str, ...]:
    """Names of what the rep did not find out; never its content, so that a second try stays a test."""
    names = [_need_name(need, state, language) for need in persona.needs]
    names += [_fact_name(fact, language) for fact in persona.facts if fact.id not in state.disclosed]
    return tuple(dict.fromkeys(name for name in names if name))


def _need_name(need: Need, state: BuyerState, language: Language) -> str:
    said = set(state.disclosed)
    if f"{need.id}.problem" not in said:
        return word(language, "topic_kind.need", topic=need.topics[0])
    if not any(item.startswith(f"{need.id}.implication") for item in said):
        return word(language, "topic_kind.implication", topic=need.topics[0])
    if f"{need.id}.payoff" not in said:
        return word(language, "topic_kind.payoff", topic=need.topics[0])
    return ""


def _fact_name(fact: Fact, language: Language) -> str:
    kind = FactKind.OTHER if fact.kind is FactKind.OTHER else fact.kind
    return word(language, f"topic_kind.{kind.value}", topic=fact.topics[0])


def _attempt(record: CallRecord, scores: dict[str, StoredScore]) -> Attempt:
    kept = scores.get(record.call.id)
    return Attempt(
        call=record.call.id,
        number=record.call.attempt,
        from_turn=record.call.from_turn,
        score=kept.score if kept else None,
        ended=record.ended is not None,
    )


def comparison(first: ScoredCall, second: ScoredCall) -> Comparison:
    """Two attempts side by side, from the first turn in which they differ."""
    one, two = first.transcript.turns, second.transcript.turns
    parted = next(
        (i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a.text != b.text), min(len(one), len(two))
    )
    return Comparison(first=first, second=second, parted_at=parted)

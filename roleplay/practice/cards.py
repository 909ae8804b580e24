"""What a rep sees of a buyer before and during the call: cards, brief, the call as it stands. No secret is in them."""

from __future__ import annotations

from roleplay.buyer.difficulty import difficulty
from roleplay.buyer.reasons import ended_text
from roleplay.content import Library, localise
from roleplay.errors import NotFound
from roleplay.persona import Persona
from roleplay.practice.price import price_text
from roleplay.practice.scenes import scene_of
from roleplay.practice.views import Brief, BuyerCard, CallView, Weight
from roleplay.practice.words import bad_input, has_word, number, word
from roleplay.store import CallRecord, CallSummary, Repository, StoredScore
from roleplay.terms import CallType, Language


def card_of(library: Library, persona: Persona, language: Language) -> BuyerCard:
    """A buyer as the list shows him, without the user's own history."""
    traits = library.traits
    return BuyerCard(
        id=persona.id,
        name=persona.name,
        short_name=persona.short_name,
        title=persona.title,
        company=persona.company.name,
        industry=persona.company.industry,
        size=persona.company.size,
        languages=library.languages(persona),
        manner=traits.personalities[persona.personality].trait[language],
        stance=traits.stances[persona.stance].hint[language],
        stance_id=persona.stance.value,
        calls=persona.calls,
        difficulty=difficulty(persona, traits),
    )


def buyer_in(library: Library, buyer_id: str, language: Language) -> Persona:
    """A buyer in the reader's language where the buyer speaks it, else in the buyer's own.

    Raises:
        NotFound: there is no such buyer.
    """
    persona = library.buyers.get(buyer_id)
    if persona is None:
        raise NotFound(f"buyer {buyer_id!r}: there is no such buyer")
    return localise(persona, language) if language in library.languages(persona) else persona


def with_history(card: BuyerCard, calls: tuple[CallSummary, ...], scores: dict[str, StoredScore]) -> BuyerCard:
    """The card with what a user has done with this buyer."""
    mine = [call for call in calls if call.buyer == card.id and call.turns]
    reached = [scores[call.id].score for call in mine if call.id in scores]
    running = next((call for call in mine if call.ended is None), None)
    return card.model_copy(
        update={
            "tries": len(mine),
            "best": max((value for value in reached if value is not None), default=None),
            "open_call": running.id if running else None,
            "open_turn": running.turns if running else None,
        }
    )


def brief(
    library: Library,
    repository: Repository,
    user: str,
    buyer_id: str,
    call_type: CallType,
    language: Language,
    voice: str,
) -> Brief:
    """What a rep reads before the call."""
    persona = buyer_in(library, buyer_id, language)
    if call_type not in persona.calls:
        raise bad_input(language, "no_such_call_type", name=persona.short_name)
    offer = localise(library.offers[persona.offer], persona.language)
    card = with_history(card_of(library, persona, language), repository.overview(user), repository.scores(user))
    rubric = library.rubric(call_type)
    return Brief(
        card=card,
        call_type=call_type,
        goal=persona.commitments[call_type],
        known=persona.brief,
        manner=persona.manner,
        vendor=offer.vendor,
        selling=offer.summary,
        price=price_text(offer, language),
        minutes=number(language, f"minutes.{call_type.value}"),
        weights=tuple(Weight(title=item.title[language], weight=item.weight) for item in rubric.criteria),
        voice=voice,
    )


def call_view(
    library: Library, repository: Repository, record: CallRecord, language: Language, *, replying: bool, now: float
) -> CallView:
    """A call as it stands now."""
    scene = scene_of(record)
    call = record.call
    waiting = replying or bool(record.turns and record.turns[-1].speaker.value == "rep" and record.ended is None)
    lost_at = losing_turn(record)
    return CallView(
        id=call.id,
        card=card_of(library, scene.persona, language),
        call_type=call.call_type,
        language=call.language,
        exam=call.exam,
        goal=scene.persona.commitments[call.call_type],
        vendor=scene.offer.vendor,
        selling=scene.offer.summary,
        price=price_text(scene.offer, language),
        turns=record.turns,
        replying=waiting,
        started=call.started,
        elapsed=max(0.0, (record.ended if record.ended is not None else now) - call.started),
        ended=record.ended is not None,
        ended_by=record.ended_by,
        ended_reason=_ended_reason(record, language, scene.persona.short_name, lost_at),
        retry_turn=lost_at,
        minutes=number(language, f"minutes.{call.call_type.value}"),
        voice="embedded" if record.fault_turn is not None else call.voice,
        fault_turn=record.fault_turn,
        fault_cause=_fault_cause(record.fault_cause, language),
        attempt=call.attempt,
        parent=call.parent,
        from_turn=call.from_turn,
        resumed_at=record.resumed_at,
    )


def _fault_cause(kind: str, language: Language) -> str:
    if not kind:
        return ""
    return word(language, f"fault.{kind}" if has_word(language, f"fault.{kind}") else "fault.other")


def losing_turn(record: CallRecord) -> int | None:
    """The rep's turn that cost most, as the place to try again from; None if no turn cost anything."""
    costs = [(sum(m.trust + m.interest + m.patience for m in entry.movements), entry.turn) for entry in record.log]
    worst = min(costs, default=(0.0, 0))
    return worst[1] if worst[0] < 0 else None


def _ended_reason(record: CallRecord, language: Language, name: str, lost_at: int | None) -> str:
    if record.ended is None:
        return ""
    if record.ended_by == "rep":
        return word(language, "ended.rep")
    return ended_text(record.ended_reason, language, name, record.log, lost_at)

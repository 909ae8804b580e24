"""Lists of buyers and of a user's calls. They read a line a call, never its turns, so they stay quick."""

from __future__ import annotations

from roleplay.content import Library
from roleplay.practice.cards import buyer_in, card_of, with_history
from roleplay.practice.scenes import scene_from
from roleplay.practice.views import BuyerCard, OpenCall, PastCall
from roleplay.practice.words import word
from roleplay.store import CallSummary, Repository, StoredScore
from roleplay.terms import Language


def all_cards(library: Library, repository: Repository, user: str, language: Language) -> tuple[BuyerCard, ...]:
    """All buyers, the easiest first; those in the reader's language before the others."""
    calls = repository.overview(user)
    scores = repository.scores(user)
    cards = [
        with_history(card_of(library, buyer_in(library, each, language), language), calls, scores)
        for each in library.buyers
    ]
    return tuple(sorted(cards, key=lambda card: (language not in card.languages, card.difficulty, card.id)))


def recommended(library: Library, repository: Repository, user: str, language: Language) -> tuple[str, str] | None:
    """The buyer to call next and why: the easiest at first; then one not tried yet for what the last calls lacked."""
    cards = [card for card in all_cards(library, repository, user, language) if language in card.languages]
    if not cards:
        return None
    tried = [card for card in cards if card.tries]
    fresh = [card for card in cards if not card.tries]
    if not tried:
        return cards[0].id, word(language, "recommended.first")
    chosen = (fresh or sorted(cards, key=lambda card: (card.best if card.best is not None else 0.0, card.id)))[0]
    title = practise_next(repository, user, language)
    return chosen.id, word(language, "recommended.practise", what=title) if title else word(
        language, "recommended.easier"
    )


def practise_next(repository: Repository, user: str, language: Language) -> str:
    """What the scorecards of the last three calls most often said to practise next; empty without a scored call."""
    scores = repository.scores(user)
    last = [scores[call.id] for call in repository.overview(user) if call.id in scores][:3]
    sources = [score.next_source for score in last if score.next_source]
    most = max(sources, key=lambda source: (sources.count(source), -sources.index(source)), default="")
    return next((score.next_titles.get(language, "") for score in last if score.next_source == most), "")


def open_calls(
    library: Library, repository: Repository, user: str, language: Language, *, now: float
) -> tuple[OpenCall, ...]:
    """Unfinished calls in which something was said, the one that was left last first."""
    calls = [call for call in repository.overview(user) if call.ended is None and call.turns]
    cards = _cards_of(library, repository, calls, language)
    found = [
        OpenCall(
            call=call.id,
            card=cards[call.id],
            call_type=call.call_type,
            turns=call.turns,
            elapsed=call.last_at or 0.0,
            left=max(0.0, now - call.started - (call.last_at or 0.0)),
        )
        for call in calls
    ]
    return tuple(sorted(found, key=lambda one: one.left))


def history(library: Library, repository: Repository, user: str, language: Language) -> tuple[PastCall, ...]:
    """The calls in which something was said, the newest first."""
    calls = [call for call in repository.overview(user) if call.turns]
    scores = repository.scores(user)
    cards = _cards_of(library, repository, calls, language)
    first_with: dict[str, str] = {}
    for call in reversed(calls):
        first_with.setdefault(call.buyer, call.id)
    return tuple(
        _past_call(call, scores.get(call.id), cards[call.id], first=first_with[call.buyer] == call.id) for call in calls
    )


def _past_call(call: CallSummary, kept: StoredScore | None, card: BuyerCard, *, first: bool) -> PastCall:
    end = call.ended if call.ended is not None else call.started + (call.last_at or 0.0)
    outcome = "open" if call.ended is None else "agreed" if call.agreed else f"{call.ended_by}_"
    return PastCall(
        call=call.id,
        card=card,
        call_type=call.call_type,
        language=call.language,
        started=call.started,
        elapsed=max(0.0, end - call.started),
        ended=call.ended is not None,
        outcome={"rep_": "rep_ended", "buyer_": "buyer_hung_up"}.get(outcome, outcome),
        score=kept.score if kept else None,
        spin_depth=kept.spin_depth if kept else None,
        facts_share=kept.facts_share if kept else None,
        open_share=kept.open_share if kept else None,
        taboos=kept.taboos if kept else None,
        rubric_version=kept.rubric_version if kept else "",
        attempt=call.attempt,
        first_with_buyer=first,
    )


def _cards_of(
    library: Library, repository: Repository, calls: list[CallSummary], language: Language
) -> dict[str, BuyerCard]:
    """The card of each call's buyer, by call; a buyer whose file is gone is read from the call's own scene."""
    here = {
        each: card_of(library, buyer_in(library, each, language), language)
        for each in {call.buyer for call in calls} & set(library.buyers)
    }
    gone = [call for call in calls if call.buyer not in here]
    scenes = repository.scenes(call.scene for call in gone) if gone else {}
    old = {key: card_of(library, scene_from(json).persona, language) for key, json in scenes.items()}
    return {call.id: here[call.buyer] if call.buyer in here else old[call.scene] for call in calls}

"""What a rep can do. Methods that change a call are async; those that only read block and may run in a thread."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Callable

from roleplay.buyer.hints import hint, hint_text
from roleplay.buyer.voice import Voice
from roleplay.content import Library
from roleplay.practice import cards, lists, scored
from roleplay.practice.other_end import OtherEnd
from roleplay.practice.scenes import scene_of
from roleplay.practice.views import Brief, BuyerCard, CallView, Comparison, OpenCall, PastCall, ReplyEvent, ScoredCall
from roleplay.practice.words import bad_input
from roleplay.store import CallRecord, NewCall, Repository
from roleplay.terms import CallType, Language
from roleplay.transcript import Speaker, clean_text

LONGEST_TURN = 4000  # characters; two minutes of fast speech are about 2,000


class Practice:
    """The use cases over one library of content, one store and one voice. Holds no call itself."""

    def __init__(
        self,
        library: Library,
        repository: Repository,
        voice: Voice,
        embedded: Voice,
        *,
        clock: Callable[[], float] = time.time,
        new_seed: Callable[[], int] = lambda: secrets.randbelow(2**31),
    ) -> None:
        """Take ``voice`` for new calls, and ``embedded`` for the rest of a call in which the model failed.

        Without a model the two are the same. ``clock`` gives seconds since the epoch, ``new_seed`` a call's seed.
        """
        self.library = library
        self.repository = repository
        self._has_model = voice is not embedded
        self._clock = clock
        self._new_seed = new_seed
        self._other_end = OtherEnd(library, repository, voice, embedded, clock)

    # -- before the call --------------------------------------------------------------------------------------------

    def buyers(self, user: str, language: Language) -> tuple[BuyerCard, ...]:
        """All buyers, the easiest first, with what this user has done with each."""
        return lists.all_cards(self.library, self.repository, user, language)

    def recommended(self, user: str, language: Language) -> tuple[str, str] | None:
        """The buyer to call next and why, in a few words; None if there is no buyer."""
        return lists.recommended(self.library, self.repository, user, language)

    def practise_next(self, user: str, language: Language) -> str:
        """What the last calls said to practise next, in a few words; empty without a scored call."""
        return lists.practise_next(self.repository, user, language)

    def brief(self, user: str, buyer_id: str, call_type: CallType, language: Language) -> Brief:
        """What a rep reads before the call.

        Raises:
            NotFound: there is no such buyer.
            InputError: this buyer does not take calls of this type.
        """
        return cards.brief(self.library, self.repository, user, buyer_id, call_type, language, self.voice_kind)

    @property
    def voice_kind(self) -> str:
        """``embedded`` or ``model``: who plays calls that start now."""
        return "model" if self._has_model else "embedded"

    def start(
        self, user: str, buyer_id: str, call_type: CallType, call_language: Language, *, exam: bool = False
    ) -> str:
        """Start a call and return its id."""
        scene = self.library.scene(buyer_id, call_type, call_language, seed=self._new_seed())
        call_id = secrets.token_urlsafe(12)
        self.repository.add_call(
            NewCall(
                id=call_id, user=user, buyer=buyer_id, call_type=call_type, language=call_language, seed=scene.seed,
                exam=exam, started=self._clock(), scene=scene.model_dump_json(), voice=self.voice_kind,
            )
        )  # fmt: skip
        return call_id

    # -- in the call ------------------------------------------------------------------------------------------------

    def call(self, user: str, call_id: str, language: Language) -> CallView:
        """A call as it stands now.

        Raises:
            NotFound: there is no such call of this user.
        """
        return self._view(self.repository.call(user, call_id), language)

    def open_calls(self, user: str, language: Language) -> tuple[OpenCall, ...]:
        """This user's unfinished calls in which something was said, the one that was left last first."""
        return lists.open_calls(self.library, self.repository, user, language, now=self._clock())

    def count(self, user: str) -> int:
        """Number of this user's calls in which something was said; one cheap statement."""
        return self.repository.count(user)

    async def say(self, user: str, call_id: str, text: str, language: Language = Language.EN) -> int:
        """Keep what the rep says and let the buyer answer; return the number of the rep's turn.

        The turn is committed before anybody answers. The reply runs on its own: ``follow`` it, or read the call later.

        Raises:
            NotFound: there is no such call of this user.
            InputError: nothing was said, too much was, the buyer is still speaking, or the call has ended.
        """
        said = clean_text(text).strip()
        if not said:
            raise bad_input(language, "empty")
        if len(said) > LONGEST_TURN:
            raise bad_input(language, "too_long", n=len(said), limit=LONGEST_TURN)
        record = await asyncio.to_thread(self.repository.call, user, call_id)
        if record.ended is not None:
            raise bad_input(language, "ended")
        if self._other_end.is_speaking(call_id) or (record.turns and record.turns[-1].speaker is Speaker.REP):
            raise bad_input(language, "replying")
        number = len(record.turns)
        at = round(self._clock() - record.call.started, 1)
        await asyncio.to_thread(self.repository.add_rep_turn, call_id, number, said, at)
        self._other_end.answer(user, call_id)
        return number

    async def follow(self, user: str, call_id: str) -> AsyncIterator[ReplyEvent]:
        """The running reply of a call from its first word on; ends at once if none is running."""
        await asyncio.to_thread(self.repository.call, user, call_id)
        async for event in self._other_end.follow(call_id):
            yield event

    async def hang_up(self, user: str, call_id: str) -> None:
        """End a call from the rep's side; ending it twice changes nothing."""
        await asyncio.to_thread(self.repository.call, user, call_id)
        await asyncio.to_thread(self.repository.end, call_id, by="rep", reason="rep_hung_up", at=self._clock())
        await asyncio.to_thread(self._other_end.finish, user, call_id)

    def hint(self, user: str, call_id: str, language: Language) -> str:
        """One short hint for this moment, without anything that the buyer has not said; empty in an exam."""
        record = self.repository.call(user, call_id)
        if record.call.exam or record.ended is not None:
            return ""
        scene = scene_of(record)
        state = record.log[-1].after if record.log else scored.opening_state(record)
        return hint_text(hint(scene, state, record.log[-1] if record.log else None), language, scene.persona.short_name)

    # -- after the call ---------------------------------------------------------------------------------------------

    def scored(self, user: str, call_id: str, language: Language) -> ScoredCall:
        """The scorecard of a call and all that stands beside it, worded in ``language``."""
        record = self.repository.call(user, call_id)
        attempts = self.repository.attempts(user, record.call.root)
        return scored.scored_call(
            self.library, record, self._view(record, language), attempts, self.repository.scores(user), language
        )

    def compare(self, user: str, first: str, second: str, language: Language) -> Comparison:
        """Two attempts at the same call, side by side.

        Raises:
            InputError: the two do not go back to the same first call.
        """
        one, two = self.scored(user, first, language), self.scored(user, second, language)
        if self.repository.call(user, first).call.root != self.repository.call(user, second).call.root:
            raise bad_input(language, "unrelated")
        return scored.comparison(one, two)

    async def retry(self, user: str, call_id: str, turn: int, language: Language = Language.EN) -> str:
        """Start another attempt from a turn of the rep, with the buyer in the state he was in; return its id.

        Raises:
            InputError: the call was an exam, or ``turn`` is not a turn of the rep.
        """
        record = await asyncio.to_thread(self.repository.call, user, call_id)
        if record.call.exam:
            raise bad_input(language, "exam")
        if not (0 <= turn < len(record.turns) and record.turns[turn].speaker is Speaker.REP):
            raise bad_input(language, "not_a_rep_turn", turn=turn + 1)
        attempts = await asyncio.to_thread(self.repository.attempts, user, record.call.root)
        kept = record.turns[:turn]
        spoken_until = (kept[-1].at or 0.0) if kept else 0.0
        new = record.call.model_copy(
            update={
                "id": secrets.token_urlsafe(12),
                "started": self._clock() - spoken_until,
                "attempt": max(attempt.call.attempt for attempt in attempts) + 1,
                "parent": call_id,
                "from_turn": turn,
                "voice": self.voice_kind,
            }
        )
        log_kept = tuple(entry for entry in record.log if entry.turn < turn)
        await asyncio.to_thread(self.repository.add_call, new, kept, log_kept)
        return new.id

    def history(self, user: str, language: Language) -> tuple[PastCall, ...]:
        """This user's calls, the newest first."""
        return lists.history(self.library, self.repository, user, language)

    # -- going on after a restart -----------------------------------------------------------------------------------

    async def resume(self) -> int:
        """Go on with calls that were cut off by the end of the process; return how many wait for a reply.

        A rep's turn without an answer gets one now: the director is a pure function, so it is the same answer.
        """
        waiting = 0
        for record in await asyncio.to_thread(self.repository.unfinished):
            if not record.turns:
                continue
            await asyncio.to_thread(self.repository.note_resumed, record.call.id, len(record.turns))
            if record.turns[-1].speaker is Speaker.REP:
                self._other_end.answer(record.call.user, record.call.id)
                waiting += 1
        return waiting

    async def drain(self) -> None:
        """Wait until all running replies are complete."""
        await self._other_end.drain()

    def _view(self, record: CallRecord, language: Language) -> CallView:
        replying = self._other_end.is_speaking(record.call.id)
        return cards.call_view(self.library, self.repository, record, language, replying=replying, now=self._clock())

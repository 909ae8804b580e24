"""The voice that needs no model: written lines, chosen by act, mood, personality and call type.

What belongs to the persona (facts, objections, demands, baits) is said in its author's words; everything around
it comes from the line book. No line is used twice in a call and no sentence is said twice: what was told before
is told shorter ("As I said: …").
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from typing import Literal

from roleplay.analysis.normalise import fold
from roleplay.buyer.habits import habits
from roleplay.buyer.item_text import item_text, topic_words
from roleplay.buyer.line_choice import LineChoice, LineShelf, Situation, chance
from roleplay.buyer.line_keys import follow, keys_for
from roleplay.buyer.voice import Cue, Piece, Restart, Spoken
from roleplay.buyer.wording import bare, finish, join, pieces, sentences, short_form, units, upper_start
from roleplay.buyer_log import BuyerAct, BuyerActKind
from roleplay.persona import LineBook
from roleplay.terms import Language, Personality

_Kind = BuyerActKind
NAME = "embedded"
_FAREWELLS = frozenset({_Kind.GOODBYE, _Kind.HANG_UP})
_AGAIN = {
    _Kind.OBJECT: "repeat_objection",
    _Kind.REPEAT_OBJECTION: "repeat_objection",
    _Kind.RAISE_DEMAND: "raise_demand",
}
_WITHOUT_TEXT = {
    _Kind.OBJECT: "object.generic",
    _Kind.DISCLOSE: "dont_know",
    _Kind.HINT: "deflect",
    _Kind.REVEAL_REASON: "deflect",
    _Kind.DEMAND: "raise_demand",
    _Kind.BAIT: "acknowledge",
}


class EmbeddedVoice:
    """Words a turn from written lines.

    Args:
        books: the line book of each language that is played. A Chinese script without one uses the other's.
        pause: seconds between two pieces, so that it reads like speech; 0 in tests.
    """

    def __init__(self, books: Mapping[Language, LineBook], pause: float = 0.025) -> None:
        self._shelves = {language: LineShelf(book) for language, book in books.items()}
        self._pause = pause

    @property
    def name(self) -> str:
        """Always 'embedded'."""
        return NAME

    async def speak(self, cue: Cue) -> AsyncIterator[Piece | Restart | Spoken]:
        """Give the reply in pieces, then whole. Never raises on a cue that is in order."""
        spoken = self.word(cue)
        for piece in pieces(spoken.text, cue.scene.language):
            yield Piece(text=piece)
            if self._pause:
                await asyncio.sleep(self._pause)
        yield spoken

    def word(self, cue: Cue) -> Spoken:
        """The reply at once. The same cue gives the same words."""
        text, lines = _Reply(cue, self._shelf(cue.scene.language)).compose()
        return Spoken(text=text, voice=NAME, lines=lines)

    def _shelf(self, language: Language) -> LineShelf:
        if language in self._shelves:
            return self._shelves[language]
        near = [shelf for other, shelf in self._shelves.items() if other.is_chinese == language.is_chinese]
        return near[0] if near else LineShelf(LineBook(language=language, lines=()))


class _Reply:
    """One reply while it is put together."""

    def __init__(self, cue: Cue, shelf: LineShelf) -> None:
        scene, entry = cue.scene, cue.entry
        self._cue, self._language, self._persona = cue, scene.language, scene.persona
        at = Situation(
            mood=entry.mood,
            personality=scene.persona.personality,
            call=scene.call_type,
            seed=scene.seed,
            turn=entry.turn,
        )
        self._cold = entry.mood == "cold"
        self._choice = LineChoice(shelf, at, cue.used_lines, cue.spoken)
        longest = scene.traits.personalities[scene.persona.personality].longest
        self._cap = round(
            (longest.zh if scene.language.is_chinese else longest.en) * (habits().cold_share if self._cold else 1)
        )
        self._parts: list[str] = []
        self._last = True  # the act that is worded ends the turn: only it may ask
        self._dressed = False  # a frame or a line of this personality's own is in it: an opener would be too much

    def compose(self) -> tuple[str, tuple[str, ...]]:
        acts = self._acts()
        for act in acts:
            self._last = act is acts[-1]
            part = self._word(act)
            if part:
                self._parts.append(finish(part, self._language))
        if not self._parts:
            self._parts.append(self._choice.wrapper("before", 9).rstrip("，,") or "…")
            self._parts[0] = finish(self._parts[0], self._language)
        elif acts:
            self._dress(acts)
        return join(self._parts, self._language), tuple(self._choice.used)

    def _acts(self) -> tuple[BuyerAct, ...]:
        """The acts; an 'I see' is left away before a farewell, and often where a cold buyer or a tiger says more."""
        acts = self._cue.entry.acts
        if acts and acts[-1].kind in _FAREWELLS and len(acts) > 1:
            return tuple(act for act in acts if act.kind is not _Kind.ACKNOWLEDGE)
        curt = self._cold or self._persona.personality is Personality.TIGER
        if curt and len(acts) > 1 and acts[0].kind is _Kind.ACKNOWLEDGE and self._chance("curt") < habits().skipped_nod:
            return acts[1:]
        return acts

    def _word(self, act: BuyerAct) -> str:
        text = item_text(self._persona, act)
        if text and act.kind is _Kind.DISCLOSE and act.slots.get("variant") == "again":
            return self._again(act, text)
        if text:
            fresh = [sentence for sentence in sentences(text) if not self._choice.was_said(sentence)]
            left = join(fresh, self._language)
            worth = units(left) >= habits().worth_telling * units(text)
            return self._own_words(act, left) if worth else self._again(act, text)
        return self._line(self._keys(act), act)

    def _own_words(self, act: BuyerAct, text: str) -> str:
        """The persona's sentence, as it is or in a frame."""
        share = habits().framed / 2 if self._cold or len(self._cue.entry.acts) > 2 else habits().framed
        if not _framed_by_author(act, text) and self._chance("frame", act.item) < share:
            framed, _ = self._choice.line(keys_for(act)[:1], {**self._slots(act), "fact": text}, room=self._room())
            if framed:
                self._dressed = True
                return framed
        self._choice.hear(text)
        return text

    def _again(self, act: BuyerAct, text: str) -> str:
        """What was said before, said shorter, or only that it was said."""
        self._dressed = True
        keys = follow(_AGAIN.get(act.kind, "disclose.again"))
        short = short_form(text, self._language)
        if (
            short
            and not self._choice.was_said(short, alone=True)
            and self._chance("short", act.item) < habits().shortened
        ):
            told, _ = self._choice.line(keys[:1], {**self._slots(act), "fact": short}, room=self._room())
            if told:
                self._choice.hear(short)
                return told
        return self._line(keys, act)

    def _keys(self, act: BuyerAct) -> tuple[str, ...]:
        after = self._cue.entry.after
        if act.kind in _WITHOUT_TEXT:
            return follow(_WITHOUT_TEXT[act.kind])
        if act.kind is _Kind.DEFLECT and act.item and after.deflected.get(act.item, 0) > 1:
            return ("deflect.again", *keys_for(act))
        if act.kind is _Kind.GOODBYE and after.agreement:
            return ("goodbye.agreed", *keys_for(act))
        if act.kind is _Kind.HANG_UP and not act.slots and after.ended:
            return keys_for(act.model_copy(update={"slots": {"reason": after.ended}}))
        return keys_for(act)

    def _line(self, keys: tuple[str, ...], act: BuyerAct) -> str:
        slots = self._slots(act)
        prefer: Literal["", "topic", "when"] = "topic" if self._echoes(slots, act) else ""
        if "when" in slots:
            prefer = "when"
        text, own = self._choice.line(keys, slots, prefer=prefer, room=self._room(), asks=self._last)
        self._dressed = self._dressed or own
        return text

    def _echoes(self, slots: dict[str, str], act: BuyerAct) -> bool:
        return "topic" in slots and self._chance("echo", act.item) < habits().echoed

    def _slots(self, act: BuyerAct) -> dict[str, str]:
        scene, agreement = self._cue.scene, self._cue.entry.after.agreement
        slots = {"name": scene.persona.name, "firm": scene.offer.vendor, "product": scene.offer.name}
        when = act.slots.get("when", "") or (
            agreement.when if agreement and act.kind in (_Kind.AGREE, _Kind.GOODBYE) else ""
        )
        if when:
            slots["when"] = when
        topic = self._rep_word(act.item) if act.item else act.slots.get("topic", "")
        if topic:
            slots["topic"] = topic
        return slots

    def _rep_word(self, item: str) -> str:
        """The rep's own word for what he asked about, if he used one that the author listed."""
        said = self._cue.rep_said
        folded = fold(said)
        for word in topic_words(self._persona, item):
            start = folded.find(fold(word))
            if start >= 0:
                return said[start : start + len(word)]
        return ""

    def _dress(self, acts: tuple[BuyerAct, ...]) -> None:
        """Give the turn the sound of its speaker, now and then, if there is room."""
        room, draw = self._room(), self._chance("dress")
        if self._dressed or room < 1:
            return
        first, last = acts[0].kind, acts[-1].kind
        if first in habits().openable and draw < habits().opened:
            opener = self._choice.wrapper("before", room)
        elif first in habits().phrased and draw < habits().opened + habits().own_phrase:
            opener = self._phrase()
        else:
            opener = ""
        if opener:
            self._parts.insert(0, opener)
        elif last in habits().closable and 1 - draw < habits().closed and self._parts[-1][-1] not in "?？":
            self._parts.append(self._choice.wrapper("after", room))

    def _phrase(self) -> str:
        """A turn of phrase of this persona that was not used yet, as an opener."""
        for phrase in sorted(self._persona.speech, key=lambda p: self._chance("phrase", p)):
            said = " ".join(self._cue.spoken)
            if not self._choice.is_used(f"speech:{phrase}") and bare(phrase) not in bare(said + " ".join(self._parts)):
                self._choice.mark(f"speech:{phrase}", phrase)
                ended = phrase[-1] in ",.!?…，。！？—"
                return (
                    upper_start(phrase) if ended else upper_start(phrase) + ("，" if self._language.is_chinese else ",")
                )
        return ""

    def _room(self) -> int:
        return self._cap - sum(units(part) for part in self._parts)

    def _chance(self, *key: object) -> float:
        return chance(self._cue.scene.seed, self._cue.entry.turn, *key)


def _framed_by_author(act: BuyerAct, text: str) -> bool:
    """True where the persona's sentence brings an opener ("Well, …", 「这样，…」) or is all of a second time."""
    if act.kind is _Kind.REPEAT_OBJECTION:
        return True
    head = re.split(r"[,，:：.。…!！?？]", text, maxsplit=1)[0]
    return 0 < units(head) <= habits().own_opener and len(head) < len(text) - 1

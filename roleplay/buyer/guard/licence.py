"""What one reply may contain: worked out once from the cue, then every rule of the guard asks it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from pydantic import Field

from roleplay.analysis.normalise import fold
from roleplay.analysis.numerals import EN_NUMBER, ZH_NUMBER, read_en, read_zh
from roleplay.buyer.embedded import COLD_SHARE
from roleplay.buyer.item_text import item_text
from roleplay.buyer.knowledge import sayables
from roleplay.buyer.voice import Cue
from roleplay.buyer.wording import units
from roleplay.buyer_log import BuyerActKind
from roleplay.data import load_toml
from roleplay.persona import Persona
from roleplay.terms import Language
from roleplay.transcript import Frozen

_Kind = BuyerActKind
_ASKING = frozenset(
    {
        _Kind.GREET,
        _Kind.SCREEN,
        _Kind.CLARIFY,
        _Kind.ASK_BACK,
        _Kind.ASK_PROOF,
        _Kind.ASK_PRICE,
        _Kind.COUNTER,
        _Kind.COMPLAIN,
        _Kind.DEMAND,
        _Kind.RAISE_DEMAND,
        _Kind.BAIT,
    }
)
_COMMITTING = frozenset({_Kind.AGREE, _Kind.COUNTER})
#: How far beyond the cap a reply may go before it is turned down; models count badly.
_SLACK, _SLACK_UNITS = 1.5, 4
_RUN_ZH, _RUN_EN = 6, 4  # Han characters, or words, in a row that make a quote of a secret


class Licence(Frozen):
    """What one reply may and must contain."""

    language: Language
    cap: int = Field(description="Units the reply should have at most, as the prompt says it.")
    may_ask: bool
    may_commit: bool
    released: tuple[str, ...] = Field(description="The persona's sentences that this reply tells.")
    known: str = Field(description="Folded: all that has been said or is public.")
    numbers: frozenset[float]
    secret_runs: frozenset[str] = Field(description="Stretches of what the buyer has not told.")
    secret_names: frozenset[str]
    spoken: tuple[str, ...]
    names: tuple[str, ...] = Field(description="By which this reply could be prefixed: 'Dana:'.")

    @property
    def limit(self) -> int:
        """Units beyond which the reply is turned down."""
        return math.ceil(self.cap * _SLACK) + _SLACK_UNITS

    @classmethod
    def of(cls, cue: Cue) -> Licence:
        """Work out the licence for a cue."""
        scene, entry = cue.scene, cue.entry
        persona, language = scene.persona, scene.language
        released = tuple(text for act in entry.acts if (text := item_text(persona, act)))
        known = fold(
            "\n".join([*released, *_public(cue), *disclosed_texts(cue), *cue.spoken, *(t.text for t in cue.recent)])
        )
        secret = [fold(text) for text in _all_texts(persona)]
        secret = [text for text in secret if text not in known]
        runs = {run for text in secret for run in word_runs(text, language)} - set(word_runs(known, language))
        kinds = {act.kind for act in entry.acts}
        agreed = bool(entry.after.agreement) and _Kind.GOODBYE in kinds
        return cls(
            language=language,
            cap=length_cap(cue, released),
            may_ask=bool(kinds & _ASKING) or any(re.search(r"[?？]|吗", text) for text in released),
            may_commit=bool(kinds & _COMMITTING) or agreed,
            released=released,
            known=known,
            numbers=frozenset(value for value, _, _ in numbers_in(known, language)),
            secret_runs=frozenset(runs),
            secret_names=frozenset(n for text in _all_texts(persona) for n in _names(text) if fold(n) not in known),
            spoken=cue.spoken,
            names=tuple(fold(name) for name in (persona.name, persona.short_name, persona.title)),
        )


def length_cap(cue: Cue, released: tuple[str, ...]) -> int:
    """Units a reply should have at most: the personality's cap, less when cold, more where the facts told need it."""
    longest = cue.scene.traits.personalities[cue.scene.persona.personality].longest
    cap = longest.zh if cue.scene.language.is_chinese else longest.en
    needed = math.ceil(1.25 * sum(units(text) for text in released)) + 6 if released else 0
    return max(round(cap * (COLD_SHARE if cue.entry.mood == "cold" else 1)), needed, 4)


def disclosed_texts(cue: Cue) -> list[str]:
    """The persona's sentences that the buyer has told in earlier turns, in order."""
    persona, before = cue.scene.persona, cue.entry.before
    known = sayables(persona)
    texts = [known[item].text for item in before.disclosed if item in known]
    texts += [known[item].partly or "" for item in before.hinted if item in known]
    for objection in persona.objections:
        texts += [objection.says, objection.again or ""] if objection.id in before.raised else []
        texts += [objection.real_reason] if objection.id in before.explored else []
    texts += [demand.says for demand in persona.demands if demand.id in before.demanded]
    texts += [bait.says for bait in persona.baits if bait.id in before.baited]
    return [text for text in texts if text]


@cache
def cues(language: Language) -> dict[str, Any]:
    """The cue lists of a language; both Chinese scripts share theirs, since text is folded."""
    return load_toml("roleplay.buyer", f"guard/cues/{'zh' if language.is_chinese else 'en'}.toml")


@cache
def pattern(language: Language, *names: str) -> re.Pattern[str]:
    """One regular expression of all cues under these names."""
    return re.compile("|".join(f"(?:{cue})" for name in names for cue in cues(language)[name]))


def numbers_in(folded: str, language: Language) -> Iterator[tuple[float, int, int]]:
    """The numbers in a folded text with their places, ways of speaking left out."""
    idioms = [m.span() for m in pattern(language, "number_idioms").finditer(folded)]
    if language.is_chinese:  # 周二十点 is Tuesday at ten, not twenty
        folded = pattern(language, "dates").sub(lambda day: " " * len(day.group()), folded)
    written = ZH_NUMBER if language.is_chinese else rf"(?<![\w.])(?:{EN_NUMBER})(?!\w)"
    for found in _compiled(written).finditer(folded):
        if any(start < found.end() and found.start() < end for start, end in idioms):
            continue
        number = read_zh(found[0]) if language.is_chinese else read_en(found[0])
        if number is not None:
            yield number.value, found.start(), found.end()


def word_runs(folded: str, language: Language) -> Iterator[str]:
    """All stretches of a text that are long enough to be a quote of it."""
    if language.is_chinese:
        for stretch in re.findall(r"[一-鿿0-9a-z]+", folded):
            yield from (stretch[i : i + _RUN_ZH] for i in range(len(stretch) - _RUN_ZH + 1))
        return
    words = re.findall(r"[a-z0-9']+", folded)
    empty = set(cues(language)["stop_words"])
    for i in range(len(words) - _RUN_EN + 1):
        run = words[i : i + _RUN_EN]
        if sum(word not in empty for word in run) >= 2:
            yield " ".join(run)


@cache
def _compiled(written: str) -> re.Pattern[str]:
    return re.compile(written)


def _public(cue: Cue) -> Iterable[str]:
    persona, offer, entry = cue.scene.persona, cue.scene.offer, cue.entry
    company = persona.company
    yield from (persona.name, persona.short_name, persona.title, persona.manner, persona.brief)
    yield from (company.name, company.industry, company.size, offer.vendor, offer.name, *persona.speech)
    yield from (value for act in entry.acts for value in act.slots.values())
    if entry.after.agreement:
        yield entry.after.agreement.when


def _all_texts(persona: Persona) -> Iterator[str]:
    yield from (sayable.text for sayable in sayables(persona).values())
    for objection in persona.objections:
        yield from (objection.says, objection.real_reason)
    yield from (demand.larger for demand in persona.demands if demand.larger)
    yield persona.stance_root


def _names(text: str) -> Iterator[str]:
    """Capitalised Latin words inside a sentence: nearly always names."""
    for found in re.finditer(r"(?<=[a-z,;] )[A-Z][a-z]{2,}", text):
        yield found.group()

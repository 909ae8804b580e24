"""What one reply may contain: worked out once from the cue, then every rule of the guard asks it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from pydantic import Field

from roleplay.analysis.normalise import fold
from roleplay.analysis.numerals import EN_NUMBER, ZH_NUMBER, read_en, read_zh
from roleplay.buyer.habits import habits
from roleplay.buyer.item_text import item_text
from roleplay.buyer.knowledge import sayables
from roleplay.buyer.voice import Cue
from roleplay.buyer.wording import units
from roleplay.buyer_log import BuyerAct, BuyerActKind
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
_WITHHOLDING = frozenset({_Kind.DEFLECT, _Kind.DONT_KNOW, _Kind.HINT})
_COMMITTING = frozenset({_Kind.AGREE, _Kind.COUNTER})


class Limits(Frozen):
    """Where the guard draws its lines: ``cues/limits.toml``, which says what each is for."""

    cap_slack: float
    cap_slack_units: int
    fact_slack: float
    fact_slack_units: int
    shortest_cap: int
    secret_run_zh: int
    secret_run_en: int
    foreign_words: int
    wrong_script: int
    small_number: int
    told_share: float
    repeatable: int
    alike: float
    question_units_zh: int
    question_units_en: int


@cache
def limits() -> Limits:
    """The limits, read once."""
    return Limits.model_validate(load_toml("roleplay.buyer", "guard/cues/limits.toml"))


class Licence(Frozen):
    """What one reply may and must contain."""

    language: Language
    cap: int = Field(description="Units the reply should have at most, as the prompt says it.")
    may_ask: bool
    may_commit: bool
    released: tuple[str, ...] = Field(description="The persona's sentences that this reply may tell, folded.")
    to_tell: tuple[str, ...] = Field(description="Of these, the ones that it must tell: what is new.")
    known: str = Field(description="Folded: all that has been said or is public.")
    words: frozenset[str] = Field(description="The Latin words in it.")
    numbers: frozenset[float]
    days: frozenset[str]
    secret_runs: frozenset[str] = Field(description="Stretches of what the buyer has not told.")
    secret_names: frozenset[str]
    spoken: tuple[str, ...]
    names: tuple[str, ...] = Field(description="By which this reply could be prefixed: 'Dana:'.")

    @property
    def limit(self) -> int:
        """Units beyond which the reply is turned down."""
        return math.ceil(self.cap * limits().cap_slack) + limits().cap_slack_units

    @classmethod
    def of(cls, cue: Cue) -> Licence:
        """Work out the licence for a cue."""
        scene, entry = cue.scene, cue.entry
        persona, language = scene.persona, scene.language
        telling = [(act, text) for act in entry.acts if (text := item_text(persona, act))]
        released = tuple(text for _, text in telling)
        own = [_read(t, language) for t in (*released, *_public(cue), *disclosed_texts(cue), *cue.spoken)]
        heard = [_read(turn.text, language) for turn in cue.recent]
        read = [*own, *heard]
        known = "\n".join(one.folded for one in read)
        words = frozenset[str]().union(*(one.words for one in read))
        secrets = [one for text in _all_texts(persona) if (one := _read(text, language)).folded not in known]
        told_runs = frozenset[str]().union(*(one.runs for one in read))
        kinds = {act.kind for act in entry.acts}
        return cls(
            language=language,
            cap=length_cap(cue, released),
            may_ask=bool(kinds & _ASKING) or any(re.search(r"[?？]|吗", text) for text in released),
            may_commit=bool(kinds & _COMMITTING) or (bool(entry.after.agreement) and _Kind.GOODBYE in kinds),
            released=tuple(map(fold, released)),
            to_tell=tuple(fold(text) for act, text in telling if _is_new(act)),
            known=known,
            words=words,
            # Who withholds something does not repeat the rep's guess at it either: that would be a yes.
            numbers=frozenset[float]().union(*(one.numbers for one in (own if kinds & _WITHHOLDING else read))),
            days=frozenset[str]().union(*(one.days for one in read)),
            secret_runs=frozenset[str]().union(*(one.runs for one in secrets)) - told_runs,
            secret_names=frozenset[str]().union(*(one.names for one in secrets)) - words,
            spoken=cue.spoken,
            names=tuple(fold(name) for name in (persona.name, persona.short_name, persona.title)),
        )


def length_cap(cue: Cue, released: tuple[str, ...]) -> int:
    """Units a reply should have at most: the personality's cap, less when cold, more where the facts told need it."""
    longest = cue.scene.traits.personalities[cue.scene.persona.personality].longest
    cap = longest.zh if cue.scene.language.is_chinese else longest.en
    told = sum(units(text) for text in released)
    needed = math.ceil(limits().fact_slack * told) + limits().fact_slack_units if told else 0
    return max(round(cap * (habits().cold_share if cue.entry.mood == "cold" else 1)), needed, limits().shortest_cap)


def disclosed_texts(cue: Cue) -> list[str]:
    """The persona's sentences that the buyer has told in earlier turns, in order."""
    persona, before = cue.scene.persona, cue.entry.before
    known = sayables(persona)
    texts = [known[item].text for item in before.disclosed if item in known]
    texts += [known[item].partly or "" for item in before.hinted if item in known]
    for objection in persona.objections:
        texts += [objection.says] if objection.id in before.raised else []
        texts += [objection.again or ""] if before.insisted.get(objection.id) else []
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


def days_in(folded: str, language: Language) -> Iterator[tuple[str, int]]:
    """The days of the week and months in a folded text, in one form each, with their places."""
    if language.is_chinese:
        yield from ((found.group(1), found.start()) for found in pattern(language, "dates").finditer(folded))
        return
    whole = _compiled(rf"\b(?:{pattern(language, 'dates').pattern})\b")
    yield from ((found.group().rstrip("s"), found.start()) for found in whole.finditer(folded))


def words_in(folded: str) -> list[str]:
    """The Latin words of a folded text, without a possessive or plural ending."""
    return [_root(word) for word in re.findall(r"[a-zà-ɏ][a-zà-ɏ0-9&'-]*", folded)]


def _root(word: str) -> str:
    return re.sub(r"'(?:s|m|ll|ve|d|re)$|(?<=[a-rt-z])s$|'+$", "", word)


def word_runs(folded: str, language: Language) -> Iterator[str]:
    """All stretches of a text that are long enough to be a quote of it."""
    if language.is_chinese:
        size = limits().secret_run_zh
        for stretch in re.findall(r"[一-鿿0-9a-z]+", folded):
            yield from (stretch[i : i + size] for i in range(len(stretch) - size + 1))
        return
    words = re.findall(r"[a-z0-9']+", folded)
    empty, size = _stop_words(language), limits().secret_run_en
    for i in range(len(words) - size + 1):
        run = words[i : i + size]
        if sum(word not in empty for word in run) >= 2:
            yield " ".join(run)


@cache
def _stop_words(language: Language) -> frozenset[str]:
    return frozenset(cues(language)["stop_words"])


@cache
def _compiled(written: str) -> re.Pattern[str]:
    return re.compile(written)


def _is_new(act: BuyerAct) -> bool:
    return act.kind is not _Kind.REPEAT_OBJECTION and act.slots.get("variant") != "again"


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


class _Read(NamedTuple):
    """What a text holds that the guard asks for. Most texts of a call come back every turn, so it is remembered."""

    folded: str
    words: frozenset[str]
    numbers: frozenset[float]
    days: frozenset[str]
    runs: frozenset[str]
    names: frozenset[str]


@lru_cache(maxsize=8192)
def _read(text: str, language: Language) -> _Read:
    folded = fold(text)
    return _Read(
        folded=folded,
        words=frozenset(words_in(folded)),
        numbers=frozenset(value for value, _, _ in numbers_in(folded, language)),
        days=frozenset(day for day, _ in days_in(folded, language)),
        runs=frozenset(word_runs(folded, language)),
        # Capitalised Latin words inside a sentence: nearly always names.
        names=frozenset(fold(found) for found in re.findall(r"(?<=[a-z,;] )[A-Z][a-z]{2,}", text)),
    )

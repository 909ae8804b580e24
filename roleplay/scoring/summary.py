"""One or two sentences on what the total means: what went best, then what cost most."""

from __future__ import annotations

from roleplay.scoring.call import Call
from roleplay.scoring.findings import Judgement, Say, Verdict
from roleplay.scoring.rubric import Criterion
from roleplay.scoring.words import has, phrase
from roleplay.terms import Language, SpeechFault, Taboo

_STRONG, _WEAK = 0.7, 0.5
# To have left room to talk, and nothing else, is no praise.
_WORTH_NAMING = 0.06
# What cost fewer points than this is not what kept the total down.
_WORTH_MENDING = 3.0


def summarise(
    call: Call,
    criteria: tuple[tuple[Criterion, Judgement], ...],
    taboos: tuple[tuple[Taboo, Verdict], ...],
    faults: tuple[tuple[SpeechFault, Verdict], ...],
    reader: Language,
) -> str:
    """Build the summary from texts; the heaviest good thing, then the heaviest bad one."""
    scored = [(c, j) for c, j in criteria if j.score is not None]
    total = sum(c.weight for c, _ in scored) or 1.0
    heavy = [(c, j) for c, j in scored if c.weight >= _WORTH_NAMING * total]
    good = sorted(heavy, key=lambda pair: -pair[0].weight * (pair[1].score or 0))
    spotless = not any(v.found for _, v in (*taboos, *faults))
    good = [(c, j) for c, j in good if c.check != "clean_call" or spotless]
    best = next(
        (_key(reader, "good", c, j) for c, j in good if (j.score or 0) >= _STRONG and _key(reader, "good", c, j)), None
    )
    worst = _worst(reader, scored, taboos, faults)
    slots: dict[str, str | int | tuple[Say, ...]] = {"name": call.persona.short_name if call.persona else ""}
    if not slots["name"]:
        slots["name"] = phrase(reader, Say.of("summary.the_buyer"))
    parts = [phrase(reader, Say(key=key, slots=slots)) for key in (best, worst) if key]
    if not worst:
        parts.append(phrase(reader, Say.of("summary.nothing_lost")))
    elif not best:
        parts.insert(0, phrase(reader, Say.of("summary.little_earned")))
    else:
        parts[-1] = phrase(reader, Say.of("summary.but", what=parts[-1]))
    parts = [part[:1].upper() + part[1:] for part in parts]
    return phrase(reader, Say.of("list.sentences")).join(parts)


def _key(reader: Language, side: str, criterion: Criterion, judgement: Judgement) -> str | None:
    for key in (f"summary.{side}.{criterion.check}_{judgement.case or 'full'}", f"summary.{side}.{criterion.check}"):
        if has(reader, key):
            return key
    return None


def _worst(
    reader: Language,
    scored: list[tuple[Criterion, Judgement]],
    taboos: tuple[tuple[Taboo, Verdict], ...],
    faults: tuple[tuple[SpeechFault, Verdict], ...],
) -> str | None:
    total = sum(c.weight for c, _ in scored) or 1.0
    costs: list[tuple[float, str]] = [
        (100 * c.weight / total * (1 - (j.score or 0)), key)
        for c, j in scored
        if (j.score or 0) < _WEAK and (key := _key(reader, "bad", c, j))
    ]
    found = [(11 * v.confidence, _verdict_key(reader, t.value, v)) for t, v in taboos if v.found]
    found += [(100 * v.confidence, _verdict_key(reader, f.value, v)) for f, v in faults if v.found]
    costs += [(cost, key) for cost, key in found if has(reader, key)]
    costs = [pair for pair in costs if pair[0] >= _WORTH_MENDING]
    return max(costs, key=lambda pair: (pair[0], pair[1]))[1] if costs else None


def _verdict_key(reader: Language, name: str, verdict: Verdict) -> str:
    special = f"summary.bad.{name}_{verdict.case}"
    return special if has(reader, special) else f"summary.bad.{name}"


def too_little(call: Call, reader: Language) -> str:
    """Why there is no number: who said how little."""
    turns = len(call.rep_turns)
    words = sum(turn.annotation.words for turn in call.rep_turns)
    if turns == 0 or words == 0:
        return phrase(reader, Say.of("too_little.never"))
    if not call.buyer_turns:
        return phrase(reader, Say.of("too_little.no_buyer"))
    if turns == 1:
        return phrase(reader, Say.of("too_little.once", words=words))
    return phrase(reader, Say.of("too_little.few", turns=turns, words=words))

"""Sentence after sentence begins with "I" and "we", and the buyer hardly appears.

Bad:
    R: We are growing fast. I built our team myself. Our product is my pride. I want to show you what we did.

Good:
    R: You said your nights run over. What would you want to be different by summer?
"""

from __future__ import annotations

import re
from functools import cache

from pydantic import Field

from roleplay.analysis.normalise import fold
from roleplay.data import load_toml
from roleplay.scoring.call import Call
from roleplay.scoring.findings import Say, Verdict, VerdictSettings, clear, found, leaning
from roleplay.terms import Language, RepAct


class Settings(VerdictSettings):
    """When it is too much."""

    share: float = Field(default=0.78, gt=0, le=1, description="Share of I and we among I, we and you.")
    at_least: int = Field(default=14, ge=1, description="With fewer pronouns the share says nothing.")


@cache
def _pronouns(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load_toml("roleplay.scoring", f"cues/{'zh' if language.is_chinese else 'en'}.toml")["pronouns"]
    return re.compile(data["own"]), re.compile(data["yours"])


def judge(call: Call, settings: Settings) -> Verdict:
    """Count the pronouns of all turns of the rep."""
    own_pattern, your_pattern = _pronouns(call.language)
    counts = [
        (len(own_pattern.findall(fold(t.text))), len(your_pattern.findall(fold(t.text))), t) for t in call.rep_turns
    ]
    own, yours = sum(c[0] for c in counts), sum(c[1] for c in counts)
    none = Say.of("i_centred.clear", own=own, yours=yours)
    worst = sorted(counts, key=lambda c: (c[1] - c[0], c[2].turn))[:2]
    findings = tuple(t.mark("lost", Say.of("note.own_words", own=n, yours=m)) for n, m, t in worst if n > m)
    reason = Say.of("i_centred.found", own=own, yours=yours)
    if own + yours < settings.at_least or own / (own + yours) <= settings.share:
        verdict = clear(0.85, none)
    else:
        verdict = found(0.75, reason, findings)
    own_records = sum(a.rule.endswith("own_record") for t in call.rep_turns for a in t.annotation.find(RepAct.BOAST))
    signs = {
        "share": own / (own + yours) if own + yours else 0.5,
        "most_in_a_turn": min(8, max((n - m for n, m, _ in counts), default=0)) / 4,
        "own_records": min(3, own_records),
    }
    return leaning(verdict, signs=signs, findings=findings, found=reason, clear=none)

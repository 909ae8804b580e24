"""What a turn of the rep does beside asking: it greets, pitches, names a price, proposes a next step.

Most acts are written rules (``cues/acts_en.toml``, ``cues/acts_zh.toml``, run by ``rules``). Where an act needs more
than words, a module of its own finds it: times (``meeting``), amounts (``price``), runs of sentences (``offer``), the
buyer's words (``listening``).
"""

from __future__ import annotations

from roleplay.analysis.acts.listening import find_assumptions, find_uptake
from roleplay.analysis.acts.meeting import find_meeting
from roleplay.analysis.acts.offer import find_pitch
from roleplay.analysis.acts.price import find_price
from roleplay.analysis.acts.rules import cue, run_rules
from roleplay.analysis.acts.said import Said
from roleplay.analysis.acts.settle import settle
from roleplay.analysis.context import Context
from roleplay.analysis.normalise import fold
from roleplay.annotation import Act, Utterance
from roleplay.terms import Language

__all__ = ["find_acts"]


def find_acts(
    text: str, utterances: tuple[Utterance, ...], *, language: Language, context: Context | None = None
) -> tuple[Act, ...]:
    """Return what the rep's turn does, in the order it is said.

    Args:
        text: The turn as it was said or typed.
        utterances: The turn's sentences with their question labels; questions are never pitches, and a SPIN question
            about the buyer's week is no proposal. Without them, a question mark decides.
        language: Language of the call; a turn that is plainly in the other one is read as such.
        context: What was said before: the buyer's last turn decides what is taken up, granted or given away.

    Returns:
        Acts with verbatim spans (a clause or sentence each), sorted by place. One stretch may have several acts, but
        only one of a kind.
    """
    if not text.strip():
        return ()
    said = Said(text, utterances, language)
    recent = context.recent_buyer if context else ()
    buyer = fold(recent[-1]) if recent else ""
    rep = fold(context.recent_rep[-1]) if context and context.recent_rep else ""
    heard = fold(" ".join([*recent[-2:], *(context.recent_rep[-2:] if context else ())]))
    told = [turn for turn in recent if cue(said.chinese, "trouble").search(fold(turn))]
    found = [
        *run_rules(said, buyer, context.turn_at if context else 0),
        *find_meeting(said, heard, rep),
        *find_price(said, fold(" ".join(recent[-2:])), buyer, rep),
        *find_pitch(said, fold(" ".join(told))),
        *find_uptake(said, buyer),
        *find_assumptions(said),
    ]
    return settle(found)

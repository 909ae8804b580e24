"""How a call is held as a whole, in named measures: the ground against which single signs of a taboo are weighed.

One late answer in a call full of questions and uptake is none; the same in a call of speeches is. Every measure is per
turn of the rep or a share, so long and short calls compare; Chinese lengths are brought to English words.
"""

from __future__ import annotations

import re
from functools import cache

from roleplay.analysis.normalise import fold
from roleplay.data import load_toml
from roleplay.scoring.buyer_words import BuyerTurn, Signal
from roleplay.scoring.call import Call
from roleplay.scoring.next_steps import concrete
from roleplay.scoring.overlap import shared
from roleplay.scoring.rep_turn import RepTurn
from roleplay.terms import Language, QuestionKind, RepAct, Spin

# So many Han characters say about as much as an English word (parallel calls; Chinese runs shorter in speech).
_HAN_PER_WORD = 1.5
_WRONGS = (RepAct.BOAST, RepAct.GOSSIP, RepAct.ASSUMPTION, RepAct.CONTRADICTION, RepAct.VULGAR, RepAct.PROMISE)
_TIRED = (Signal.IMPATIENCE, Signal.UNHEARD, Signal.HANG_UP)
_SHORT = 4


@cache
def _own(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = load_toml("roleplay.scoring", f"cues/{'zh' if language.is_chinese else 'en'}.toml")
    pronouns = data["pronouns"]
    return re.compile(data["firm"]["ours"]), re.compile(pronouns["own"]), re.compile(pronouns["yours"])


def length(words: int, language: Language) -> float:
    """Words in either language on one scale: English words."""
    return words / _HAN_PER_WORD if language.is_chinese else float(words)


def own_firm(text: str, language: Language) -> int:
    """How often a text speaks of the rep's own firm: we, our; 我们, 我司."""
    return len(_own(language)[0].findall(fold(text)))


def measures(call: Call) -> dict[str, float]:
    """All measures of a call by name; rates are per turn of the rep, shares run from 0 to 1."""
    turns, language = call.rep_turns, call.language
    count = max(1, len(turns))
    questions = [q for rep in turns for q in rep.questions if q.spin is not Spin.NONE]
    pairs = [(rep, rep.before) for rep in turns if rep.before is not None and rep.before.words > _SHORT]
    _, own, yours = _own(language)
    folded = [fold(rep.text) for rep in turns]
    mine, theirs = (sum(len(p.findall(text)) for text in folded) for p in (own, yours))
    buyer = call.buyer_turns
    steps = concrete(call)
    return {
        "questions": len(questions) / count,
        "deep": sum(q.spin.depth >= Spin.PROBLEM.depth for q in questions) / count,
        "consequence": sum(q.spin.depth >= Spin.IMPLICATION.depth for q in questions) / count,
        "open": sum(q.question is QuestionKind.OPEN for q in questions) / count,
        "asks_in": sum(bool(rep.questions) for rep in turns) / count,
        "uptake": _share([call.takes_up(rep, before) for rep, before in pairs]),
        "echo": _share([bool(shared(rep.spoken, before.text, language)) for rep, before in pairs]),
        "unrelated": _share([unrelated(call, rep, before) for rep, before in pairs]),
        "length": length(sum(rep.statement_words for rep in turns), language) / count / 20,
        "longest": length(max((rep.statement_words for rep in turns), default=0), language) / 60,
        "ours": sum(own_firm(rep.text, language) for rep in turns) / count,
        "own_share": mine / (mine + theirs) if mine + theirs else 0.5,
        "pitches": sum(bool(rep.slips(RepAct.PITCH)) for rep in turns) / count,
        "prices": sum(bool(rep.slips(RepAct.PRICE, RepAct.CONCESSION)) for rep in turns) / count,
        "wrongs": min(1.0, 3 * sum(bool(rep.slips(*_WRONGS)) for rep in turns) / count),
        "chat": sum(bool(rep.chat) for rep in turns) / count,
        "tired": sum(b.shows(*_TIRED) for b in buyer) / count,
        "refuses": sum(b.shows(Signal.REFUSAL) for b in buyer) / count,
        "tells": length(sum(b.words for b in buyer), language) / max(1, len(buyer)) / 20,
        "told": sum(call.voices_problem(b) for b in buyer) / count,
        "step": float(bool(steps)),
        "agreed": float(any(step.agreed for step in steps)),
        "first_deep": next((rep.order for rep in turns if _digs(rep)), count) / count,
    }


def unrelated(call: Call, rep: RepTurn, buyer: BuyerTurn) -> bool:
    """The turn takes nothing of the buyer's words up and asks nothing that goes deeper; it goes on with its own."""
    return not (call.takes_up(rep, buyer) or _digs(rep))


def _digs(rep: RepTurn) -> bool:
    return any(q.spin.depth >= Spin.PROBLEM.depth for q in rep.questions)


def _share(values: list[bool]) -> float:
    return sum(values) / len(values) if values else 0.0

"""What a chat model is told for one reply: the public card, what has been told, the last turns, what to do now.

The texts are data (``prompts/<language>.toml``). Nothing that the director has not released is ever put in, so
nothing typed at the model can bring it out.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from roleplay.buyer.guard import Licence
from roleplay.buyer.guard.licence import disclosed_texts
from roleplay.buyer.item_text import item_text
from roleplay.buyer.line_keys import keys_for
from roleplay.buyer.voice import Cue
from roleplay.buyer_log import BuyerAct, BuyerActKind
from roleplay.data import load_toml
from roleplay.persona import LocalText
from roleplay.terms import Language
from roleplay.transcript import Speaker

_Kind = BuyerActKind
_SHORT = 20  # units: up to here one sentence is asked for, to twice as many two, beyond three
_NO_TEXT = {
    _Kind.OBJECT: "object.generic",
    _Kind.DISCLOSE: "dont_know",
    _Kind.HINT: "deflect",
    _Kind.REPEAT_OBJECTION: "object.generic",
    _Kind.REVEAL_REASON: "deflect",
    _Kind.DEMAND: "ask_back",
    _Kind.RAISE_DEMAND: "ask_back",
    _Kind.BAIT: "acknowledge",
}


class Message(NamedTuple):
    """One message to the model."""

    role: Literal["system", "user", "assistant"]
    text: str


def messages(cue: Cue, licence: Licence, rejected: str = "") -> list[Message]:
    """The messages for a reply; roles alternate after the first, since some endpoints insist on it.

    Args:
        cue: What is to be said.
        licence: The same cue's licence; gives the length and whether a question or a promise is allowed.
        rejected: The rule that turned the last try down; adds one line that says so.
    """
    turns = list(cue.recent[:-1])
    while turns and turns[0].speaker is Speaker.BUYER:
        turns.pop(0)
    told = [Message("system", _card(cue))]
    for turn in turns:
        role: Literal["user", "assistant"] = "user" if turn.speaker is Speaker.REP else "assistant"
        if told[-1].role == role:
            told[-1] = Message(role, f"{told[-1].text}\n{_harmless(turn.text)}")
        else:
            told.append(Message(role, _harmless(turn.text)))
    direction = _direction(cue, licence) + _correction(cue, rejected)
    if told[-1].role == "user":
        told[-1] = Message("user", f"{told[-1].text}\n{direction}")
    else:
        told.append(Message("user", direction))
    return told


def _texts(language: Language) -> dict[str, Any]:
    return load_toml("roleplay.buyer", f"prompts/{language.value}.toml")


def _card(cue: Cue) -> str:
    scene, texts = cue.scene, _texts(cue.scene.language)
    persona, traits = scene.persona, scene.traits
    stance = traits.stances.get(cue.entry.after.stance)
    gap = "、" if scene.language.is_chinese else ", "
    card: str = (
        texts["system"]
        .strip()
        .format(
            name=persona.name,
            title=persona.title,
            company=persona.company.name,
            trade=gap.join(part for part in (persona.company.industry, persona.company.size) if part),
            setting=texts["setting"][scene.call_type.value],
            manner=persona.manner,
            habits=_in(traits.personalities[persona.personality].habits, scene.language),
            attitude=_in(stance.attitude, scene.language) if stance else "",
            speech=texts["speech"].format(phrases=gap.join(persona.speech)) if persona.speech else "",
        )
    )
    return "\n".join(line for line in card.splitlines() if line.strip())


def _direction(cue: Cue, licence: Licence) -> str:
    texts = _texts(cue.scene.language)
    told = list(dict.fromkeys(disclosed_texts(cue)))
    facts = "\n".join(f"- {fact}" for fact in told)
    count = "one" if licence.cap <= _SHORT else "two" if licence.cap <= 2 * _SHORT else "three"
    text: str = (
        texts["direction"]
        .strip()
        .format(
            said=_harmless(cue.rep_said) or texts["silence"],
            told_before=texts["told_before"].format(facts=facts) if told else texts["nothing_told"],
            acts=texts["then"].join(_act(cue, act, texts) for act in cue.entry.acts),
            mood=texts["mood"][cue.entry.mood],
            sentences=texts["sentences"][count],
            cap=licence.cap,
            question=texts["may_ask"] if licence.may_ask else texts["no_question"],
            commitment="" if licence.may_commit else texts["no_commitment"],
        )
    )
    return text


def _act(cue: Cue, act: BuyerAct, texts: dict[str, Any]) -> str:
    persona, acts = cue.scene.persona, texts["acts"]
    text = item_text(persona, act)
    keys = (_NO_TEXT[act.kind],) if act.kind in _NO_TEXT and not text else keys_for(act)
    if act.kind is _Kind.DISCLOSE and act.item in cue.entry.before.disclosed:
        keys = ("disclose.again", *keys)
    key = next(key for key in keys if key in acts)
    fault = keys[0].partition(".")[2] or cue.entry.after.ended
    when = act.slots.get("when", "")
    written: str = acts[key].format(
        text=text,
        fault=texts["fault"].get(fault, texts["fault"]["none"]),
        when=texts["when"]["known"].format(when=when) if when else texts["when"]["open"],
    )
    return written


def _correction(cue: Cue, rejected: str) -> str:
    if not rejected:
        return ""
    texts = _texts(cue.scene.language)
    why = texts["corrections"][rejected].format(name=cue.scene.persona.name)
    written: str = texts["correction"].format(why=why)
    return written


def _in(text: LocalText, language: Language) -> str:
    return text.get(language) or text.get(Language.ZH_HANS if language.is_chinese else Language.EN, "")


def _harmless(said: str) -> str:
    """The spoken words without the marks that set the note apart, so that nobody can forge a note by saying one."""
    return said.replace("«", "“").replace("»", "”").replace("---", "—").strip()

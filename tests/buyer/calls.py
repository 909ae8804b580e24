"""Turns of a rep written by hand, and whole calls played with them.

A turn is a list of parts, each a sentence of the rep:

- ``"greeting"``                         an act
- ``"pitch 60"``                         an act of sixty words
- ``"next_step when=Tuesday at ten"``    an act with details (``when``, ``first``, ``second``, ``precision``, …)
- ``"ask open problem burners"``         a question: kind, SPIN, and the needs or facts whose words are in it
- ``"ask open none + explore_objection"`` a question that is an act as well
- ``"say 12"``                           twelve plain words
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from roleplay.annotation import Act, TopicHit, TurnAnnotation, Utterance
from roleplay.buyer.director import open_call, step
from roleplay.buyer.scene import Scene
from roleplay.buyer_log import BuyerState, LogEntry
from roleplay.persona import Offer, Persona, Traits
from roleplay.terms import CallType, Language, Personality, QuestionKind, RepAct, Role, Spin, Stance

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "buyer"
Parts = list[str]
Rep = Callable[[Scene, BuyerState, LogEntry | None], Parts]


@cache
def shipped_traits() -> Traits:
    """The trait files as they are shipped: the tests hold for these numbers."""
    folder = ROOT / "personas" / "traits"
    read = YAML(typ="safe").load
    names = ("personalities", "stances", "roles")
    return Traits.model_validate({name: read((folder / f"{name}.yaml").read_text(encoding="utf-8")) for name in names})


def read_cases(name: str) -> list[dict]:
    """The cases of a file under tests/cases/buyer."""
    return tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]


@cache
def _data() -> dict:
    return tomllib.loads((CASES / "director_scene.toml").read_text(encoding="utf-8"))


def scene(
    personality: Personality = Personality.FOX,
    stance: Stance = Stance.SCEPTICAL,
    role: Role = Role.PURCHASER,
    call: CallType = CallType.DISCOVERY_VISIT,
    seed: int = 1,
    **persona: object,
) -> Scene:
    """The test buyer with these traits; further arguments replace fields of the persona."""
    made = {**_data()["persona"], "personality": personality, "stance": stance, "role": role, **persona}
    return Scene(
        persona=Persona.model_validate(made),
        offer=Offer.model_validate(_data()["offer"]),
        traits=shipped_traits(),
        call_type=call,
        language=Language.EN,
        seed=seed,
    )


def turn(number: int, *parts: str) -> TurnAnnotation:
    """The analysis of a turn that is made of these parts."""
    text = ""
    utterances: list[Utterance] = []
    acts: list[Act] = []
    hits: list[TopicHit] = []
    for part in parts:
        start = len(text)
        what, *names = (piece.strip() for piece in part.split(" + "))
        words = what.split()
        sentence = _sentence(words)
        end = start + len(sentence)
        text += sentence + " "
        if words[0] == "ask":
            kind, spin, topics = QuestionKind(words[1]), Spin(words[2]), tuple(words[3:])
            place = {"start": start, "end": end}
            utterances.append(Utterance(**place, text=sentence, question=kind, spin=spin, topics=topics))
            hits += [TopicHit(id=topic, **place, text=topic, score=1.0) for topic in topics]
        else:
            utterances.append(Utterance(start=start, end=end, text=sentence))
            if words[0] == "about":
                hits += [TopicHit(id=topic, start=start, end=end, text=topic, score=1.0) for topic in words[1:]]
            elif words[0] != "say":
                names = [words[0], *names]
        detail = _details(what) if words[0] not in ("ask", "say", "about") else {}
        for name in names:
            acts.append(Act(act=RepAct(name), start=start, end=end, text=sentence, rule="hand", detail=detail))
    text = text.rstrip()
    return TurnAnnotation(
        turn=number,
        text=text,
        utterances=tuple(utterances),
        acts=tuple(acts),
        topics=tuple(hits),
        words=len(text.split()),
    )


def _sentence(words: list[str]) -> str:
    count = int(words[1]) if len(words) == 2 and words[1].isdigit() else 7
    return " ".join([words[0], *(["word"] * (count - 1))]) + ("?" if words[0] == "ask" else ".")


def _details(part: str) -> dict[str, str]:
    found: dict[str, str] = {}
    key = ""
    for word in part.split()[1:]:
        if "=" in word:
            key, _, word = word.partition("=")
            found[key] = word
        elif key:
            found[key] += f" {word}"
    return found


def play(scene: Scene, rep: Rep, turns: int = 20) -> tuple[LogEntry, ...]:
    """Hold a call until the buyer ends it, the rep has nothing to say, or ``turns`` rep turns are over."""
    state, last = open_call(scene), None
    log: list[LogEntry] = []
    for number in range(turns):
        parts = rep(scene, state, last)
        if not parts:
            break
        last = step(scene, state, turn(2 * number, *parts))
        state = last.after
        log.append(last)
        if state.ended:
            break
    return tuple(log)


def say_all(scene: Scene, *turns: Parts, state: BuyerState | None = None) -> tuple[LogEntry, ...]:
    """Say these turns one after the other."""
    script = list(turns)
    log: list[LogEntry] = []
    now = state or open_call(scene)
    for number, parts in enumerate(script):
        log.append(step(scene, now, turn(2 * number, *parts)))
        now = log[-1].after
        if now.ended:
            break
    return tuple(log)

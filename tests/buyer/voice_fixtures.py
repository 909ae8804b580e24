"""Small scenes, cues and line books for the tests of the voices, read from tests/cases/buyer."""

from __future__ import annotations

import tomllib
from pathlib import Path

from roleplay.buyer.line_keys import line_keys
from roleplay.buyer.scene import Scene
from roleplay.buyer.voice import Cue
from roleplay.buyer_log import Agreement, BuyerAct, BuyerActKind, BuyerState, LogEntry, Mood
from roleplay.persona import Line, LineBook, Offer, Persona, Traits, Wrapper
from roleplay.terms import CallType, Language, Personality, Stance
from roleplay.transcript import Speaker, Turn

CASES = Path(__file__).parents[1] / "cases" / "buyer"


def read(name: str) -> dict:
    return tomllib.loads((CASES / name).read_text(encoding="utf-8"))


def scene(language: Language, *, personality: Personality = Personality.FOX, seed: int = 7) -> Scene:
    data = read(f"scene_{'zh' if language.is_chinese else 'en'}.toml")
    needs, facts = data["persona"]["needs"], data["persona"]["facts"]
    persona = Persona.model_validate({**data["persona"], "needs": needs, "facts": facts})
    return Scene(
        persona=persona.model_copy(update={"personality": personality}),
        offer=Offer.model_validate(data["offer"]),
        traits=Traits.model_validate(read("traits.toml")),
        call_type=CallType.DISCOVERY_VISIT,
        language=language,
        seed=seed,
    )


def book(language: Language) -> LineBook:
    data = read(f"lines_{'zh' if language.is_chinese else 'en'}.toml")
    lines = [
        Line(id=f"{key.replace('.', '_')}_{n}", text=text, act=key)
        for key, texts in data["lines"].items()
        for n, text in enumerate(texts)
    ]
    wrappers = [
        Wrapper(id=f"{place}_{n}", text=text, place=place)
        for place, texts in data["wrappers"].items()
        for n, text in enumerate(texts)
    ]
    return LineBook(language=language, lines=tuple(lines), wrappers=tuple(wrappers))


def state(**changes: object) -> BuyerState:
    return BuyerState(trust=0.5, interest=0.5, patience=0.5, stance=Stance.SCEPTICAL).model_copy(update=changes)


def act(kind: BuyerActKind | str, item: str | None = None, **slots: str) -> BuyerAct:
    return BuyerAct(kind=BuyerActKind(kind), item=item, slots=slots)


def cue(
    at: Scene,
    *acts: BuyerAct,
    said: str = "",
    turn: int = 0,
    mood: Mood = "neutral",
    before: BuyerState | None = None,
    agreed: str = "",
    spoken: tuple[str, ...] = (),
    used: tuple[str, ...] = (),
    history: tuple[Turn, ...] = (),
) -> Cue:
    start = before or state()
    after = start.model_copy(update={"agreement": Agreement(turn=turn, when=agreed)}) if agreed else start
    entry = LogEntry(turn=turn, acts=acts, mood=mood, before=start, after=after)
    recent = (*history, Turn(speaker=Speaker.REP, text=said)) if said else history
    return Cue(scene=at, entry=entry, recent=recent[-8:], spoken=spoken, used_lines=used)


def rich_book(language: Language, each: int = 40) -> LineBook:
    """A book with plenty of lines for every key, each of its own."""
    lines, stop = [], "。" if language.is_chinese else "."
    for key, row in line_keys().items():
        for n in range(each):
            words = f"{key.replace('.', ' ').replace('_', ' ')} line {n:02d}"
            if row.fact != "must":
                lines.append(Line(id=f"{key}_{n}", act=key, text=words + stop))
            if row.fact != "none":
                lines.append(Line(id=f"{key}_f{n}", act=key, text=f"{words}: " + "{fact}"))
    wrappers = [
        Wrapper(id=f"{p}_{place}_{n}", text=f"{p} {place} {n:02d}{stop}", place=place, personality=p)
        for p in Personality
        for place in ("before", "after")
        for n in range(8)
    ]
    general = [Wrapper(id=f"g_{n}", text=f"so {n}{stop}", place="before") for n in range(4)]
    return LineBook(language=language, lines=tuple(lines), wrappers=(*wrappers, *general))

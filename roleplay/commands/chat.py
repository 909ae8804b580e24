"""``roleplay chat``: a call in the terminal, by the same use cases as the web app."""

from __future__ import annotations

import argparse
import asyncio
import sys

from roleplay.commands.report import markdown
from roleplay.commands.wiring import build_practice, set_up_logging
from roleplay.commands.words import word
from roleplay.errors import InputError
from roleplay.practice import Practice
from roleplay.practice.cards import buyer_in
from roleplay.settings import load_settings
from roleplay.terms import CallType, Language

USER = "terminal"  # the store keeps these calls apart from those of browsers


def run(arguments: argparse.Namespace) -> int:
    """Hold a call line by line until somebody ends it, then print the scorecard as Markdown."""
    settings = load_settings()
    set_up_logging(settings.model_copy(update={"log": "warning"}))
    language = arguments.language or settings.language
    practice = build_practice(settings, seed=arguments.seed)
    try:
        return asyncio.run(_chat(practice, arguments, language))
    finally:
        practice.repository.close()


async def _chat(practice: Practice, arguments: argparse.Namespace, language: Language) -> int:
    buyer, call_type, spoken = _choose(practice, arguments, language)
    brief = practice.brief(USER, buyer, call_type, language)
    say = sys.stderr.write
    say(f"{brief.card.name}, {brief.card.title}, {brief.card.company}\n")
    for key, value in (
        ("goal", brief.goal),
        ("known", brief.known),
        ("selling", brief.selling),
        ("price", brief.price),
    ):
        say(f"{word(language, f'chat.{key}')}: {value}\n")
    say(f"{word(language, 'chat.how')}\n\n")
    call_id = practice.start(USER, buyer, call_type, spoken)
    while not practice.call(USER, call_id, language).ended:
        line = await asyncio.to_thread(_read_line)
        if line is None or line.strip() == "/q":
            await practice.hang_up(USER, call_id)
            break
        try:
            await practice.say(USER, call_id, line, language)
        except InputError as error:
            say(f"{error}\n")
            continue
        await _show_reply(practice, call_id, brief.card.short_name)
    await practice.drain()
    view = practice.call(USER, call_id, language)
    say(f"\n{view.ended_reason}\n\n")
    scored = practice.scored(USER, call_id, language)
    print(markdown(scored.transcript, scored.scorecard, language))
    return 0


def _choose(practice: Practice, arguments: argparse.Namespace, language: Language) -> tuple[str, CallType, Language]:
    """The buyer, the call type and the language of the call, from the arguments or as good first choices."""
    buyer = arguments.buyer
    if buyer is None:
        recommended = practice.recommended(USER, language)
        if recommended is None:
            raise InputError(f"no buyer speaks {language.value} — name one; `roleplay buyers` lists them")
        buyer = recommended[0]
    persona = buyer_in(practice.library, buyer, language)
    try:
        call_type = CallType(arguments.call) if arguments.call else persona.calls[0]
    except ValueError:
        raise InputError(f"--call {arguments.call}: no such call type — choose from {', '.join(CallType)}") from None
    languages = practice.library.languages(persona)
    return buyer, call_type, language if language in languages else languages[0]


def _read_line() -> str | None:
    """One line from the terminal; None at its end."""
    sys.stderr.write("> ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None


async def _show_reply(practice: Practice, call_id: str, name: str) -> None:
    print(f"{name}: ", end="", flush=True)
    async for event in practice.follow(USER, call_id):
        if event.kind == "piece":
            print(event.text, end="", flush=True)
        elif event.kind == "restart":
            print(f"\n{name}: ", end="", flush=True)
    print()
    await practice.drain()

"""``roleplay buyers``: who can be called."""

from __future__ import annotations

import argparse
import json

from roleplay.content import load_library
from roleplay.practice.cards import card_of
from roleplay.settings import load_settings


def run(arguments: argparse.Namespace) -> int:
    """List the buyers, the easiest first."""
    settings = load_settings()
    language = arguments.language or settings.language
    library = load_library(settings.content_root, language)
    cards = sorted(
        (card_of(library, persona, language) for persona in library.buyers.values()), key=lambda c: (c.difficulty, c.id)
    )
    if arguments.format == "json":
        shown = {"id", "name", "title", "company", "industry", "languages", "calls", "manner", "stance", "difficulty"}
        print(json.dumps([card.model_dump(mode="json", include=shown) for card in cards], ensure_ascii=False, indent=1))
        return 0
    for card in cards:
        calls = ", ".join(call.value for call in card.calls)
        print(f"{card.id}  [{card.difficulty}/5, {card.languages[0].value}]  {card.name}, {card.title}, {card.company}")
        print(f"    {card.manner} · {card.stance} · {calls}")
    return 0

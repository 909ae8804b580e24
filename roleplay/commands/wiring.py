"""Puts settings, content, store and voices together; what ``serve``, ``chat`` and the benchmarks start from."""

from __future__ import annotations

import logging
import sys

from roleplay.buyer.embedded import EmbeddedVoice
from roleplay.buyer.voice import Voice
from roleplay.content import Library, load_library
from roleplay.errors import SetupError
from roleplay.practice import Practice
from roleplay.settings import Settings
from roleplay.store import Repository


def set_up_logging(settings: Settings) -> None:
    """Log to standard error, as much as the settings say."""
    logging.basicConfig(
        level=settings.log.upper(), stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    for noisy in ("httpx", "httpx2", "openai", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def load_content(settings: Settings) -> Library:
    """Read all content; problems of single files go to the log, and the good files stay usable."""
    library = load_library(settings.content_root, settings.language)
    for problem in library.problems:
        logging.getLogger("roleplay.content").warning("%s", problem)
    return library


def voices(settings: Settings, library: Library) -> tuple[Voice, Voice]:
    """The voice that plays and the embedded one; the same one twice where no model is set.

    Raises:
        SetupError: a model is set that cannot be used.
    """
    embedded = EmbeddedVoice(library.lines)
    if settings.voice == "embedded":
        return embedded, embedded
    from roleplay.buyer.chat_model import chat_voice  # LangChain is imported only where a model is set

    model = chat_voice(settings, embedded)
    model.warm_up()  # a second now instead of in the first reply, and a setting that cannot work is told at once
    return model, embedded


def open_repository(settings: Settings) -> Repository:
    """Open the database in the data folder.

    Raises:
        SetupError: the folder cannot be made or written.
    """
    try:
        return Repository(settings.database)
    except OSError as error:
        raise SetupError(
            f"ROLEPLAY_DATA: {settings.data} cannot be used ({error.strerror}) — name a folder that can be written"
        ) from None


def build_practice(settings: Settings, *, seed: int | None = None) -> Practice:
    """Return the use cases, ready for a web app or a terminal; with a ``seed`` every call gets this one."""
    library = load_content(settings)
    voice, embedded = voices(settings, library)
    repository = open_repository(settings)
    if seed is None:
        return Practice(library, repository, voice, embedded)
    return Practice(library, repository, voice, embedded, new_seed=lambda: seed)

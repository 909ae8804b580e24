"""``roleplay doctor``: what is configured, who will play, whether it works."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterator

from roleplay import __version__
from roleplay.commands.words import word
from roleplay.content import check_paths
from roleplay.errors import ModelError, SetupError
from roleplay.settings import Settings, load_settings
from roleplay.terms import Language


def run(arguments: argparse.Namespace) -> int:
    """Print one line a finding; exit 2 if something must be mended before calls can be held as configured."""
    settings = load_settings()
    language = arguments.language or settings.language
    healthy = True
    for good, line in findings(settings, language):
        print(f"{'ok ' if good else '!! '} {line}")
        healthy = healthy and good
    return 0 if healthy else 2


def findings(settings: Settings, language: Language) -> Iterator[tuple[bool, str]]:
    """Yield (is it well?, one line in ``language``). Names no secret: of a key only whether there is one."""
    yield True, word(language, "doctor.version", version=__version__)
    yield True, word(language, "doctor.address", host=settings.host, port=settings.port)
    yield _data_folder(settings, language)
    problems = check_paths([], settings.content_root, language)
    errors = [problem for problem in problems if problem.severity == "error"]
    yield (
        not errors,
        word(
            language,
            "doctor.content_bad" if errors else "doctor.content_good",
            n=len(errors),
            warnings=len(problems) - len(errors),
        ),
    )
    yield from ((False, str(problem)) for problem in errors)
    yield from _model(settings, language)


def _data_folder(settings: Settings, language: Language) -> tuple[bool, str]:
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        probe = settings.data / ".doctor"
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError as error:
        return False, word(language, "doctor.data_bad", path=settings.data, why=error.strerror)
    return True, word(language, "doctor.data_good", path=settings.data)


def _model(settings: Settings, language: Language) -> Iterator[tuple[bool, str]]:
    if settings.voice == "embedded":
        yield True, word(language, "doctor.embedded")
        return
    key = "doctor.key" if settings.api_key.get_secret_value() else "doctor.no_key"
    yield True, word(language, "doctor.model", model=settings.model, where=settings.base_url or "OpenAI")
    yield True, word(language, key)
    from roleplay.buyer.chat_model import probe  # LangChain is imported only where a model is set

    try:
        yield True, word(language, "doctor.answers", seconds=f"{asyncio.run(probe(settings)):.1f}")
    except (ModelError, SetupError) as error:
        yield False, word(language, "doctor.fails", why=error)

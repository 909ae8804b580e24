"""A chat model's voice at a local endpoint, for tests."""

from __future__ import annotations

from roleplay.buyer.chat_model import ChatModelVoice, chat_voice
from roleplay.buyer.embedded import EmbeddedVoice
from roleplay.buyer.voice import Cue, Piece, Restart, Spoken
from roleplay.settings import Settings
from roleplay.terms import Language
from tests.buyer.voice_fixtures import act, book, cue, scene

EN, ZH, HANT = Language.EN, Language.ZH_HANS, Language.ZH_HANT
SECRET_KEY = "sk-not-to-be-logged-4711"


def settings(base_url: str, *, timeout: float = 20.0, model: str = "openai:test-model") -> Settings:
    return Settings(_env_file=None, model=model, api_key=SECRET_KEY, base_url=base_url, model_timeout=timeout)


def voice(base_url: str, *, timeout: float = 20.0) -> ChatModelVoice:
    fallback = EmbeddedVoice({language: book(language) for language in (EN, ZH)}, pause=0)
    return chat_voice(settings(base_url, timeout=timeout), fallback)


async def hear(speaker: ChatModelVoice, at: Cue) -> tuple[Spoken, list[Piece | Restart]]:
    """The whole reply and what led to it; holds that the shown pieces are the reply."""
    parts = [part async for part in speaker.speak(at)]
    spoken = [part for part in parts if isinstance(part, Spoken)]
    assert len(spoken) == 1
    assert parts[-1] is spoken[0]
    shown = ""
    for part in parts[:-1]:
        shown = "" if isinstance(part, Restart) else shown + part.text
    assert shown == spoken[0].text
    assert shown.strip()
    return spoken[0], [part for part in parts if not isinstance(part, Spoken)]


def nod(language: Language = EN, **more: object) -> Cue:
    said = "我先简单说一下来意。" if language.is_chinese else "Let me say briefly why I'm here."
    return cue(scene(language), act("acknowledge"), said=said, **more)

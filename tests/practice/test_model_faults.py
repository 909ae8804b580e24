"""A call that a model plays, over real HTTP, and what becomes of it when the endpoint fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.buyer.chat_model import chat_voice
from roleplay.buyer.embedded import EmbeddedVoice
from roleplay.content import Library
from roleplay.practice import Practice
from roleplay.settings import Settings
from roleplay.store import Repository
from roleplay.terms import CallType, Language
from tests.model_server import FAULTS, KIND_OF, ModelServer, Reply, closed_port, obedient

from .conftest import ME, Clock, converse

SAID = ("Good morning, Leo Tan from Corvane. Paul Mercer suggested I ring you.", "How do the two lines run at night?")


def with_model(library: Library, tmp_path: Path, base_url: str) -> Practice:
    settings = Settings(
        ROLEPLAY_MODEL="openai:test", OPENAI_API_KEY="sk-secret", OPENAI_BASE_URL=base_url, ROLEPLAY_MODEL_TIMEOUT=1.5
    )
    embedded = EmbeddedVoice(library.lines, pause=0)
    return Practice(
        library, Repository(tmp_path / "calls.sqlite"), chat_voice(settings, embedded), embedded, clock=Clock()
    )


async def test_the_model_words_the_call(library: Library, tmp_path: Path) -> None:
    with ModelServer(obedient) as server:
        practice = with_model(library, tmp_path, server.base_url)
        call_id = practice.start(ME, "dana_whitlock", CallType.COLD_CALL, Language.EN)
        answers = await converse(practice, call_id, *SAID)
        assert all(answers)
        view = practice.call(ME, call_id, Language.EN)
        assert (view.voice, view.fault_turn) == ("model", None)
        assert {entry.voice for entry in practice.repository.call(ME, call_id).log} != {"embedded"}
        assert server.requests
        practice.repository.close()


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault and fault in KIND_OF])
async def test_the_call_goes_on_whatever_the_endpoint_does(library: Library, tmp_path: Path, fault: str) -> None:
    with ModelServer(Reply("Right, go on then.", fault=fault)) as server:  # type: ignore[arg-type]
        practice = with_model(library, tmp_path, server.base_url)
        call_id = practice.start(ME, "dana_whitlock", CallType.COLD_CALL, Language.EN)
        answers = await converse(practice, call_id, *SAID)
        asked = len(server.requests)
        view = practice.call(ME, call_id, Language.EN)
        assert all(answers)
        assert view.voice == "embedded"
        assert view.fault_turn == 1
        assert view.fault_cause
        assert "sk-secret" not in view.model_dump_json()
        await converse(practice, call_id, "And what tends to go wrong?")
        assert len(server.requests) == asked, "after a fault the embedded buyer plays to the end"
        practice.repository.close()


async def test_an_endpoint_where_nobody_listens_does_not_end_the_call(library: Library, tmp_path: Path) -> None:
    practice = with_model(library, tmp_path, closed_port())
    call_id = practice.start(ME, "wang_jianguo", CallType.COLD_CALL, Language.ZH_HANS)
    answers = await converse(practice, call_id, "王经理您好，我是科沃的小李。")
    assert answers[0]
    assert practice.call(ME, call_id, Language.ZH_HANS).fault_cause == "模型地址没有响应"
    practice.repository.close()

"""The chat model's voice against a real HTTP endpoint, with every fault that one can have."""

from __future__ import annotations

import asyncio
import logging
import time

import pytest

from roleplay.buyer.chat_model import chat_voice, probe
from roleplay.buyer.embedded import EmbeddedVoice
from roleplay.buyer.guard import Licence
from roleplay.buyer.guard.rules import AT_THE_END, ON_THE_WAY
from roleplay.buyer.line_keys import line_keys
from roleplay.buyer.prompt import messages
from roleplay.buyer.voice import Piece, Restart
from roleplay.buyer_log import BuyerActKind
from roleplay.data import load_toml
from roleplay.errors import ModelError, SetupError
from roleplay.settings import Settings
from tests.buyer.model_voice import EN, HANT, SECRET_KEY, ZH, hear, nod, settings, voice
from tests.buyer.voice_fixtures import act, cue, scene
from tests.model_faults import CONTENT_FAULTS
from tests.model_server import KIND_OF, ModelServer, Reply, closed_port, obedient


async def test_the_model_words_the_act_and_its_name_is_kept():
    with ModelServer("Hm. Go on, then.") as server:
        spoken, _ = await hear(voice(server.base_url), nod())
    assert (spoken.text, spoken.voice, spoken.events, spoken.lines) == ("Hm. Go on, then.", "test-model", (), ())


@pytest.mark.parametrize("language", [EN, ZH, HANT])
async def test_a_released_fact_is_told_in_every_language(language):
    at = cue(
        scene(language),
        act("disclose", "changeover.problem"),
        said="换型要多久？" if language.is_chinese else "How long?",
    )
    with ModelServer(obedient) as server:
        spoken, _ = await hear(voice(server.base_url), at)
    assert spoken.events == () if language is not HANT else True  # the small scene has no traditional texts
    assert "五十分钟" in spoken.text or "fifty minutes" in spoken.text or language is HANT


async def test_the_reply_is_shown_while_it_still_runs():
    text = "Right. We have been down that road before, and it was a long road, and nobody enjoyed it much."
    with ModelServer(Reply(text, rate=60)) as server:
        speaker = voice(server.base_url)
        await hear(speaker, nod())
        start, times = time.monotonic(), []
        async for part in speaker.speak(nod()):
            if isinstance(part, Piece):
                times.append(time.monotonic() - start)
    assert times[0] < times[-1] / 2
    assert len(times) > 4
    assert times[-1] - times[0] > 0.15


@pytest.mark.parametrize("fault", [*KIND_OF])
@pytest.mark.parametrize("language", [EN, ZH])
async def test_every_fault_of_the_endpoint_ends_in_a_written_line(fault, language):
    text = (
        "嗯，这个事情我们以前也谈过不少回了，没谈成。"
        if language.is_chinese
        else "Well, we have talked about this a good few times before, you know."
    )
    with ModelServer(Reply(text, fault=fault, after=8)) as server:
        spoken, parts = await hear(voice(server.base_url, timeout=1.0 if "hang" in fault else 20.0), nod(language))
    assert spoken.events == (f"fault:{KIND_OF[fault]}",)
    assert spoken.voice == "embedded"
    if fault in ("hang_mid", "cut", "garbage"):
        assert any(isinstance(part, Restart) for part in parts), "something was shown, so it must be taken back"


async def test_a_refused_connection_ends_in_a_written_line():
    spoken, _ = await hear(voice(closed_port()), nod())
    assert spoken.events == ("fault:refused",)


async def test_a_stream_without_its_end_mark_is_a_whole_reply():
    with ModelServer(Reply("Hm. Go on, then.", fault="no_done")) as server:
        spoken, _ = await hear(voice(server.base_url), nod())
    assert (spoken.text, spoken.events) == ("Hm. Go on, then.", ())


async def test_a_busy_endpoint_is_asked_once_more_before_the_first_word():
    with ModelServer([Reply(fault="503"), Reply("Hm. Go on, then.")]) as server:
        spoken, _ = await hear(voice(server.base_url), nod())
    assert (spoken.voice, spoken.events, len(server.requests)) == ("test-model", (), 2)


async def test_an_endpoint_that_waits_too_long_between_two_pieces_is_left():
    start = time.monotonic()
    with ModelServer(Reply("Well, I do not know about that one.", fault="hang_mid")) as server:
        spoken, _ = await hear(voice(server.base_url, timeout=0.3), nod())
    assert spoken.events == ("fault:timeout",)
    assert time.monotonic() - start < 10  # not the endpoint's two minutes


@pytest.mark.parametrize("language", [EN, ZH])
@pytest.mark.parametrize("name", sorted({*CONTENT_FAULTS["en"]} & {*CONTENT_FAULTS["zh"]} | {"400_words"}))
async def test_a_faulty_reply_is_asked_for_again_and_never_kept(name, language):
    bad = CONTENT_FAULTS["zh" if language.is_chinese else "en"][name]
    good = "嗯，你接着说。" if language.is_chinese else "Hm. Go on, then."
    with ModelServer([Reply(bad), Reply(good)]) as server:
        spoken, _ = await hear(voice(server.base_url), nod(language))
    assert spoken.text == good
    assert len(spoken.events) == 1
    assert spoken.events[0].startswith("guard:")
    assert len(server.requests) == 2
    assert len(server.requests[1]["messages"][-1]["content"]) > len(server.requests[0]["messages"][-1]["content"])


@pytest.mark.parametrize("language", [EN, ZH])
async def test_after_three_faulty_replies_a_written_line_is_said(language):
    with ModelServer(CONTENT_FAULTS["zh" if language.is_chinese else "en"]["role_flip"]) as server:
        spoken, _ = await hear(voice(server.base_url), nod(language))
    assert spoken.events == ("guard:role_flip",) * 3
    assert spoken.voice == "embedded"
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("language", "text", "forbidden"),
    [
        (
            EN,
            "Well, it comes to something like forty-eight thousand dollars every single month.",
            ["forty", "thousand", "48"],
        ),
        (EN, "Well, it comes to something like $48,500 every single month, more or less.", ["48", "500"]),
        (EN, "You would have to go and ask Zebediah about that, I am afraid.", ["Zebediah"]),
        (ZH, "这个嘛，一个月大概要亏掉四十八万块钱，说出来都没人信。", ["四十", "四"]),
        (ZH, "这个嘛，一个月大概要亏掉 485000 块钱，说出来都没人信。", ["48"]),
        (ZH, "这个你得自己去找万总，他说了才算数，我说了不算。", ["万总"]),
    ],
)
async def test_a_forbidden_figure_or_name_is_never_shown_not_even_for_a_moment(language, text, forbidden):
    with ModelServer(Reply(text)) as server:
        parts = [part async for part in voice(server.base_url).speak(nod(language))]
    shown = [part.text for part in parts if isinstance(part, Piece)]
    assert not any(word in "".join(shown) for word in forbidden), shown


async def test_the_call_goes_on_when_our_own_code_breaks(caplog, monkeypatch):
    def broken(*_):
        raise RuntimeError("secret: the site director approves it")

    monkeypatch.setattr("roleplay.buyer.chat_model.messages", broken)
    spoken, _ = await hear(voice(closed_port()), nod())
    assert spoken.events == ("fault:internal",)
    assert "RuntimeError" in caplog.text
    assert "site director" not in caplog.text


async def test_no_key_and_no_words_of_the_call_get_into_the_log(caplog):
    caplog.set_level(logging.INFO)
    with ModelServer(Reply(fault="401")) as server:
        await hear(voice(server.base_url), nod())
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("roleplay"))
    assert "key" in ours
    assert SECRET_KEY not in caplog.text
    assert "briefly why" not in ours


async def test_an_endpoint_that_does_not_know_token_counts_is_asked_without_them():
    def fussy(request):
        return Reply("Hm. Go on, then.") if "stream_options" not in request else Reply(fault="400")

    with ModelServer(fussy) as server:
        spoken, _ = await hear(voice(server.base_url), nod())
    assert spoken.events == ()
    assert "stream_options" in server.requests[0]


async def test_twenty_calls_at_once_share_one_client():
    with ModelServer(Reply("Hm. Go on, then.", first_token=0.1, rate=50)) as server:
        speaker = voice(server.base_url)
        replies = await asyncio.gather(*(hear(speaker, nod()) for _ in range(20)))
    assert {spoken.events for spoken, _ in replies} == {()}


async def test_a_listener_who_leaves_stops_the_stream():
    with ModelServer(Reply("Hm, well, I would not know about that at all, not really.", rate=5)) as server:
        speech = voice(server.base_url).speak(nod())
        await anext(speech)
        await speech.aclose()


async def test_the_probe_measures_how_fast_the_endpoint_answers_or_says_what_is_wrong():
    with ModelServer("Yes.") as server:
        assert 0 < await probe(settings(server.base_url)) < 20
    with ModelServer(Reply(fault="401")) as server, pytest.raises(ModelError) as fault:
        await probe(settings(server.base_url))
    assert fault.value.kind == "unauthorised"
    assert SECRET_KEY not in str(fault.value)


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("nosuchfirm:big-model", "langchain-nosuchfirm"),
        ("qwen2.5:7b", "openai:qwen2.5:7b"),
        ("openai:", "ROLEPLAY_MODEL"),
    ],
)
def test_a_model_that_cannot_be_used_is_a_clear_error_of_the_settings(model, says):
    with pytest.raises(SetupError, match=says):
        chat_voice(settings("http://127.0.0.1:9/v1", model=model), EmbeddedVoice({}))


def test_openai_without_a_key_is_a_clear_error_of_the_settings():
    bare = Settings(_env_file=None, model="openai:gpt-4.1-mini", api_key="", base_url="")
    with pytest.raises(SetupError, match="OPENAI_API_KEY"):
        chat_voice(bare, EmbeddedVoice({}))


@pytest.mark.parametrize("language", [EN, ZH, HANT])
def test_every_act_and_every_rule_has_words_in_the_prompts(language):
    items = {
        "disclose": "budget",
        "hint": "budget",
        "object": "has_supplier",
        "repeat_objection": "has_supplier",
        "reveal_reason": "has_supplier",
        "demand": "discount",
        "raise_demand": "discount",
        "bait": "all_same",
    }
    rules = [*ON_THE_WAY, *AT_THE_END, "empty"]
    for kind in BuyerActKind:
        for item in {None, items.get(kind.value)}:
            at = cue(
                scene(language), act(kind, item, fault="premature_price"), act("acknowledge"), said="So?", agreed="10"
            )
            note = messages(at, Licence.of(at), rules[len(kind.value) % len(rules)])[-1].text
            assert "{" not in note
            assert "«»" not in note
    at = nod(language)
    assert len({messages(at, Licence.of(at), rule)[-1].text for rule in rules}) == len(rules)


@pytest.mark.parametrize("language", [EN, ZH, HANT])
def test_every_variant_of_a_line_has_its_own_words_for_the_model(language):
    texts = load_toml("roleplay.buyer", f"prompts/{language.value}.toml")
    for name in line_keys():
        act_name, _, variant = name.partition(".")
        if act_name in ("complain", "refuse", "hang_up") and variant:
            assert variant in texts["fault"], name
        elif act_name in ("screen", "ask_back") and variant:
            assert name in texts["acts"], name

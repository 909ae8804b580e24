"""What a rep does with a call, without any page."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from roleplay.buyer.embedded import EmbeddedVoice
from roleplay.buyer.knowledge import sayables
from roleplay.buyer.voice import Piece
from roleplay.content import Library
from roleplay.errors import InputError, NotFound
from roleplay.practice import Practice
from roleplay.store import Repository
from roleplay.terms import CallType, Language
from roleplay.transcript import Speaker

from .conftest import ME, Clock, converse

EN = (
    "Good morning, Dana. Leo Tan from Corvane, Paul Mercer suggested we meet. Do you have half an hour?",
    "Could you walk me through how the two filling lines run on a normal day?",
    "What tends to go wrong when you change them over?",
    "And when a changeover runs over at night, what does that lead to in the morning?",
    "If a changeover took twenty minutes, what would that be worth to you?",
)
ZH = (
    "王经理您好，我是科沃的小李，张总介绍我来的，您现在方便吗？",
    "您这两条灌装线平时是怎么排班的？",
    "换型的时候最容易出什么问题？",
    "夜班一超时，早上送商超的货会受什么影响？",
)
ZH_HANT = (
    "王經理您好，我是科沃的小李，張總介紹我來的。",
    "您這兩條灌裝線平時是怎麼排班的？",
    "換型的時候最容易出什麼問題？",
    "夜班一超時，早上送貨會受什麼影響？",
)


@pytest.mark.parametrize(
    ("buyer", "language", "said"),
    [
        ("dana_whitlock", Language.EN, EN),
        ("wang_jianguo", Language.ZH_HANS, ZH),
        ("wang_jianguo", Language.ZH_HANT, ZH_HANT),
    ],
)  # fmt: skip
async def test_a_whole_call_leads_to_a_scorecard_that_quotes_the_rep(
    practice: Practice, buyer: str, language: Language, said: tuple[str, ...]
) -> None:
    call_id = practice.start(ME, buyer, CallType.DISCOVERY_VISIT, language)
    answers = await converse(practice, call_id, *said)
    assert all(answers)
    assert len(set(answers)) == len(answers), "the buyer repeated a line"
    await practice.hang_up(ME, call_id)
    scored = practice.scored(ME, call_id, language)
    assert scored.scorecard.score is not None
    quotes = [e for c in scored.scorecard.criteria for e in c.evidence]
    assert quotes
    for evidence in quotes:
        assert evidence.quote == scored.transcript.turns[evidence.turn].text[evidence.start : evidence.end]
    assert [move.turn for move in scored.moves] == list(scored.transcript.rep_turns)


async def test_traditional_chinese_is_spoken_throughout(practice: Practice) -> None:
    call_id = practice.start(ME, "wang_jianguo", CallType.DISCOVERY_VISIT, Language.ZH_HANT)
    answers = await converse(practice, call_id, "王經理您好，我是科沃的小李。", "換型的時候最容易出什麼問題？")
    simplified = set("这说时会没给东车们个")
    assert not simplified & set("".join(answers))


async def test_what_was_said_is_kept_before_the_buyer_answers(practice: Practice) -> None:
    call_id = practice.start(ME, "dana_whitlock", CallType.COLD_CALL, Language.EN)
    await practice.say(ME, call_id, "Good morning")
    assert [turn.text for turn in practice.repository.call(ME, call_id).turns][:1] == ["Good morning"]
    await practice.drain()
    turns = practice.call(ME, call_id, Language.EN).turns
    assert [turn.speaker for turn in turns] == [Speaker.REP, Speaker.BUYER]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("", Language.EN, "type a sentence"),
        (" \x00\n\t ", Language.ZH_HANS, "先输入一句"),
        ("a" * 4001, Language.EN, "at most 4000"),
    ],
)
async def test_what_cannot_be_said_is_refused_in_the_readers_language(
    practice: Practice, text: str, language: Language, expected: str
) -> None:
    call_id = practice.start(ME, "dana_whitlock", CallType.COLD_CALL, Language.EN)
    with pytest.raises(InputError, match=expected):
        await practice.say(ME, call_id, text, language)
    assert practice.repository.call(ME, call_id).turns == ()


async def test_odd_text_is_kept_as_text(practice: Practice) -> None:
    call_id = practice.start(ME, "dana_whitlock", CallType.COLD_CALL, Language.EN)
    await converse(practice, call_id, "<script>alert(1)</script> \ud800 ok? \x07 你好 🙂")
    kept = practice.repository.call(ME, call_id).turns[0].text
    assert kept == "<script>alert(1)</script> \ufffd ok?   你好 🙂"


async def test_nothing_is_said_while_the_buyer_speaks_or_after_the_end(practice: Practice) -> None:
    call_id = practice.start(ME, "dana_whitlock", CallType.COLD_CALL, Language.EN)
    await practice.say(ME, call_id, "Good morning")
    with pytest.raises(InputError, match="still speaking"):
        await practice.say(ME, call_id, "And another thing")
    await practice.drain()
    await practice.hang_up(ME, call_id)
    await practice.hang_up(ME, call_id)
    with pytest.raises(InputError, match="has ended"):
        await practice.say(ME, call_id, "Hello?")


async def test_two_pages_follow_the_same_reply_and_a_late_one_gets_its_beginning(
    practice: Practice, library: Library
) -> None:
    practice._other_end.voice = EmbeddedVoice(library.lines, pause=0.04)
    call_id = practice.start(ME, "dana_whitlock", CallType.COLD_CALL, Language.EN)
    await practice.say(ME, call_id, EN[0])

    async def follow(delay: float) -> str:
        await asyncio.sleep(delay)
        return "".join([event.text async for event in practice.follow(ME, call_id) if event.kind == "piece"])

    first, late = await asyncio.gather(follow(0), follow(0.05))
    await practice.drain()
    assert first == late == practice.call(ME, call_id, Language.EN).turns[-1].text


async def test_nobody_sees_or_changes_somebody_elses_call(practice: Practice) -> None:
    call_id = practice.start(ME, "dana_whitlock", CallType.COLD_CALL, Language.EN)
    await converse(practice, call_id, EN[0])
    for use in (
        lambda: practice.call("bob", call_id, Language.EN),
        lambda: practice.scored("bob", call_id, Language.EN),
        lambda: practice.hint("bob", call_id, Language.EN),
        lambda: practice.compare("bob", call_id, call_id, Language.EN),
    ):
        with pytest.raises(NotFound):
            use()
    for change in (
        practice.say("bob", call_id, "Hi"),
        practice.hang_up("bob", call_id),
        practice.retry("bob", call_id, 0),
    ):
        with pytest.raises(NotFound):
            await change
    assert practice.history("bob", Language.EN) == ()


async def test_another_try_starts_from_the_same_state_and_is_compared(practice: Practice) -> None:
    first = practice.start(ME, "dana_whitlock", CallType.DISCOVERY_VISIT, Language.EN)
    await converse(practice, first, *EN[:3], "Our service is twelve per cent cheaper than what you pay now.")
    await practice.hang_up(ME, first)
    second = await practice.retry(ME, first, 6)
    one, two = practice.repository.call(ME, first), practice.repository.call(ME, second)
    assert two.turns == one.turns[:6]
    assert two.log == one.log[:3]
    assert (two.call.attempt, two.call.parent, two.call.from_turn) == (2, first, 6)
    await converse(practice, second, EN[3], EN[4])
    await practice.hang_up(ME, second)
    comparison = practice.compare(ME, first, second, Language.EN)
    assert comparison.parted_at == 6
    assert [attempt.number for attempt in comparison.second.attempts] == [1, 2]
    same_again = await practice.retry(ME, first, 6)
    await converse(practice, same_again, one.turns[6].text)
    assert practice.repository.call(ME, same_again).log[3].after == one.log[3].after


async def test_an_exam_cannot_be_tried_again_and_gives_no_hint(practice: Practice) -> None:
    call_id = practice.start(ME, "dana_whitlock", CallType.COLD_CALL, Language.EN, exam=True)
    await converse(practice, call_id, EN[0])
    assert practice.hint(ME, call_id, Language.EN) == ""
    with pytest.raises(InputError, match="exam"):
        await practice.retry(ME, call_id, 0)


async def test_a_call_cut_off_by_the_end_of_the_process_goes_on(
    library: Library, tmp_path: Path, practice: Practice, clock: Clock
) -> None:
    call_id = practice.start(ME, "dana_whitlock", CallType.DISCOVERY_VISIT, Language.EN)
    await converse(practice, call_id, *EN[:2])
    record = practice.repository.call(ME, call_id)
    practice.repository.add_rep_turn(call_id, 4, EN[2], 9.0)  # said, and then the process died
    repository = Repository(tmp_path / "calls.sqlite")
    voice = EmbeddedVoice(library.lines, pause=0)
    anew = Practice(library, repository, voice, voice, clock=clock)
    assert anew.call(ME, call_id, Language.EN).replying
    assert await anew.resume() == 1
    await anew.drain()
    view = anew.call(ME, call_id, Language.EN)
    assert [turn.speaker for turn in view.turns[-2:]] == [Speaker.REP, Speaker.BUYER]
    assert view.resumed_at == 5
    assert not view.replying
    again = await practice.retry(ME, call_id, 4)
    await converse(practice, again, EN[2])
    assert practice.repository.call(ME, again).log[-1].acts == anew.repository.call(ME, call_id).log[-1].acts
    assert record.log[0].acts
    repository.close()


async def test_lists_and_briefs_hold_no_secret(practice: Practice, library: Library) -> None:
    for persona in library.buyers.values():
        secrets = [item.text for item in sayables(persona).values()]
        secrets += [text for o in persona.objections for text in (o.says, o.real_reason)] + [persona.stance_root]
        shown = [card.model_dump_json() for card in practice.buyers(ME, persona.language)]
        shown += [practice.brief(ME, persona.id, call, persona.language).model_dump_json() for call in persona.calls]
        call_id = practice.start(ME, persona.id, persona.calls[0], persona.language)
        shown.append(practice.call(ME, call_id, persona.language).model_dump_json())
        shown.append(practice.hint(ME, call_id, persona.language))
        text = "\n".join(shown)
        assert [secret for secret in secrets if secret in text or json.dumps(secret)[1:-1] in text] == []


async def test_the_first_recommendation_is_an_easy_buyer_then_what_the_last_calls_lacked(practice: Practice) -> None:
    for language in Language:
        recommended = practice.recommended(ME, language)
        assert recommended is not None
        card = next(card for card in practice.buyers(ME, language) if card.id == recommended[0])
        assert language in card.languages
    call_id = practice.start(ME, "dana_whitlock", CallType.DISCOVERY_VISIT, Language.EN)
    await converse(practice, call_id, *EN[:4])
    await practice.hang_up(ME, call_id)
    title = next(a.title for a in practice.scored(ME, call_id, Language.EN).scorecard.advice if a.next)
    buyer, reason = practice.recommended(ME, Language.EN) or ("", "")
    assert title in reason
    assert buyer != "dana_whitlock"
    (past,) = practice.history(ME, Language.EN)
    assert past.outcome == "rep_ended"
    assert past.score == practice.scored(ME, call_id, Language.EN).scorecard.score


async def test_a_call_in_which_the_rep_said_too_little_has_no_number(practice: Practice) -> None:
    call_id = practice.start(ME, "dana_whitlock", CallType.COLD_CALL, Language.EN)
    await converse(practice, call_id, "Hello.")
    await practice.hang_up(ME, call_id)
    card = practice.scored(ME, call_id, Language.EN).scorecard
    assert card.score is None
    assert card.passed is None
    assert practice.history(ME, Language.EN)[0].score is None


async def test_a_fault_of_our_own_does_not_end_a_call(practice: Practice, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("our own fault")

    call_id = practice.start(ME, "dana_whitlock", CallType.COLD_CALL, Language.EN)
    monkeypatch.setattr("roleplay.practice.other_end.decide", broken)
    answers = await converse(practice, call_id, "Good morning")
    monkeypatch.undo()
    assert answers[0]
    assert (await converse(practice, call_id, EN[0]))[0]


async def test_a_voice_that_breaks_does_not_end_a_call(practice: Practice) -> None:
    class Broken:
        name = "broken"

        async def speak(self, cue: object) -> AsyncIterator[Piece]:
            yield Piece(text="half a ")
            raise RuntimeError("our own fault")

    sound, practice._other_end.voice = practice._other_end.voice, Broken()  # type: ignore[assignment]
    call_id = practice.start(ME, "wang_jianguo", CallType.COLD_CALL, Language.ZH_HANS)
    assert await converse(practice, call_id, ZH[0]) == ["嗯。"]
    practice._other_end.voice = sound
    assert (await converse(practice, call_id, ZH[1]))[0]

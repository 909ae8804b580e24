"""Signs are weighed against how the call is held: what that may change, and what it may not."""

from __future__ import annotations

from collections.abc import Callable

import opencc
import pytest

from roleplay.analysis import analyse_call
from roleplay.data import load_toml
from roleplay.scorecard import Scorecard
from roleplay.scoring import registry
from roleplay.scoring.call import Call
from roleplay.scoring.dialogue import read_dialogue
from roleplay.scoring.findings import Finding, Leaning, Say, Verdict, clear, found
from roleplay.scoring.weighing import enough_turns, manner, settle
from roleplay.terms import CallType, Language, SpeechFault, Taboo

SOUND = {
    "en": """
R: Good morning, Ms Hale. You wrote that nights are the sore point. What happens on a night like that?
B: The changeover runs over, then the trucks stand in the yard and the drivers ring me at six.
R: When the trucks stand there, what does that do to the morning?
B: We miss the window at the supermarket, and they charge us for every half hour.
R: Who gets it in the neck then?
B: I do, and my foreman, who has started to look for another job.
R: If the changeover took twenty minutes, what would be different for the two of you?
B: He would stay, I hope, and I could sleep through a night for once.
R: Who decides on such a thing here, and is there money set aside this year?
B: Our plant director signs, there are about sixty thousand left in the budget.
R: Then let me bring one page with the numbers for your director. Would Tuesday at ten suit the three of us?
B: Tuesday at ten is fine.
""",
    "zh": """
R: 韩经理，您邮件里说夜班最头疼。那样一个晚上是怎么过的？
B: 换型老是超时，车就在院子里等，司机六点就给我打电话。
R: 车一等，早上会怎么样？
B: 超市的收货口错过了，晚半个小时罚一次。
R: 那最后挨骂的是谁？
B: 我，还有班长，他已经在外面找工作了。
R: 要是换型只要二十分钟，对您两位会有什么不一样？
B: 他大概就不走了，我也能睡个整觉。
R: 这种事您这边最后谁拍板，今年有没有留预算？
B: 厂长签字，预算还剩六十万左右。
R: 那我给厂长准备一页测算，周二上午十点我们三个碰一下，您看行吗？
B: 周二十点可以。
""",
}
POOR = {
    "en": """
R: Hello, we are the number one in the region, our machines are the best on the market and everybody is with us.
B: Who is this?
R: Our system has a touch screen, an app, remote service, a camera and five years' warranty, and our boss won an award.
B: I asked who is calling.
R: You're losing thousands on every shift, so you need our machine.
B: I don't run shifts, I told you.
R: It's four thousand a month, and I can do three and a half today.
B: We don't need it.
R: Your old machine is a piece of junk, I've seen it all in twenty years in this business.
B: It does its job.
R: Okay, whatever you want, three thousand then, and the service for nothing.
B: Goodbye.
R: I'll send you something some time.
B: Fine.
""",
    "zh": """
R: 您好，我们是行业第一，我们的机器全国最好用，同行都在用我们的。
B: 你哪位？
R: 我们的系统有触摸屏、小程序、远程服务、摄像头，质保五年，我们老板上过央视。
B: 我问你是谁。
R: 您这边肯定浪费得厉害，您最需要的就是我们这台。
B: 我说了，我们不上夜班。
R: 一台四万八，今天定我给您四万。
B: 用不着。
R: 您那台肯定早就过时了，我干这行二十年了，一看就知道。
B: 还能用。
R: 行行行，您说多少就多少，三万八，维修全送。
B: 再说吧。
R: 那我改天给您发点资料。
B: 嗯。
""",
}
WHERE = Finding(turn=0, start=0, end=1, effect="lost")
LEAN = {"found": Say.of("gossip.found", count=1), "clear": Say.of("gossip.clear")}


def _call(talk: str, language: Language, kind: CallType = CallType.DISCOVERY_VISIT) -> Call:
    call = read_dialogue(talk, language=language, call_type=kind)
    return Call(call, analyse_call(call))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_sound_call_is_held_better_than_a_poor_one(language: str) -> None:
    spoken = Language.EN if language == "en" else Language.ZH_HANS
    # A soundly held call excuses nothing: its manner weighs nothing either way.
    assert manner(_call(SOUND[language], spoken)) == 0
    assert manner(_call(POOR[language], spoken)) > 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_sound_call_is_accused_of_nothing_and_a_poor_one_of_what_it_shows(
    language: str, judge: Callable[..., Scorecard]
) -> None:
    spoken = "en" if language == "en" else "zh-Hans"
    sound = judge(SOUND[language], spoken)
    assert not [taboo.id for taboo in sound.taboos if taboo.found]
    assert not [fault.id for fault in sound.speech_faults if fault.found]
    poor = judge(POOR[language], spoken)
    shown = {taboo.id.value for taboo in poor.taboos if taboo.found}
    shown |= {fault.id.value for fault in poor.speech_faults if fault.found}
    assert shown >= {"not_listening", "premature_price", "no_next_step", "assuming_needs", "boasting"}


def test_a_call_in_either_script_gets_the_same_verdicts(judge: Callable[..., Scorecard]) -> None:
    to_traditional = opencc.OpenCC("s2t")
    for talk in (SOUND["zh"], POOR["zh"]):
        cards = [judge(talk, "zh-Hans"), judge(to_traditional.convert(talk), "zh-Hant")]
        verdicts = [
            [(v.id, v.found, v.confidence) for v in card.taboos] + [(v.id, v.found) for v in card.speech_faults]
            for card in cards
        ]
        assert verdicts[0] == verdicts[1]


def test_every_verdict_that_is_found_can_be_shown_or_is_of_something_missing(judge: Callable[..., Scorecard]) -> None:
    for language, spoken in (("en", "en"), ("zh", "zh-Hans")):
        card = judge(POOR[language], spoken)
        for taboo in card.taboos:
            absent = taboo.id in (Taboo.NO_BUDGET_CONCEPT, Taboo.NOT_INFLUENCING_DECISION_MAKER, Taboo.NO_NEXT_STEP)
            assert not taboo.found or absent or taboo.evidence
        assert all(fault.evidence for fault in card.speech_faults if fault.found)


def test_signs_are_named_as_the_checks_name_them() -> None:
    call = _call(POOR["en"], Language.EN)
    weights = load_toml("roleplay.scoring", "weights.toml")["verdict"]
    checks = {c.name: c for c in (*registry.taboos().values(), *registry.faults().values())}
    assert set(weights) <= {t.value for t in Taboo} | {f.value for f in SpeechFault}
    for name, fit in weights.items():
        lean = checks[name].judge(call, checks[name].settings()).leaning
        assert lean is None or set(fit["weights"]) <= {*lean.signs, "manner"}


def test_a_short_call_is_judged_by_its_signs_alone(judge: Callable[..., Scorecard]) -> None:
    talk = "R: Between us, their owner is going bankrupt.\nB: Oh.\nR: How do you label today?\nB: By hand."
    call = _call(talk, Language.EN)
    assert not enough_turns(call)
    card = judge(talk)
    assert [fault.id for fault in card.speech_faults if fault.found] == [SpeechFault.GOSSIP]


def test_what_is_there_is_never_called_missing() -> None:
    lean = Leaning(signs={"none": 1.0, "vague": 1.0, "barred": 1.0}, **LEAN)
    settled = settle("no_next_step", clear(0.9, LEAN["clear"]).model_copy(update={"leaning": lean}), 4.0)
    assert not settled.found


def test_nothing_is_found_without_a_place_to_quote() -> None:
    signs = {"tales": 3.0}
    bare = clear(0.9, LEAN["clear"]).model_copy(update={"leaning": Leaning(signs=signs, **LEAN)})
    assert not settle("gossip", bare, 4.0).found
    shown = bare.model_copy(update={"leaning": Leaning(signs=signs, findings=(WHERE,), **LEAN)})
    assert settle("gossip", shown, 4.0).found


def test_a_single_weak_sign_in_a_sound_call_is_let_pass() -> None:
    lean = Leaning(signs={"boasts": 1.0}, findings=(WHERE,), **LEAN)
    verdict = found(0.7, LEAN["found"], (WHERE,)).model_copy(update={"leaning": lean})
    passed = settle("boasting", verdict, -4.0)
    assert not passed.found
    assert passed.reason.key == "verdict.let_pass"
    assert [finding.effect for finding in passed.findings] == ["noted"]
    assert settle("boasting", verdict, 4.0).found


def test_a_verdict_without_signs_stays_as_it_is() -> None:
    verdict: Verdict = found(0.8, LEAN["found"], (WHERE,))
    assert settle("too_silent", verdict, -4.0) == verdict

"""Every state a page can be in, each brought about in the practice in memory: what the browser tests photograph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from roleplay.practice.views import ScoredCall
from roleplay.terms import CallType, Language
from roleplay.transcript import Speaker, Turn
from tests.ui.scorecard import states as scored_states
from tests.ui.scorecard.fixtures import scored

if TYPE_CHECKING:
    from fake_practice import Call, FakePractice


@dataclass
class Stage:
    """A browser in one language before the practice in memory."""

    opened: Any
    fake: FakePractice
    language: Language
    user: str

    @property
    def buyer(self) -> str:
        return "wang" if self.language.is_chinese else "dana"

    @property
    def foreigner(self) -> str:
        return "dana" if self.language.is_chinese else "wang"

    def call(self, turns: int = 0, *, buyer: str = "", exam: bool = False, user: str = "", **fields: Any) -> Call:
        """A call as if it had been held so far."""
        buyer = buyer or self.buyer
        spoken = Language.EN if buyer == "dana" else Language.ZH_HANS
        call = self.fake.calls[self.fake.start(user or self.user, buyer, CallType.DISCOVERY_VISIT, spoken, exam=exam)]
        said = scored(buyer).transcript.turns
        call.turns = [said[n % len(said)] for n in range(turns)]
        call.fields = fields
        return call

    def show_call(self, turns: int = 6, **fields: Any) -> None:
        self.opened.go(f"/call?call={self.call(turns, **fields).id}")

    def show_score(self, make: Callable[[], ScoredCall]) -> None:
        made = make()
        call = self.call(4, ended=True, ended_by="rep")
        view = made.call.model_copy(update={"id": call.id})
        attempts = tuple(
            one.model_copy(update={"call": call.id}) if one.call == made.call.id else one for one in made.attempts
        )
        self.fake.scored_calls[call.id] = made.model_copy(update={"call": view, "attempts": attempts})
        self.opened.go(f"/scorecard?call={call.id}")
        self.opened.page.wait_for_selector(".scorecard")


def waiting(stage: Stage) -> None:
    """The buyer thinks, and nothing has been heard yet."""
    call = stage.call(4, replying=True)
    call.replying = True
    call.turns.append(Turn(speaker=Speaker.REP, text=call.turns[0].text))
    stage.opened.go(f"/call?call={call.id}")
    expect(stage.opened.page.locator("#live")).to_be_visible()


def offline(stage: Stage) -> None:
    """The connection broke while something was typed."""
    stage.show_call(4)
    stage.opened.expected = "net::ERR_INTERNET_DISCONNECTED"
    stage.opened.context.set_offline(True)
    stage.opened.page.locator("#answer").fill("…")
    stage.opened.page.locator("#answer").press("Enter")
    expect(stage.opened.page.locator("#notice")).to_be_visible()


def asked_to_hang_up(stage: Stage) -> None:
    stage.show_call(4)
    stage.opened.page.click("#hang-up")


def hint_shown(stage: Stage) -> None:
    stage.show_call(4)
    stage.opened.page.keyboard.press("Alt+h")
    expect(stage.opened.page.locator("#hint-text")).not_to_be_empty()


def long_words(stage: Stage) -> None:
    """What somebody pasted: one word without an end."""
    call = stage.call(2)
    call.turns.append(Turn(speaker=Speaker.REP, text="x" * 300))
    call.turns.append(Turn(speaker=Speaker.BUYER, text="好" * 300))
    stage.opened.go(f"/call?call={call.id}")


def nearly_over(stage: Stage) -> None:
    stage.show_call(4, elapsed=14 * 60.0)
    expect(stage.opened.page.locator("#left")).to_be_visible()


def first_visit(stage: Stage) -> None:
    stage.fake.cards = tuple(card.model_copy(update={"tries": 0, "best": None}) for card in stage.fake.cards)
    stage.opened.go("/")


def nobody(stage: Stage) -> None:
    stage.fake.cards = ()
    stage.opened.go("/")


def open_call(stage: Stage) -> None:
    stage.call(8)
    stage.opened.go("/")


def failed_part(stage: Stage) -> None:
    stage.opened.go(f"/scorecard?call={stage.call(4, ended=True, ended_by='rep').id}")


def compared(stage: Stage) -> None:
    stage.fake.comparison = scored_states.two_attempts()
    first, second = (stage.call(4, ended=True, ended_by="rep").id for _ in range(2))
    stage.opened.go(f"/compare?a={first}&b={second}")
    stage.opened.page.wait_for_selector(".compare")


def past(path: str, number: int) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        stage.fake.past = scored_states.past_calls(number)
        stage.opened.go(path)

    return show


def score(make: Callable[[], ScoredCall]) -> Callable[[Stage], None]:
    return lambda stage: stage.show_score(make)


def page(path: str) -> Callable[[Stage], None]:
    return lambda stage: stage.opened.go(path.format(buyer=stage.buyer, foreigner=stage.foreigner))


LOST = {"ended": True, "ended_by": "buyer", "retry_turn": 2}
STATES: dict[str, Callable[[Stage], None]] = {
    "choose": page("/"),
    "choose-first": first_visit,
    "choose-nobody": nobody,
    "choose-narrow": page("/?type=negotiation&difficulty=easy"),
    "choose-every-language": page("/?language=any"),
    "choose-open": open_call,
    "brief": page("/brief?buyer={buyer}&call=discovery_visit"),
    "brief-foreign": page("/brief?buyer={foreigner}&call=discovery_visit"),
    "brief-unknown": page("/brief?buyer=nobody"),
    "call-opening": lambda stage: stage.show_call(0),
    "call": hint_shown,
    "call-waiting": waiting,
    "call-fault": lambda stage: stage.show_call(6, fault_turn=4, fault_cause="HTTP 500", voice="embedded"),
    "call-resumed": lambda stage: stage.show_call(6, resumed_at=6),
    "call-second-attempt": lambda stage: stage.show_call(4, attempt=2, from_turn=4, parent="x"),
    "call-exam": lambda stage: stage.show_call(4, exam=True),
    "call-foreign": lambda stage: stage.show_call(4, buyer=stage.foreigner),
    "call-hang-up": asked_to_hang_up,
    "call-offline": offline,
    "call-nearly-over": nearly_over,
    "call-long": lambda stage: stage.show_call(60),
    "call-long-words": long_words,
    "call-lost": lambda stage: stage.show_call(6, ended_reason=stage.fake.hung_up(stage.language), **LOST),
    "call-ended": lambda stage: stage.show_call(6, ended=True, ended_by="rep"),
    "call-silent": lambda stage: stage.show_call(0, ended=True, ended_by="rep"),
    "call-of-another": lambda stage: stage.show_call(4, user="somebody else"),
    "score": lambda stage: stage.show_score(lambda: scored(stage.buyer)),
    "score-unscored": score(scored_states.unscored),
    "score-exam": score(scored_states.exam),
    "score-second-attempt": score(scored_states.agreed),
    "score-long": score(scored_states.long_call),
    "score-without-log": score(scored_states.without_log),
    "score-empty": score(scored_states.without_turns),
    "score-still-open": lambda stage: stage.opened.go(f"/scorecard?call={stage.call(4).id}"),
    "score-failed": failed_part,
    "compare": compared,
    "calls": past("/calls", 23),
    "calls-none": page("/calls"),
    "progress": past("/progress", 23),
    "progress-few": past("/progress", 2),
    "progress-none": page("/progress"),
}

"""Asking for a meeting and arranging what happens next: two times to choose from, an action with a time, or neither."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from roleplay.analysis.acts.rules import cue
from roleplay.analysis.acts.said import Piece, Said
from roleplay.analysis.acts.times import Moment, moments, speaks_of_past
from roleplay.annotation import Act
from roleplay.terms import RepAct, Spin


def find_meeting(said: Said, heard: str, proposed: str) -> Iterator[Act]:
    """Yield TWO_OPTION_CLOSE, NEXT_STEP and VAGUE_NEXT_STEP.

    Args:
        said: The rep's turn.
        heard: The last turns of both sides, folded; a time that was talked of there can be agreed by repeating it.
        proposed: The rep's last turn, folded: only a time for something he proposed there is agreed by repeating it.
    """
    heard = heard if cue(said.chinese, "meet").search(proposed) or cue(said.chinese, "step").search(proposed) else ""
    sentences = said.sentences
    for i, sentence in enumerate(sentences):
        if _may_arrange(said, sentence):
            times = moments(said.of(sentence), said.chinese)
            around = " ".join(said.of(piece) for piece in sentences[max(0, i - 1) : i + 2])
            yield from _two_options(said, sentence, times, around)
            yield from _next_step(said, sentence, times, heard)


def _may_arrange(said: Said, sentence: Piece) -> bool:
    """A question about a problem arranges nothing, and one about the buyer's week only if it has the words for it."""
    if sentence.spin is Spin.SITUATION:
        return cue(said.chinese, "arranges").search(said.of(sentence)) is not None
    return sentence.spin is Spin.NONE


def _two_options(said: Said, sentence: Piece, times: list[Moment], around: str) -> Iterator[Act]:
    text = said.of(sentence)
    choice = cue(said.chinese, "or")
    concrete = [t for t in times if t.concrete]
    for first, second in itertools.pairwise(concrete):
        between = text[first.end : second.start]
        offered = choice.search(between) or (len(concrete) == 2 and cue(said.chinese, "choose").search(around))
        if len(between) > (24 if said.chinese else 60) or not offered:
            continue
        bare = sentence.asks and _left_beside(said, text, concrete) <= (6 if said.chinese else 16)
        if cue(said.chinese, "buyers_work").search(text):
            continue
        if not (bare or any(cue(said.chinese, name).search(around) for name in ("meet", "proposes"))):
            continue
        if speaks_of_past(text, said.chinese):
            continue
        options = [said.original(sentence.start + t.start, sentence.start + t.end) for t in (first, second)]
        act = said.act(
            RepAct.TWO_OPTION_CLOSE, sentence.start, sentence.end, _rule(said, "two_option_close.times"),
            first=options[0], second=options[1],
        )  # fmt: skip
        if act:
            yield act
        return


def _next_step(said: Said, sentence: Piece, times: list[Moment], heard: str) -> Iterator[Act]:
    text = said.of(sentence)
    action = _future_action(said, text)
    proposed = cue(said.chinese, "proposes").search(text)
    vague = [t for t in times if "vague" in t.kinds]
    dated = [t for t in times if t.concrete] or [t for t in times if "week" in t.kinds]
    dated = [t for t in dated if not _is_duration_of_talk(said, text, t)]
    if dated and proposed and not action:
        action = proposed[0].strip(" ,")
    loose = not any(t.concrete for t in dated) and cue(said.chinese, "indefinite").search(text)
    if action and dated and not loose and not _in_the_past(said, text):
        precision = "exact" if dated[0].concrete else "week"
        when = said.original(sentence.start + dated[0].start, sentence.start + dated[0].end)
        act = said.act(
            RepAct.NEXT_STEP, sentence.start, sentence.end, _rule(said, "next_step.action_and_time"),
            when=when, what=action, who=_who(said, text), precision=precision,
        )  # fmt: skip
    elif dated and dated[0].concrete and _agrees_on(said, text, dated, heard):
        when = said.original(sentence.start + dated[0].start, sentence.start + dated[0].end)
        act = said.act(
            RepAct.NEXT_STEP,
            sentence.start,
            sentence.end,
            _rule(said, "next_step.agreed_time"),
            when=when,
            precision="exact",
        )
    elif dated and dated[0].concrete and sentence.asks and _asks_for(said, text, dated):
        when = said.original(sentence.start + dated[0].start, sentence.start + dated[0].end)
        act = said.act(
            RepAct.NEXT_STEP, sentence.start, sentence.end, _rule(said, "next_step.asked_time"),
            when=when, precision="exact",
        )  # fmt: skip
    elif not sentence.asks and (
        loose
        or cue(said.chinese, "vague_offer").search(text)
        or (vague and cue(said.chinese, "vague_step").search(text))
    ):
        act = said.act(
            RepAct.VAGUE_NEXT_STEP,
            sentence.start,
            sentence.end,
            _rule(said, "vague_next_step.no_time"),
            what=action or "",
        )
    elif cue(said.chinese, "vague_close").search(text):
        act = said.act(RepAct.VAGUE_NEXT_STEP, sentence.start, sentence.end, _rule(said, "vague_next_step.left_open"))
    else:
        act = None
    if act:
        yield act


def _future_action(said: Said, text: str) -> str:
    """The words of an action that is still to come, or ""; what is done already is none."""
    for m in cue(said.chinese, "step").finditer(text):
        tail = text[m.end() : m.end() + 3]
        if said.chinese and (
            re.match(r"[一-龥]?(?:过了|了(?!解|给您)|过(?!来|去))", tail) or re.search("[发寄送带拿做签]了", m[0])
        ):
            continue
        return m[0].strip(" ,")
    return ""


def _is_duration_of_talk(said: Said, text: str, time: Moment) -> bool:
    """Whether it is the time of this call, not of a step: "今天就是想…", "I'm calling today because"."""
    around = text[max(0, time.start - 12) : time.end + 12]
    return cue(said.chinese, "this_call").search(around) is not None


def _in_the_past(said: Said, text: str) -> bool:
    """A time that stands in a sentence about the past does not date the action."""
    return speaks_of_past(text, said.chinese) and not cue(said.chinese, "rep_will").search(text)


def _agrees_on(said: Said, text: str, dated: list[Moment], heard: str) -> bool:
    """The sentence is little more than the time, said as settled, or repeats a time that was on the table."""
    left = _without_times(text, dated)
    if (
        _left_beside(said, text, dated) > (6 if said.chinese else 16)
        or speaks_of_past(text, said.chinese)
        or text.rstrip().endswith("?")
    ):
        return False
    if cue(said.chinese, "states_date").search(text):
        return False
    settled = cue(said.chinese, "settles").search(left) is not None
    # An hour alone ("九点半") may be any hour the buyer spoke of.
    repeated = any(text[t.start : t.end].strip() in heard for t in dated if t.kinds & {"day", "half"})
    return settled or repeated


def _asks_for(said: Said, text: str, dated: list[Moment]) -> bool:
    """The sentence asks for one day or half-day, and for nothing else."""
    if len(dated) > 1 or not dated[0].kinds & {"day", "half"} or speaks_of_past(text, said.chinese):
        return False
    consents = cue(said.chinese, "consents")
    rest = _without_times(text, dated)
    left = cue(said.chinese, "settling").sub("", consents.sub("", rest))
    return len(re.findall(r"\w", left)) <= (2 if said.chinese else 6) and (
        consents.search(rest) is not None or rest.rstrip().endswith("?")
    )


def _without_times(text: str, times: list[Moment]) -> str:
    for time in reversed(times):
        text = text[: time.start] + text[time.end :]
    return text


def _left_beside(said: Said, text: str, times: list[Moment]) -> int:
    """How many letters a sentence holds beside its times and the words that settle or offer them."""
    rest = cue(said.chinese, "settling").sub("", _without_times(text, times))
    return len(re.findall(r"\w", cue(said.chinese, "or").sub("", rest)))


def _who(said: Said, text: str) -> str:
    for who in ("buyer", "both", "rep"):
        if cue(said.chinese, f"who_{who}").search(text):
            return who
    return ""


def _rule(said: Said, name: str) -> str:
    return f"{'zh' if said.chinese else 'en'}.{name}"

"""Runs the written rules of ``cues/acts_*.toml``: one regular expression a rule, with conditions on where it stands.

A cue is a regular expression over the folded text with some short forms: ``<name>`` is a list of the file's
``[words]``, ``..`` a short gap within the sentence and ``...`` a longer one; in English a blank is any white space or
comma and ``'`` may be missing, as in what a speech recogniser writes. ``(?P<who>…)`` must hold a capitalised name.
Every gap is bounded, so a turn is read in time linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from roleplay.analysis.acts.said import Piece, Said
from roleplay.annotation import Act
from roleplay.data import load_toml
from roleplay.terms import RepAct

_GAP = {True: r"[^。!?;\n]{0,8}?", False: r"(?:[\s,…-]{1,4}[\w'$%.-]{1,30}){0,5}?[\s,…-]{1,4}"}
_LONG_GAP = {True: r"[^。!?;\n]{0,30}?", False: r"(?:[\s,…-]{1,4}[\w'$%.-]{1,30}){0,14}?[\s,…-]{1,4}"}
# What would be tried at every place of a long text gets an end.
_BOUNDS = (("]+", "]{1,16}"), (r"\w+", r"\w{1,30}"), (r"\w*", r"\w{0,30}"))
_BLANK = r"[\s,…-]{1,4}"


class Rule(NamedTuple):
    """One rule of a cue file, compiled."""

    id: str
    act: RepAct
    find: tuple[re.Pattern[str], ...]
    without: re.Pattern[str] | None  # must not be in the clause or sentence that becomes the span
    unless: re.Pattern[str] | None  # must not be in the same sentence
    near: re.Pattern[str] | None  # must be in the same sentence
    buyer: re.Pattern[str] | None  # must be in the buyer's last turn
    asked: bool | None  # True: only in questions; False: only in statements
    at: str  # "anywhere", "clause" (opens a clause), "turn" (opens the turn) or "end" (in the turn's last sentence)
    early: bool  # only in the rep's first two turns
    span: str  # "clause", "sentence" or "match"
    detail: dict[str, str]


def _file(chinese: bool) -> dict[str, Any]:
    return load_toml("roleplay.analysis", "cues/acts_zh.toml" if chinese else "cues/acts_en.toml")


@cache
def words(chinese: bool, name: str) -> str:
    """The list ``name`` of the ``[words]`` table as one alternation, expanded."""
    return "(?:" + "|".join(_expand(cue, chinese) for cue in _file(chinese)["words"][name]) + ")"


def _expand(cue: str, chinese: bool) -> str:
    cue = re.sub(r"(?<!\?P)<([a-z_]+)>", lambda m: f"\0{m[1]}\0", cue)
    if chinese:
        cue = cue.replace("...", _LONG_GAP[True]).replace("..", _GAP[True])
    else:
        cue = (
            cue.replace("'", "'?").replace(" ... ", "\3").replace(" .. ", "\1").replace(" ?", "\2").replace(" ", _BLANK)
        )
        cue = cue.replace("\1", _GAP[False]).replace("\2", r"[\s,…-]{0,4}")
        cue = cue.replace("\3", _LONG_GAP[False])
    for unbounded, bounded in _BOUNDS:
        cue = cue.replace(unbounded, bounded)
    return re.sub("\0([a-z_]+)\0", lambda m: words(chinese, m[1]), cue)


def compile_cues(cues: list[str], chinese: bool) -> re.Pattern[str]:
    """One pattern for a list of cues; English cues match whole words."""
    inner = "|".join(_expand(cue, chinese) for cue in cues)
    return re.compile(inner if chinese else rf"(?<![\w'])(?:{inner})(?!\w)")


@cache
def cue(chinese: bool, name: str) -> re.Pattern[str]:
    """The list ``name`` of ``[words]`` as a pattern of its own."""
    return compile_cues([f"<{name}>"], chinese)


@cache
def rules(chinese: bool) -> tuple[Rule, ...]:
    """All written rules of a language, compiled once."""
    return tuple(_rule(entry, chinese) for entry in _file(chinese)["rule"])


def _rule(entry: dict[str, Any], chinese: bool) -> Rule:
    known = {"id", "find", "without", "unless", "near", "buyer", "asked", "at", "early", "span", "detail"}
    if unknown := set(entry) - known:
        raise ValueError(f"rule {entry.get('id')}: unknown keys {sorted(unknown)}")

    def maybe(key: str) -> re.Pattern[str] | None:
        return compile_cues(entry[key], chinese) if key in entry else None

    return Rule(
        id=f"{'zh' if chinese else 'en'}.{entry['id']}",
        act=RepAct(entry["id"].split(".")[0]),
        find=_compile_find(entry["find"], chinese),
        without=maybe("without"),
        unless=maybe("unless"),
        near=maybe("near"),
        buyer=maybe("buyer"),
        asked=entry.get("asked"),
        at=entry.get("at", "anywhere"),
        early=entry.get("early", False),
        span=entry.get("span", "clause"),
        detail=entry.get("detail", {}),
    )


def _compile_find(cues: list[str], chinese: bool) -> tuple[re.Pattern[str], ...]:
    """One pattern for all cues; one each where a cue captures a name, since a group may occur once in a pattern."""
    if any("(?P<who>" in cue for cue in cues):
        return tuple(compile_cues([cue], chinese) for cue in cues)
    return (compile_cues(cues, chinese),)


def run_rules(said: Said, buyer: str, turn_at: int) -> Iterator[Act]:
    """Yield every act that a written rule finds.

    Args:
        said: The rep's turn.
        buyer: The buyer's last turn, folded.
        turn_at: How many turns the rep had before this one.
    """
    for rule in rules(said.chinese):
        if (rule.buyer is None or rule.buyer.search(buyer)) and not (rule.early and turn_at > 1):
            for pattern in rule.find:
                yield from _run(rule, pattern, said)


def _run(rule: Rule, pattern: re.Pattern[str], said: Said) -> Iterator[Act]:
    past = -1
    named = "who" in pattern.groupindex
    for m in pattern.finditer(said.clean):
        if m.start() < past or m.start() == m.end() or (named and not said.original(*m.span("who"))[:1].isupper()):
            continue
        sentence = said.sentence_at(m.start())
        if m.end() > sentence.end or (rule.asked is not None and _asks(said, sentence, rule.asked) is not rule.asked):
            continue
        start, end = _span(rule, said, m, sentence)
        if not _stands_right(rule, said, m, start, end, sentence):
            continue
        past = end
        act = said.act(rule.act, start, end, rule.id, **rule.detail)
        if act:
            yield act


def _asks(said: Said, sentence: Piece, wanted: bool) -> bool:
    return said.asks_on(sentence) if wanted else sentence.asks


def _span(rule: Rule, said: Said, m: re.Match[str], sentence: Piece) -> tuple[int, int]:
    if rule.span == "match":
        return m.start(), m.end()
    if rule.span == "sentence":
        return sentence.start, sentence.end
    return said.clause_at(m.start()).start, said.clause_at(m.end() - 1).end


def _stands_right(rule: Rule, said: Said, m: re.Match[str], start: int, end: int, sentence: Piece) -> bool:
    if rule.at != "anywhere":
        clause = said.clause_at(m.start())
        opens = not re.search(r"\w", said.clean[clause.start : m.start()])
        if not opens or (rule.at == "turn" and m.start() > 30):
            return False
        if rule.at == "end" and sentence != said.sentences[-1]:
            return False
    if rule.without and rule.without.search(said.clean, start, end):
        return False
    if rule.unless and rule.unless.search(said.clean, sentence.start, sentence.end):
        return False
    return rule.near is None or bool(rule.near.search(said.clean, sentence.start, sentence.end))

"""Cuts a Chinese sentence: commas carry several utterances in speech, and a recogniser may leave out even those."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from roleplay.analysis.questions import read_question
from roleplay.analysis.rules import named_pattern
from roleplay.analysis.words import count_han

#: Moods that only open a question ("您给我说说，…"): what is asked stands in the clauses after it.
_LEADS = frozenset({"declarative"})
#: A clause with at most this many characters may only open a question.
LONGEST_LEAD = 12
#: A clause with more Han characters than this was not marked by whoever wrote it down.
UNMARKED_HAN = 15

_COMMA = re.compile(r",+|(?<=[\u3400-\u9fff]) +(?=[\u3400-\u9fff])")


@cache
def _restart() -> re.Pattern[str]:
    restart = named_pattern("zh", "restart").pattern
    return re.compile(rf"(?<=[吗呢吧啊呀哈嘛])(?![,?!。.~ 吗呢吧啊呀?])(?=\S)|(?={restart})")


def cut_chinese(sentence: str, *, marked: bool) -> Iterator[tuple[int, int]]:
    """Yield the parts of a folded sentence: each question with the clauses that lead on to it, the rest by itself."""
    clauses = list(_clauses(sentence))
    asks = [_asks(sentence[a:b], marked=marked) for a, b in clauses]
    for i, (a, b) in enumerate(clauses[:-1]):
        said = sentence[a:b].rstrip(" ,")
        # "调录像的时候呢，一般最头疼的是什么": the first names what the second asks about; "您给我说说，…" opens it.
        if asks[i] and (
            (asks[i + 1] and named_pattern("zh", "topic").search(said))
            or (any(asks[i + 1 :]) and len(said) <= LONGEST_LEAD and named_pattern("zh", "lead_in").search(said))
        ):
            asks[i] = False
    first = 0
    for i in range(1, len(clauses)):
        cut = None
        if not _continues(sentence[slice(*clauses[i])]):
            if any(asks[first:i]):
                cut = i
            elif asks[i]:
                cut = _lead_start(sentence, clauses, first, i)
        if cut is not None and cut > first:
            yield clauses[first][0], clauses[cut][0]
            first = cut
    if clauses:
        yield clauses[first][0], clauses[-1][1]


def _clauses(sentence: str) -> Iterator[tuple[int, int]]:
    start = 0
    for comma in _COMMA.finditer(sentence):
        yield from _unmarked(sentence, start, comma.end())
        start = comma.end()
    if start < len(sentence):
        yield from _unmarked(sentence, start, len(sentence))


def _unmarked(sentence: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    clause = sentence[start:end]
    onsets = _restart() if count_han(clause) > UNMARKED_HAN else named_pattern("zh", "asked_before")
    last = 0
    for onset in onsets.finditer(clause):
        at = onset.start()
        if at - last >= 4 and len(clause) - at >= 3:
            yield start + last, start + at
            last = at
    yield start + last, end


def _asks(clause: str, *, marked: bool) -> bool:
    """Return whether the clause is a question by its own words; a question mark may belong to the whole sentence."""
    said = clause.rstrip(" ,")
    if _is_condition(said):
        return False
    reading = read_question(said, "zh", marked=marked and clause.endswith(("。", ".", "!")))
    return reading.kind != "none" and reading.rule not in _LEADS


def _is_condition(clause: str) -> bool:
    if named_pattern("zh", "finished").search(clause):
        return False
    return named_pattern("zh", "condition").search(clause) is not None


def _continues(clause: str) -> bool:
    """Return whether the clause goes on with the question before it: a choice, a tag, an example, a mere "?"."""
    said = clause.strip(" ,")
    if named_pattern("zh", "continues").match(said):
        return True
    return said.endswith("?") and read_question(said, "zh").rule == "declarative"


def _lead_start(sentence: str, clauses: list[tuple[int, int]], first: int, asking: int) -> int:
    """Return the first of the clauses that lead on to the question: conditions, and what it is about."""
    said = [sentence[a:b].strip(" ,") for a, b in clauses[first:asking]]
    for i, clause in enumerate(said):
        if named_pattern("zh", "lead_in").search(clause) and len(clause) <= LONGEST_LEAD:
            return first + i
        # "If …, and …, what …": a condition reaches as far as its question.
        if _is_condition(clause):
            return first + i
    start = asking
    for clause in reversed(said):
        if named_pattern("zh", "leads_on").search(clause) is None:
            break
        if named_pattern("zh", "first_person").match(clause) and named_pattern("zh", "lead_in").search(clause) is None:
            break
        start -= 1
    return start

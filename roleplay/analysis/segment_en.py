"""Cuts an English sentence where another question starts inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from roleplay.analysis.rules import named_pattern, pattern
from roleplay.analysis.words import count_latin

#: A stretch longer than this without any mark is read as a recogniser's, and cut where questions start.
UNPUNCTUATED_WORDS = 18


@cache
def _joint() -> re.Pattern[str]:
    onset = named_pattern("en", "onset").pattern
    return re.compile(rf"(?:(?P<mark>,|\s[-–—]+|[–—]|:) ?(?P<word>(?:and|but|so|or|then|now|also|well|okay) (?:then )?)?| (?P<bare>and|but|so) )(?={onset})")


@cache
def _bare_onset() -> re.Pattern[str]:
    onset = named_pattern("en", "onset").pattern
    restart = named_pattern("en", "restart").pattern
    return re.compile(rf"(?<= )(?:(?:{restart} )+(?={onset}|(?:i|we|you|our|the|that|it|they|let|if|when)\b)|{onset})")


def cut_english(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a folded sentence."""
    start = 0
    for a, b in _cut_at_joints(sentence):
        for cut in _unpunctuated_cuts(sentence[a:b]):
            yield start, a + cut
            start = a + cut
        yield start, b
        start = b


def _cut_at_joints(sentence: str) -> Iterator[tuple[int, int]]:
    start = 0
    for joint in _joint().finditer(sentence):
        head, tail = sentence[start : joint.start()], sentence[joint.end() :]
        if _keeps_together(head, joint["word"] or joint["bare"] or "", tail, marked=joint["mark"] is not None):
            continue
        yield start, joint.start()
        start = joint.start()
    yield start, len(sentence)


def _keeps_together(head: str, word: str, tail: str, *, marked: bool) -> bool:
    """Return whether the tail belongs to the head: a condition and its question, a choice, a list in a request."""
    if pattern("en", r"^\W*(?:(?:{marker})\b\W+)*+$").match(head):
        return True
    if pattern("en", r"^\W*(?:(?:{marker})\b\W+)*+(?:if|when|once|suppose|supposing|imagine|say|let'?s say|assuming|given|besides|apart from|aside from|beyond|other than|in terms of|as for|with|without|after|before|since|during|on|in|for|at|from|of|looking)\b").match(head):
        return not (word and count_latin(head) > 8 and "?" in head)
    if word.startswith("or") or (not word and pattern("en", r"^(?:is|are|was|were|do|does|did|have|has) (?:it|that|they|you|there|this)\b").match(tail)):
        return pattern("en", r"\b(?:{wh}|{aux})\b").search(head) is not None and not pattern("en", r"^\W*(?:i|we|i'm|we're|our)\b").match(head)
    return not marked and pattern("en", r"\b(?:tell|know|understand|explain|wonder|wondering|see|curious|hear|describe|walk|ask|idea|sense)\b").search(head) is not None


def _unpunctuated_cuts(part: str) -> Iterator[int]:
    words = count_latin(part)
    # A sentence that somebody ended with a mark is cut only where it is too long to be one.
    longest = UNPUNCTUATED_WORDS * (3 if part.rstrip()[-1:] in ".?!;" else 1)
    if words <= longest or part.count(",") * 12 > words:
        return
    last = 0
    embedder = named_pattern("en", "embedder")
    for onset in _bare_onset().finditer(part):
        at = onset.start()
        before = part[max(last, at - 24) : at].rstrip()
        if at - last < 8 or (not _is_restart(onset[0]) and embedder.search(before)):
            continue
        yield at
        last = at


def _is_restart(words: str) -> bool:
    return named_pattern("en", "restart").match(words) is not None

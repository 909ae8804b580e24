"""Cuts an English sentence where another question starts inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from roleplay.analysis.rules import named_pattern
from roleplay.analysis.words import count_latin

#: A stretch longer than this without any mark is read as a recogniser's, and cut where questions start.
UNPUNCTUATED_WORDS = 18
#: No cut closer to the last one than this many characters.
SHORTEST_PART = 8


@cache
def _joint() -> re.Pattern[str]:
    onset = named_pattern("en", "onset").pattern
    word = "(?:and|but|so|or|then|now|also|well|okay) (?:then )?"
    return re.compile(rf"(?:(?P<mark>,|\s[-–—]+|[–—]|:) ?(?P<word>{word})?| (?P<bare>and|but|so) )(?={onset})")


@cache
def _bare_onset() -> re.Pattern[str]:
    onset = named_pattern("en", "onset").pattern
    restart, uninverted = (named_pattern("en", name).pattern for name in ("restart", "uninverted"))
    return re.compile(
        rf"(?<= )(?:(?:{restart} )+(?={onset}|(?:i|we|you|our|the|that|it|they|let|if|when)\b)|{onset}|{uninverted})"
    )


def cut_english(sentence: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a folded sentence."""
    start = 0
    for tag in named_pattern("en", "tag_within").finditer(sentence):
        yield start, tag.end()
        start = tag.end()
    for a, b in _cut_at_joints(sentence, start):
        for cut in _unpunctuated_cuts(sentence[a:b]):
            yield start, a + cut
            start = a + cut
        yield start, b
        start = b


def _cut_at_joints(sentence: str, start: int) -> Iterator[tuple[int, int]]:
    for joint in _joint().finditer(sentence, start):
        head, tail = sentence[start : joint.start()], sentence[joint.end() :]
        if _keeps_together(head, joint["word"] or joint["bare"] or "", tail, marked=joint["mark"] is not None):
            continue
        yield start, joint.start()
        start = joint.start()
    yield start, len(sentence)


def _keeps_together(head: str, word: str, tail: str, *, marked: bool) -> bool:
    """Return whether the tail belongs to the head: a condition and its question, a choice, what a request is about."""
    if _matches("markers_only", head) or _matches("condition_lead", head) or (marked and _matches("topic_lead", head)):
        return True
    if _matches("echo_tail", tail):
        return True
    if word.startswith("or") or (not word and _matches("choice_tail", tail)):
        return not _matches("first_person", head)
    # "I can see that so how do …": nobody sees a "so".
    return not marked and word != "so" and named_pattern("en", "embeds").search(head) is not None


def _matches(name: str, text: str) -> bool:
    return named_pattern("en", name).match(text) is not None


def _unpunctuated_cuts(part: str) -> Iterator[int]:
    words = count_latin(part)
    # A sentence that somebody ended with a mark is cut only where it is too long to be one.
    longest = UNPUNCTUATED_WORDS * (3 if part.rstrip()[-1:] in ".?!;" else 1)
    if words <= longest or part.count(",") * 12 > words:
        return
    last = 0
    for at in sorted({*_after_tags(part), *_onsets(part)}):
        if at - last >= SHORTEST_PART:
            yield at
            last = at


def _after_tags(part: str) -> Iterator[int]:
    return (tag.end() for tag in named_pattern("en", "after_tag").finditer(part))


def _onsets(part: str) -> Iterator[int]:
    """Yield where a question or a fresh start stands that no verb of saying or knowing embeds."""
    embedder = named_pattern("en", "embedder")
    for onset in _bare_onset().finditer(part):
        before = part[max(0, onset.start() - 24) : onset.start()].rstrip()
        if _is_restart(onset[0]) or embedder.search(before) is None:
            yield onset.start()


def _is_restart(words: str) -> bool:
    return named_pattern("en", "restart").match(words) is not None

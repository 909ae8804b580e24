"""Presenting: pitches, with how long and how rich in features they are."""

from __future__ import annotations

from collections.abc import Iterator

from roleplay.analysis.acts.listening import content_of
from roleplay.analysis.acts.rules import cue
from roleplay.analysis.acts.said import Piece, Said
from roleplay.analysis.words import count_words
from roleplay.annotation import Act
from roleplay.terms import RepAct


def find_pitch(said: Said, told: str) -> Iterator[Act]:
    """Yield PITCH acts: runs of statements about our product, its features or our firm.

    A run begins with a sentence that speaks of us or our product and says what it is or does; sentences after it that
    go on about it ("You can hose it down.") belong to it. Detail: ``words`` (Han characters and words), ``features``
    (distinct feature words), ``benefit`` ``yes`` where it says what the buyer gets out of it, ``kind`` the furthest it
    goes (``feature``: what it is; ``advantage``: what it does better; ``benefit``), and ``tied`` ``yes`` where a
    benefit takes up a difficulty that the buyer voiced.

    Args:
        said: The rep's turn.
        told: What the buyer said in the last turns that tell of trouble, folded; "" if none does.
    """
    run: list[Piece] = []
    for sentence in said.sentences:
        weight = _weight(said, sentence)
        if weight == 2 or (run and weight == 1):
            run.append(sentence)
        elif run:
            yield from _close(said, run, told)
            run = []
    if run:
        yield from _close(said, run, told)


def _weight(said: Said, sentence: Piece) -> int:
    """2: presents us or our product; 1: goes on about it, if something did before; 0: something else."""
    text, chinese = said.of(sentence), said.chinese
    if sentence.asks or cue(chinese, "not_pitch").search(text):
        return 0
    ours = cue(chinese, "ours").search(text) is not None
    features = _features(said, text)
    shows = cue(chinese, "capability").search(text) is not None
    if features < 3 and cue(chinese, "introduces").search(text):
        return 0
    if ours and (shows or features >= 1):
        return 1 if features == 0 and cue(chinese, "price_plainly").search(text) else 2
    if shows and features >= 3:
        return 2
    if features or shows or cue(chinese, "goes_on").search(text) or cue(chinese, "benefit").search(text):
        return 1
    return 0


def _features(said: Said, text: str) -> int:
    return len({m[0].strip() for m in cue(said.chinese, "feature").finditer(text)})


def _close(said: Said, run: list[Piece], told: str) -> Iterator[Act]:
    text = said.clean[run[0].start : run[-1].end]
    benefit = cue(said.chinese, "benefit").search(text) is not None
    # Without a word to the buyer it is what the product does better, not yet what the buyer gets.
    theirs = benefit and cue(said.chinese, "you").search(text) is not None
    better = benefit or cue(said.chinese, "advantage").search(text) is not None
    tied = theirs and bool(content_of(text, said.chinese) & content_of(told, said.chinese))
    act = said.act(
        RepAct.PITCH, run[0].start, run[-1].end, f"{'zh' if said.chinese else 'en'}.pitch.ours_and_feature",
        words=str(count_words(text)), features=str(_features(said, text)),
        benefit="yes" if benefit else "no", kind="benefit" if theirs else "advantage" if better else "feature",
        tied="yes" if tied else "",
    )  # fmt: skip
    if act:
        yield act

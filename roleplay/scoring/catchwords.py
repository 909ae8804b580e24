"""Tells a string of catchwords from speech: words thrown at the scorecard earn nothing.

Speech is held together by small words: in twenty labelled calls at least 45 % of the words of a rep's turn (English)
and 20 % of its characters (Chinese) are function words; a list of catchwords has next to none. A list that is dressed
up with "you said" and "who decides" falls into many tiny pieces between commas instead.
"""

from __future__ import annotations

import re
from functools import cache

from roleplay.analysis import count_words
from roleplay.analysis.normalise import fold
from roleplay.data import load_toml
from roleplay.scoring.overlap import function_share
from roleplay.terms import Language

_PIECES = re.compile(r"[,，、;；]")
# Shorter turns are not judged; half way between the least seen in speech and the most seen in lists.
_AT_LEAST = 12
# A single clause shorter than this is a terse sentence ("夜班换型最容易出什么问题？"), no list.
_ONE_CLAUSE = 24
_CLAUSES = re.compile(r"[^,，、.。!！?？;；]+")
_WORD = re.compile(r"[a-z']+|[\u4e00-\u9fff]|\w+")
_FUNCTION_EN, _FUNCTION_ZH = 0.3, 0.1
_MANY, _TINY_EN, _TINY_ZH = 7, 3.0, 5.0


def is_recital(text: str, language: Language) -> bool:
    """True if the turn is a list of catchwords rather than something said to somebody."""
    words = count_words(text)
    if words < _AT_LEAST:
        return False
    chinese = language.is_chinese
    if words < _ONE_CLAUSE and len(_CLAUSES.findall(text.strip())) <= 1:
        return False
    if function_share(fold(text), language) < (_FUNCTION_ZH if chinese else _FUNCTION_EN):
        return True
    pieces = [piece for piece in _PIECES.split(fold(text)) if piece.strip() and not _fills(piece)]
    words = sum(count_words(piece) for piece in pieces)
    if not pieces:
        return False
    return len(pieces) >= _MANY and words / len(pieces) < (_TINY_ZH if chinese else _TINY_EN)


def _fills(piece: str) -> bool:
    """A piece of nothing but fillers, or of one Chinese character that is begun again ("我、我找一下")."""
    words = _WORD.findall(piece)
    return all(word in _fillers() for word in words) or (len(words) == 1 and "\u4e00" <= words[0][0] <= "\u9fff")


@cache
def _fillers() -> frozenset[str]:
    """What a halting speaker puts between two commas: English words and Chinese characters."""
    table = load_toml("roleplay.scoring", "cues/fillers.toml")
    return frozenset([*table["words"], *table["characters"]])

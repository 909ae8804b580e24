"""Finds which of this buyer's needs and facts a sentence is about.

Three votes: the author's own words (``topics`` of the persona file); words by which any question is about a fact of
that kind (budget, who decides); and likeness to what the buyer knows, by BM25 (k1 = 1.2, b = 0.3) over characters and
pairs of them in Chinese, words and four-letter pieces in English, with a small table of words that mean the same. In
trials on paraphrased questions, character pairs with the author's words beat word segmentation and string distance.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple, Self

from roleplay.analysis.acts.rules import compile_cues
from roleplay.analysis.acts.said import LONGEST_TURN
from roleplay.analysis.normalise import fold
from roleplay.analysis.tokens import Token, content_tokens, grams, stem, words_in
from roleplay.annotation import TopicHit
from roleplay.data import load_toml
from roleplay.persona import Persona
from roleplay.terms import FactKind, Language

_K1, _B = 1.2, 0.3
_SENTENCE = re.compile(r"[^。!?;\n]{1,400}[!?。;\n]*")
_SENTENCE_EN = re.compile(r"(?:[^.!?;\n]|[.](?=\d)){1,400}[.!?;\n]*")

# Tuned on written questions (the buyers marked "tuned" in tests/cases/topics_*.yaml): at these values, questions about
# other things find nothing.
_LIKE_ENOUGH = {True: 0.34, False: 0.36}
_DRAG = 2.0  # of weight added to every sentence, so that one shared word in a short one does not decide
_AHEAD = 0.60  # of the best: a second topic that is this close is reported too
_KIND_SCORE = 0.8
_SAME_MEANING = 0.30  # added to the likeness of a topic whose own words mean the same as a word of the sentence


class _Owner(NamedTuple):
    """A need or a fact with its words."""

    id: str
    aliases: tuple[str, ...]
    text: str
    kind: FactKind | None


def _table(chinese: bool) -> dict[str, Any]:
    table: dict[str, Any] = load_toml("roleplay.analysis", "cues/topics.toml")["zh" if chinese else "en"]
    return table


@cache
def _kinds(chinese: bool) -> dict[FactKind, re.Pattern[str]]:
    """Per kind of fact, the words by which any question is about it."""
    kinds: dict[str, list[str]] = _table(chinese)["kinds"]
    return {FactKind(kind): compile_cues(cues, chinese) for kind, cues in kinds.items() if cues}


@cache
def _concepts(chinese: bool) -> tuple[re.Pattern[str], ...]:
    """Per row of words that mean the same, a pattern for any of them."""
    rows: list[list[str]] = _table(chinese)["concepts"]
    any_of = ["|".join(re.escape(word) for word in sorted(row, key=len, reverse=True)) for row in rows]
    return tuple(re.compile(words if chinese else rf"\b(?:{words})\b") for words in any_of)


class TopicIndex:
    """The needs and facts of one buyer, ready to be searched. Immutable; build it once a call."""

    def __init__(self, owners: Iterable[_Owner], language: Language) -> None:
        self._chinese = language.is_chinese
        self._owners = tuple(owners)
        self._kinds = _kinds(self._chinese)
        self._concepts = _concepts(self._chinese)
        self._docs = [self._terms(f"{' '.join(o.aliases)} {o.text}") for o in self._owners]
        self._lengths = [sum(doc.values()) for doc in self._docs]
        self._mean = sum(self._lengths) / len(self._lengths) if self._lengths else 1.0
        self._spread = Counter(term for doc in self._docs for term in doc)
        self._meant: dict[str, list[str]] = {}
        for owner in self._owners:
            for token in self._concepts_in(" ".join(owner.aliases)):
                self._meant.setdefault(token.term, []).append(owner.id)
        self._aliases = [
            (tuple(stem(w) for w in words_in(alias)) if not self._chinese else (alias,), owner.id, len(alias))
            for owner in self._owners
            for alias in owner.aliases
        ]

    @classmethod
    def of(cls, persona: Persona) -> Self:
        """Build the index of a buyer from his needs (all layers) and facts."""
        owners = [
            _Owner(
                need.id,
                tuple(fold(topic) for topic in need.topics),
                fold(" ".join([need.situation, need.problem, need.partly or "", *need.implications, need.payoff])),
                None,
            )
            for need in persona.needs
        ]
        owners += [
            _Owner(fact.id, tuple(fold(t) for t in fact.topics), fold(f"{fact.says} {fact.partly or ''}"), fact.kind)
            for fact in persona.facts
        ]
        return cls(owners, persona.language)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of the needs and facts in the order of the persona file."""
        return tuple(owner.id for owner in self._owners)

    def find(self, text: str, language: Language | None = None) -> tuple[TopicHit, ...]:
        """Return what ``text`` is about, the most likely first; nothing where no topic is near.

        Args:
            text: A turn or an utterance, read as far as turns are. Offsets of the hits count in it.
            language: Language of the text; only the buyer's own language is searched by likeness, his words always.

        Returns:
            At most one hit a need or fact: the author's words (score 1, longer ones first), then words of its kind
            (0.8), then likeness (below 0.8).
        """
        folded = fold(text[:LONGEST_TURN])
        alike = language is None or language.is_chinese == self._chinese
        best: dict[str, tuple[float, int, int, int]] = {}
        for sentence in (_SENTENCE if self._chinese else _SENTENCE_EN).finditer(folded):
            for owner, score, start, end, weight in self._votes(sentence[0], alike):
                found = (score, weight, -(sentence.start() + start), sentence.start() + end)
                if owner not in best or found[:2] > best[owner][:2]:
                    best[owner] = found
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], -item[1][1], -item[1][2]))
        return tuple(
            TopicHit(id=owner, start=-minus, end=end, text=text[-minus:end], score=round(score, 3))
            for owner, (score, _, minus, end) in ranked
        )

    def _votes(self, sentence: str, alike: bool) -> Iterator[tuple[str, float, int, int, int]]:
        own = False
        for owner, start, end, weight in self._named(sentence):
            own = True
            yield owner, 1.0, start, end, weight
        if not alike:
            return
        for kind_owner, start, end in self._by_kind(sentence):
            own = True
            yield kind_owner, _KIND_SCORE, start, end, 0
        likeness = self._likeness(sentence, {token.term: token for token in self._concepts_in(sentence)})
        top = max((score for _, score, _, _ in likeness), default=0.0)
        floor = _LIKE_ENOUGH[self._chinese] * (1.15 if own else 1.0)
        for owner, score, start, end in likeness:
            if score >= floor and score >= top * _AHEAD:
                yield owner, min(0.79, 0.4 + 0.45 * score), start, end, 0

    def _named(self, sentence: str) -> Iterator[tuple[str, int, int, int]]:
        if self._chinese:
            for (name,), owner, weight in self._aliases:
                at = sentence.find(name) if len(name) > 1 else -1
                if at >= 0:
                    yield owner, at, at + len(name), weight
            return
        tokens = list(content_tokens(sentence, keep_all=True))
        stems = [token.term for token in tokens]
        places: dict[str, list[int]] = {}
        for i, term in enumerate(stems):
            places.setdefault(term, []).append(i)
        for alias, owner, weight in self._aliases:
            for i in places.get(alias[0], ()) if alias else ():
                last = _follow(stems, i, alias)
                if last is not None:
                    yield owner, tokens[i].start, tokens[last].end, weight
                    break

    def _by_kind(self, sentence: str) -> Iterator[tuple[str, int, int]]:
        for kind, pattern in self._kinds.items():
            if kind in (FactKind.PROCESS, FactKind.HISTORY, FactKind.PEOPLE):
                continue  # too general to name a fact on their own
            m = pattern.search(sentence)
            if m:
                for owner in self._owners:
                    if owner.kind is kind:
                        yield owner.id, m.start(), m.end()

    def _terms(self, text: str) -> Counter[str]:
        terms = Counter(token.term for token in grams(text, self._chinese))
        terms.update(token.term for token in self._concepts_in(text))
        return terms

    def _concepts_in(self, text: str) -> Iterator[Token]:
        for number, pattern in enumerate(self._concepts):
            m = pattern.search(text)
            if m:
                yield Token(f"#{number}", m.start(), m.end())

    def _likeness(self, sentence: str, concepts: dict[str, Token]) -> list[tuple[str, float, int, int]]:
        """Share of the sentence that each topic accounts for, by BM25 weights, and the stretch that matched."""
        tokens = [*grams(sentence, self._chinese), *concepts.values()]
        if not tokens:
            return []
        whole = sum(self._weight(term) * _share(term) for term in {token.term for token in tokens})
        found = []
        for owner, doc, length in zip(self._owners, self._docs, self._lengths, strict=True):
            matched = [token for token in tokens if token.term in doc]
            if not matched:
                continue
            gain = 0.0
            for term in {token.term for token in matched}:
                often = doc[term]
                saturated = often * (_K1 + 1) / (often + _K1 * (1 - _B + _B * length / self._mean))
                gain += self._weight(term) * _share(term) * min(1.3, saturated)
            bonus = _SAME_MEANING if any(owner.id in self._meant.get(term, ()) for term in concepts) else 0.0
            score = gain / (whole + _DRAG) + bonus
            found.append((owner.id, score, min(t.start for t in matched), max(t.end for t in matched)))
        return found

    def _weight(self, term: str) -> float:
        """Inverse document frequency among this buyer's topics; a word of none of them weighs like a middling one."""
        count, spread = len(self._owners), self._spread[term]
        if not spread:
            return 0.6 * math.log(1 + (count + 0.5) / 1.5)
        return math.log(1 + (count - spread + 0.5) / (spread + 0.5))


def _share(term: str) -> float:
    """Pairs and words carry a topic; single characters and pieces of words only help."""
    if term.startswith("#"):
        return 1.6
    return 0.35 if len(term) == 1 or term.startswith("_") else 1.0


def _follow(stems: list[str], first: int, alias: tuple[str, ...]) -> int | None:
    """Index of the last word of ``alias`` from ``first`` on, at most one other word between two of its words."""
    at = first
    for wanted in alias[1:]:
        ahead = [i for i in (at + 1, at + 2) if i < len(stems) and stems[i] == wanted]
        if not ahead:
            return None
        at = ahead[0]
    return at

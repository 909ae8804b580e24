"""Does the brief give away what the rep should find out?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from roleplay.content.checks.raw import mapping, mappings, text, texts
from roleplay.content.problem import Fault, Path
from roleplay.content.yaml_source import Data

# What counts as repeated: a run of this many Han characters or English words, taken over as it stands. Shorter runs are
# names and everyday phrases.
_HAN_RUN, _WORD_RUN = 8, 5

_HAN = re.compile("[\u3400-\u9fff]+")
_WORD = re.compile(r"[a-z0-9']+")
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")
_HAN_NUMBER = re.compile("[一二三四五六七八九十百千万亿两零〇]{2,}")
_NOT_NUMBERS = frozenset({"万一", "千万", "一一", "三三两两", "百十"})


def secret_faults(data: Data) -> Iterator[Fault]:
    """Warn where a text that the rep reads before the call repeats words or a figure of something to be found out."""
    secrets = list(_secrets(data))
    for path, public in _public(data):
        for id_, secret in secrets:
            words = _shared_run(public, secret)
            if words:
                yield Fault("secret_text", path, slots={"id": id_, "words": words})
                continue
            figures = sorted(_figures(public) & _figures(secret))
            if figures:
                yield Fault("secret_number", path, slots={"id": id_, "words": tuple(figures)})


def _public(data: Data) -> Iterator[tuple[Path, str]]:
    for key in ("brief", "manner"):
        yield (key,), text(data, key)
    for call in mapping(data, "commitments"):
        yield ("commitments", call), text(mapping(data, "commitments"), call)


def _secrets(data: Data) -> Iterator[tuple[str, str]]:
    """What must be earned. A need's situation is no secret: it is what one may well have read about the firm."""
    yield "stance_root", text(data, "stance_root")
    for _, need in mappings(data, "needs"):
        id_ = text(need, "id")
        yield f"{id_}.problem", text(need, "problem")
        yield from ((f"{id_}.implication.{i + 1}", implication) for i, implication in texts(need, "implications"))
        yield f"{id_}.payoff", text(need, "payoff")
    for _, fact in mappings(data, "facts"):
        yield text(fact, "id"), text(fact, "says")
    for _, objection in mappings(data, "objections"):
        yield text(objection, "id"), text(objection, "real_reason")


def _shared_run(public: str, secret: str) -> str:
    for run in _HAN.findall(public):
        for i in range(len(run) - _HAN_RUN + 1):
            if run[i : i + _HAN_RUN] in secret:
                return str(run[i : i + _HAN_RUN])
    mine, theirs = _WORD.findall(public.lower()), " " + " ".join(_WORD.findall(secret.lower())) + " "
    for i in range(len(mine) - _WORD_RUN + 1):
        words = " ".join(mine[i : i + _WORD_RUN])
        if f" {words} " in theirs:
            return words
    return ""


def _figures(words: str) -> set[str]:
    """Figures of two digits or more; a single one says too little."""
    digits = {figure.replace(",", "") for figure in _DIGITS.findall(words)}
    return {f for f in digits if len(f) > 1} | (set(_HAN_NUMBER.findall(words)) - _NOT_NUMBERS)

"""Reads calls held elsewhere: the outer format of a transcript, from bytes that may hold anything."""

from __future__ import annotations

import json
import math
import re
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from roleplay.content.call_type import guess_call_type
from roleplay.content.near import nearest
from roleplay.data import load_toml
from roleplay.errors import InputError
from roleplay.terms import CallType, Language, Personality, Role, Stance
from roleplay.transcript import BuyerSketch, Speaker, Transcript, Turn

MAX_BYTES = 10_000_000
MAX_TURNS = 5_000

C = TypeVar("C", bound=StrEnum)

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
#: Endings of files that hold one call a line.
JSON_LINES = (".jsonl", ".ndjson")

# BCP 47 tags of the languages that calls come in, beside our own.
_TAGS = (
    (re.compile(r"en([-_].*)?", re.IGNORECASE), Language.EN),
    (re.compile(r"zh[-_](hant|tw|hk|mo)([-_].*)?", re.IGNORECASE), Language.ZH_HANT),
    (re.compile(r"zh([-_].*)?", re.IGNORECASE), Language.ZH_HANS),
)


class _Reader:
    """Reads one call; knows where it is, so that a refusal can say so."""

    def __init__(self, name: str, stem: str, language: Language, call: int | None = None) -> None:
        self.name, self.stem, self.language, self.call = name, stem, language, call

    def refusal(self, message: str, *, turn: int | None = None, **slots: str) -> InputError:
        """The error that says: file, where, what, how to mend it."""
        words = load_toml("roleplay.content", "text/transcript.toml")
        what, mend = (text.format_map(slots) for text in words["message"][message][self.language.value])
        places = [" ".join(self.name.splitlines())]
        for place, number in (("call", self.call), ("turn", turn)):
            if number is not None:
                places.append(words["where"][place][self.language.value].format(n=number))
        return InputError(f"{': '.join(places)}: {what} — {mend}")

    def read(self, data: Any) -> Transcript:
        """Make a transcript of parsed JSON."""
        if not isinstance(data, dict):
            raise self.refusal("not_a_call")
        if "turns" not in data:
            raise self.refusal("no_turns")
        written = data["turns"]
        if not isinstance(written, list):
            raise self.refusal("turns_not_list")
        if len(written) > MAX_TURNS:
            raise self.refusal("too_many_turns", n=str(len(written)), limit=str(MAX_TURNS))
        turns = tuple(self._turn(i, turn) for i, turn in enumerate(written))
        language = self._language(data.get("language"), turns)
        return Transcript(
            id=self._id(data.get("id")),
            language=language,
            call_type=self._choice(CallType, "call_type", data.get("call_type")) or guess_call_type(turns),
            industry=_plain(data.get("industry")),
            product=_plain(data.get("product")),
            buyer=self._buyer(data.get("buyer")),
            turns=turns,
        )

    def _turn(self, number: int, data: Any) -> Turn:
        if not isinstance(data, dict):
            raise self.refusal("turn_not_mapping", turn=number)
        for key, example in (("speaker", '"rep"'), ("text", '"…"')):
            if key not in data:
                raise self.refusal("missing", turn=number, key=key, example=example)
        speaker = self._choice(Speaker, "speaker", data["speaker"], turn=number)
        if speaker is None:
            raise self.refusal("missing", turn=number, key="speaker", example='"rep"')
        text = data["text"]
        if not isinstance(text, str):
            raise self.refusal("text_not_text", turn=number)
        text = clean(text)
        if not text.strip():
            raise self.refusal("text_empty", turn=number)
        return Turn(speaker=speaker, text=text, at=self._seconds(number, data.get("at")))

    def _seconds(self, number: int, at: Any) -> float | None:
        if at is None:
            return None
        if isinstance(at, bool) or not isinstance(at, int | float) or abs(at) > 1e9 or math.isnan(at):
            raise self.refusal("wrong_at", turn=number)
        return float(at)

    def _language(self, tag: Any, turns: tuple[Turn, ...]) -> Language:
        if tag is None or tag == "":
            from roleplay.analysis import detect_language

            return detect_language([turn.text for turn in turns])
        if isinstance(tag, str):
            for pattern, language in _TAGS:
                if pattern.fullmatch(tag.strip()):
                    return language
        language_or_none = self._choice(Language, "language", tag)
        assert language_or_none is not None  # noqa: S101 - a tag that is there was refused or taken
        return language_or_none

    def _buyer(self, data: Any) -> BuyerSketch:
        if not isinstance(data, dict):
            return BuyerSketch()  # Another program's field of the same name.
        return BuyerSketch(
            personality=self._choice(Personality, "buyer.personality", data.get("personality")),
            stance=self._choice(Stance, "buyer.stance", data.get("stance")),
            role=self._choice(Role, "buyer.role", data.get("role")),
        )

    def _choice(self, choices: type[C], key: str, value: Any, turn: int | None = None) -> C | None:
        if value is None or value == "":
            return None
        allowed = [choice.value for choice in choices]
        if isinstance(value, str) and value in allowed:
            return choices(value)
        slots = {"key": key, "value": _shown(value), "allowed": self._joined(allowed)}
        near = nearest(value, allowed) if isinstance(value, str) else None
        if near is not None:
            raise self.refusal("wrong_choice_near", turn=turn, near=near, **slots)
        raise self.refusal("wrong_choice", turn=turn, **slots)

    def _joined(self, words: list[str]) -> str:
        return ("、" if self.language.is_chinese else ", ").join(words)

    def _id(self, value: Any) -> str:
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return _plain(value).strip() or (self.stem if self.call is None else f"{self.stem}_{self.call}")


def clean(text: str) -> str:
    """Replace control characters (all but line breaks and tabs) by spaces and lone surrogates by U+FFFD.

    The length stays, so that offsets count in what the file holds.
    """
    return _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text))


def parse_transcript(data: bytes, name: str, language: Language = Language.EN) -> Transcript:
    """Read one call from the bytes of a file.

    A call without turns is a call (it cannot be scored, which is for the engine to say). Fields that we do not know are
    other programs' and are passed over. What is missing is inferred: the language from the text, the call type by the
    rule of ``guess_call_type``, the id from ``name``.

    Args:
        data: JSON in UTF-8, at most 10 MB.
        name: what to call the file in messages.
        language: of the messages.

    Raises:
        InputError: one line: file, where, what is wrong, how to mend it.
    """
    calls = _parse(data, name, language)
    if len(calls) != 1:
        raise _Reader(name, "", language).refusal("several_calls", n=str(len(calls)))
    return calls[0]


def read_transcript(path: Path, language: Language = Language.EN) -> Transcript:
    """Read the call in a file; see ``parse_transcript``.

    Raises:
        InputError: the file cannot be read or used.
    """
    return parse_transcript(_bytes(path, language), str(path), language)


def read_transcripts(path: Path, language: Language = Language.EN) -> tuple[Transcript, ...]:
    """Read all calls of a file: one call, a JSON list of calls, or one call a line (JSON lines).

    Raises:
        InputError: the file, or any call in it, cannot be used.
    """
    return _parse(_bytes(path, language), str(path), language)


def parse_line(data: bytes, name: str, *, call: int, line: int, language: Language = Language.EN) -> Transcript:
    """Read the call in one line of a file of JSON lines; see ``parse_transcript``.

    Args:
        data: the line in UTF-8, at most 10 MB.
        name: what to call the file in messages.
        call: which call of the file it is, from 1; part of the id of a call that has none.
        line: which line of the file it is, from 1.
        language: of the messages.

    Raises:
        InputError: the line cannot be used.
    """
    reader = _Reader(name, Path(name).stem or name, language, call=call)
    if len(data) > MAX_BYTES:
        raise reader.refusal("line_too_big")
    try:
        text = data.decode("utf-8-sig" if line == 1 else "utf-8")
    except UnicodeDecodeError:
        raise reader.refusal("not_utf8") from None
    return _line(text, line, reader)


def refusal(name: str, message: str, language: Language, **slots: str) -> InputError:
    """Return the error that says of a whole file or folder what is wrong with it and how to mend it."""
    return _Reader(name, "", language).refusal(message, turn=None, **slots)


def _bytes(path: Path, language: Language) -> bytes:
    reader = _Reader(str(path), path.stem, language)
    if not path.exists():
        raise reader.refusal("not_found")
    if path.is_dir():
        raise reader.refusal("folder", name=str(path))
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise reader.refusal("unreadable", reason=error.strerror or type(error).__name__) from None


def _parse(data: bytes, name: str, language: Language) -> tuple[Transcript, ...]:
    stem = Path(name).stem or name
    reader = _Reader(name, stem, language)
    if len(data) > MAX_BYTES:
        raise reader.refusal("too_big")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise reader.refusal("not_utf8") from None
    if not text.strip():
        raise reader.refusal("empty")
    if Path(name).suffix in JSON_LINES:
        return _lines(text, reader)
    try:
        parsed = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and text.lstrip().startswith("{"):
            return _lines(text, reader)
        raise reader.refusal("not_json", line=str(error.lineno), column=str(error.colno)) from None
    except (RecursionError, ValueError):
        raise reader.refusal("too_deep") from None
    if isinstance(parsed, list) and parsed and all(isinstance(call, dict) and "turns" in call for call in parsed):
        return tuple(_Reader(name, stem, language, call=i + 1).read(call) for i, call in enumerate(parsed))
    return (reader.read(parsed),)


def _lines(text: str, reader: _Reader) -> tuple[Transcript, ...]:
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    return tuple(
        _line(line, number, _Reader(reader.name, reader.stem, reader.language, call=call))
        for call, (number, line) in enumerate(lines, start=1)
    )


def _line(text: str, number: int, reader: _Reader) -> Transcript:
    of_file = _Reader(reader.name, reader.stem, reader.language)
    try:
        parsed = json.loads(text)
    except json.JSONDecodeError as error:
        raise of_file.refusal("not_json", line=str(number), column=str(error.colno)) from None
    except (RecursionError, ValueError):
        raise of_file.refusal("too_deep") from None
    return reader.read(parsed)


def _plain(value: Any) -> str:
    return clean(value) if isinstance(value, str) else ""


def _shown(value: Any) -> str:
    text = " ".join(clean(value if isinstance(value, str) else json.dumps(value)).split())
    return text if len(text) <= 40 else text[:39] + "…"

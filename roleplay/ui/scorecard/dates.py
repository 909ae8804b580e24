"""Days, times and lengths as each language writes them."""

from __future__ import annotations

from datetime import UTC, datetime

from roleplay.terms import Language
from roleplay.ui.words import Words

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")


def day(seconds: float, language: Language) -> str:
    """Return the day in the server's time zone: ``12 Mar`` or ``3 月 12 日``. ``seconds`` since the epoch."""
    at = datetime.fromtimestamp(seconds, tz=UTC).astimezone()
    return f"{at.month} 月 {at.day} 日" if language.is_chinese else f"{at.day} {_MONTHS[at.month - 1]}"


def day_and_time(seconds: float, language: Language) -> str:
    """Return the day and the time of day."""
    at = datetime.fromtimestamp(seconds, tz=UTC).astimezone()
    between = " " if language.is_chinese else ", "
    return f"{day(seconds, language)}{between}{at.hour:02}:{at.minute:02}"


def duration(seconds: float, words: Words) -> str:
    """Return a length such as ``9 min 12 s``."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    if minutes >= 60:
        return words("length.hours", h=minutes // 60, m=minutes % 60)
    return words("length.minutes", m=minutes, s=rest) if minutes else words("length.seconds", s=rest)

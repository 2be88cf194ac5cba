"""Pure rules of notifications."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

#: How long after a refused try the next one comes; when they are used up the mail has failed.
RETRY_AFTER = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=8),
)


class _Shown(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def sentence(template: str, params: Mapping[str, Any], language: str) -> str:
    """The template with its parameters; one that is not known is a dash, a day stands as in a sentence."""
    return template.format_map(_Shown({k: _told(v, language) for k, v in params.items()}))


def _told(value: Any, language: str) -> Any:
    day = _day(value)
    if day is not None:
        return day_in_words(day, language)
    return "—" if value in (None, "") else value


def _day(value: Any) -> dt.date | None:
    """Parameters are kept as JSON, where a day is a text."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        with suppress(ValueError):
            return dt.date.fromisoformat(value)
    return value if isinstance(value, dt.date) else None


def day_in_words(day: dt.date, language: str) -> str:
    """2026年6月5日, 5 Jun 2026: a mail is read in another year too."""
    if language.startswith("en"):
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def next_try(tries: int) -> dt.timedelta | None:
    """After how long a mail refused for the `tries`-th time is tried again; None when it is given up."""
    return RETRY_AFTER[tries - 1] if tries <= len(RETRY_AFTER) else None

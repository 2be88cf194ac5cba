"""Instants are whole minutes of local time since 1970-01-01 00:00, without a zone, so nothing can shift a day.

A browser gets the same number from `Date.UTC(y, m, d, h, min) / 60000`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

DAY = 1440
_EPOCH = datetime(1970, 1, 1)
_EPOCH_DAY = _EPOCH.toordinal()


def minute_of(moment: datetime) -> int:
    """Minutes since the epoch; seconds are cut off. A zone is a mistake here."""
    if moment.tzinfo is not None:
        raise ValueError("schedule instants have no time zone")
    return (moment.toordinal() - _EPOCH_DAY) * DAY + moment.hour * 60 + moment.minute


def moment_of(minute: int) -> datetime:
    """The naive local datetime of a minute."""
    return _EPOCH + timedelta(minutes=minute)


def finite(text: str) -> float:
    """A number somebody could mean: not infinite, no more than 10¹². ValueError otherwise."""
    value = float(text)
    if not -1e12 <= value <= 1e12:  # false for what is not a number, too
        raise ValueError(text)
    return value


def day_of(day: date) -> int:
    """Days since 1970-01-01."""
    return day.toordinal() - _EPOCH_DAY


def date_of(day: int) -> date:
    """The date of a day number."""
    return date.fromordinal(day + _EPOCH_DAY)


def iso(minute: int | None) -> str | None:
    """`2012-05-01T08:00:00`, or None."""
    return None if minute is None else moment_of(minute).isoformat()


def parse(text: str) -> int:
    """Minutes of an ISO or `YYYY-MM-DD HH:MM` text; ValueError otherwise. A zone suffix is ignored: files mean local time."""
    return minute_of(datetime.fromisoformat(text.strip()).replace(tzinfo=None))

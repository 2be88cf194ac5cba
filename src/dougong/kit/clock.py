"""The only place that asks what time it is."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.conf import settings

_frozen: ContextVar[dt.datetime | None] = ContextVar("frozen", default=None)


def zone() -> ZoneInfo:
    return ZoneInfo(settings.TIME_ZONE)


def now() -> dt.datetime:
    """The instant, aware, in UTC."""
    return _frozen.get() or dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """The company's calendar date."""
    return local_date(now())


def local_date(instant: dt.datetime) -> dt.date:
    return instant.astimezone(zone()).date()


def day_start(day: dt.date) -> dt.datetime:
    """The instant at which the company's `day` begins, in UTC."""
    return dt.datetime.combine(day, dt.time(), zone()).astimezone(dt.UTC)


@contextlib.contextmanager
def frozen(at: str | dt.datetime | dt.date) -> Iterator[None]:
    """Let `now()` stand still: for tests, and for the demo company's history."""
    if isinstance(at, str):
        at = dt.datetime.fromisoformat(at)
    if not isinstance(at, dt.datetime):
        at = dt.datetime.combine(at, dt.time(10, 0), zone())
    if at.tzinfo is None:
        at = at.replace(tzinfo=zone())
    token = _frozen.set(at.astimezone(dt.UTC))
    try:
        yield
    finally:
        _frozen.reset(token)

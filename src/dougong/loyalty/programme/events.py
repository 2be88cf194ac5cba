"""What happened, as lines of JSON. `read` answers an event, or what stands for one that can't be used."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

REVERSED = "event.reversed"
REDEEMED = "redemption.requested"
TRANSFERRED = "transfer.requested"
TICK = "clock.tick"

_AMOUNT = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Event:
    """`client` is empty for a tick of the clock that names none; `points` is for redemptions and transfers."""

    line: int
    id: str
    type: str
    client: str
    at: dt.datetime
    data: Mapping[str, Any]
    points: int = 0


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that is no event. `id` and `at` as far as they can be used."""

    line: int
    id: str | None
    at: dt.datetime | None


class _Unusable(ValueError):
    pass


def read(number: int, line: bytes) -> Event | Bad:
    """The event of line `number` (from 1)."""
    try:
        found = json.loads(line, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return Bad(number, None, None)
    if not isinstance(found, dict):
        return Bad(number, None, None)
    name, at = _text(found.get("id")), moment_of(found.get("at"))
    if name is None or at is None:
        return Bad(number, name, at)
    try:
        return _event(number, name, at, found)
    except _Unusable:
        return Bad(number, name, at)


def lacks(kind: str, data: Mapping[str, Any]) -> bool:
    """Whether a field that events of this kind must have is missing or of the wrong type."""
    return not all(fits(data.get(field)) for field, fits in FIELDS.get(kind, {}).items())


def _event(number: int, name: str, at: dt.datetime, found: Mapping[str, Any]) -> Event:
    kind, client, data = _text(found.get("type")), _text(found.get("client")), found.get("data", {})
    if client is None and kind == TICK and "client" not in found:
        client = ""
    if kind is None or client is None or not isinstance(data, dict):
        raise _Unusable
    if lacks(kind, data):
        raise _Unusable
    points = int(data["points"]) if kind in (REDEEMED, TRANSFERRED) else 0
    return Event(number, name, kind, client, at, data, points)


def _text(value: object) -> str | None:
    """A name that can be written down; half a surrogate pair can't."""
    if not isinstance(value, str) or not value:
        return None
    try:
        value.encode()
    except UnicodeEncodeError:
        return None
    return value


def moment_of(value: object) -> dt.datetime | None:
    """In UTC. Without an offset it is no moment."""
    if not isinstance(value, str):
        return None
    try:
        said = dt.datetime.fromisoformat(value)
        at = said.astimezone(dt.UTC) if said.tzinfo else None
    except (ValueError, OverflowError):
        return None
    return at if at is not None and dt.MINYEAR < at.year < dt.MAXYEAR else None


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is no JSON")


def amount_of(value: object) -> str | None:
    """The amount as digits, exactly as written; None when it is none."""
    if isinstance(value, str):
        return value.removeprefix("+") if _AMOUNT.fullmatch(value) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return repr(value) if abs(value) < 1e300 else None


def _is_amount(value: object) -> bool:
    return amount_of(value) is not None


def _is_date(value: object) -> bool:
    """A day, with or without its time. Weeks and days run together are ISO too, but zen does not read them."""
    if not isinstance(value, str) or not _DAY.match(value):
        return False
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_name(value: object) -> bool:
    return _text(value) is not None


def _is_truth(value: object) -> bool:
    return isinstance(value, bool)


def _is_whole(value: object) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


#: What the known types must carry in `data`.
FIELDS: Mapping[str, Mapping[str, Callable[[object], bool]]] = {
    "contract.signed": {"amount": _is_amount},
    "receipt.recorded": {"amount": _is_amount},
    REVERSED: {"event": _is_name},
    "project.accepted": {"due": _is_date, "accepted": _is_date},
    "complaint.closed": {"satisfied": _is_truth},
    REDEEMED: {"points": _is_whole},
    TRANSFERRED: {"to": _is_name, "points": _is_whole},
}

"""Plain JSON from what the domain uses, and back from JSON to an event."""

from __future__ import annotations

import dataclasses
import datetime as dt
import typing
import uuid
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson

from dougong.kit.money import Money


def _default(value: object) -> object:
    if isinstance(value, Money | Decimal):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def dumps(value: object) -> bytes:
    return orjson.dumps(value, default=_default, option=orjson.OPT_UTC_Z | orjson.OPT_PASSTHROUGH_DATACLASS)


def plain(value: object) -> Any:
    """`value` as JSON would give it back."""
    return orjson.loads(dumps(value))


def to_payload(event: Any) -> dict[str, Any]:
    return typing.cast("dict[str, Any]", plain({f.name: getattr(event, f.name) for f in dataclasses.fields(event)}))


def from_payload(kind: type, payload: dict[str, Any]) -> Any:
    """The event again. Fields unknown to this version are dropped, missing ones take their default."""
    hints = _hints(kind)
    return kind(**{k: _revive(hints[k], v) for k, v in payload.items() if k in hints})


@lru_cache(maxsize=256)
def _hints(kind: type) -> dict[str, Any]:
    """The types of its fields, worked out once."""
    hints = typing.get_type_hints(kind)
    return {f.name: hints[f.name] for f in dataclasses.fields(kind)}


def _revive(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    args = [a for a in typing.get_args(hint) if a is not type(None)]
    origin = typing.get_origin(hint)
    if origin in (list, tuple):
        return origin(_revive(args[0], v) for v in value)
    if origin is not None and origin is not dict and args:
        return _revive(args[0], value)
    if hint is uuid.UUID:
        return uuid.UUID(value)
    if hint is Money:
        return Money(value)
    if hint is dt.datetime:
        return dt.datetime.fromisoformat(value)
    if hint is dt.date:
        return dt.date.fromisoformat(value)
    return Decimal(value) if hint is Decimal else value

"""Identifiers of records that people, phones and APIs name."""

import os
import threading
import time
import uuid
from typing import Any

from django.db import connection

_lock = threading.Lock()
_last = (0, 0)


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then a counter, then randomness.

    Ids made by one process are strictly increasing, also when the wall clock goes back.
    """
    global _last
    with _lock:
        ms = time.time_ns() // 1_000_000
        last_ms, counter = _last
        if ms > last_ms:
            counter = int.from_bytes(os.urandom(2), "big") & 0x3FF
        else:
            ms, counter = last_ms, counter + 1
            if counter > 0xFFF:
                ms, counter = ms + 1, 0
        _last = (ms, counter)
    tail = int.from_bytes(os.urandom(8), "big") & (2**62 - 1)
    return uuid.UUID(int=(ms & (2**48 - 1)) << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | tail)


def to_column(key: uuid.UUID) -> Any:
    """As a raw statement gives it to the database: SQLite keeps the digits."""
    return key.hex if connection.vendor == "sqlite" else key


def from_column(value: Any) -> uuid.UUID:
    """As a raw statement reads it."""
    return value if isinstance(value, uuid.UUID) else uuid.UUID(value)


def parse_id(text: object) -> uuid.UUID | None:
    """The id a text names, or None when it names none."""
    if isinstance(text, uuid.UUID):
        return text
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None

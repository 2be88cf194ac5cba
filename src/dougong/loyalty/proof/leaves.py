"""The bytes of an entry that the tree is made of. Pure; docs/points-proof.md states them.

A leaf is the byte 01 and a JSON object, ASCII, its keys sorted and nothing between. It holds the account and never a client, so that
merging changes none; what could name a person (who, why, the facts) is in it as a hash with a salt only, which says nothing
to whoever lacks the salt.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from dougong.loyalty.proof import texts

VERSION = b"\x01"
SALT_BYTES = 16
#: Of a leaf: its name there, and where it is read from an entry.
OPEN = {
    "entry": "id", "account": "account_id", "event": "event_id", "key": "event__key", "type": "event__type", "at": "event__at",
    "amount": "amount", "balance": "balance_after", "kind": "kind", "contra": "contra", "rule": "rule", "version": "rule_version",
    "source": "source", "source_id": "source_id", "reverses": "reverses_id", "lot": "lot", "parts": "parts", "debt": "debt",
    "lapsed": "lapsed", "occurred": "occurred_at", "created": "created_at",
}  # fmt: skip
HELD = {
    "actor": "actor_id", "name": "actor_name", "reason": "reason", "data": "data", "told": "event__data",
    "told_by": "event__actor_name", "told_why": "event__reason",
}  # fmt: skip
COLUMNS = (*OPEN.values(), *HELD.values())


def _plain(value: object) -> str:
    if isinstance(value, dt.datetime):
        return texts.moment(value)
    return str(value)


_written = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=_plain).encode


def held_of(row: Mapping[str, Any], salt: bytes) -> bytes:
    """What could name a person, as a hash that only the salt opens."""
    values = {name: row[column] for name, column in HELD.items()}
    return hashlib.sha256(salt + _written(values).encode()).digest()


def leaf_of(row: Mapping[str, Any], held: bytes) -> bytes:
    values = {name: row[column] for name, column in OPEN.items()}
    return VERSION + _written({**values, "held": held.hex()}).encode()

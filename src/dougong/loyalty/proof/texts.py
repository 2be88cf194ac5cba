"""What is signed, as text: lines, so that any language writes the same bytes. Pure; docs/points-proof.md states them."""

from __future__ import annotations

import datetime as dt
import hashlib

HEAD = "dougong points head 1"
FOLLOWS = "dougong points key 1"


def moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def head_text(number: int, size: int, root: str, at: str, previous: str, key: str) -> bytes:
    return "\n".join([HEAD, str(number), str(size), root, at, previous, key, ""]).encode()


def follows_text(before: str, public: str, head: str) -> bytes:
    """The key `before` says that the public key follows it, at the head whose text has this hash ("" before the first)."""
    return "\n".join([FOLLOWS, before, public, head, ""]).encode()


def digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()

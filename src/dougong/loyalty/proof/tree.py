"""Merkle trees as RFC 6962 has them (SHA-256), over nodes that are kept. Pure.

A node is (level, place): the hash over leaves `place << level` up to `(place + 1) << level`. Only full nodes are kept; what a proof
needs besides is hashed from these, a logarithm of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

Node = tuple[int, int]
Ask = Callable[[set[Node]], dict[Node, bytes]]
EMPTY = hashlib.sha256().digest()
_LEVEL_BITS = 48


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def number_of(node: Node) -> int:
    """The key a node is kept under: its level in the high bits."""
    return node[0] << _LEVEL_BITS | node[1]


def node_of(number: int) -> Node:
    return number >> _LEVEL_BITS, number & ((1 << _LEVEL_BITS) - 1)


def peaks(size: int) -> list[Node]:
    """The full subtrees of a tree of so many leaves, the largest first."""
    found, at = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            found.append((level, at >> level))
            at += 1 << level
    return found


class Grower:
    """Takes leaf hashes in their order on top of `size` leaves; `made` are the full nodes above the leaves that came about."""

    def __init__(self, size: int = 0, full: Iterable[bytes] = ()) -> None:
        self.size = size
        self._full = list(full)  # of the peaks, the largest first
        self.made: list[tuple[Node, bytes]] = []

    def add(self, here: bytes) -> None:
        level, place = 0, self.size
        while place & 1:
            here = node_hash(self._full.pop(), here)
            level, place = level + 1, place >> 1
            self.made.append(((level, place), here))
        self._full.append(here)
        self.size += 1

    def root(self) -> bytes:
        return _joined(self._full)


def _joined(hashes: list[bytes]) -> bytes:
    if not hashes:
        return EMPTY
    head = hashes[-1]
    for left in reversed(hashes[:-1]):
        head = node_hash(left, head)
    return head


# A part is the leaves from `start` on, `count` of them, as RFC 6962 splits a tree: its hash is that of its peaks joined.
_Part = tuple[int, int]


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1


def _nodes(part: _Part) -> list[Node]:
    start, count = part
    return [(level, place + (start >> level)) for level, place in peaks(count)]


def _hashes(parts: list[_Part], ask: Ask) -> list[bytes]:
    wanted = {node for part in parts for node in _nodes(part)}
    known = ask(wanted) if wanted else {}
    return [_joined([known[node] for node in _nodes(part)]) for part in parts]


def root(size: int, ask: Ask) -> bytes:
    return _hashes([(0, size)], ask)[0]


def path(index: int, size: int, ask: Ask) -> list[bytes]:
    """The audit path of leaf `index` (from 0) in the tree of the first `size` leaves, from the bottom up."""
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    parts: list[_Part] = []
    start, count = 0, size
    while count > 1:
        half = _split(count)
        if index - start < half:
            parts.append((start + half, count - half))
            count = half
        else:
            parts.append((start, half))
            start, count = start + half, count - half
    return _hashes(parts[::-1], ask)


def consistency(first: int, second: int, ask: Ask) -> list[bytes]:
    """The proof that the tree of `second` leaves begins with the tree of `first` (RFC 6962, 2.1.2)."""
    if not 0 <= first <= second:
        raise ValueError("the first tree is the larger")
    if first in (0, second):
        return []
    parts: list[_Part] = []
    start, count, m, whole = 0, second, first, True
    while m != count:
        half = _split(count)
        if m <= half:
            parts.append((start + half, count - half))
            count = half
        else:
            parts.append((start, half))
            start, count, m, whole = start + half, count - half, m - half, False
    if not whole:
        parts.append((start, count))
    return _hashes(parts[::-1], ask)

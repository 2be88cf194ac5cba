"""The head of a Merkle tree over leaves in their order (RFC 6962, section 2.1), taken leaf by leaf.

Memory grows with the logarithm of the leaves: of every full subtree only its hash is kept.
"""

from __future__ import annotations

import hashlib


class Tree:
    def __init__(self) -> None:
        self.size = 0
        self._full: list[tuple[int, bytes]] = []  # (leaves below, hash), the largest first

    def add(self, leaf: bytes) -> None:
        here, below = hashlib.sha256(b"\x00" + leaf).digest(), 1
        while self._full and self._full[-1][0] == below:
            here = _node(self._full.pop()[1], here)
            below *= 2
        self._full.append((below, here))
        self.size += 1

    def head(self) -> bytes:
        """32 bytes; of an empty tree the hash of nothing."""
        if not self._full:
            return hashlib.sha256().digest()
        head = self._full[-1][1]
        for _, left in reversed(self._full[:-1]):
            head = _node(left, head)
        return head


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()

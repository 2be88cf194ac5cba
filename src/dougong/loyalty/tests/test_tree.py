from __future__ import annotations

import hashlib

from dougong.loyalty.programme.tree import Tree


def test_the_head_is_that_of_rfc_6962() -> None:
    def plain(leaves: list[bytes]) -> bytes:
        if not leaves:
            return hashlib.sha256().digest()
        if len(leaves) == 1:
            return hashlib.sha256(b"\x00" + leaves[0]).digest()
        k = 1 << (len(leaves) - 1).bit_length() - 1
        return hashlib.sha256(b"\x01" + plain(leaves[:k]) + plain(leaves[k:])).digest()

    tree, leaves = Tree(), []
    assert tree.head() == plain([])
    for n in range(70):
        leaves.append(bytes([n]) * n)
        tree.add(leaves[-1])
        assert tree.head() == plain(leaves)

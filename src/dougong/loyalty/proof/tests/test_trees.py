"""The tree and its proofs against RFC 6962's definition, the published vectors, and the verifier we ship."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dougong.loyalty.proof import tree, verify_points

# The leaves, roots and proofs that the reference implementation of RFC 6962 publishes with its tests.
LEAVES = [
    bytes.fromhex(h)
    for h in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]  # fmt: skip
PATHS = {
    (0, 8): ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"],
    (5, 8): ["bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}  # fmt: skip


class Kept:
    """A tree in memory, of which nodes are asked as the database is."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.nodes: dict[tree.Node, bytes] = {}
        self.asked = 0
        grower = tree.Grower()
        for place, leaf in enumerate(leaves):
            self.nodes[0, place] = tree.leaf_hash(leaf)
            grower.add(self.nodes[0, place])
        self.nodes |= dict(grower.made)
        self.root = grower.root()

    def ask(self, wanted: set[tree.Node]) -> dict[tree.Node, bytes]:
        self.asked += len(wanted)
        return {node: self.nodes[node] for node in wanted}


def plain_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 6962, 2.1, as it reads."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return tree.leaf_hash(leaves[0])
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return tree.node_hash(plain_root(leaves[:k]), plain_root(leaves[k:]))


@pytest.mark.parametrize("size", range(1, 9))
def test_the_published_roots_come_out(size: int) -> None:
    assert Kept(LEAVES[:size]).root.hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size"), PATHS)
def test_the_published_paths_come_out(index: int, size: int) -> None:
    assert [h.hex() for h in tree.path(index, size, Kept(LEAVES).ask)] == PATHS[index, size]


def test_the_nothing_has_the_published_root() -> None:
    assert tree.EMPTY.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert tree.root(0, Kept([]).ask) == tree.EMPTY


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 300), st.data())
def test_every_leaf_of_every_size_is_proved_and_no_flipped_bit_is(size: int, data: st.DataObject) -> None:
    leaves = [n.to_bytes(4, "big") for n in range(size)]
    kept = Kept(leaves)
    upto = data.draw(st.integers(1, size))
    index = data.draw(st.integers(0, upto - 1))
    root = plain_root(leaves[:upto])
    assert tree.root(upto, kept.ask) == root
    kept.asked = 0
    path = tree.path(index, upto, kept.ask)
    assert len(path) <= (upto - 1).bit_length() and kept.asked <= 2 * upto.bit_length()
    here = tree.leaf_hash(leaves[index])
    assert verify_points.root_by_path(index, upto, here, path) == root
    parts = [here, *path]
    which, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[which] = (int.from_bytes(parts[which], "big") ^ 1 << bit).to_bytes(32, "big")
    assert verify_points.root_by_path(index, upto, parts[0], parts[1:]) != root
    other = data.draw(st.integers(0, upto + 1))
    if other != index:
        assert verify_points.root_by_path(other, upto, here, path) != root


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 300), st.data())
def test_every_tree_continues_every_smaller_one_and_no_other(size: int, data: st.DataObject) -> None:
    leaves = [n.to_bytes(4, "big") for n in range(size)]
    kept = Kept(leaves)
    first = data.draw(st.integers(1, size))
    roots = [plain_root(leaves[:first]), plain_root(leaves)]
    proof = tree.consistency(first, size, kept.ask)
    assert verify_points.continues(first, size, *roots, proof)
    parts = [*roots, *proof]
    which, bit = data.draw(st.integers(0, len(parts) - 1)), data.draw(st.integers(0, 255))
    parts[which] = (int.from_bytes(parts[which], "big") ^ 1 << bit).to_bytes(32, "big")
    assert not verify_points.continues(first, size, parts[0], parts[1], parts[2:])
    changed = data.draw(st.integers(0, first - 1))
    forged = plain_root([leaf + b"!" if n == changed else leaf for n, leaf in enumerate(leaves[:first])])
    assert not verify_points.continues(first, size, forged, roots[1], proof)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=6))
def test_a_tree_grown_in_portions_is_the_tree(portions: list[int]) -> None:
    whole = Kept([n.to_bytes(4, "big") for n in range(sum(portions))])
    size, nodes = 0, {}
    for count in portions:
        grower = tree.Grower(size, [whole.nodes[node] for node in tree.peaks(size)])
        for place in range(size, size + count):
            grower.add(whole.nodes[0, place])
        nodes |= dict(grower.made)
        size += count
    assert grower.root() == whole.root
    assert nodes == {node: h for node, h in whole.nodes.items() if node[0]}
    assert all(tree.node_of(tree.number_of(node)) == node for node in nodes)

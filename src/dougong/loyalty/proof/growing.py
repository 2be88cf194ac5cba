"""Entries into the tree, in portions: each a transaction of its own, so that a kill loses none and doubles none."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from dougong.kit.bulk import insert_rows
from dougong.kit.horizon import Horizon
from dougong.loyalty.models import PointsEntry, PointsEvent
from dougong.loyalty.proof import tree
from dougong.loyalty.proof.leaves import COLUMNS, SALT_BYTES, held_of, leaf_of
from dougong.loyalty.proof.models import PointsLeaf, PointsNode

PORTION = 1000


def new_horizon() -> Horizon:
    """Entries are numbered before they are written, their events are written before that (`services.writing`)."""
    return Horizon(PointsEntry, PointsEvent)


_horizon = new_horizon()


def rows_after(entry: int, upto: int | None = None) -> Any:
    """Entries with their events as the tree sees them, in their order."""
    rows = PointsEntry.objects.filter(pk__gt=entry).order_by("pk").values(*COLUMNS)
    return rows if upto is None else rows.filter(pk__lte=upto)


def kept(nodes: set[tree.Node]) -> dict[tree.Node, bytes]:
    """The nodes asked for, in two queries."""
    leaves = {place for level, place in nodes if level == 0}
    inner = {tree.number_of(node) for node in nodes if node[0]}
    found = {(0, n): bytes(h) for n, h in PointsLeaf.objects.filter(pk__in=leaves).values_list("pk", "hash")}
    rows = PointsNode.objects.filter(pk__in=inner).values_list("pk", "hash")
    return found | {tree.node_of(n): bytes(h) for n, h in rows}


def last_leaf() -> tuple[int, int]:
    """(size of the tree, number of its last entry)."""
    last = PointsLeaf.objects.order_by("-number").values_list("number", "entry_no").first()
    return (last[0] + 1, last[1]) if last else (0, 0)


def _grower(size: int) -> tree.Grower:
    nodes = tree.peaks(size)
    known = kept(set(nodes))
    return tree.Grower(size, [known[node] for node in nodes])


def alone() -> None:
    """Whoever grows the tree or signs a head does so one at a time; until the end of the transaction. SQLite's are that anyhow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('loyalty.proof'))")


def grow(upto: int) -> int:
    """One portion of what is complete up to entry `upto`; how many leaves it made."""
    with transaction.atomic():
        alone()
        size, last = last_leaf()
        growing = _grower(size)
        leaves = []
        for row in rows_after(last, upto)[:PORTION]:
            salt = secrets.token_bytes(SALT_BYTES)
            held = held_of(row, salt)
            here = tree.leaf_hash(leaf_of(row, held))
            leaves.append((growing.size, row["id"], here, held, salt))
            growing.add(here)
        if leaves:
            insert_rows(PointsLeaf, ("number", "entry_no", "hash", "held", "salt"), leaves)
            insert_rows(PointsNode, ("number", "hash"), [(tree.number_of(n), h) for n, h in growing.made])
    return len(leaves)


def grow_all(checkpoint: Callable[[], None] = lambda: None, horizon: Horizon | None = None) -> int:
    """Everything that is complete now; how many leaves."""
    upto, total = (horizon or _horizon).now(), 0
    while made := grow(upto):
        total += made
        checkpoint()
    return total

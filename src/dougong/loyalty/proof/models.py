"""What the proof keeps beside the ledger. All of it is only ever added to, as the ledger is."""

from __future__ import annotations

from django.db import models

from dougong.kit.guards import guard


class PointsLeaf(models.Model):
    """The place of an entry in the tree: numbers from 0 without a gap, in the order of the entries. `hash` is over its bytes,
    `held` over what could name a person, with `salt` (see `leaves`)."""

    number = models.PositiveBigIntegerField(primary_key=True)
    entry_no = models.PositiveBigIntegerField(unique=True)
    hash = models.BinaryField(max_length=32)
    held = models.BinaryField(max_length=32)
    salt = models.BinaryField(max_length=16)


class PointsNode(models.Model):
    """A full inner node of the tree, above the leaves; see `tree.number_of`."""

    number = models.PositiveBigIntegerField(primary_key=True)
    hash = models.BinaryField(max_length=32)


class PointsKey(models.Model):
    """A key that signs heads: the public half. A later one signed the head that was the last (`over`, head `head`), and the one
    before signed that it follows (`endorsed`, empty where that was lost)."""

    id = models.CharField(max_length=16, primary_key=True)
    number = models.PositiveIntegerField(unique=True)
    public = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    head = models.PositiveBigIntegerField(default=0)
    over = models.CharField(max_length=128, default="", blank=True)
    endorsed = models.CharField(max_length=128, default="", blank=True)


class PointsHead(models.Model):
    """The tree of the first `size` leaves at a moment, signed. `previous` is the hash of the text of the head before."""

    number = models.PositiveBigIntegerField(primary_key=True)
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    previous = models.CharField(max_length=64, default="", blank=True)
    key = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)


GUARDS = tuple(
    guard(f"loyalty_points{name}", f"the points proof is append-only: {name}")
    for name in ("leaf", "node", "key", "head")
)

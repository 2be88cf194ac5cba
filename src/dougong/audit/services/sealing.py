"""The sealer: closes committed entries in batches, behind the writers' backs. No writer ever waits for it.

A batch takes a range of numbers without a gap; so it may only reach as far as nothing can appear any more (`kit.horizon`).
Numbers that were rolled back stay empty; the seal counts what is there. Two workers can't both close a batch: the digest of the
one before is unique.
"""

from __future__ import annotations

import datetime as dt
import logging
import time

from django.db import IntegrityError, transaction
from django.db.models import Max

from dougong.audit.models import AuditEntry, Seal
from dougong.audit.rules import SealFacts, content_of, pack
from dougong.audit.services import anchors
from dougong.audit.services.cells import leaves_between
from dougong.kit import clock
from dougong.kit.horizon import Horizon

log = logging.getLogger("dougong.audit")
BATCH = 1000
EVERY_SECONDS = 10.0


class Sealer:
    """`step` is a turn of the worker; it does little and often."""

    def __init__(self, horizon: Horizon | None = None) -> None:
        self.horizon = horizon or Horizon(AuditEntry)
        self._next = 0.0

    def step(self) -> int:
        """Close one batch when it is time; how many entries it took. A full one is followed by another at once."""
        now = time.monotonic()
        if now < self._next:
            return 0
        sealed = self.seal_next()
        if sealed < BATCH:
            self._next = now + EVERY_SECONDS
            anchors.keep_up()
        return sealed

    def seal_next(self) -> int:
        last = Seal.objects.order_by("-number").values("number", "last_id", "total", "digest").first()
        before = last or {"number": 0, "last_id": 0, "total": 0, "digest": ""}
        first_id, upto = before["last_id"] + 1, self.horizon.now()
        leaves = list(leaves_between(first_id, upto, BATCH)) if upto >= first_id else []
        if not leaves:
            return 0
        facts = SealFacts(
            number=before["number"] + 1,
            first_id=first_id,
            last_id=leaves[-1][0],
            count=len(leaves),
            total=before["total"] + len(leaves),
            sealed_at=_moment(first_id, leaves[-1][0]),
            previous=before["digest"],
            content=content_of(leaves),
            leaves=pack(leaves, first_id),
        )
        return len(leaves) if _store(facts) else 0


def _moment(first_id: int, last_id: int) -> dt.datetime:
    """Now, but never before what is sealed: a clock that was set back must not make a batch look old enough to go."""
    newest = AuditEntry.objects.filter(pk__gte=first_id, pk__lte=last_id).aggregate(at=Max("at"))["at"]
    return max(clock.now(), newest or clock.now())


def _store(facts: SealFacts) -> bool:
    values = {name: getattr(facts, name) for name in SealFacts.__slots__}
    try:
        with transaction.atomic():
            Seal.objects.create(**values, digest=facts.digest())
    except IntegrityError:  # another worker closed this batch
        return False
    return True


def seal_all() -> int:
    """Everything that is complete now; how many entries."""
    sealer, total = Sealer(), 0
    while sealed := sealer.seal_next():
        total += sealed
    anchors.keep_up()
    return total

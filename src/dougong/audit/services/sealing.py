"""The sealer: closes committed entries in batches, behind the writers' backs. No writer ever waits for it.

Which entries are complete? Numbers are given before their transactions end, so a low one may appear after a high one. A batch
takes a range of numbers without a gap; so it may only reach as far as nothing can appear any more (the horizon):

* SQLite has one writer at a time, and gives numbers inside its transaction: whatever is seen is complete.
* PostgreSQL: the sequence's last number L is read, and then which transactions hold the lock that an INSERT into the table takes
  before it asks for a number. Who got a number up to L holds that lock, or has ended. When all those transactions have ended,
  every number up to L is there or never will be. The sealer doesn't wait for them: it looks again at its next turn. A settle time
  would only be a guess at how long a transaction lasts, and the snapshot's xmin misses one that has its number but no xid yet.

Numbers that were rolled back stay empty; the seal counts what is there. Two workers can't both close a batch: the digest of the
one before is unique.
"""

from __future__ import annotations

import datetime as dt
import logging
import time

from django.db import IntegrityError, connection, transaction
from django.db.models import Max

from dougong.audit.models import AuditEntry, Seal
from dougong.audit.rules import SealFacts, content_of, pack
from dougong.audit.services import anchors
from dougong.audit.services.cells import leaves_between
from dougong.kit import clock

log = logging.getLogger("dougong.audit")
BATCH = 1000
EVERY_SECONDS = 10.0
_WRITERS = (
    "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND mode = 'RowExclusiveLock'"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND relation = 'audit_auditentry'::regclass AND pid <> pg_backend_pid()"
)


class Horizon:
    """The number up to which no entry can appear any more."""

    def __init__(self) -> None:
        self._settled = 0
        self._waiting: tuple[int, set[str]] | None = None

    def now(self) -> int:
        if connection.vendor == "sqlite":
            return AuditEntry.objects.aggregate(last=Max("pk"))["last"] or 0
        last, writers = _last_number(), _writers()  # in this order: see above
        if self._waiting and not self._waiting[1] & writers:
            self._settled, self._waiting = self._waiting[0], None
        if not writers:
            self._settled, self._waiting = last, None
        elif self._waiting is None:
            self._waiting = (last, writers)
        return min(self._settled, last)


def _last_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value, is_called FROM audit_auditentry_id_seq")
        last, called = cursor.fetchone()
    return int(last) if called else 0


def _writers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS)
        return {row[0] for row in cursor.fetchall()}


class Sealer:
    """`step` is a turn of the worker; it does little and often."""

    def __init__(self, horizon: Horizon | None = None) -> None:
        self.horizon = horizon or Horizon()
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

"""Up to which number no entry can appear any more.

Numbers are given before their transactions end, so a low one may appear after a high one; the tree takes entries in their order and
so only what is complete. SQLite has one writer at a time: what is seen is complete. On PostgreSQL whoever has a number of an entry
wrote its event before (`services.writing`), or writes entries, and holds that table's lock until its end: the sequence is read first,
then who holds such a lock; when all of these have ended, every number up to there is here or never will be. Nobody is waited for: the
job looks again at its next turn.
"""

from __future__ import annotations

from django.db import connection
from django.db.models import Max

from dougong.loyalty.models import PointsEntry

_WRITERS = (
    "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND mode = 'RowExclusiveLock'"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND relation IN ('loyalty_pointsentry'::regclass, 'loyalty_pointsevent'::regclass) AND pid <> pg_backend_pid()"
)


class Horizon:
    def __init__(self) -> None:
        self._settled = 0
        self._waiting: tuple[int, set[str]] | None = None

    def now(self) -> int:
        if connection.vendor == "sqlite":
            return PointsEntry.objects.aggregate(last=Max("pk"))["last"] or 0
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
        cursor.execute("SELECT last_value, is_called FROM loyalty_pointsentry_id_seq")
        last, called = cursor.fetchone()
    return int(last) if called else 0


def _writers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS)
        return {row[0] for row in cursor.fetchall()}

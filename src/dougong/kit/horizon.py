"""Up to which number no row of an append-only table can appear any more.

Numbers are given before their transactions end, so a low one may appear after a high one; whoever takes rows in their order takes
only what is complete:

* SQLite has one writer at a time, and gives numbers inside its transaction: whatever is seen is complete.
* PostgreSQL: the sequence's last number L is read, and then which transactions hold the lock that an INSERT into the table takes
  before it asks for a number. Who got a number up to L holds that lock, or has ended. When all those transactions have ended,
  every number up to L is there or never will be. Nobody is waited for: the next look finds out. A settle time would only be a
  guess at how long a transaction lasts, and the snapshot's xmin misses one that has its number but no xid yet.
"""

from __future__ import annotations

from django.db import connection, models
from django.db.models import Max

_WRITERS = (
    "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND mode = 'RowExclusiveLock'"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND relation = ANY (%s::regclass[]) AND pid <> pg_backend_pid()"
)


class Horizon:
    """`now()` is that number for the table of `model`. Where writers draw numbers before they insert, `before` names the
    tables that they write first in the same transaction: then these locks tell of them."""

    def __init__(self, model: type[models.Model], *before: type[models.Model]) -> None:
        self._model = model
        self._tables = [one._meta.db_table for one in (model, *before)]
        self._settled = 0
        self._waiting: tuple[int, set[str]] | None = None

    def now(self) -> int:
        if connection.vendor == "sqlite":
            return self._model._default_manager.aggregate(last=Max("pk"))["last"] or 0
        last, writers = self._last_number(), self._writers()  # in this order: see above
        if self._waiting and not self._waiting[1] & writers:
            self._settled, self._waiting = self._waiting[0], None
        if not writers:
            self._settled, self._waiting = last, None
        elif self._waiting is None:
            self._waiting = (last, writers)
        return min(self._settled, last)

    def _last_number(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT last_value, is_called FROM {self._tables[0]}_id_seq")  # noqa: S608  our own names
            last, called = cursor.fetchone()
        return int(last) if called else 0

    def _writers(self) -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(_WRITERS, [self._tables])
            return {row[0] for row in cursor.fetchall()}

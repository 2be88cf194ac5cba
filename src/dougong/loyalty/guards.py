"""What keeps the ledger and its journal append-only in the database itself."""

from __future__ import annotations

from dougong.kit.guards import guard

TABLE = "loyalty_pointsentry"
JOURNAL = "loyalty_pointsevent"
ALL = (guard(TABLE, "points entries are append-only"), guard(JOURNAL, "the points journal is append-only"))


def install(using: str = "default") -> None:
    for one in ALL:
        one.install(using)


def remove(using: str = "default") -> None:
    for one in ALL:
        one.remove(using)

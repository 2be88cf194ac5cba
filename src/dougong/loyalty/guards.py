"""What keeps the ledger append-only in the database itself."""

from __future__ import annotations

from dougong.kit.guards import guard

TABLE = "loyalty_pointsentry"
_GUARD = guard(TABLE, "points entries are append-only")
install, remove = _GUARD.install, _GUARD.remove

"""What keeps the record append-only in the database itself.

An entry may go only when its retention is on record (`Removal`) and it is older than six months by the database's own clock.
Seals and removals never go.
"""

from __future__ import annotations

from dougong.kit.guards import guard

_COVERED = "EXISTS (SELECT 1 FROM audit_removal r WHERE OLD.id BETWEEN r.first_id AND r.last_id)"
ENTRIES = guard(
    "audit_auditentry",
    "audit entries are append-only",
    sqlite=f"OLD.at < datetime('now', '-6 months') AND {_COVERED}",
    postgresql=f"OLD.at < now() - interval '6 months' AND {_COVERED}",
)
SEALS = guard("audit_seal", "seals of the audit are append-only")
REMOVALS = guard("audit_removal", "removals from the audit are append-only")
ALL = (ENTRIES, SEALS, REMOVALS)

from __future__ import annotations

BACKUP = "stewardship.backup"

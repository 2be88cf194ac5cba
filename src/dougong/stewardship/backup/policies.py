from __future__ import annotations

from django.db.models import Q

from dougong.kit.access import NOTHING
from dougong.kit.actor import Actor

BACKUP = "stewardship.backup"


def backup_rows(actor: Actor, action: str) -> Q:
    return Q() if actor.can(BACKUP, action) else NOTHING

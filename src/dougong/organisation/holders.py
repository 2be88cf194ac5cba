"""Who holds what, and who may take it: what both the looking and the doing go by."""

from __future__ import annotations

import uuid
from typing import Any

from dougong.accounts.models import User
from dougong.kit.handing import Holding
from dougong.kit.handing import holding as holding_of
from dougong.organisation import errors


def held(holding: Holding, person_id: uuid.UUID) -> Any:
    """His rows that still are somebody's work."""
    return holding.model._default_manager.filter(holding.live, **{f"{holding.field}_id": person_id})


def check_takers(leaver: uuid.UUID, takers: dict[str, uuid.UUID]) -> None:
    """kind → who takes it ("" is the successor): kinds that can be passed on, active colleagues, not himself."""
    for kind in takers:
        found = holding_of(kind) if kind else None
        if kind and (found is None or found.end is not None):
            raise errors.KindUnknown(field="overrides", kind=kind)
    wanted = set(takers.values())
    there = User.objects.filter(pk__in=wanted - {leaver}, kind="staff", is_active=True).values_list("pk", flat=True)
    if wanted - set(there):
        raise errors.SuccessorUnknown(field="successor_id" if takers.get("") not in set(there) else "overrides")

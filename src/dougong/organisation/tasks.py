from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from dougong.kit import clock
from dougong.kit.acting import actor_or_system
from dougong.kit.actor import Actor
from dougong.kit.jobs import JobContext, job, periodic
from dougong.organisation.models import HandOver
from dougong.organisation.services import handing, undoing


@job("organisation.hand_over")
def hand_over(ctx: JobContext, *, hand_over_id: str) -> dict[str, Any]:
    return handing.run(ctx.actor(), uuid.UUID(hand_over_id), ctx.progress)


@job("organisation.undo_hand_over")
def undo_hand_over(ctx: JobContext, *, hand_over_id: str) -> dict[str, Any]:
    return undoing.run(ctx.actor(), uuid.UUID(hand_over_id), ctx.progress)


@periodic("organisation.last_days", every=dt.timedelta(hours=1))
def last_days(ctx: JobContext) -> None:
    """Whose day has come: what he was given since goes the same way, then his account is closed."""
    due = HandOver.objects.filter(status="done", closed_at__isnull=True, leaves_on__lte=clock.today())
    for pk, by in due.values_list("pk", "created_by_id"):
        actor = actor_or_system(by)
        handing.run(actor if actor.can("accounts.user", "archive") else Actor.system(), pk, None)

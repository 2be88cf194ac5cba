from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from dougong.clients import kinds
from dougong.clients.models import NextStep
from dougong.kit import clock
from dougong.kit.jobs import JobContext, periodic
from dougong.notifications.services import tell

BATCH = 200
#: (kind of step, whether it is late) -> what is told
TOLD = {
    ("step", False): kinds.STEP_DUE,
    ("step", True): kinds.STEP_OVERDUE,
    ("promise", False): kinds.PROMISE_DUE,
    ("promise", True): kinds.PROMISE_OVERDUE,
}


@periodic("clients.remind_of_steps", at="08:30")
def remind_of_steps(ctx: JobContext) -> dict[str, int]:
    """Tell each assignee of what is due today, and once of what has become overdue. A new date makes it new."""
    today = clock.today()
    open_ = NextStep.objects.filter(
        done_at__isnull=True, due_on__lte=today, assignee__is_active=True, client__archived_at__isnull=True
    ).select_related("client")
    told, last = 0, None
    while True:
        rows = list((open_.filter(pk__gt=last) if last else open_).order_by("pk")[:BATCH])
        with transaction.atomic():
            told += sum([_remind(step, today) for step in rows])
        ctx.checkpoint()
        if len(rows) < BATCH:
            return {"told": told}
        last = rows[-1].pk


def _remind(step: Any, today: dt.date) -> int:
    late = step.due_on < today
    state = "overdue" if late else "due"
    new = tell(
        [step.assignee_id],
        kind=TOLD[step.kind, late],
        key=f"clients.step:{step.pk}:{step.due_on}:{state}",
        resource="clients.client",
        object_id=step.client_id,
        link=f"/clients/{step.client_id}",
        title=step.title,
        client=step.client.name,
        due_on=step.due_on,
    )
    return len(new)

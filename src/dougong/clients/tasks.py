from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from dougong.clients import kinds
from dougong.clients.filling import completeness_of
from dougong.clients.models import Client, Contact, NextStep
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.jobs import JobContext, job, periodic
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


@job("clients.count_completeness")
def count_completeness(ctx: JobContext) -> dict[str, int]:
    """Every dossier's completeness by the fields that are needed now; only those that change are written."""
    actor, last, changed, seen = Actor.system(), None, 0, 0  # nobody asked for it: it follows from the fields
    total = Client.objects.count()
    people = Contact.objects.filter(client=OuterRef("pk"), archived_at__isnull=True)
    while True:
        rows = Client.objects.annotate(has_people=Exists(people)).order_by("pk")
        found = list((rows.filter(pk__gt=last) if last else rows)[:BATCH])
        for client in found:
            now = completeness_of(actor, client, client.has_people)
            if now != client.completeness:
                changed += Client.objects.filter(pk=client.pk).update(completeness=now)
        seen += len(found)
        ctx.progress(seen, max(total, seen))
        if len(found) < BATCH:
            return {"changed": changed}
        last = found[-1].pk

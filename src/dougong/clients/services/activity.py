from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from dougong.accounts.models import User
from dougong.audit.services import record as audit
from dougong.clients.models import Client, NextStep, TimelineEntry
from dougong.clients.services.dossiers import CLIENT, active_owner, locked_client
from dougong.kit import clock
from dougong.kit.access import require, seen
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.jsonable import plain
from dougong.kit.stream import notify


def record(
    actor: Actor,
    *,
    client_id: uuid.UUID,
    kind: str,
    group: str,
    resource: str,
    object_id: object,
    text: str = "",
    contact: bool = False,
    **data: Any,
) -> TimelineEntry:
    """Tell the client's timeline of a fact, in the transaction of the fact; `contact` when we spoke with the client."""
    entry = TimelineEntry.objects.create(
        client_id=client_id,
        at=clock.now(),
        kind=kind,
        group=group,
        actor_id=actor.id,
        actor_name=actor.name,
        resource=resource,
        object_id=str(object_id),
        text=text,
        data=plain(data),
    )
    if contact:
        Client.objects.filter(pk=client_id).update(last_contact_at=entry.at)
    notify(CLIENT, client_id)
    return entry


@transaction.atomic
def add_note(actor: Actor, *, client_id: uuid.UUID, kind: str, text: str) -> TimelineEntry:
    """A talk, a visit, a call or a remark. All but a remark count as following up."""
    client = locked_client(actor, client_id, action="view")
    require(actor, CLIENT, "note", client)
    return record(
        actor,
        client_id=client.pk,
        kind=kind,
        group="follow_up",
        resource=CLIENT,
        object_id=client.pk,
        text=text,
        contact=kind != "note",
    )


@transaction.atomic
def add_step(
    actor: Actor,
    *,
    client_id: uuid.UUID,
    title: str,
    kind: str = "step",
    due_on: dt.date | None = None,
    assignee_id: uuid.UUID | None = None,
) -> NextStep:
    client = locked_client(actor, client_id, action="view")
    require(actor, CLIENT, "note", client)
    assignee: User | None = active_owner(assignee_id or actor.id)
    step = NextStep.objects.create(
        client=client, title=title, kind=kind, due_on=due_on, assignee=assignee, created_by_id=actor.id
    )
    notify(CLIENT, client.pk)
    return step


@transaction.atomic
def finish_step(actor: Actor, *, step_id: uuid.UUID) -> NextStep:
    """Done; told on the timeline once, however often it is sent."""
    step = _step(actor, step_id)
    if step.done_at is None:
        step.done_at = clock.now()
        step.store("done_at")
        audit(actor, "finish_step", CLIENT, step.client, after={"step": step.title})
        record(
            actor,
            client_id=step.client_id,
            kind="step_done",
            group="follow_up",
            resource=CLIENT,
            object_id=step.client_id,
            title=step.title,
            step_id=step.pk,
        )
    return step


@transaction.atomic
def reopen_step(actor: Actor, *, step_id: uuid.UUID) -> NextStep:
    """The undo of `finish_step`."""
    step = _step(actor, step_id)
    if step.done_at is not None:
        step.done_at = None
        step.store("done_at")
        told = TimelineEntry.objects.filter(client_id=step.client_id, kind="step_done", data__step_id=str(step.pk))
        told.delete()
        notify(CLIENT, step.client_id)
    return step


def _step(actor: Actor, step_id: uuid.UUID) -> NextStep:
    rows = NextStep.objects.select_for_update(of=("self",)).filter(client__in=seen(actor, CLIENT))
    step: NextStep | None = rows.filter(pk=step_id).first()
    if step is None:
        raise NotFound()
    require(actor, CLIENT, "note", step.client)
    return step

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from dougong.accounts.models import User
from dougong.audit.services import record as audit
from dougong.clients import errors
from dougong.clients.models import Client, NextStep, TimelineEntry
from dougong.clients.services.dossiers import CLIENT, active_owner, locked_client
from dougong.files.services import attach
from dougong.kit import clock
from dougong.kit.access import require, seen
from dougong.kit.actor import Actor
from dougong.kit.bulk import insert_rows
from dougong.kit.errors import FieldError, NotFound
from dougong.kit.jsonable import plain
from dougong.kit.mails import read_mail
from dougong.kit.stream import notify

#: Characters of a mail that the timeline tells; the file has the rest.
LONGEST = 5000
#: What is written down without having spoken with the client.
QUIET = ("note", "daily_report", "weekly_report")


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
    at: dt.datetime | None = None,
    keywords: Sequence[str] = (),
    **data: Any,
) -> TimelineEntry:
    """Tell the client's timeline of a fact, in the transaction of the fact; `contact` when we spoke with the client, `at` when
    that was, where it was not now."""
    entry = TimelineEntry.objects.create(
        client_id=client_id,
        at=at or clock.now(),
        kind=kind,
        group=group,
        actor_id=actor.id,
        actor_name=actor.name,
        resource=resource,
        object_id=str(object_id),
        text=text,
        keywords=_kept(keywords),
        data=plain(data),
    )
    if contact:
        later = Q(last_contact_at__isnull=True) | Q(last_contact_at__lt=entry.at)
        Client.objects.filter(later, pk=client_id).update(last_contact_at=entry.at)
    notify(CLIENT, client_id)
    return entry


def record_many(told: Sequence[tuple[Actor, uuid.UUID, dict[str, Any]]], *, resource: str, group: str) -> None:
    """As `record` for each of (who, client, {kind, object_id, at and what the sentence is told with}), in one statement; whoever
    changes the clients' figures with it tells the browsers."""
    rows = []
    for actor, client_id, data in told:
        kind, object_id, at = data.pop("kind"), data.pop("object_id"), data.pop("at", None)
        rows.append((client_id, at or clock.now(), kind, group, actor.id, actor.name, resource, str(object_id), plain(data)))
    names = ("client_id", "at", "kind", "group", "actor_id", "actor_name", "resource", "object_id", "data")
    insert_rows(TimelineEntry, names, rows)


def _kept(keywords: Sequence[str]) -> str:
    """Each once, between two signs, so that one is found whole."""
    words = dict.fromkeys(w for word in keywords if (w := word.replace("、", " ").strip()[:20]))
    return f"、{'、'.join(list(words)[:10])}、" if words else ""


@transaction.atomic
def add_note(
    actor: Actor,
    *,
    client_id: uuid.UUID,
    kind: str,
    text: str,
    keywords: Sequence[str] = (),
    happened_on: dt.date | None = None,
    promise: str = "",
    promise_due: dt.date | None = None,
) -> TimelineEntry:
    """A talk, minutes, a report or a remark, when it happened; with a promise that somebody made, which is reminded of.

    All but remarks and reports count as following up. Raises FieldError for a day to come, and for a promise without one.
    """
    client = locked_client(actor, client_id, action="view")
    require(actor, CLIENT, "note", client)
    if promise.strip() and promise_due is None:
        raise FieldError("promise_due", "承诺要有期限，到期才好提醒。", "A promise needs a date to be reminded of.")
    entry = record(
        actor, client_id=client.pk, kind=kind, group="follow_up", resource=CLIENT, object_id=client.pk, text=text,
        contact=kind not in QUIET, at=_moment(happened_on), keywords=keywords,
    )  # fmt: skip
    if promise.strip():
        add_step(actor, client_id=client.pk, title=promise.strip()[:200], kind="promise", due_on=promise_due)
    return entry


def _moment(day: dt.date | None) -> dt.datetime | None:
    """Noon of that day; None for today, which is now."""
    if day is None or day == clock.today():
        return None
    if not clock.today() - dt.timedelta(days=3650) <= day < clock.today():
        raise FieldError("happened_on", "填今天或以前的日期，最早十年前。", "Today or earlier, at most ten years ago.")
    return clock.day_start(day) + dt.timedelta(hours=12)


@transaction.atomic
def add_mail(actor: Actor, *, client_id: uuid.UUID, filename: str, data: bytes, key: str = "") -> TimelineEntry:
    """A mail's file: on the timeline at its time, the file among the documents. Raises NoMail."""
    client = locked_client(actor, client_id, action="view")
    require(actor, CLIENT, "note", client)
    mail = read_mail(data)
    if mail is None:
        raise errors.NoMail(field="file", name=filename)
    kept = attach(actor, resource=CLIENT, object_id=client.pk, filename=filename, data=data, key=key)
    told = TimelineEntry.objects.filter(client_id=client.pk, kind="mail", data__attachment=str(kept.pk)).first()
    if told is not None:  # sent twice
        return told
    at = mail.at if mail.at is not None and mail.at <= clock.now() else clock.now()
    return record(
        actor, client_id=client.pk, kind="mail", group="follow_up", resource=CLIENT, object_id=client.pk,
        text=mail.text[:LONGEST], contact=True, at=at, subject=mail.subject[:200] or "—", sender=mail.sender[:200] or "—",
        receivers=mail.receivers[:300], attachments=[name[:120] for name in mail.attachments[:20]], attachment=kept.pk,
    )  # fmt: skip


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

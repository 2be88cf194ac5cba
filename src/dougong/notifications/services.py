from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, connection, transaction

from dougong.accounts.models import User
from dougong.kit import clock
from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.jobs import enqueue
from dougong.kit.jsonable import plain
from dougong.kit.money import Money, yuan
from dougong.kit.stream import notify
from dougong.notifications.errors import KindUnknown
from dougong.notifications.kinds import Kind, kinds
from dougong.notifications.kinds import kind as kind_of
from dougong.notifications.models import MailDelivery, Notification, Preference
from dougong.notifications.policies import NOTIFICATION

MAIL_JOB = "notifications.mail"


def tell(
    user_ids: Iterable[uuid.UUID | None],
    *,
    kind: str,
    key: str,
    resource: str,
    object_id: object,
    link: str,
    **params: Any,
) -> list[Notification]:
    """Tell people of a record, in the transaction of the fact: once per (person, key), however often it is called.

    `params` fill the kind's title; money is shown as ¥350,000.00. Mails are queued here and sent by the worker.
    Blocked people are passed over, and contacts, unless the kind is for them. Returns what was new.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a notification is written inside the transaction of its fact")
    told = kind_of(kind)
    ids = {i for i in user_ids if i is not None}
    had = set(Notification.objects.filter(user_id__in=ids, key=key).values_list("user_id", flat=True))
    people = list(User.objects.filter(pk__in=ids - had, kind="contact" if told.contacts else "staff", is_active=True).order_by("pk"))
    chosen = {p.user_id: p for p in Preference.objects.filter(user__in=people, kind=kind)}
    shown = plain({name: _shown(value) for name, value in params.items()})
    new = []
    for person in people:
        wants = chosen.get(person.pk)
        row = Notification(
            user=person, kind=kind, key=key, params=shown, resource=resource, object_id=str(object_id), link=link,
            in_app=wants.app if wants else told.default_app, created_at=clock.now(),
        )  # fmt: skip
        if _insert(row):
            new.append(row)
            _queue(row, told, mail=bool(person.email) and (wants.mail if wants else told.default_mail))
    return new


def _insert(row: Notification) -> bool:
    """Whether it was new. Of two at once the second waits for the first, then finds its key taken."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _queue(row: Notification, told: Kind, *, mail: bool) -> None:
    if row.in_app:
        notify(NOTIFICATION, row.pk, user_id=row.user_id)
    if mail:
        delivery = MailDelivery.objects.create(notification=row)
        enqueue(MAIL_JOB, actor=Actor.system(), title=told.zh, mail_id=delivery.pk)


def _shown(value: Any) -> Any:
    return yuan(value) if isinstance(value, Money) else value


@transaction.atomic
def mark_read(actor: Actor, *, notification_id: int) -> Notification:
    row: Notification = get_visible(Notification.objects.visible_to(actor), notification_id)
    if row.read_at is None:
        row.read_at = clock.now()
        row.save(update_fields=["read_at"])
        notify(NOTIFICATION, row.pk, user_id=row.user_id)
    return row


@transaction.atomic
def mark_all(actor: Actor, *, up_to: int | None = None) -> int:
    """Read all, or all up to the one that was on the screen; how many it were."""
    rows = Notification.objects.visible_to(actor).filter(read_at__isnull=True)
    if up_to is not None:
        rows = rows.filter(pk__lte=up_to)
    count: int = rows.update(read_at=clock.now())
    if count:
        notify(NOTIFICATION, "all", user_id=actor.id)
    return count


@transaction.atomic
def set_preferences(actor: Actor, *, items: Iterable[Mapping[str, Any]]) -> None:
    """Where the actor wants to be told of each kind. Raises KindUnknown before anything is written."""
    known = {k.code for k in kinds() if not k.contacts}
    wanted = list(items)
    assert actor.id is not None
    for item in wanted:
        if item["kind"] not in known:
            raise KindUnknown(field="kind", kind=item["kind"])
    for item in wanted:
        Preference.objects.update_or_create(
            user_id=actor.id, kind=item["kind"], defaults={"app": item["app"], "mail": item["mail"]}
        )

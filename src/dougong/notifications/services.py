from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Telling:
    """What `tell` is told."""

    user_ids: frozenset[uuid.UUID | None]
    kind: str
    key: str
    resource: str
    object_id: object
    link: str
    params: Mapping[str, Any]


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
    return tell_many([Telling(frozenset(user_ids), kind, key, resource, object_id, link, params)])


def tell_many(tellings: Sequence[Telling]) -> list[Notification]:
    """Each as `tell`, in their order; who is to be told of them, of what already and where is read for all together."""
    if not connection.in_atomic_block:
        raise RuntimeError("a notification is written inside the transaction of its fact")
    of_kind = {one.kind: kind_of(one.kind) for one in tellings}
    ids = {i for one in tellings for i in one.user_ids if i is not None}
    earlier = Notification.objects.filter(user_id__in=ids, key__in={one.key for one in tellings})
    had = set(earlier.values_list("user_id", "key"))
    new_to = {i for one in tellings for i in one.user_ids if (i, one.key) not in had}
    people = {p.pk: p for p in User.objects.filter(pk__in=ids & new_to, is_active=True)}
    chosen = {(p.user_id, p.kind): p for p in Preference.objects.filter(user__in=people, kind__in=of_kind)}
    new = []
    for one in tellings:
        told, shown = of_kind[one.kind], plain({name: _shown(value) for name, value in one.params.items()})
        for pk in sorted(i for i in one.user_ids if i in people and (i, one.key) not in had):
            person, wants = people[pk], chosen.get((pk, one.kind))
            if person.kind != ("contact" if told.contacts else "staff"):
                continue
            row = Notification(
                user=person, kind=one.kind, key=one.key, params=shown, resource=one.resource, object_id=str(one.object_id),
                link=one.link, in_app=wants.app if wants else told.default_app, created_at=clock.now(),
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

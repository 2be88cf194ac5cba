from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from dougong.kit.actor import Actor
from dougong.kit.registry import resource, resources
from dougong.notifications.kinds import Kind, kind, kinds
from dougong.notifications.models import Notification, Preference

PAGE = 30
#: The unread are counted to here; the bell shows "99+" beyond.
COUNT_CAP = 100


def readable(actor: Actor, rows: Iterable[Notification]) -> list[Notification]:
    """Those whose record the actor may see now; one query per kind of record."""
    items = list(rows)
    wanted: dict[str, set[Any]] = defaultdict(set)
    keys = {row.pk: _key(row) for row in items}
    for row in items:
        if keys[row.pk] is not None:
            wanted[row.resource].add(keys[row.pk])
    seen = {
        code: set(resource(code).visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
        for code, ids in wanted.items()
    }
    return [row for row in items if keys[row.pk] in seen.get(row.resource, ())]


def _key(row: Notification) -> Any:
    """The record's key in its own type; None when the record's kind or the key is not known."""
    if row.resource not in {r.code for r in resources()}:
        return None
    try:
        return resource(row.resource).model._meta.pk.to_python(row.object_id)
    except ValidationError:
        return None


def notifications(
    actor: Actor, language: str, *, before: int | None = None, unread: bool = False, size: int = PAGE
) -> dict[str, Any]:
    """The latest notifications that may be read, and the cursor to older ones."""
    rows = Notification.objects.visible_to(actor)
    if unread:
        rows = rows.filter(read_at__isnull=True)
    shown: list[Notification] = []
    while len(shown) <= size:
        step = rows.filter(pk__lt=before) if before else rows
        found = list(step.order_by("-pk")[: size + 1])
        shown += readable(actor, found)
        if len(found) <= size:
            break
        before = found[-1].pk
    page = shown[:size]
    return {"items": [out(row, language) for row in page], "next": page[-1].pk if len(shown) > size else None}


def unread_count(actor: Actor) -> dict[str, Any]:
    """How many unread ones may be read, to 99."""
    rows = Notification.objects.visible_to(actor).filter(read_at__isnull=True).order_by("-pk")
    count, before = 0, None
    while count < COUNT_CAP:
        found = list((rows.filter(pk__lt=before) if before else rows)[: COUNT_CAP * 2])
        count += len(readable(actor, found))
        if len(found) < COUNT_CAP * 2:
            break
        before = found[-1].pk
    return {"unread": min(count, COUNT_CAP - 1), "capped": count >= COUNT_CAP}


def out(row: Notification, language: str) -> dict[str, Any]:
    """With its sentence in the reader's language; the name of the kind when its app is gone."""
    try:
        told: Kind = kind(row.kind)
        title, label = told.title(row.params, language), told.label(language)
    except LookupError:
        title = label = row.kind
    return {
        "id": row.pk,
        "kind": row.kind,
        "label": label,
        "title": title,
        "link": row.link,
        "resource": row.resource,
        "object_id": row.object_id,
        "read_at": row.read_at,
        "created_at": row.created_at,
    }


def preferences(actor: Actor, language: str) -> list[dict[str, Any]]:
    """Each kind with where the actor is told of it."""
    assert actor.id is not None
    chosen = {p.kind: p for p in Preference.objects.filter(user_id=actor.id)}
    return [
        {
            "kind": k.code,
            "label": k.label(language),
            "app": chosen[k.code].app if k.code in chosen else k.default_app,
            "mail": chosen[k.code].mail if k.code in chosen else k.default_mail,
        }
        for k in kinds()
        if not k.contacts
    ]

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Exists, OuterRef, Q, UUIDField

from dougong.kit.access import NOTHING
from dougong.kit.actor import Actor
from dougong.kit.errors import NotAllowed, NotFound
from dougong.kit.registry import Resource, resource, resources

ATTACHMENT = "files.attachment"
#: Any of these on a record lets one attach to it; to show a document to the client takes one of the second.
WRITE = ("update", "note", "attach")
SHARE = ("update", "share")


def attachment_rows(actor: Actor, action: str) -> Q:
    """An attachment is seen, and changed, by whoever may do so with its record."""
    return _by_record(actor, ("view",) if action == "view" else WRITE)


def contact_rows(actor: Actor) -> Q:
    return _by_record(actor, ("view",)) & Q(shared_with_client=True, archived_at__isnull=True)


def _by_record(actor: Actor, actions: tuple[str, ...]) -> Q:
    found = NOTHING
    for item in resources():
        if item.code == ATTACHMENT or not isinstance(item.model._meta.pk, UUIDField):
            continue
        for action in actions:
            rows = item.rows_for(actor, action).filter(pk=OuterRef("object_id"))
            found |= Q(Exists(rows), resource=item.code)
    return found


def record_of(actor: Actor, code: str, object_id: uuid.UUID) -> Any:
    """The record, if the actor sees it. Raises NotFound for an unknown kind too."""
    record = _known(code).visible_to(actor).filter(pk=object_id).first()
    if record is None:
        raise NotFound()
    return record


def may(actor: Actor, code: str, object_id: uuid.UUID, actions: tuple[str, ...]) -> bool:
    """Whether the actor may do any of `actions` on the record. Contacts never write."""
    if actor.kind == "contact":
        return False
    known = _known(code)
    return any(known.rows_for(actor, a).filter(pk=object_id).exists() for a in actions if _has(actor, known, a))


def require_on(actor: Actor, code: str, object_id: uuid.UUID, actions: tuple[str, ...]) -> Any:
    record = record_of(actor, code, object_id)
    if not may(actor, code, object_id, actions):
        raise NotAllowed(resource=code, action=actions[0])
    return record


def _has(actor: Actor, known: Resource, action: str) -> bool:
    return actor.can(known.code, action) or bool(known.extra_filters)


def _known(code: str) -> Resource:
    if code == ATTACHMENT:
        raise NotFound()
    try:
        return resource(code)
    except KeyError:
        raise NotFound() from None

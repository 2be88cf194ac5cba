"""A masked value, shown whole to whoever may ask, and put on record."""

from __future__ import annotations

import uuid
from typing import Any

from dougong.audit.services import note
from dougong.kit import fields
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.registry import ADDED, Field, Resource, resources
from dougong.privacy import errors
from dougong.privacy.policies import REVEAL

MANY = 200


def reveal(actor: Actor, *, code: str, object_id: uuid.UUID, field: str, part: uuid.UUID | None = None) -> Any:
    """The value of one field of one record; `part` names the row inside it (a contact of a client).

    Raises NotFound for what he doesn't see, NotMasked for a field that he sees whole or not at all.
    """
    kind, place = _asked(actor, code, field)
    require(actor, REVEAL, "reveal")
    obj = get_visible(kind.visible_to(actor), object_id)
    value = _read(obj, place, part)
    facts = {"field": field, **({"part": part} if part else {})}
    note(actor, "reveal", code, object_id=object_id, title=kind.title(obj), after=facts)
    return value


def reveal_many(actor: Actor, *, code: str, ids: list[uuid.UUID], field: str) -> list[dict[str, Any]]:
    """One field of many records of a list, each with its title: a confirmed act, with one entry for each record."""
    kind, place = _asked(actor, code, field)
    require(actor, REVEAL, "reveal_many")
    found = []
    for obj in kind.visible_to(actor).filter(pk__in=ids[:MANY]):
        found.append({"id": obj.pk, "title": kind.title(obj), "value": _read(obj, place, None)})
        note(actor, "reveal", code, object_id=obj.pk, title=kind.title(obj), after={"field": field, "many": True})
    return found


def _asked(actor: Actor, code: str, field: str) -> tuple[Resource, str]:
    """The resource, and the path of the field from its record. A field is named by its key or by a place it stands in."""
    kind = next((r for r in resources() if r.code == code), None)
    ruled = next((f for f in kind.rulable() if field in (f.key, *f.places)), None) if kind else None
    if kind is None or ruled is None:
        raise NotFound()
    if fields.mode(actor, code, ruled.key) != "mask":
        raise errors.NotMasked()
    return kind, _path(ruled, field)


def _path(ruled: Field, field: str) -> str:
    return field if field in ruled.places else ruled.places[0]


def _read(obj: Any, place: str, part: uuid.UUID | None) -> Any:
    """`phone`, or `contacts.phone` of the row `part`, or `facts.x_budget` of those that a company added."""
    if place.startswith(ADDED):
        found = obj.facts_whole.get(place.removeprefix(ADDED))
        return "" if found is None else str(found)
    relation, _, name = place.rpartition(".")
    if relation:
        obj = getattr(obj, relation).filter(pk__in=[part]).first()
        if obj is None:
            raise NotFound()
    if not hasattr(obj, name):
        raise NotFound()
    return str(getattr(obj, name) or "")

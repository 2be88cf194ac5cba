"""The rows of a change, under lock: the specification first, then its part."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Max

from dougong.clients.models import Contact
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound, Stale
from dougong.kit.stream import notify
from dougong.requirements import errors
from dougong.requirements.models import Part, Requirement, Specification
from dougong.requirements.policies import SPECIFICATION


def locked_specification(actor: Actor, specification_id: uuid.UUID, action: str = "update") -> Specification:
    must_see(actor, SPECIFICATION, specification_id)
    found: Specification = Specification.objects.locked(specification_id)
    require(actor, SPECIFICATION, action, found)
    return found


def locked_part(
    actor: Actor, model: type[Part], code: str, part_id: uuid.UUID, version: int | None, action: str = "update"
) -> Any:
    """The part, its specification under lock too, if the actor may `action` on the specification. Raises Stale with what
    stands there now."""
    must_see(actor, code, part_id)
    rows: Any = model._default_manager
    place = rows.filter(pk=part_id).values_list("specification_id", flat=True).first()
    if place is None:
        raise NotFound()
    locked_specification(actor, place, action)
    found = rows.select_for_update().get(pk=part_id)
    if version is not None and found.version != version:
        raise Stale(who="", version=found.version, current={"version": found.version, "title": found.title})
    return found


def next_seq(specification: Specification, model: type[Part]) -> int:
    """The specification is held, so no other part takes it."""
    rows: Any = model._default_manager
    return (rows.filter(specification=specification).aggregate(n=Max("seq"))["n"] or 0) + 1


def its_requirements(specification_id: uuid.UUID, ids: Iterable[uuid.UUID]) -> list[Requirement]:
    wanted = set(ids)
    found = list(Requirement.objects.filter(specification_id=specification_id, pk__in=wanted))
    if len(found) != len(wanted):
        raise errors.NotInThisSpecification(field="requirement_ids")
    return found


def client_contact(specification: Specification, contact_id: uuid.UUID | None, field: str) -> Contact | None:
    if contact_id is None:
        return None
    rows = Contact.objects.filter(client_id=specification.opportunity.client_id, archived_at__isnull=True)
    found: Contact | None = rows.filter(pk=contact_id).first()
    if found is None:
        raise errors.NotThisClients(field=field)
    return found


def tell(specification_id: uuid.UUID, code: str, part_id: uuid.UUID) -> None:
    """The part, and the specification whose counts it changes."""
    notify(code, part_id)
    notify(SPECIFICATION, specification_id)

"""Making a person anonymous. Ledgers stay whole: amounts, points and the record of acts are never touched."""

from __future__ import annotations

import uuid

from django.db import transaction

from dougong.audit.services import note
from dougong.clients.models import Client
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.stream import notify
from dougong.privacy import errors
from dougong.privacy.holdings import Person, holdings
from dougong.privacy.models import Erasure
from dougong.privacy.policies import PERSONS
from dougong.privacy.selectors.persons import blocks, person_of


@transaction.atomic
def erase(
    actor: Actor, *, kind: str, person_id: uuid.UUID, request_id: uuid.UUID | None = None, cause: str = "person"
) -> Erasure:
    """All that names the person goes; raises ErasureBlocked while the law or a contract demands it."""
    require(actor, PERSONS, "erase")
    person = person_of(kind, person_id, actor)
    # Locked as everywhere: the client first.
    list(Client.objects.select_for_update().filter(pk__in=person.client_ids).order_by("pk"))
    if found := blocks(person):
        raise errors.ErasureBlocked(why=" ".join(b.zh for b in found), why_en=" ".join(b.en for b in found))
    counts = {h.code: h.erase(h.rows(person), person) for h in holdings() if h.erase is not None}
    counts = {code: count for code, count in counts.items() if count}
    erasure = Erasure.objects.create(
        contact_id=_first(person), user_id=person.user_id, counts=counts, erased_by=actor.name, created_by_id=actor.id,
        cause=cause, request_id=request_id,
    )  # fmt: skip
    note(actor, "erase", PERSONS, object_id=person_id, after={"person": kind, **counts})
    for client_id in person.client_ids:
        notify("clients.client", client_id)
    return erasure


def _first(person: Person) -> uuid.UUID | None:
    if person.kind == "contact":
        return person.id
    return person.contact_ids[0] if person.contact_ids else None

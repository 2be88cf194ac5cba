"""Companies that belong together: a client, what stands above it, what stands below."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.clients import errors
from dougong.clients.models import Client
from dougong.clients.policies import CLIENT
from dougong.clients.services.activity import record
from dougong.clients.services.dossiers import locked_client
from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.stream import notify

#: Groups deeper than this are a slip.
DEPTH = 12
SHOWN = 100


@transaction.atomic
def set_parent(
    actor: Actor, *, client_id: uuid.UUID, parent_id: uuid.UUID | None, relation: str = "subsidiary"
) -> Client:
    """Put a client under another that the actor sees, or take it out. Raises CircleOfCompanies."""
    client = locked_client(actor, client_id)
    parent = get_visible(Client.objects.visible_to(actor), parent_id) if parent_id else None
    if parent is not None and (parent.pk == client.pk or client.pk in above(parent)):
        raise errors.CircleOfCompanies(field="parent_id", name=parent.name)
    before = {"parent": client.parent.name if client.parent else None, "relation": client.relation}
    client.parent, client.relation = parent, relation if parent else ""
    after = {"parent": parent.name if parent else None, "relation": client.relation}
    if before == after:
        return client
    client.store("parent", "relation")
    audit(actor, "set_parent", CLIENT, client, before=before, after=after)
    kind = "client_joined" if parent else "client_left"
    record(
        actor, client_id=client.pk, kind=kind, group="change", resource=CLIENT, object_id=client.pk,
        group_name=after["parent"] or before["parent"],
    )  # fmt: skip
    notify(CLIENT, client.pk)
    return client


def above(client: Client) -> list[uuid.UUID]:
    """The keys of what stands above it, from near to far."""
    found: list[uuid.UUID] = []
    key = client.parent_id
    while key is not None and key not in found and len(found) < DEPTH:
        found.append(key)
        key = Client.objects.filter(pk=key).values_list("parent_id", flat=True).first()
    return found


def group_of(actor: Actor, client_id: uuid.UUID) -> dict[str, Any]:
    """What the actor may see of a client's group."""
    client = get_visible(Client.objects.visible_to(actor), client_id)
    keys = above(client)
    names = dict(Client.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", "name"))
    rows = Client.objects.visible_to(actor).filter(parent_id=client_id).order_by("relation", "name_sort", "pk")
    shown = ("id", "name", "relation", "region_name")
    members = [
        {**{name: getattr(row, name) for name in shown}, "archived": row.archived_at is not None}
        for row in rows.only(*shown, "archived_at")[: SHOWN + 1]
    ]
    return {
        "relation": client.relation if client.parent_id in names else None,
        "above": [{"id": key, "name": names[key]} for key in reversed(keys) if key in names],
        "members": members[:SHOWN],
        "more": len(members) > SHOWN,
    }

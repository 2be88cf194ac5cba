"""What a merge would do, before anybody decides."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from dougong.clients.merge import fields as sides
from dougong.clients.merge import people
from dougong.clients.merge.services import asked, not_there, stops
from dougong.clients.models import Client, Contact
from dougong.clients.policies import CLIENT
from dougong.kit import merging
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.registry import resource


def preview(
    actor: Actor,
    client_ids: Sequence[uuid.UUID],
    survivor_id: uuid.UUID | None,
    picks: Mapping[str, uuid.UUID],
    language: str,
) -> dict[str, Any]:
    """The dossiers side by side, what is to be kept of each field, what moves, who is there twice, what stops it."""
    ids = asked(client_ids)
    require(actor, CLIENT, "view")
    rows = {c.pk: c for c in resource(CLIENT).visible_to(actor).filter(pk__in=ids).select_related("figures", "owner")}
    for pk in ids:
        if pk not in rows:
            raise not_there(actor, pk)
    clients = [rows[pk] for pk in ids]
    survivor = rows.get(survivor_id) if survivor_id else None
    survivor = survivor or sides.best_survivor(clients)
    merged = [c for c in clients if c.pk != survivor.pk]
    en = language == "en"
    stopped = stops(survivor, merged)
    stopped += [_archived(c) for c in clients if c.archived_at is not None]
    mine = set(resource(CLIENT).rows_for(actor, "merge").filter(pk__in=ids).values_list("pk", flat=True))
    gone = [c.pk for c in merged]
    return {
        "survivor": survivor.pk,
        "clients": [_client(c) for c in clients],
        "may": len(mine) == len(ids),
        "stops": [english if en else zh for zh, english in stopped],
        "fields": sides.side_by_side(actor, clients, survivor, picks, language),
        "moves": [
            {"code": item.code, "label": item.en if en else item.zh, "count": count}
            for item, count in merging.counted(CLIENT, gone)
        ],
        "united": _united(survivor.pk, gone),
        "window": Contact.objects.filter(client_id__in=gone, user__isnull=False, archived_at__isnull=True).count(),
    }


def _archived(client: Client) -> tuple[str, str]:
    return f"「{client.name}」已归档，先恢复。", f"“{client.name}” is archived: restore it first."


def _client(client: Client) -> dict[str, Any]:
    return {
        "id": client.pk, "version": client.version, "name": client.name, "owner": client.owner.name if client.owner else None,
        "state": client.state, "completeness": client.completeness, "created_at": client.created_at, "updated_at": client.updated_at,
        "last_contact_at": client.last_contact_at, "source": client.source,
    }  # fmt: skip


def _united(survivor: uuid.UUID, gone: Sequence[uuid.UUID]) -> list[str]:
    found = people.pairs(survivor, gone)
    names = dict(Contact.objects.filter(pk__in=found.values()).values_list("pk", "name"))
    return sorted(names[pk] for pk in found.values())

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any

from dougong.files.selectors import shared_files
from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.registry import resource
from dougong.portal.selectors import money, works
from dougong.portal.selectors.people import chosen, clients
from dougong.portal.selectors.points import account_of, holds, of_client
from dougong.requirements.selectors import shared_with_contact

_FILE = ("id", "name", "size", "content_type", "shared_at", "changed_at", "inline", "picture")


def home(actor: Actor, client_id: uuid.UUID | None) -> dict[str, Any]:
    client = chosen(actor, client_id)
    if client is None:
        return {"client": None, "clients": [], "projects": [], "money": None, "points": None}
    account = account_of(actor, client.pk, own=False)
    return {
        "client": {"id": client.pk, "name": client.name},
        "clients": clients(actor),
        "projects": works.of_client(actor, client.pk),
        "money": money.due(money.instalments(actor, client.pk)),
        "points": {**of_client(actor, client, account, before=None, size=1), "holds": holds(account, client.pk)},
    }


def project(actor: Actor, project_id: uuid.UUID) -> dict[str, Any]:
    found = get_visible(works.visible(actor), project_id)
    return {**works.shown(found), "steps": works.milestones([found.pk])[found.pk]}


def files(actor: Actor, client_id: uuid.UUID | None) -> dict[str, Any]:
    """Documents shared with one client, each with the name of the record it belongs to. One query for each kind of record."""
    client = chosen(actor, client_id)
    if client is None:
        return {"client": None, "items": []}
    found = shared_files(actor)
    wanted: dict[str, set[uuid.UUID]] = defaultdict(set)
    for item in found:
        wanted[item["resource"]].add(item["object_id"])
    about = {code: _titles(actor, code, ids, client.pk) for code, ids in wanted.items()}
    items = [
        {**{name: item[name] for name in _FILE}, "about": about[item["resource"]][item["object_id"]]}
        for item in found
        if item["object_id"] in about[item["resource"]]
    ]
    return {"client": {"id": client.pk, "name": client.name}, "items": items}


def specifications(actor: Actor, client_id: uuid.UUID | None) -> dict[str, Any]:
    """What was agreed with one client of what is to be built, and by what it will be judged; as far as it was shared."""
    client = chosen(actor, client_id)
    if client is None:
        return {"client": None, "items": []}
    return {"client": {"id": client.pk, "name": client.name}, "items": shared_with_contact(actor, client.pk)}


def _titles(actor: Actor, code: str, ids: set[uuid.UUID], client_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """The names of those records that are this client's."""
    kind = resource(code)
    if kind.client_path is None:
        return {}
    path = f"{kind.client_path}__id" if kind.client_path else "pk"
    return {row.pk: kind.title(row) for row in kind.visible_to(actor).filter(**{"pk__in": ids, path: client_id})}

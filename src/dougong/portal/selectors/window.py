from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any

from dougong.files.selectors import shared_files
from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.registry import resource
from dougong.loyalty.models import PointsAccount, PointsEntry
from dougong.loyalty.selectors import holdings, rule_names
from dougong.portal.selectors import money, works
from dougong.portal.selectors.people import chosen, clients
from dougong.requirements.selectors import shared_with_contact

PAGE = 30
#: The facts of an entry that are the client's own; whatever else the ledger keeps stays inside.
_CAUSE = ("amount", "contract", "project", "planned_on", "accepted_on")
_FILE = ("id", "name", "size", "content_type", "shared_at", "changed_at", "inline", "picture")


def home(actor: Actor, client_id: uuid.UUID | None) -> dict[str, Any]:
    client = chosen(actor, client_id)
    if client is None:
        return {"client": None, "clients": [], "projects": [], "money": None, "points": None}
    return {
        "client": {"id": client.pk, "name": client.name},
        "clients": clients(actor),
        "projects": works.of_client(actor, client.pk),
        "money": money.due(money.instalments(actor, client.pk)),
        "points": _points(actor, client.pk, _account(actor, client.pk), before=None, size=1),
    }


def project(actor: Actor, project_id: uuid.UUID) -> dict[str, Any]:
    found = get_visible(works.visible(actor), project_id)
    return {**works.shown(found), "steps": works.milestones([found.pk])[found.pk]}


def points(actor: Actor, client_id: uuid.UUID | None, *, before: int | None) -> dict[str, Any]:
    client = chosen(actor, client_id)
    if client is None:
        return {"client": None, "account_id": None, "balance": 0, "items": [], "next": None, "holds": None}
    account = _account(actor, client.pk)
    found = _points(actor, client.pk, account, before=before, size=PAGE)
    return {"client": {"id": client.pk, "name": client.name}, **found, "holds": _holds(account, client.pk)}


def _account(actor: Actor, client_id: uuid.UUID) -> PointsAccount | None:
    accounts = resource("loyalty.account").visible_to(actor).filter(client_id=client_id, closed_into__isnull=True)
    found: PointsAccount | None = accounts.first()
    return found


def _holds(account: PointsAccount | None, client_id: uuid.UUID) -> dict[str, Any]:
    """What is put by, what will expire, and where the client stands among the tiers."""
    found = holdings(account, client_id)
    soon = [{"points": lot["left"], "at": lot["expires_at"]} for lot in found["lots"] if lot["expires_at"]]
    return {**{name: found[name] for name in ("reserved", "expiring", "tier", "frozen")}, "soon": soon[:5]}


def _points(
    actor: Actor, client_id: uuid.UUID, account: PointsAccount | None, *, before: int | None, size: int
) -> dict[str, Any]:
    # Between accounts of one client that was there twice nothing is given and nothing taken.
    rows = resource("loyalty.entry").visible_to(actor).filter(account__client_id=client_id).exclude(kind="transfer")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: size + 1])
    names = rule_names() if found else {}
    return {
        "account_id": account.pk if account else None,
        "balance": account.balance if account else 0,
        "items": [_entry(e, names.get(e.rule, (e.rule, e.rule))) for e in found[:size]],
        "next": found[size - 1].pk if len(found) > size else None,
    }


def _entry(entry: PointsEntry, name: tuple[str, str]) -> dict[str, Any]:
    return {
        "id": entry.pk,
        "amount": entry.amount,
        "balance_after": entry.balance_after,
        "kind": entry.kind,
        "cause": entry.rule,
        "cause_zh": name[0],
        "cause_en": name[1],
        "facts": {name: entry.data[name] for name in _CAUSE if entry.data.get(name)},
        "at": entry.occurred_at,
    }


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

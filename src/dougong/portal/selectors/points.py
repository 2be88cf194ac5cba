"""A client's points as its contact reads them: what there is and will expire, every line with its cause, and his own beside them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from dougong.clients.models import Client
from dougong.kit.actor import Actor
from dougong.kit.registry import resource
from dougong.loyalty.gifts.giving import SOURCE as GIFT
from dougong.loyalty.gifts.models import PointsGift
from dougong.loyalty.models import PointsAccount, PointsEntry
from dougong.loyalty.selectors import holdings, rule_names
from dougong.portal.selectors.people import chosen

PAGE = 30
#: The facts of an entry that are the client's own; whatever else the ledger keeps stays inside.
_CAUSE = ("amount", "contract", "project", "planned_on", "accepted_on")


def points(actor: Actor, client_id: uuid.UUID | None, *, before: int | None, own: bool = False) -> dict[str, Any]:
    """The client's, or what the contact has of his own there (`own`). `mine` is how much that is; None: he has no account."""
    client = chosen(actor, client_id)
    if client is None:
        return {
            "client": None,
            "account_id": None,
            "balance": 0,
            "items": [],
            "next": None,
            "holds": None,
            "mine": None,
        }
    account, other = account_of(actor, client.pk, own=own), account_of(actor, client.pk, own=not own)
    mine = account if own else other
    return {
        "client": {"id": client.pk, "name": client.name},
        **of_client(actor, client, account, before=before, size=PAGE, own=own),
        "holds": holds(account, client.pk),
        "mine": mine.balance if mine else None,
    }


def account_of(actor: Actor, client_id: uuid.UUID, *, own: bool) -> PointsAccount | None:
    accounts = resource("loyalty.account").visible_to(actor).filter(client_id=client_id, closed_into__isnull=True)
    found: PointsAccount | None = accounts.filter(contact__isnull=not own).first()
    return found


def holds(account: PointsAccount | None, client_id: uuid.UUID) -> dict[str, Any]:
    """What is put by, what will expire, and where the client stands among the tiers."""
    found = holdings(account, client_id)
    soon = [{"points": lot["left"], "at": lot["expires_at"]} for lot in found["lots"] if lot["expires_at"]]
    return {**{name: found[name] for name in ("reserved", "expiring", "tier", "frozen")}, "soon": soon[:5]}


def of_client(
    actor: Actor, client: Client, account: PointsAccount | None, *, before: int | None, size: int, own: bool = False
) -> dict[str, Any]:
    # Between accounts of one client that was there twice nothing is given and nothing taken.
    rows = (
        resource("loyalty.entry")
        .visible_to(actor)
        .filter(account__client_id=client.pk, account__contact__isnull=not own)
    )
    rows = rows.exclude(kind="transfer", rule="merge")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: size + 1])
    names = rule_names() if found else {}
    others = counterparts(client.pk, found[:size])
    return {
        "account_id": account.pk if account else None,
        "balance": account.balance if account else 0,
        "items": [_entry(e, names.get(e.rule, (e.rule, e.rule)), others) for e in found[:size]],
        "next": found[size - 1].pk if len(found) > size else None,
    }


def counterparts(client_id: uuid.UUID, entries: Iterable[PointsEntry]) -> dict[str, str]:
    """Of lines of gifts the other client's name, by the gift."""
    ids = {e.source_id for e in entries if e.source.startswith(GIFT)}
    gifts = PointsGift.objects.filter(pk__in=ids).select_related("giver", "taker") if ids else ()
    return {str(g.pk): (g.taker if g.giver_id == client_id else g.giver).name for g in gifts}


def _entry(entry: PointsEntry, name: tuple[str, str], others: Mapping[str, str]) -> dict[str, Any]:
    facts = {name: entry.data[name] for name in _CAUSE if entry.data.get(name)}
    other = others.get(entry.source_id)
    return {
        "id": entry.pk,
        "amount": entry.amount,
        "balance_after": entry.balance_after,
        "kind": entry.kind,
        "cause": entry.rule,
        "cause_zh": name[0],
        "cause_en": name[1],
        "facts": {**facts, "other": other} if other else facts,
        "at": entry.occurred_at,
    }

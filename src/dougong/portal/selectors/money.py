from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from dougong.contracts import rules
from dougong.contracts.models import Contract, Instalment
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.kit.registry import resource
from dougong.portal.selectors.people import chosen


def payments(actor: Actor, client_id: uuid.UUID | None) -> dict[str, Any]:
    """All contracts with their instalments, and in front what is to be paid now and next."""
    client = chosen(actor, client_id)
    rows = instalments(actor, client.pk) if client else []
    contracts: dict[uuid.UUID, dict[str, Any]] = {}
    for row in rows:
        held = contracts.setdefault(row.contract_id, _contract(row.contract))
        held["instalments"].append(_instalment(row))
    return {"client": _named(client), **due(rows), "contracts": list(contracts.values())}


def instalments(actor: Actor, client_id: uuid.UUID) -> list[Instalment]:
    rows = resource("contracts.instalment").visible_to(actor).filter(contract__client_id=client_id)
    ordered = rows.select_related("contract__legal_entity", "contract__figures", "figures")
    return list(ordered.order_by("-contract__signed_on", "contract_id", "seq", "id"))


def due(rows: list[Instalment]) -> dict[str, Any]:
    """What is overdue, as one sum stated once, and the next that has a date; each null when there is none."""
    today = clock.today()
    dated = sorted((r for r in rows if r.due_on and r.figures.owed > Money()), key=lambda r: (r.due_on, r.seq))
    late = [r for r in dated if r.due_on is not None and r.due_on < today]
    coming = [r for r in dated if r.due_on is not None and r.due_on >= today]
    return {
        "overdue": _overdue(late, today) if late else None,
        "next": _instalment(coming[0]) if coming else None,
        "payee": _payee((late + coming)[0].contract) if late or coming else None,
    }


def _overdue(late: list[Instalment], today: dt.date) -> dict[str, Any]:
    first = late[0]
    assert first.due_on is not None
    return {
        "amount": Money.total(r.figures.owed for r in late),
        "days": (today - first.due_on).days,
        "title": first.title,
        "due_on": first.due_on,
        "rest": bool(first.figures.received),
        "count": len(late),
    }


def _contract(contract: Contract) -> dict[str, Any]:
    return {
        "id": contract.pk,
        "number": contract.number,
        "title": contract.title,
        "amount": contract.amount,
        "received": contract.figures.received,
        "owed": contract.figures.owed,
        "credit": contract.figures.credit,
        "instalments": [],
    }


def _instalment(row: Instalment) -> dict[str, Any]:
    now = rules.standing(row.figures.owed, row.due_on, row.kind, clock.today())
    return {
        "id": row.pk,
        "title": row.title,
        "amount": row.amount,
        "received": row.figures.received,
        "owed": row.figures.owed,
        "due_on": row.due_on,
        "due_kind": row.due_kind,
        "days_after": row.days_after,
        "state": now.state,
        "days": now.days,
    }


def _payee(contract: Contract) -> dict[str, str] | None:
    entity = contract.legal_entity
    if entity is None or not entity.account:
        return None
    return {"name": entity.name, "bank": entity.bank, "account": entity.account}


def _named(client: Any) -> dict[str, Any] | None:
    return {"id": client.pk, "name": client.name} if client else None

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any

from django.db.models import Q

from dougong.audit.models import AuditEntry
from dougong.contracts import rules
from dougong.contracts.models import Allocation, Concession, Contract, Instalment, LegalEntity, PlanVersion, Receipt
from dougong.contracts.policies import CONTRACT, ENTITY, INSTALMENT, RECEIPT
from dougong.contracts.selectors.judged import criteria_of
from dougong.kit import clock, fields
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.registry import resource

_ACTS = ("update", "archive", "activate", "complete", "terminate", "plan", "record_receipt", "reverse_receipt")
_FIELDS = (
    "id", "version", "number", "title", "client_id", "opportunity_id", "legal_entity_id", "amount", "tax_rate",
    "signed_on", "starts_on", "ends_on", "defects_months", "warranty_months", "status", "plan_no", "close_reason",
    "in_force_at", "closed_at", "owner_id", "archived_at", "created_at",
)  # fmt: skip


def contract_page(actor: Actor, contract_id: uuid.UUID) -> dict[str, Any]:
    """A contract with its plan, what each instalment stands at, the proportion bar, and what the actor may do."""
    rows = Contract.objects.visible_to(actor).select_related("client", "legal_entity", "owner", "department", "figures")
    contract: Contract = get_visible(rows, contract_id)
    plan = list(Instalment.objects.filter(contract=contract, dropped_at__isnull=True).select_related("figures"))
    plan.sort(key=lambda r: (r.seq, r.pk))
    today = clock.today()
    price, tax = rules.tax_split(contract.amount, contract.tax_rate)
    bar = rules.breakdown([rules.Owed(r.amount, r.figures.received, r.due_on, r.kind, r.figures.deducted) for r in plan], today)
    figures = contract.figures
    judged = criteria_of(actor, [row.pk for row in plan])
    return {
        **{name: getattr(contract, name) for name in _FIELDS},
        "client": contract.client.name,
        "legal_entity": contract.legal_entity.name if contract.legal_entity else None,
        "owner": contract.owner.name if contract.owner else None,
        "department": contract.department.name if contract.department else None,
        "price": price,
        "tax": tax,
        "today": today,
        "figures": {name: getattr(figures, name) for name in ("received", "deducted", "owed", "credit", "next_due_on")},
        "breakdown": bar,
        "instalments": [_instalment(r, today, judged.get(r.pk, [])) for r in plan],
        "concessions": _concessions(contract),
        "warnings": _warnings(contract, plan),
        "plan_version": _latest_version(contract),
        "counts": _counts(actor, contract),
        "can": acts(actor, contract),
    }


def _instalment(row: Instalment, today: Any, criteria: list[dict[str, Any]]) -> dict[str, Any]:
    names = (
        "id", "seq", "kind", "title", "amount", "due_kind", "due_on", "expected_on", "days_after", "due_cause",
    )  # fmt: skip
    now = rules.standing(row.figures.owed, row.due_on, row.kind, today)
    return {
        **{name: getattr(row, name) for name in names},
        "received": row.figures.received,
        "deducted": row.figures.deducted,
        "owed": row.figures.owed,
        "last_received_on": row.figures.last_received_on,
        "state": now.state,
        "days": now.days,
        "criteria": criteria,
    }


def _concessions(contract: Contract) -> list[dict[str, Any]]:
    """What was granted on it and taken back, the newest first."""
    rows = Concession.objects.filter(contract=contract).order_by("-created_at", "-pk")
    names = ("id", "kind", "amount", "months", "title", "instalment_id", "reverses_id", "reason", "booked_by_name", "created_at")
    return [
        {**row, "instalment": row.pop("instalment__title"), "reversed": row.pop("reversal__id") is not None}
        for row in rows.values(*names, "instalment__title", "reversal__id")[:200]
    ]


def _warnings(contract: Contract, plan: list[Instalment]) -> list[dict[str, Any]]:
    rows = [rules.PlanRow(r.kind, r.title, r.amount) for r in plan]
    found = rules.plan_warnings(contract.amount, rows, contract.defects_months)
    return [{"code": f.code, **f.params} for f in found]


def _latest_version(contract: Contract) -> dict[str, Any] | None:
    rows = PlanVersion.objects.filter(contract=contract).order_by("-no")
    found = rows.values("no", "amount", "reason", "created_at", "created_by_name").first()
    return dict(found) if found else None


def _counts(actor: Actor, contract: Contract) -> dict[str, int | None]:
    """None: not for the actor's eyes."""
    if not actor.can(RECEIPT, "view"):
        return {"receipts": None}
    return {"receipts": Receipt.objects.visible_to(actor).filter(contract=contract).count()}


def acts(actor: Actor, contract: Contract) -> list[str]:
    """The actions that the actor may take on this contract, by his grants; its state decides further."""
    rows = resource(CONTRACT)
    reach: dict[str | None, bool] = {None: False}
    for action in _ACTS:
        scope = actor.scope(CONTRACT, action)
        if scope is None:
            continue
        if scope not in reach:
            reach[scope] = scope == "all" or rows.rows_for(actor, action).filter(pk=contract.pk).exists()
    return [a for a in _ACTS if reach.get(actor.scope(CONTRACT, a))]


def receipts_of(actor: Actor, contract_id: uuid.UUID) -> dict[str, Any]:
    """The receipts of a contract with where their money stands, the newest first."""
    get_visible(Contract.objects.visible_to(actor), contract_id)
    require(actor, RECEIPT, "view")
    rows = Receipt.objects.visible_to(actor).filter(contract_id=contract_id).order_by("-received_on", "-created_at")
    names = (
        "id", "amount", "received_on", "payer", "reference", "reverses_id", "reversed_at", "reason",
        "recorded_by_name", "created_at",
    )  # fmt: skip
    items: list[dict[str, Any]] = list(rows.values(*names)[:500])
    parts: dict[uuid.UUID, dict[uuid.UUID | None, dict[str, Any]]] = defaultdict(dict)
    entries = Allocation.objects.filter(receipt__in=[i["id"] for i in items]).order_by("pk")
    for receipt, pk, title, amount in entries.values_list("receipt", "instalment", "instalment__title", "amount"):
        part = parts[receipt].setdefault(pk, {"instalment_id": pk, "title": title, "amount": amount - amount})
        part["amount"] += amount
    for item in items:
        item["allocations"] = [p for p in parts[item["id"]].values() if p["amount"]]
    return {"items": items}


def history_of(actor: Actor, contract_id: uuid.UUID) -> dict[str, Any]:
    """The versions of the plan, and what was done to the contract and its money, the newest first."""
    contract = get_visible(Contract.objects.visible_to(actor), contract_id)
    versions = PlanVersion.objects.filter(contract=contract).order_by("-no")
    q = Q(resource=CONTRACT, object_id=str(contract.pk))
    plan = Instalment.objects.filter(contract=contract).values_list("pk", flat=True)
    q |= Q(resource=INSTALMENT, object_id__in=[str(pk) for pk in plan])
    if actor.can(RECEIPT, "view"):
        money = Receipt.objects.visible_to(actor).filter(contract=contract).values_list("pk", flat=True)
        q |= Q(resource=RECEIPT, object_id__in=[str(pk) for pk in money])
    entries = AuditEntry.objects.filter(q).order_by("-pk")
    return {
        "versions": list(versions.values("no", "amount", "rows", "reason", "created_at", "created_by_name")),
        "entries": list(
            entries.values("id", "at", "actor_name", "action", "resource", "before", "after", "reason")[:200]
        ),
    }


def entities(actor: Actor, *, archived: bool = False) -> list[dict[str, Any]]:
    rows = LegalEntity.objects.visible_to(actor).filter(archived_at__isnull=not archived)
    names = ("id", "version", "name", "uscc", "bank", "account", "is_default", "archived_at")
    found = rows.order_by("-is_default", "name").values(*names)
    return [fields.shown(actor, ENTITY, dict(row)) for row in found]

"""Acceptance standards and the instalments that are paid for what they judge, from both sides."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from dougong.contracts.models import Contract, Instalment, InstalmentCriterion
from dougong.contracts.policies import CONTRACT
from dougong.kit.access import get_visible, may
from dougong.kit.actor import Actor
from dougong.kit.registry import resource
from dougong.requirements.models import Criterion
from dougong.requirements.policies import CRITERION


def criteria_of(actor: Actor, plan: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[dict[str, Any]]]:
    """By instalment the standards that the actor sees, with where they stand."""
    if not actor.can(CRITERION, "view"):
        return {}
    seen = resource(CRITERION).visible_to(actor).filter(archived_at__isnull=True)
    links = InstalmentCriterion.objects.filter(instalment__in=plan, criterion__in=seen).select_related("criterion")
    found: dict[uuid.UUID, list[dict[str, Any]]] = {}
    for link in links.order_by("criterion__seq"):
        one = link.criterion
        told = {"id": one.pk, "number": one.number, "title": one.title, "specification_id": one.specification_id}
        found.setdefault(link.instalment_id, []).append(told)
    return found


def offered(actor: Actor, criterion: Criterion) -> list[Instalment]:
    """The instalments of the contracts that belong to the standard's opportunity, as far as the actor sees those."""
    if not actor.can(CONTRACT, "view"):
        return []
    contracts = Contract.objects.visible_to(actor).filter(opportunity_id=criterion.specification.opportunity_id)
    rows = Instalment.objects.filter(contract__in=contracts.filter(archived_at__isnull=True), dropped_at__isnull=True)
    return list(rows.select_related("contract").order_by("contract__created_at", "contract", "seq", "pk"))


def settable(actor: Actor, criterion: Criterion, rows: list[Instalment]) -> list[Instalment]:
    """Of the rows offered those that he may choose: all to whoever writes the standard, else those of contracts that are his to
    change."""
    if may(actor, CRITERION, "update", criterion.pk):
        return rows
    his = resource(CONTRACT).rows_for(actor, "update") if actor.can(CONTRACT, "update") else Contract.objects.none()
    mine = set(his.filter(pk__in={r.contract_id for r in rows}).values_list("pk", flat=True))
    return [r for r in rows if r.contract_id in mine]


def instalments_of(actor: Actor, criterion_id: uuid.UUID) -> dict[str, Any]:
    """Those that are paid for what the standard judges, and all that could be chosen."""
    seen = Criterion.objects.visible_to(actor).select_related("specification")
    criterion: Criterion = get_visible(seen, criterion_id)
    rows = offered(actor, criterion)
    chosen = set(InstalmentCriterion.objects.filter(criterion=criterion).values_list("instalment_id", flat=True))
    return {
        "may": bool(settable(actor, criterion, rows)),
        "items": [
            {
                "id": row.pk,
                "title": row.title,
                "contract": row.contract.title,
                "contract_id": row.contract_id,
                "amount": row.amount,
                "due_kind": row.due_kind,
                "due_cause": row.due_cause,
                "due_on": row.due_on,
                "chosen": row.pk in chosen,
            }
            for row in rows
        ],
    }

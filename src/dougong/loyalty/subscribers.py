"""Points for what happens in contracts and projects. Delivered at least once; the ledger's unique keys make that harmless."""

from __future__ import annotations

import uuid
from typing import Any

from dougong.contracts.events import ReceiptRecorded, ReceiptReversed
from dougong.kit.actor import Actor
from dougong.kit.events import EventMeta, handler
from dougong.kit.registry import resource
from dougong.loyalty import rules, services
from dougong.loyalty.services import Fact
from dougong.projects.events import AcceptancePassed, AcceptanceWithdrawn

RECEIPT = "contracts.receipt"
ACCEPTANCE = "projects.acceptance"
WITHDRAWAL = "projects.acceptance.withdrawal"


@handler(ReceiptRecorded, when="after", name="loyalty.award_receipt")
def award_receipt(event: ReceiptRecorded, meta: EventMeta) -> None:
    fact = Fact(RECEIPT, event.receipt_id, meta.occurred_at, meta.actor_id, data=_receipt(event))
    services.award(Actor.system(), client_id=event.client_id, award=rules.for_receipt(event.amount), fact=fact)


@handler(ReceiptReversed, when="after", name="loyalty.take_back_receipt")
def take_back_receipt(event: ReceiptReversed, meta: EventMeta) -> None:
    """A reversal undoes the whole receipt, so its amount is the original's."""
    data = _receipt(event)
    services.take_back(
        Actor.system(),
        client_id=event.client_id,
        award=rules.for_receipt(event.amount),
        original=Fact(RECEIPT, event.original_id, meta.occurred_at, meta.actor_id, data=data),
        fact=Fact(RECEIPT, event.receipt_id, meta.occurred_at, meta.actor_id, data=data),
    )


@handler(AcceptancePassed, when="after", name="loyalty.award_acceptance")
def award_acceptance(event: AcceptancePassed, meta: EventMeta) -> None:
    fact = Fact(ACCEPTANCE, event.acceptance_id, meta.occurred_at, meta.actor_id, data=_acceptance(event))
    services.award(Actor.system(), client_id=event.client_id, award=rules.for_acceptance(event.on_time), fact=fact)


@handler(AcceptanceWithdrawn, when="after", name="loyalty.take_back_acceptance")
def take_back_acceptance(event: AcceptanceWithdrawn, meta: EventMeta) -> None:
    """The withdrawal is a fact of its own about the same record: it has a source of its own."""
    data = _acceptance(event)
    services.take_back(
        Actor.system(),
        client_id=event.client_id,
        award=rules.for_acceptance(event.on_time),
        original=Fact(ACCEPTANCE, event.acceptance_id, meta.occurred_at, meta.actor_id, data=data),
        fact=Fact(WITHDRAWAL, event.acceptance_id, meta.occurred_at, meta.actor_id, event.reason, data=data),
    )


def _acceptance(event: AcceptancePassed | AcceptanceWithdrawn) -> dict[str, Any]:
    return {
        "project_id": event.project_id,
        "project": _title("projects.project", event.project_id, "name"),
        "planned_on": event.planned_on,
        "accepted_on": event.accepted_on,
    }


def _receipt(event: ReceiptRecorded | ReceiptReversed) -> dict[str, Any]:
    return {
        "amount": event.amount,
        "contract_id": event.contract_id,
        "contract": _title("contracts.contract", event.contract_id, "title"),
    }


def _title(code: str, pk: uuid.UUID, field: str) -> str:
    """The record's name as it is now: the ledger tells its cause without asking again."""
    rows = resource(code).visible_to(Actor.system()).filter(pk=pk)
    return rows.values_list(field, flat=True).first() or ""

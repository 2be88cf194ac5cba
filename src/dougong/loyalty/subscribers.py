"""Points for what happens in contracts and projects. Delivered at least once; the journal's unique keys make that harmless."""

from __future__ import annotations

import uuid
from typing import Any

from dougong.approvals.events import ApprovalDecided
from dougong.contracts.events import ContractActivated, ReceiptRecorded, ReceiptReversed
from dougong.contracts.models import Contract
from dougong.kit.acting import actor_or_system
from dougong.kit.actor import Actor
from dougong.kit.events import EventMeta, handler
from dougong.kit.registry import resource
from dougong.loyalty.policies import ADJUSTMENT, RULE
from dougong.loyalty.programme.events import REVERSED
from dougong.loyalty.services import Happening, adjusting, history, post, post_many, ruling
from dougong.loyalty.services.posting import REFUSALS
from dougong.loyalty.sources import ACCEPTANCE, CONTRACT, RECEIPT, WITHDRAWAL
from dougong.loyalty.triggers import ACCEPTED, SIGNED
from dougong.loyalty.triggers import RECEIPT as RECEIVED
from dougong.projects.events import AcceptancePassed, AcceptanceWithdrawn


@handler(ReceiptRecorded, when="after", name="loyalty.award_receipt")
def award_receipt(event: ReceiptRecorded, meta: EventMeta) -> None:
    happened = Happening(
        RECEIVED, RECEIPT, event.receipt_id, meta.occurred_at, _receipt(event) | {"received_on": event.received_on}, meta.actor_id
    )
    post(Actor.system(), client_id=event.client_id, happened=happened)


@handler(ReceiptReversed, when="after", name="loyalty.take_back_receipt")
def take_back_receipt(event: ReceiptReversed, meta: EventMeta) -> None:
    """A reversal undoes the whole receipt, so its amount is the original's. It may be delivered first: then the original is
    posted before it, and finds itself later."""
    data = _receipt(event)
    original = Happening(RECEIVED, RECEIPT, event.original_id, meta.occurred_at, data, meta.actor_id)
    undone = Happening(REVERSED, RECEIPT, event.receipt_id, meta.occurred_at, data, meta.actor_id, of=original.key)
    _both(event.client_id, original, undone)


@handler(AcceptancePassed, when="after", name="loyalty.award_acceptance")
def award_acceptance(event: AcceptancePassed, meta: EventMeta) -> None:
    """Nothing where no date had been planned."""
    if event.on_time is not None:
        happened = Happening(ACCEPTED, ACCEPTANCE, event.acceptance_id, meta.occurred_at, _acceptance(event), meta.actor_id)
        post(Actor.system(), client_id=event.client_id, happened=happened)


@handler(AcceptanceWithdrawn, when="after", name="loyalty.take_back_acceptance")
def take_back_acceptance(event: AcceptanceWithdrawn, meta: EventMeta) -> None:
    """The withdrawal is a fact of its own about the same record: it has a source of its own."""
    if event.on_time is None:
        return
    data = _acceptance(event)
    original = Happening(ACCEPTED, ACCEPTANCE, event.acceptance_id, meta.occurred_at, data, meta.actor_id)
    undone = Happening(
        REVERSED, WITHDRAWAL, event.acceptance_id, meta.occurred_at, data, meta.actor_id, event.reason, original.key
    )
    _both(event.client_id, original, undone)


@handler(ContractActivated, when="after", name="loyalty.award_contract")
def award_contract(event: ContractActivated, meta: EventMeta) -> None:
    contract = Contract.objects.filter(pk=event.contract_id).first()
    if contract is not None:
        happened = Happening(SIGNED, CONTRACT, contract.pk, meta.occurred_at, history.of_contract(contract), meta.actor_id)
        post(Actor.system(), client_id=event.client_id, happened=happened)


@handler(ApprovalDecided, when="inside", name="loyalty.settle")
def settle(event: ApprovalDecided, meta: EventMeta) -> None:
    """With the decision itself, or not at all."""
    actor = actor_or_system(meta.actor_id)
    told = {"state": event.state, "comment": event.comment, "by_name": event.by_name}
    if event.subject == RULE:
        ruling.settle_rule(actor, rule_id=event.object_id, **told)
    elif event.subject == ADJUSTMENT:
        adjusting.settle(actor, adjustment_id=event.object_id, **told)


def _both(client_id: uuid.UUID, original: Happening, undone: Happening) -> None:
    for found in post_many(Actor.system(), [(client_id, original), (client_id, undone)]):
        if found.refused:
            raise REFUSALS[found.refused](key=undone.key)


def _acceptance(event: AcceptancePassed | AcceptanceWithdrawn) -> dict[str, Any]:
    return history.of_acceptance(event, _title("projects.project", event.project_id, "name"))


def _receipt(event: ReceiptRecorded | ReceiptReversed) -> dict[str, Any]:
    return history.of_receipt(event, _title("contracts.contract", event.contract_id, "title"))


def _title(code: str, pk: uuid.UUID, field: str) -> str:
    """The record's name as it is now: the ledger tells its cause without asking again."""
    rows = resource(code).visible_to(Actor.system()).filter(pk=pk)
    return rows.values_list(field, flat=True).first() or ""

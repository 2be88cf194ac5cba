"""Points for what happens in contracts and projects. Delivered at least once, and together what waits together; the journal's
unique keys make that harmless."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from dougong.approvals.events import ApprovalDecided
from dougong.contracts.events import ContractActivated, ReceiptRecorded, ReceiptReversed
from dougong.contracts.models import Contract
from dougong.kit.acting import actor_or_system
from dougong.kit.actor import Actor
from dougong.kit.events import EventMeta, handler, handler_of_many
from dougong.kit.registry import resource
from dougong.loyalty.policies import ADJUSTMENT, RULE
from dougong.loyalty.programme.events import REVERSED
from dougong.loyalty.services import Happening, adjusting, history, ruling
from dougong.loyalty.services.desk import Told
from dougong.loyalty.services.posting import post_all
from dougong.loyalty.sources import ACCEPTANCE, CONTRACT, RECEIPT, WITHDRAWAL
from dougong.loyalty.triggers import ACCEPTED, SIGNED
from dougong.loyalty.triggers import RECEIPT as RECEIVED
from dougong.projects.events import AcceptancePassed, AcceptanceWithdrawn


@handler_of_many(ReceiptRecorded, name="loyalty.award_receipt")
def award_receipts(heard: Sequence[tuple[ReceiptRecorded, EventMeta]]) -> None:
    facts = _receipts([event for event, _ in heard])
    _tell(
        (e.client_id, Happening(RECEIVED, RECEIPT, e.receipt_id, meta.occurred_at, fact | {"received_on": e.received_on}, meta.actor_id))
        for (e, meta), fact in zip(heard, facts, strict=True)
    )  # fmt: skip


@handler_of_many(ReceiptReversed, name="loyalty.take_back_receipt")
def take_back_receipts(heard: Sequence[tuple[ReceiptReversed, EventMeta]]) -> None:
    """A reversal undoes the whole receipt, so its amount is the original's. It may be delivered first: then the original is
    posted before it, and finds itself later."""
    told: list[Told] = []
    for (event, meta), fact in zip(heard, _receipts([event for event, _ in heard]), strict=True):
        original = Happening(RECEIVED, RECEIPT, event.original_id, meta.occurred_at, fact, meta.actor_id)
        undone = Happening(REVERSED, RECEIPT, event.receipt_id, meta.occurred_at, fact, meta.actor_id, of=original.key)
        told += [(event.client_id, original), (event.client_id, undone)]
    _tell(told)


@handler_of_many(AcceptancePassed, name="loyalty.award_acceptance")
def award_acceptances(heard: Sequence[tuple[AcceptancePassed, EventMeta]]) -> None:
    """Nothing where no date had been planned."""
    planned = [(event, meta) for event, meta in heard if event.on_time is not None]
    facts = _acceptances([event for event, _ in planned])
    _tell(
        (e.client_id, Happening(ACCEPTED, ACCEPTANCE, e.acceptance_id, meta.occurred_at, fact, meta.actor_id))
        for (e, meta), fact in zip(planned, facts, strict=True)
    )


@handler_of_many(AcceptanceWithdrawn, name="loyalty.take_back_acceptance")
def take_back_acceptances(heard: Sequence[tuple[AcceptanceWithdrawn, EventMeta]]) -> None:
    """The withdrawal is a fact of its own about the same record: it has a source of its own."""
    planned = [(event, meta) for event, meta in heard if event.on_time is not None]
    told: list[Told] = []
    for (event, meta), fact in zip(planned, _acceptances([event for event, _ in planned]), strict=True):
        original = Happening(ACCEPTED, ACCEPTANCE, event.acceptance_id, meta.occurred_at, fact, meta.actor_id)
        undone = Happening(
            REVERSED, WITHDRAWAL, event.acceptance_id, meta.occurred_at, fact, meta.actor_id, event.reason, original.key
        )
        told += [(event.client_id, original), (event.client_id, undone)]
    _tell(told)


@handler_of_many(ContractActivated, name="loyalty.award_contract")
def award_contracts(heard: Sequence[tuple[ContractActivated, EventMeta]]) -> None:
    contracts = Contract.objects.in_bulk([event.contract_id for event, _ in heard])
    told = []
    for event, meta in heard:
        contract = contracts.get(event.contract_id)
        if contract is not None:
            fact = history.of_contract(contract)
            happened = Happening(SIGNED, CONTRACT, contract.pk, meta.occurred_at, fact, meta.actor_id)
            told.append((event.client_id, happened))
    _tell(told)


@handler(ApprovalDecided, when="inside", name="loyalty.settle")
def settle(event: ApprovalDecided, meta: EventMeta) -> None:
    """With the decision itself, or not at all."""
    actor = actor_or_system(meta.actor_id)
    told = {"state": event.state, "comment": event.comment, "by_name": event.by_name}
    if event.subject == RULE:
        ruling.settle_rule(actor, rule_id=event.object_id, **told)
    elif event.subject == ADJUSTMENT:
        adjusting.settle(actor, adjustment_id=event.object_id, **told)


def _tell(told: Iterable[Told]) -> None:
    """All or none: what the ledger refuses fails the delivery."""
    told = list(told)
    if told:
        post_all(Actor.system(), told)


def _acceptances(events: Sequence[AcceptancePassed | AcceptanceWithdrawn]) -> list[dict[str, Any]]:
    names = _names("projects.project", [event.project_id for event in events], "name")
    return [history.of_acceptance(event, names.get(event.project_id, "")) for event in events]


def _receipts(events: Sequence[ReceiptRecorded | ReceiptReversed]) -> list[dict[str, Any]]:
    names = _names("contracts.contract", [event.contract_id for event in events], "title")
    return [history.of_receipt(event, names.get(event.contract_id, "")) for event in events]


def _names(code: str, keys: Iterable[uuid.UUID], field: str) -> dict[uuid.UUID, str]:
    """The records' names as they are now: the ledger tells its causes without asking again."""
    return dict(resource(code).visible_to(Actor.system()).filter(pk__in=set(keys)).values_list("pk", field))

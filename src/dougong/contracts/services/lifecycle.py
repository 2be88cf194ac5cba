from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction

from dougong.audit.services import record as audit
from dougong.care.credit import risks
from dougong.contracts import errors
from dougong.contracts.events import ContractActivated, ContractCompleted, ContractTerminated
from dougong.contracts.models import Contract, ContractFigures
from dougong.contracts.policies import CONTRACT
from dougong.contracts.services.figures import refresh
from dougong.contracts.services.locks import locked_contract, refuse_archived
from dougong.contracts.services.plans import check_plan, keep_version, plan_of
from dougong.contracts.services.story import tell
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError, FieldError, FieldErrors
from dougong.kit.events import publish
from dougong.kit.money import Money, yuan
from dougong.kit.numbers import next_number
from dougong.sales import services as sales


@transaction.atomic
def activate_contract(
    actor: Actor, *, contract_id: uuid.UUID, version: int | None = None, number: str = ""
) -> Contract:
    """In force: all that was agreed is there and adds up. Its number is given now, unless the parties have their own.

    The opportunity it came from goes to 合同签署.
    """
    contract = locked_contract(actor, contract_id, "activate", version)
    refuse_archived(contract)
    if contract.status != "draft":
        raise errors.NotDraft()
    _check_complete(contract)
    check_plan(contract.amount, plan_of(contract))
    risks.refuse_stopped(actor, contract.client, contract.amount)
    contract.number = number.strip() or contract.number or _next_number(contract)
    contract.status, contract.in_force_at, contract.plan_no = "in_force", clock.now(), 1
    try:
        with transaction.atomic():
            contract.store()
    except IntegrityError:
        raise errors.NumberTaken(field="number", number=contract.number) from None
    keep_version(actor, contract, "")
    refresh(contract)
    audit(actor, "activate", CONTRACT, contract, after={"number": contract.number, "amount": contract.amount})
    tell(actor, contract, "contract_in_force", amount=contract.amount)
    if contract.opportunity_id is not None:
        sales.contract_in_force(actor, opportunity_id=contract.opportunity_id)
    opportunity = contract.opportunity_id
    publish(ContractActivated(contract_id=contract.pk, client_id=contract.client_id, opportunity_id=opportunity), actor)
    return contract


def _next_number(contract: Contract) -> str:
    """HT-2026-0137, by the year of signing; a number that somebody typed already is passed over."""
    assert contract.signed_on is not None
    year = contract.signed_on.year
    while True:
        number = f"HT-{year}-{next_number('contract', year):04d}"
        if not Contract.objects.filter(number=number).exists():
            return number


def _check_complete(contract: Contract) -> None:
    wrong: list[BusinessError] = []
    if contract.amount <= Money():
        wrong.append(FieldError("amount", "合同金额要大于 0。", "The amount must be above 0."))
    if contract.legal_entity_id is None:
        wrong.append(FieldError("legal_entity_id", "选择签约主体。", "Choose the legal entity that signs."))
    for name, zh, en in (
        ("signed_on", "填签订日期。", "Give the date of signing."),
        ("starts_on", "填开工日期。", "Give the start."),
        ("ends_on", "填竣工日期。", "Give the end."),
    ):
        if getattr(contract, name) is None:
            wrong.append(FieldError(name, zh, en))
    if contract.signed_on and contract.signed_on > clock.today():
        wrong.append(FieldError("signed_on", "签订日期在今天之后。", "The date of signing is in the future."))
    if contract.starts_on and contract.ends_on and contract.ends_on < contract.starts_on:
        wrong.append(FieldError("ends_on", "竣工日期早于开工日期。", "The end is before the start."))
    if wrong:
        raise FieldErrors(wrong)


@transaction.atomic
def complete_contract(
    actor: Actor, *, contract_id: uuid.UUID, version: int | None = None, reason: str = ""
) -> Contract:
    """All is received; or not, and the reason says why it is complete nevertheless."""
    contract = locked_contract(actor, contract_id, "complete", version)
    if contract.status != "in_force":
        raise errors.NotInForce()
    owed = ContractFigures.objects.get(contract=contract).owed
    if owed and not reason.strip():
        raise errors.StillOwed(field="reason", owed=yuan(owed), amount=str(owed))
    _close(actor, contract, "completed", reason.strip())
    publish(ContractCompleted(contract_id=contract.pk, client_id=contract.client_id), actor)
    return contract


@transaction.atomic
def terminate_contract(actor: Actor, *, contract_id: uuid.UUID, version: int | None = None, reason: str) -> Contract:
    """Ended before its time. What was not received is no longer counted as receivable; receipts stay.

    The opportunity it came from, when no other contract of it stands, is open and without a contract again.
    """
    contract = locked_contract(actor, contract_id, "terminate", version)
    if contract.status != "in_force":
        raise errors.NotInForce()
    if not reason.strip():
        raise FieldError("reason", "写明终止的原因。", "Say why it ends.")
    _close(actor, contract, "terminated", reason.strip())
    opportunity = contract.opportunity_id
    standing = Contract.objects.filter(status__in=("in_force", "completed"))
    if opportunity is not None and not standing.filter(opportunity_id=opportunity).exists():
        sales.contract_ended(actor, opportunity_id=opportunity)
    publish(ContractTerminated(contract_id=contract.pk, client_id=contract.client_id), actor)
    return contract


def _close(actor: Actor, contract: Contract, status: str, reason: str) -> None:
    contract.status, contract.close_reason, contract.closed_at = status, reason[:500], clock.now()
    contract.store()
    refresh(contract)
    audit(actor, status, CONTRACT, contract, reason=reason)
    tell(actor, contract, f"contract_{status}", reason=reason)


def reopen(actor: Actor, contract: Contract, reason: str) -> None:
    """A completed contract of which money was taken back is in force again. Called under its lock."""
    contract.status, contract.close_reason, contract.closed_at = "in_force", "", None
    contract.store()
    audit(actor, "reopen", CONTRACT, contract, reason=reason)

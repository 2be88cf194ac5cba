from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from django.db import transaction
from django.db.models import Sum

from dougong.audit.services import record as audit
from dougong.contracts import errors, rules
from dougong.contracts.events import ReceiptRecorded, ReceiptReversed
from dougong.contracts.models import Allocation, Contract, Receipt
from dougong.contracts.policies import CONTRACT, RECEIPT
from dougong.contracts.rules import Open, Part
from dougong.contracts.services.figures import refresh, truth
from dougong.contracts.services.lifecycle import reopen
from dougong.contracts.services.locks import locked_contract, locked_instalments
from dougong.contracts.services.story import tell
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, NotFound
from dougong.kit.events import publish
from dougong.kit.money import Money, yuan
from dougong.kit.registry import resource
from dougong.kit.stream import notify

Excess = Literal["refuse", "credit"]
ZERO = Money()


@transaction.atomic
def record_receipt(
    actor: Actor,
    *,
    contract_id: uuid.UUID,
    amount: Money,
    received_on: dt.date,
    payer: str = "",
    reference: str = "",
    allocations: list[Part] | None = None,
    excess: Excess = "refuse",
) -> Receipt:
    """Money that came in, once, over the instalments: the oldest due first, or as told.

    Raises ReferenceTaken when the bank's reference is recorded on this contract already, MoreThanOwed (or SplitShort, when
    a split was told) when something is left over and `excess` is not "credit".
    """
    contract = locked_contract(actor, contract_id, "record_receipt")
    if contract.status == "draft":
        raise errors.NothingSigned()
    reference = reference.strip()
    _check_facts(amount, received_on)
    _check_reference(contract, reference)
    parts, rest = split(contract, amount, allocations)
    if rest > ZERO and excess != "credit":
        raise _too_much(contract, amount, rest, told=allocations is not None)
    receipt = Receipt(
        contract=contract, amount=amount, received_on=received_on, payer=payer.strip(), reference=reference,
        created_by_id=actor.id, recorded_by_name=actor.name, created_at=clock.now(),
    )  # fmt: skip
    receipt.save(force_insert=True)
    _post(actor, receipt, {**{p.instalment_id: p.amount for p in parts}, **({None: rest} if rest else {})})
    refresh(contract)
    _told(actor, receipt, parts, rest)
    return receipt


def _told(actor: Actor, receipt: Receipt, parts: list[Part], rest: Money) -> None:
    """The audit, the timeline, the open pages and the event of a receipt that was booked."""
    contract, amount, received_on = receipt.contract, receipt.amount, receipt.received_on
    shown = {"amount": amount, "received_on": received_on, "payer": receipt.payer, "reference": receipt.reference}
    split_ = [[p.instalment_id, p.amount] for p in parts]
    audit(actor, "record", RECEIPT, receipt, after={**shown, "credit": rest, "split": split_})
    tell(actor, contract, "receipt_recorded", receipt=receipt, amount=amount, received_on=received_on)
    notify(RECEIPT, receipt.pk)
    publish(
        ReceiptRecorded(
            receipt_id=receipt.pk, contract_id=contract.pk, client_id=contract.client_id, amount=amount,
            received_on=received_on,
        ),
        actor,
    )  # fmt: skip


def _check_facts(amount: Money, received_on: dt.date) -> None:
    if amount <= ZERO:
        raise FieldError("amount", "金额要大于 0。", "The amount must be above 0.")
    if received_on > clock.today():
        raise FieldError("received_on", "到账日期在今天之后。", "The date is in the future.")


def _check_reference(contract: Contract, reference: str) -> None:
    """Under the contract's lock, so that of two at once the second sees the first."""
    if not reference:
        return
    first = Receipt.objects.filter(
        contract=contract, reference=reference, reverses__isnull=True, reversed_at__isnull=True
    ).first()
    if first is not None:
        raise errors.ReferenceTaken(
            field="reference", reference=reference, received_on=first.received_on, amount=yuan(first.amount),
            who=first.recorded_by_name, receipt_id=first.pk,
        )  # fmt: skip


def split(contract: Contract, amount: Money, told: list[Part] | None) -> tuple[list[Part], Money]:
    """How `amount` goes over the plan, and what is left over. A split that was told is checked, never mended."""
    rows = opens(contract)
    if told is None:
        return rules.allocate(amount, rows)
    wrong = rules.split_errors(amount, told, rows)
    if wrong:
        raise errors.of_findings(wrong, rows="allocations")
    return told, amount - Money.total(p.amount for p in told)


def opens(contract: Contract) -> list[Open]:
    """What is owed on each instalment, from the allocations themselves; its rows are locked."""
    plan = locked_instalments(contract)
    figures, _ = truth(contract.pk)
    return [Open(r.pk, figures[r.pk]["owed"], r.due_on or r.expected_on, r.seq) for r in plan]


def _too_much(contract: Contract, amount: Money, rest: Money, *, told: bool) -> Exception:
    params = {"owed": amount - rest, "given": amount, "excess": rest}
    kind = errors.SplitShort if told else errors.MoreThanOwed
    said = {name: yuan(value) for name, value in params.items()}
    exact = {f"{name}_amount": str(value) for name, value in params.items()}
    return kind(field="amount", **said, split=said["owed"], **exact)


def _post(actor: Actor, receipt: Receipt, parts: dict[uuid.UUID | None, Money]) -> None:
    Allocation.objects.bulk_create(
        [
            Allocation(
                receipt=receipt, contract_id=receipt.contract_id, instalment_id=pk, amount=amount, at=clock.now(),
                by_name=actor.name,
            )
            for pk, amount in parts.items()
        ]
    )  # fmt: skip


@transaction.atomic
def reverse_receipt(actor: Actor, *, receipt_id: uuid.UUID, reason: str) -> Receipt:
    """Undo a receipt by its negative, once, on the instalments where its money stands now. Its reference is free again.

    Returns the reversal. A contract that was completed is in force again.
    """
    found = resource(RECEIPT).visible_to(actor).filter(pk=receipt_id).values_list("contract_id", flat=True).first()
    if found is None:
        raise NotFound()
    contract = locked_contract(actor, found, "reverse_receipt")
    original: Receipt = Receipt.objects.locked(receipt_id)
    if original.reversed_at is not None or original.reverses_id is not None:
        raise errors.AlreadyReversed()
    if not reason.strip():
        raise FieldError("reason", "写明冲销的原因。", "Say why it is reversed.")
    original.reversed_at = clock.now()
    original.store("reversed_at")
    reversal = Receipt(
        contract=contract, amount=-original.amount, received_on=clock.today(), payer=original.payer,
        reference=original.reference, reverses=original, reason=reason.strip()[:500], created_by_id=actor.id,
        recorded_by_name=actor.name, created_at=clock.now(),
    )  # fmt: skip
    reversal.save(force_insert=True)
    _post(actor, reversal, {pk: -amount for pk, amount in _stands_on(original).items()})
    if contract.status == "completed":
        reopen(actor, contract, reason)
    refresh(contract)
    audit(actor, "reverse", RECEIPT, original, after={"reversal": reversal.pk}, reason=reason.strip())
    tell(
        actor, contract, "receipt_reversed", receipt=reversal, amount=original.amount,
        received_on=original.received_on, reason=reason.strip(),
    )  # fmt: skip
    notify(RECEIPT, original.pk)
    publish(
        ReceiptReversed(
            receipt_id=reversal.pk, contract_id=contract.pk, client_id=contract.client_id, amount=original.amount,
            original_id=original.pk,
        ),
        actor,
    )  # fmt: skip
    return reversal


def _stands_on(receipt: Receipt) -> dict[uuid.UUID | None, Money]:
    rows = Allocation.objects.filter(receipt=receipt).values_list("instalment").annotate(Sum("amount")).order_by()
    return {pk: amount for pk, amount in rows if amount}


@transaction.atomic
def apply_credit(
    actor: Actor, *, contract_id: uuid.UUID, amount: Money | None = None, allocations: list[Part] | None = None
) -> list[Part]:
    """Move credit on account to instalments: as told, or the oldest due first, up to `amount` (all of it when none is named).

    Each move is two entries of the receipt that brought the money. Returns what was put where.
    """
    contract = locked_contract(actor, contract_id, "record_receipt")
    held = _credit_by_receipt(contract)
    credit = Money.total(left for _, left in held)
    wanted = amount if amount is not None else Money.total(p.amount for p in allocations) if allocations else credit
    if wanted <= ZERO or wanted > credit:
        raise errors.NoCredit(credit=yuan(credit), wanted=yuan(wanted))
    parts, _ = split(contract, wanted, allocations)
    if not parts:
        raise errors.NothingOwed()
    _move(actor, held, parts)
    refresh(contract)
    moved = Money.total(p.amount for p in parts)
    audit(actor, "apply_credit", CONTRACT, contract, after={"split": [[p.instalment_id, p.amount] for p in parts]})
    tell(actor, contract, "credit_applied", amount=moved)
    return parts


def _credit_by_receipt(contract: Contract) -> list[tuple[Receipt, Money]]:
    """The credit that each standing receipt still holds, the oldest first."""
    rows = Receipt.objects.filter(contract=contract, reverses__isnull=True, reversed_at__isnull=True)
    standing = {r.pk: r for r in rows.order_by("received_on", "created_at")}
    held = dict(
        Allocation.objects.filter(receipt__in=standing, instalment__isnull=True)
        .values_list("receipt")
        .annotate(Sum("amount"))
        .order_by()
    )
    return [(receipt, held[pk]) for pk, receipt in standing.items() if held.get(pk)]


def _move(actor: Actor, held: list[tuple[Receipt, Money]], parts: list[Part]) -> None:
    left = dict(held)
    for part in parts:
        need = part.amount
        for receipt, credit in left.items():
            taken = min(need, credit)
            if taken > ZERO:
                _post(actor, receipt, {None: -taken, part.instalment_id: taken})
                left[receipt] = credit - taken
                need -= taken

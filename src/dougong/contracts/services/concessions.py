"""What a client is granted on a contract beside its text: for whoever grants it above, who has asked and been asked already."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.contracts import errors
from dougong.contracts.models import Concession, Contract, Instalment
from dougong.contracts.policies import CONTRACT
from dougong.contracts.services.figures import refresh, truth
from dougong.contracts.services.lifecycle import reopen
from dougong.contracts.services.locks import locked_contract
from dougong.contracts.services.story import tell
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.money import Money, yuan

DEDUCTION, WARRANTY = "deduction", "warranty"
#: What a contract's warranty can become, in months: what its form takes.
MOST_MONTHS = 600


@transaction.atomic
def deduct(
    actor: Actor, *, instalment_id: uuid.UUID, amount: Money, title: str, source: str, source_id: object, by_name: str = ""
) -> Concession:
    """Take `amount` off what is owed on an instalment, once for a source. Raises DeductionTooMuch, NothingToDeductFrom."""
    seen = Instalment.objects.filter(pk=instalment_id).values_list("contract_id", flat=True).first()
    if seen is None:
        raise NotFound()
    contract = _locked(actor, seen)
    found = _granted(DEDUCTION, source, source_id)
    if found is not None:
        return found
    instalment: Instalment = Instalment.objects.locked(instalment_id)
    if contract.status != "in_force" or instalment.dropped_at is not None:
        raise errors.NothingToDeductFrom()
    owed = truth(contract.pk)[0][instalment.pk]["owed"]
    if not Money() < amount <= owed:
        raise errors.DeductionTooMuch(title=instalment.title, owed=yuan(owed), amount=yuan(amount))
    values = {"kind": DEDUCTION, "instalment": instalment, "amount": amount}
    return _book(actor, contract, values, title=title, source=source, source_id=str(source_id), by_name=by_name)


@transaction.atomic
def extend_warranty(
    actor: Actor, *, contract_id: uuid.UUID, months: int, title: str, source: str, source_id: object, by_name: str = ""
) -> Concession:
    """So many months more of warranty, once for a source. Retention and its period stay: they are the client's hold on us."""
    contract = _locked(actor, contract_id)
    found = _granted(WARRANTY, source, source_id)
    if found is not None:
        return found
    if contract.status not in ("in_force", "completed"):
        raise errors.NotInForce()
    if not 0 < months <= MOST_MONTHS - contract.warranty_months:
        raise errors.WarrantyTooLong(most=MOST_MONTHS)
    values = {"kind": WARRANTY, "months": months}
    return _book(actor, contract, values, title=title, source=source, source_id=str(source_id), by_name=by_name)


@transaction.atomic
def take_back_concession(actor: Actor, *, concession_id: uuid.UUID, reason: str, by_name: str = "") -> Concession:
    """Undo a concession by its negative, once; again answers the same. A contract that was completed owes again and is in force."""
    seen = Concession.objects.filter(pk=concession_id).values_list("contract_id", flat=True).first()
    if seen is None:
        raise NotFound()
    contract = _locked(actor, seen)
    one: Concession = Concession.objects.locked(concession_id)
    undone = Concession.objects.filter(reverses=one).first()
    if undone is not None:
        return undone
    if contract.status == "completed" and one.kind == DEDUCTION:
        reopen(actor, contract, reason)
    values = {"kind": one.kind, "instalment": one.instalment, "amount": -one.amount, "months": -one.months, "reverses": one}
    return _book(
        actor, contract, values, title=one.title, source=one.source, source_id=one.source_id, by_name=by_name,
        reason=reason.strip()[:500],
    )  # fmt: skip


def _locked(actor: Actor, contract_id: uuid.UUID) -> Contract:
    require(actor, CONTRACT, "grant")
    return locked_contract(actor, contract_id, None)


def _granted(kind: str, source: str, source_id: object) -> Concession | None:
    rows = Concession.objects.filter(kind=kind, source=source, source_id=str(source_id), reverses__isnull=True)
    found: Concession | None = rows.first()
    return found


def _book(
    actor: Actor, contract: Contract, values: Mapping[str, Any], *, title: str, source: str, source_id: str, by_name: str,
    reason: str = "",
) -> Concession:  # fmt: skip
    row = Concession(
        contract=contract, title=title[:200], source=source, source_id=source_id, reason=reason,
        booked_by_name=by_name or actor.name, created_by_id=actor.id, created_at=clock.now(), **values,
    )  # fmt: skip
    row.save(force_insert=True)
    if row.kind == WARRANTY:
        contract.warranty_months = max(0, contract.warranty_months + row.months)
        contract.store("warranty_months")
    refresh(contract)
    act = "take_grant_back" if row.reverses_id else "grant"
    shown = {"concession": row.kind, "amount": row.amount, "warranty_months": contract.warranty_months, "title": row.title}
    audit(actor, act, CONTRACT, contract, after=shown, reason=reason)
    of = row.instalment.title if row.instalment else ""
    done = "taken_back" if row.reverses_id else "granted"
    data: dict[str, Any] = {"title": row.title, "instalment": of, "amount": row.amount, "months": row.months, "reason": reason}
    tell(actor, contract, f"contract_{row.kind}_{done}", **data)
    return row

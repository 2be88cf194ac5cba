from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from dougong.audit.services import record as audit
from dougong.contracts import errors, rules
from dougong.contracts.events import ContractPlanChanged
from dougong.contracts.models import Allocation, Contract, Instalment, PlanVersion
from dougong.contracts.policies import CONTRACT, INSTALMENT
from dougong.contracts.rules import PlanRow
from dougong.contracts.services.figures import refresh, truth
from dougong.contracts.services.locks import ROW, locked_contract, locked_instalments, refuse_archived
from dougong.contracts.services.story import tell
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, NotFound
from dougong.kit.events import publish
from dougong.kit.jsonable import plain
from dougong.kit.money import Money, yuan

ROW_FIELDS = ROW[1:]


@transaction.atomic
def set_plan(
    actor: Actor,
    *,
    contract_id: uuid.UUID,
    instalments: list[PlanRow],
    version: int | None = None,
    amount: Money | None = None,
    reason: str = "",
) -> Contract:
    """The payment plan, and with it the amount. A draft's is replaced; in force it becomes a new version, with a reason.

    Rows that carry an `id` keep it, and with it what was received on them or taken off: no row can fall below that.
    """
    action = "update" if Contract.objects.filter(pk=contract_id, status="draft").exists() else "plan"
    contract = locked_contract(actor, contract_id, action, version)
    refuse_archived(contract)
    if contract.status == "draft":
        contract.amount = contract.amount if amount is None else amount
        if contract.amount < Money():
            raise FieldError("amount", "金额不能是负数。", "The amount can't be negative.")
        write_rows(contract, instalments)
        contract.store()
        refresh(contract)
        audit(actor, "set_plan", CONTRACT, contract, after={"plan": plan_json(instalments)})
        return contract
    require(actor, CONTRACT, "plan", contract)
    if contract.status != "in_force":
        raise errors.NotInForce()
    if not reason.strip():
        raise FieldError("reason", "写明变更的原因。", "Say why it changes.")
    return _new_version(actor, contract, instalments, contract.amount if amount is None else amount, reason.strip())


def _new_version(actor: Actor, contract: Contract, rows: list[PlanRow], amount: Money, reason: str) -> Contract:
    check_plan(amount, rows)
    before = {"amount": contract.amount, "plan": plan_json(locked_instalments(contract))}
    contract.amount = amount
    write_rows(contract, rows)
    contract.plan_no += 1
    contract.store()
    keep_version(actor, contract, reason)
    refresh(contract)
    after = {"amount": amount, "plan": plan_json(rows)}
    audit(actor, "change_plan", CONTRACT, contract, before=before, after=after, reason=reason)
    tell(actor, contract, "contract_plan_changed", no=contract.plan_no, amount=amount, reason=reason)
    event = ContractPlanChanged(contract_id=contract.pk, client_id=contract.client_id, plan_no=contract.plan_no)
    publish(event, actor)
    return contract


def check_plan(amount: Money, rows: list[PlanRow]) -> None:
    """Raises FieldErrors at `instalments.<row>.<field>` when the plan can't be in force."""
    found = rules.plan_errors(amount, rows)
    if found:
        raise errors.of_findings(found, rows="instalments")


def write_rows(contract: Contract, rows: list[PlanRow]) -> None:
    """Make the plan these rows, in this order. A row once in force is dropped, never deleted."""
    standing = {row.pk: row for row in locked_instalments(contract)}
    received = {pk: values["received"] + values["deducted"] for pk, values in truth(contract.pk)[0].items()}
    kept: set[uuid.UUID] = set()
    for seq, row in enumerate(rows, start=1):
        if row.amount <= Money():
            raise FieldError(f"instalments.{seq - 1}.amount", "金额要大于 0。", "The amount must be above 0.")
        if row.id is not None and row.id not in standing:
            raise NotFound()
        if row.id in kept:  # the second would overwrite the first, and the plan fall short of the amount
            raise errors.RowTwice(field=f"instalments.{seq - 1}.id", title=row.title)
        instalment = standing.get(row.id) if row.id else None
        if instalment is None:
            instalment = Instalment(contract=contract)
        got = received.get(instalment.pk, Money())
        if row.amount < got:
            raise errors.BelowReceived(
                field=f"instalments.{seq - 1}.amount", title=row.title, received=yuan(got),
                amount=yuan(row.amount),
            )  # fmt: skip
        _write_row(instalment, row, seq)
        kept.add(instalment.pk)
    for pk, instalment in standing.items():
        if pk not in kept:
            _leave_out(contract, instalment, received.get(pk, Money()))


def _write_row(instalment: Instalment, row: PlanRow, seq: int) -> None:
    waits = row.due_kind != "date"
    # The date of a row that waits was set by its milestone or acceptance: a new plan does not lose it.
    due_on = instalment.due_on if waits and instalment.due_kind == row.due_kind else None if waits else row.due_on
    instalment.seq = seq
    for name in ROW_FIELDS:
        setattr(instalment, name, getattr(row, name))
    instalment.due_on = due_on
    if instalment._state.adding:
        instalment.created_at = clock.now()
        instalment.save(force_insert=True)
    else:
        instalment.store()


def _leave_out(contract: Contract, instalment: Instalment, received: Money) -> None:
    if received:
        raise errors.BelowReceived(
            field="instalments", title=instalment.title, received=yuan(received), amount=yuan(Money())
        )
    if contract.status == "draft" and not Allocation.objects.filter(instalment=instalment).exists():
        try:
            instalment.delete()
            return
        except ProtectedError:
            pass  # a milestone of a project begun on the draft hangs on it
    instalment.dropped_at = clock.now()
    instalment.store("dropped_at")


def keep_version(actor: Actor, contract: Contract, reason: str) -> PlanVersion:
    return PlanVersion.objects.create(
        contract=contract,
        no=contract.plan_no,
        amount=contract.amount,
        rows=plan_json(locked_instalments(contract)),
        reason=reason,
        created_by_id=actor.id,
        created_by_name=actor.name,
    )


def plan_json(rows: list[PlanRow] | list[Instalment]) -> Any:
    return plain([{name: getattr(row, name) for name in ROW} for row in rows])


def plan_of(contract: Contract) -> list[PlanRow]:
    """The plan that holds, as the rules know it."""
    rows = locked_instalments(contract)
    return [PlanRow(id=r.pk, **{name: getattr(r, name) for name in ROW_FIELDS}) for r in rows]


@transaction.atomic
def set_due(actor: Actor, *, instalment_id: uuid.UUID, due_on: dt.date | None, cause: str) -> Instalment:
    """The date of an instalment that waits for a milestone or an acceptance has come; None when it is taken back.

    `due_on` is final: the caller adds the row's `days_after` (`contracts.rules.due_after`). `cause` says in words what
    happened. Sent again with the same date it changes nothing. The grant is enough: the caller has checked its own record.
    """
    found = Instalment.objects.filter(pk=instalment_id).values_list("contract_id", flat=True).first()
    if found is None:
        raise NotFound()
    require(actor, INSTALMENT, "set_due")
    contract = locked_contract(actor, found, None)
    instalment: Instalment = Instalment.objects.locked(instalment_id)
    if instalment.due_kind == "date":
        raise errors.DueIsDate(title=instalment.title)
    if instalment.due_on == due_on or instalment.dropped_at is not None:
        return instalment
    before, instalment.due_on, instalment.due_cause = instalment.due_on, due_on, cause[:200]
    instalment.store("due_on", "due_cause")
    refresh(contract)
    audit(
        actor, "set_due", INSTALMENT, instalment,
        before={"due_on": before}, after={"due_on": due_on}, reason=cause[:500],
    )  # fmt: skip
    tell(
        actor,
        contract,
        "instalment_due_set" if due_on else "instalment_waits",
        title=instalment.title,
        due_on=due_on,
        cause=cause,
    )
    return instalment

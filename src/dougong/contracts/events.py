from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import ClassVar

from dougong.kit.events import Event
from dougong.kit.money import Money


@dataclass(frozen=True)
class ContractActivated(Event):
    name: ClassVar[str] = "contracts.contract_activated.v1"
    contract_id: uuid.UUID
    client_id: uuid.UUID
    opportunity_id: uuid.UUID | None


@dataclass(frozen=True)
class ContractPlanChanged(Event):
    """The amount or the plan of a contract in force has a new version."""

    name: ClassVar[str] = "contracts.plan_changed.v1"
    contract_id: uuid.UUID
    client_id: uuid.UUID
    plan_no: int


@dataclass(frozen=True)
class ContractCompleted(Event):
    name: ClassVar[str] = "contracts.contract_completed.v1"
    contract_id: uuid.UUID
    client_id: uuid.UUID


@dataclass(frozen=True)
class ContractTerminated(Event):
    name: ClassVar[str] = "contracts.contract_terminated.v1"
    contract_id: uuid.UUID
    client_id: uuid.UUID


@dataclass(frozen=True)
class ReceiptRecorded(Event):
    """Money came in. `amount` is positive and includes what is held as credit on account."""

    name: ClassVar[str] = "contracts.receipt_recorded.v1"
    receipt_id: uuid.UUID
    contract_id: uuid.UUID
    client_id: uuid.UUID
    amount: Money
    received_on: dt.date


@dataclass(frozen=True)
class ReceiptReversed(Event):
    """`receipt_id` is the reversal's own record, `original_id` what it undoes; `amount` is the positive amount taken back."""

    name: ClassVar[str] = "contracts.receipt_reversed.v1"
    receipt_id: uuid.UUID
    contract_id: uuid.UUID
    client_id: uuid.UUID
    amount: Money
    original_id: uuid.UUID

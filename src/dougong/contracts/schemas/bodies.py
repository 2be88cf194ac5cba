from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.contracts.rules import Part, PlanRow
from dougong.kit.money import Money
from dougong.kit.schemas import ABSENT, In, MoneyStr, Name, Text40, Text120

InstalmentKind = Literal["advance", "progress", "final", "retention"]
DueKind = Literal["date", "milestone", "acceptance"]
Months = Field(default=24, ge=0, le=600)
Reason = Field(default="", max_length=500)


def given(body: In, *, but: str = "") -> dict[str, Any]:
    """What was sent, as Python values (`model_dump` would make text of Money)."""
    return {name: getattr(body, name) for name in body.model_fields_set if name != but}


Name120 = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Uscc = Annotated[str, StringConstraints(strip_whitespace=True, max_length=18)]


class PaidForIn(In):
    """The instalments that are paid for what an acceptance standard judges, all of them."""

    instalment_ids: list[uuid.UUID] = Field(max_length=100)


class InstalmentIn(In):
    id: uuid.UUID | None = None
    kind: InstalmentKind
    title: str = Field(min_length=1, max_length=100)
    amount: MoneyStr
    due_kind: DueKind = "date"
    due_on: dt.date | None = None
    expected_on: dt.date | None = None
    days_after: int = Field(default=0, ge=0, le=3650)

    def row(self) -> PlanRow:
        return PlanRow(**{name: getattr(self, name) for name in type(self).model_fields})


class ContractIn(In):
    title: Name
    client_id: uuid.UUID | None = None
    opportunity_id: uuid.UUID | None = None
    owner_id: uuid.UUID | None = None
    legal_entity_id: uuid.UUID | None = None
    amount: MoneyStr = Money()
    tax_rate: Decimal = Field(default=Decimal("9.00"), ge=0, lt=100, decimal_places=2)
    signed_on: dt.date | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    defects_months: int = Months
    warranty_months: int = Months
    instalments: list[InstalmentIn] = Field(default_factory=list, max_length=100)
    risk_reason: str = Field(default="", max_length=500)


class ContractPatch(In):
    title: Name | None = None
    legal_entity_id: uuid.UUID | None = None
    amount: MoneyStr = Money()
    tax_rate: Decimal | None = Field(default=None, ge=0, lt=100, decimal_places=2)
    signed_on: dt.date | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    defects_months: int | None = Field(default=None, ge=0, le=600)
    warranty_months: int | None = Field(default=None, ge=0, le=600)
    instalments: list[InstalmentIn] | None = Field(default=None, max_length=100)


class PlanIn(In):
    instalments: list[InstalmentIn] = Field(max_length=100)
    amount: MoneyStr | None = None
    reason: str = Reason


class ActivateIn(In):
    number: str = Field(default="", max_length=40)


class ReasonIn(In):
    reason: str = Reason


class PartIn(In):
    instalment_id: uuid.UUID
    amount: MoneyStr

    def part(self) -> Part:
        return Part(self.instalment_id, self.amount)


class ReceiptIn(In):
    amount: MoneyStr
    received_on: dt.date
    payer: str = Field(default="", max_length=120)
    reference: str = Field(default="", max_length=80)
    allocations: list[PartIn] | None = Field(default=None, max_length=100)
    excess: Literal["refuse", "credit"] = "refuse"


class PreviewIn(In):
    amount: MoneyStr


class CreditIn(In):
    amount: MoneyStr | None = None
    allocations: list[PartIn] | None = Field(default=None, max_length=100)


class EntityIn(In):
    name: str = Field(min_length=1, max_length=120)
    uscc: str = Field(default="", max_length=18)
    bank: str = Field(default="", max_length=120)
    account: str = Field(default="", max_length=40)
    is_default: bool = False


class EntityPatch(In):
    name: Name120 = ABSENT
    uscc: Uscc = ABSENT
    bank: Text120 = ABSENT
    account: Text40 = ABSENT
    is_default: bool = ABSENT

"""Bodies of the mall."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.money import Money
from dougong.kit.schemas import In, PriceStr, Text40, Text60, Text120
from dougong.mall.rules import MOST_LINES, MOST_OF_ONE

RewardKind = Literal["voucher", "warranty", "service", "seat", "goods", "code"]
RewardState = Literal["draft", "on", "off"]
Period = Literal["month", "year", "ever"]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Told = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]


class RewardIn(In):
    kind: RewardKind
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    title_en: Text120 = ""
    text: Told = ""
    text_en: Told = ""
    points: int = Field(ge=1, le=100_000_000)
    value: PriceStr = Money()
    months: int = Field(default=0, ge=0, le=120)
    limited: bool = False
    per_client: int | None = Field(default=None, ge=1, le=9999)
    period: Period = "year"
    least_tier: Annotated[str, StringConstraints(max_length=20)] = ""
    begins_on: dt.date | None = None
    ends_on: dt.date | None = None
    approval: bool = False
    place: int = Field(default=100, ge=0, le=9999)


class RewardStateIn(In):
    state: Literal["on", "off"]


class StockIn(In):
    """So many more on the shelf, or fewer."""

    quantity: int = Field(ge=-1_000_000, le=1_000_000)
    reason: Reason


class MallReasonIn(In):
    reason: Reason


class MallSettingIn(In):
    approve_from: int = Field(ge=0, le=100_000_000)


class SendIn(In):
    carrier: Text60
    tracking: Text60 = ""
    note: Reason = ""


class FulfilIn(In):
    note: Reason = ""


class FulfilManyIn(In):
    ids: list[uuid.UUID] = Field(min_length=1, max_length=500)


class TakeBackIn(In):
    """`restock`: goods that came back whole go on the shelf again."""

    reason: Reason
    restock: bool = True


class CartIn(In):
    """0 takes it out."""

    client: uuid.UUID
    quantity: int = Field(ge=0, le=MOST_OF_ONE)


class WishIn(In):
    """What one reward of the cart needs to know, by its kind."""

    reward_id: uuid.UUID
    instalment_id: uuid.UUID | None = None
    contract_id: uuid.UUID | None = None
    attendee: Text60 = ""
    recipient: Text60 = ""
    phone: Text40 = ""
    address: Reason = ""
    wish: Reason = ""


class CheckoutIn(In):
    """`total` is the sum of points that the client was shown."""

    client: uuid.UUID
    total: int = Field(ge=0, le=10_000_000_000)
    wishes: list[WishIn] = Field(default=[], max_length=MOST_LINES)

"""Answers of the mall, to those who keep it and to clients."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from dougong.kit.schemas import Amount, Out
from dougong.mall.schemas.bodies import Period, RewardKind, RewardState

OrderState = Literal["waiting", "ordered", "sent", "fulfilled", "refused", "cancelled", "returned"]
Obstacle = Literal["off", "early", "stock", "tier", "limit", "points"]


class RewardRow(Out):
    id: uuid.UUID
    version: int
    title: str
    title_en: str
    kind: RewardKind
    state: RewardState
    points: int
    value: Amount
    limited: bool
    left: int | None
    redeemed: int
    per_client: int | None
    period: Period
    tier: str
    tier_en: str
    begins_on: dt.date | None
    ends_on: dt.date | None
    place: int
    picture_id: uuid.UUID | None


class RewardCodes(Out):
    free: int
    given: int
    withdrawn: int


class RewardOut(Out):
    id: uuid.UUID
    version: int
    kind: RewardKind
    title: str
    title_en: str
    text: str
    text_en: str
    points: int
    value: Amount
    months: int
    limited: bool
    left: int | None
    per_client: int | None
    period: Period
    least_tier: str
    begins_on: dt.date | None
    ends_on: dt.date | None
    approval: bool
    state: RewardState
    place: int
    picture_id: uuid.UUID | None
    created_at: dt.datetime
    redeemed: int
    clients: int
    points_spent: int
    codes: RewardCodes | None
    can: list[str]


class CodesAdded(Out):
    count: int


class MallTier(Out):
    code: str
    zh: str
    en: str


class MallTiers(Out):
    items: list[MallTier]


class MallSettingOut(Out):
    version: int
    approve_from: int
    may_change: bool


class StockRow(Out):
    id: int
    reward: str
    reward_id: uuid.UUID
    kind: Literal["count", "codes", "order", "back"]
    quantity: int
    left_after: int
    order: str | None
    order_id: uuid.UUID | None
    reason: str
    actor_name: str
    at: dt.datetime


class MallOrderRow(Out):
    id: uuid.UUID
    number: str
    client: str
    client_id: uuid.UUID
    title: str
    title_en: str
    reward_id: uuid.UUID
    kind: RewardKind
    quantity: int
    points: int
    value: Amount
    state: OrderState
    ordered_by: str
    created_at: dt.datetime
    fulfilled_at: dt.datetime | None
    carrier: str
    tracking: str


class OrderStepOut(Out):
    state: OrderState
    at: dt.datetime
    by_name: str
    note: str


class OrderCodes(Out):
    count: int
    shown_at: dt.datetime | None


class MallOrderOut(Out):
    id: uuid.UUID
    version: int
    number: str
    kind: RewardKind
    title: str
    title_en: str
    quantity: int
    points: int
    value: Amount
    months: int
    state: OrderState
    begins_on: dt.date | None
    ends_on: dt.date | None
    wish: str
    carrier: str
    tracking: str
    note: str
    ordered_by_name: str
    created_at: dt.datetime
    fulfilled_at: dt.datetime | None
    client_id: uuid.UUID
    client: str
    reward_id: uuid.UUID
    contract_id: uuid.UUID | None
    contract: str | None
    instalment_id: uuid.UUID | None
    instalment: str | None
    attendee: str
    recipient: str
    phone: str
    address: str
    codes: OrderCodes | None
    steps: list[OrderStepOut]
    can: list[str]


class CodesShown(Out):
    codes: list[str]


class Entitlement(Out):
    id: uuid.UUID
    number: str
    title: str
    title_en: str
    begins_on: dt.date
    ends_on: dt.date


class Entitlements(Out):
    items: list[Entitlement]


# ---- the client's window


class PortalReward(Out):
    """`blocked` says what stands in the way of one of it, in the order in which to tell it; `missing` how many points."""

    id: uuid.UUID
    kind: RewardKind
    title: str
    title_en: str
    text: str
    text_en: str
    points: int
    value: Amount
    months: int
    left: int | None
    per_client: int | None
    period: Period
    had: int
    begins_on: dt.date | None
    ends_on: dt.date | None
    tier: MallTier | None
    picture_id: uuid.UUID | None
    blocked: list[Obstacle]
    missing: int


class PortalRewards(Out):
    points: int
    tier: MallTier | None
    items: list[PortalReward]
    in_cart: int


class PortalCartLine(Out):
    reward: PortalReward
    quantity: int
    blocked: list[Obstacle]


class PortalCart(Out):
    points: int
    total: int
    items: list[PortalCartLine]


class VoucherRoom(Out):
    """An unpaid instalment; `room` is what vouchers may still take off it."""

    id: uuid.UUID
    seq: int
    title: str
    contract_id: uuid.UUID
    contract: str
    due_on: dt.date | None
    amount: Amount
    owed: Amount
    room: Amount


class WarrantyChoice(Out):
    id: uuid.UUID
    number: str | None
    title: str
    warranty_months: int


class PortalMallOptions(Out):
    share: int
    instalments: list[VoucherRoom]
    contracts: list[WarrantyChoice]


class PortalMallOrder(Out):
    id: uuid.UUID
    number: str
    kind: RewardKind
    title: str
    title_en: str
    quantity: int
    points: int
    value: Amount
    months: int
    state: OrderState
    created_at: dt.datetime
    begins_on: dt.date | None
    ends_on: dt.date | None
    reward_id: uuid.UUID
    picture_id: uuid.UUID | None


class PortalMallOrders(Out):
    items: list[PortalMallOrder]

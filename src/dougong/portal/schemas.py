from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, Literal

from ninja import Field

from dougong.kit.schemas import MAYBE, Amount, In, Named, Out, ShortText
from dougong.loyalty.gifts.schemas import GiftState
from dougong.loyalty.schemas.keeping import PointsFrozen, PointsProgress
from dougong.notifications.schemas import NotificationPage


class SignInIn(In):
    login: ShortText
    password: str = Field(max_length=200)
    remember: bool = False


class InvitationIn(In):
    token: str = Field(min_length=20, max_length=100)
    password: str = Field(max_length=200)


class WindowPasswordIn(In):
    current: str = Field(max_length=200)
    password: str = Field(max_length=200)


# ---- answers: what a client's contact reads


class PortalContact(Out):
    """In the shape of the staff's `me`, without a grant; and the clients he speaks for."""

    id: uuid.UUID
    name: str
    kind: Literal["contact"]
    title: str
    department: None
    roles: list[str]
    grants: dict[str, Any]
    company: Company
    phone: str
    email: str | None
    clients: list[Named]


class Company(Out):
    name: str
    short_name: str


class PortalStep(Out):
    id: uuid.UUID
    name: str
    state: Literal["done", "running", "todo"]
    percent: int
    on: dt.date | None
    days_late: int | None


class PortalManager(Out):
    name: str
    phone: str


class PortalProject(Out):
    id: uuid.UUID
    name: str
    status: Literal["preparing", "running", "accepted", "closed"]
    percent: int
    starts_on: dt.date
    planned_finish: dt.date | None
    finish: dt.date | None
    accepted_on: dt.date | None
    days_late: int | None
    manager: PortalManager
    steps: list[PortalStep]


class PortalInstalment(Out):
    id: uuid.UUID
    title: str
    amount: Amount
    received: Amount
    owed: Amount
    due_on: dt.date | None
    due_kind: Literal["date", "milestone", "acceptance"]
    days_after: int
    state: Literal["waiting", "not_due", "due_soon", "overdue", "retained", "paid"]
    days: int | None


class Payee(Out):
    name: str
    bank: str
    account: str


class OverdueSum(Out):
    amount: Amount
    days: int
    title: str
    due_on: dt.date
    rest: bool
    count: int


class PortalDue(Out):
    overdue: OverdueSum | None
    next: PortalInstalment | None
    payee: Payee | None


class PortalContract(Out):
    id: uuid.UUID
    number: str
    title: str
    amount: Amount
    received: Amount
    owed: Amount
    credit: Amount
    instalments: list[PortalInstalment]


class PortalPayments(PortalDue):
    client: Named | None
    contracts: list[PortalContract]


class PortalFacts(Out):
    amount: Amount = MAYBE
    contract: str = MAYBE
    project: str = MAYBE
    planned_on: dt.date = MAYBE
    accepted_on: dt.date = MAYBE
    other: str = MAYBE


class PortalEntry(Out):
    id: int
    amount: int
    balance_after: int
    kind: Literal["accrual", "deduction", "redemption", "expiry", "reversal", "transfer"]
    cause: str
    cause_zh: str
    cause_en: str
    facts: PortalFacts
    at: dt.datetime


class PortalPoints(Out):
    account_id: uuid.UUID | None
    balance: int
    items: list[PortalEntry]
    next: int | None


class PortalExpiring(Out):
    points: int
    at: dt.datetime


class PortalHolds(Out):
    """`expiring` within 90 days, `soon` the first lots that do. A contact's own points have no tier."""

    reserved: int
    expiring: int
    soon: list[PortalExpiring]
    tier: PointsProgress | None
    frozen: PointsFrozen | None


class PortalPointsPage(PortalPoints):
    """`mine` is what the contact has of his own; None: he has no account."""

    client: Named | None
    holds: PortalHolds | None
    mine: int | None


class PortalHomePoints(PortalPoints):
    holds: PortalHolds


class PortalGift(Out):
    """`given` by this client, else to it; `other` is the other one."""

    id: uuid.UUID
    given: bool
    other: str
    points: int
    note: str
    state: GiftState
    offered_at: dt.datetime
    lapses_at: dt.datetime
    settled_at: dt.datetime | None


class PortalClientGifts(Out):
    """`most` can be given now; `why_not` says why nothing can."""

    allowed: bool
    why_not: str | None
    may_answer: bool
    balance: int
    most: int
    most_gift: int
    most_month: int
    answer_days: int
    code: str | None
    items: list[PortalGift]


class PortalGifts(Out):
    client: Named | None
    gifts: PortalClientGifts | None


class PortalGiftIn(In):
    code: ShortText
    points: int = Field(ge=1, le=10**9)
    note: ShortText = ""


class PortalGiftCode(Out):
    code: str


class PortalGiftTaker(Out):
    name: str


class PortalNotices(NotificationPage):
    unread: int
    capped: bool


class PortalHome(Out):
    client: Named | None
    clients: list[Named]
    projects: list[PortalProject]
    money: PortalDue | None
    points: PortalHomePoints | None


class PortalFile(Out):
    id: uuid.UUID
    name: str
    size: int
    content_type: str
    shared_at: dt.datetime | None
    changed_at: dt.datetime
    inline: bool
    picture: bool
    about: str


class PortalFiles(Out):
    client: Named | None
    items: list[PortalFile]


class PortalRequirement(Out):
    id: uuid.UUID
    number: str
    title: str
    text: str
    agreed_on: dt.date | None


class PortalCriterion(Out):
    id: uuid.UUID
    number: str
    title: str
    method: str
    tolerance: str
    standard: str
    stage: Literal["material", "concealed", "section", "commissioning", "completion"]


class PortalSpecification(Out):
    id: uuid.UUID
    title: str
    shared_at: dt.datetime
    requirements: list[PortalRequirement]
    criteria: list[PortalCriterion]


class PortalSpecifications(Out):
    client: Named | None
    items: list[PortalSpecification]


class Invited(Out):
    """`link` is told this once; None when a password is set already."""

    contact_id: uuid.UUID
    login: str
    link: str | None
    expires_at: dt.datetime | None


class Revoked(Out):
    contact_id: uuid.UUID
    version: int


class DemoPerson(Out):
    name: str
    title: str
    login: str


class PortalSessionOut(Out):
    """The signed-in contact or null; on a demo installation who could sign in."""

    me: PortalContact | None
    company: Company
    demo: list[DemoPerson] = MAYBE
    demo_password: str = MAYBE


class PortalSignedIn(Out):
    signed_in: bool


class PortalSignedOut(Out):
    me: None


class PasswordChanged(Out):
    changed: bool


class PortalTicket(Out):
    url: str

"""Whether a client can have a reward, and how much of an instalment vouchers may cover. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dougong.kit.money import Money

MOST_OF_ONE = 99
MOST_LINES = 20


@dataclass(frozen=True)
class Offer:
    """A reward as it is offered: `left` is None where stock is not kept, `per_client` None where there is no limit."""

    on: bool
    points: int
    left: int | None = None
    per_client: int | None = None
    rank: int = -1
    begins_on: dt.date | None = None
    ends_on: dt.date | None = None


@dataclass(frozen=True)
class Standing:
    """Where a client stands: points it has, its tier's place, how many it had of the reward within the limit's period."""

    points: int
    rank: int
    had: int = 0


def obstacles(offer: Offer, client: Standing, quantity: int, today: dt.date) -> list[str]:
    """Why the client can't have so many, in the order in which it is told; empty when it can."""
    found = []
    if not offer.on or (offer.ends_on is not None and offer.ends_on < today):
        found.append("off")
    elif offer.begins_on is not None and offer.begins_on > today:
        found.append("early")
    if offer.left is not None and offer.left < quantity:
        found.append("stock")
    if client.rank < offer.rank:
        found.append("tier")
    if offer.per_client is not None and client.had + quantity > offer.per_client:
        found.append("limit")
    if client.points < offer.points * quantity:
        found.append("points")
    return found


def period_start(period: str, today: dt.date) -> dt.date | None:
    """The first day that counts for a limit; None: all do."""
    return {"month": today.replace(day=1), "year": today.replace(month=1, day=1)}.get(period)


def room(amount: Money, owed: Money, taken: Money, waiting: Money, share: int) -> Money:
    """What vouchers may still take off an instalment: `share` percent of it less what was taken off or waits to be, and never
    more than is owed."""
    whole = amount.share(Decimal(share) / 100) - taken - waiting
    return max(Money(), min(whole, owed - waiting))


def clean_codes(lines: Sequence[str]) -> list[str]:
    """Codes as they were pasted or uploaded: trimmed, each once, in their order."""
    return list(dict.fromkeys(text for line in lines if (text := line.strip().strip("\ufeff"))))


def masked(code: str) -> str:
    return f"{'*' * max(len(code) - 4, 4)}{code[-4:]}" if len(code) > 6 else "*" * 6


#: From which state one may come to another.
STEPS: dict[str, tuple[str, ...]] = {
    "ordered": ("waiting",),
    "refused": ("waiting",),
    "sent": ("ordered",),
    "fulfilled": ("ordered", "sent"),
    "cancelled": ("waiting", "ordered"),
    "returned": ("sent", "fulfilled"),
}


def may_become(state: str, wanted: str, kind: str) -> bool:
    """Only goods are sent before they arrive."""
    if wanted == "sent" and kind != "goods":
        return False
    if wanted == "fulfilled" and kind == "goods":
        return state == "sent"
    return state in STEPS[wanted]

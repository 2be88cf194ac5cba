"""Points that go from one account to another, with the expiry they have."""

from __future__ import annotations

import uuid

from dougong.kit import clock
from dougong.loyalty.models import PointsAccount
from dougong.loyalty.programme.events import TRANSFERRED
from dougong.loyalty.programme.replay import Rejected
from dougong.loyalty.services.desk import Desk, Happening
from dougong.loyalty.services.posting import REFUSALS


def carry(
    desk: Desk, giver: PointsAccount, taker: PointsAccount, points: int, *, source: str, source_id: object, plain: str,
    rest: str = "", by: uuid.UUID | None = None, reason: str = "",
) -> None:  # fmt: skip
    """Lines that add up to nothing, named `plain`. With `rest`, a kind of event whose rule says how many, what the giver no
    longer has it owes (less than nothing is a debt that goes over); without, raises NotEnoughPoints, PointsWrong, AccountFrozen."""
    now = clock.now()
    there = max(min(points, giver.balance), 0) if rest else points
    if there or not rest:
        told = Happening(TRANSFERRED, source, source_id, now, {"points": there}, by, reason, plain=plain)
        try:
            desk.post(told, giver, taker)
        except Rejected as refusal:
            raise REFUSALS[refusal.reason]() from None
    for account, amount, end in ((giver, there - points, "out"), (taker, points - there, "in")):
        if amount:
            desk.post(Happening(rest, f"{source}.rest.{end}", source_id, now, {"points": amount}, by, reason), account)

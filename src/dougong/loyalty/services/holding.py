"""Putting points by for a redemption: they leave the account at once, so that nobody spends them twice, and come back when it is
released. In the transaction of what they are put by for; the caller has asked whether whoever redeems may."""

from __future__ import annotations

import uuid

from django.db import transaction

from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.stream import notify
from dougong.loyalty import errors
from dougong.loyalty.models import PointsAccount, PointsHold
from dougong.loyalty.policies import ACCOUNT
from dougong.loyalty.programme.events import REDEEMED, REVERSED
from dougong.loyalty.services.desk import Happening
from dougong.loyalty.services.posting import post
from dougong.loyalty.sources import key_of


@transaction.atomic
def reserve(
    actor: Actor, *, client_id: uuid.UUID, points: int, source: str, source_id: object, reason: str = "",
    by: uuid.UUID | None = None, plain: str = "",
) -> PointsHold:  # fmt: skip
    """Once for a source: asked again, what was reserved is answered; `plain` names its line where it is no redemption. Raises
    NotEnoughPoints, PointsWrong."""
    require(actor, ACCOUNT, "post")
    data = {"points": points, "about": reason}
    posted = post(
        actor, client_id=client_id, happened=Happening(REDEEMED, source, source_id, clock.now(), data, by, reason, plain=plain)
    )
    assert posted.event is not None
    found = PointsHold.objects.filter(event=posted.event.pk).first()
    if found is not None:
        return found
    account = PointsAccount.objects.locked(posted.entries[0].account_id)
    hold = PointsHold(
        account=account, event_id=posted.event.pk, points=points, source=source, source_id=str(source_id), reason=reason[:300],
        created_by_id=actor.id, created_at=clock.now(),
    )  # fmt: skip
    hold.save(force_insert=True)
    account.reserved += points
    account.store("reserved")
    return hold


@transaction.atomic
def confirm(actor: Actor, *, hold_id: uuid.UUID) -> PointsHold:
    """The reward was given: the points are spent for good. Again is harmless. Raises HoldSettled where it was released,
    AccountFrozen while it is frozen."""
    return _settle(actor, hold_id, "confirmed")


@transaction.atomic
def release(actor: Actor, *, hold_id: uuid.UUID, reason: str = "") -> PointsHold:
    """The points come back into their lots; what expired meanwhile stays gone. Again is harmless. Raises HoldSettled where it
    was confirmed: what was given and comes back is reversed by whoever gave it (`take_back`)."""
    hold = _settle(actor, hold_id, "released")
    _undo(actor, hold, reason)
    return hold


@transaction.atomic
def take_back(actor: Actor, *, hold_id: uuid.UUID, reason: str = "") -> PointsHold:
    """A reward that had been given was returned: its points come back as by `release`."""
    require(actor, ACCOUNT, "post")
    hold: PointsHold = PointsHold.objects.locked(hold_id)
    if hold.state == "held":
        raise errors.HoldSettled()
    if hold.state == "confirmed":
        hold.state, hold.settled_at = "released", clock.now()
        hold.store("state", "settled_at")
        _undo(actor, hold, reason)
    return hold


def _settle(actor: Actor, hold_id: uuid.UUID, state: str) -> PointsHold:
    require(actor, ACCOUNT, "post")
    hold: PointsHold = PointsHold.objects.locked(hold_id)
    if hold.state == state:
        return hold
    if hold.state != "held":
        raise errors.HoldSettled()
    account = PointsAccount.objects.locked(hold.account_id)
    if account.frozen_at is not None and state == "confirmed":
        raise errors.AccountFrozen()
    hold.state, hold.settled_at = state, clock.now()
    hold.store("state", "settled_at")
    account.reserved -= hold.points
    account.store("reserved")
    notify(ACCOUNT, account.pk)
    return hold


def _undo(actor: Actor, hold: PointsHold, reason: str) -> None:
    of = key_of(hold.source, hold.source_id)
    undone = Happening(REVERSED, f"{hold.source}.release", hold.source_id, clock.now(), {"about": reason}, None, reason, of)
    client_id = PointsAccount.objects.values_list("client_id", flat=True).get(pk=hold.account_id)
    post(actor, client_id=client_id, happened=undone)

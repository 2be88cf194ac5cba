"""Freezing an account: points still come in, none are spent, given away or redeemed until it is released. The ledger's desk
refuses, under the account's lock, so that no channel gets past it."""

from __future__ import annotations

import uuid

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.clients.services import record as tell_timeline
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError
from dougong.kit.stream import notify
from dougong.loyalty import errors
from dougong.loyalty.models import PointsAccount
from dougong.loyalty.policies import ACCOUNT

FIELDS = ("frozen_at", "frozen_by", "frozen_reason", "frozen_note")


@transaction.atomic
def freeze(actor: Actor, *, account_id: uuid.UUID, reason: str, note: str = "") -> PointsAccount:
    """For a reason that the house keeps; `note` is what the client reads. Raises FreezeStands where it is frozen already."""
    row = _locked(actor, account_id, reason)
    if row.frozen_at is not None or row.closed_into_id is not None:
        raise errors.FreezeStands()
    row.frozen_at, row.frozen_by = clock.now(), actor.name
    row.frozen_reason, row.frozen_note = reason.strip()[:300], note.strip()[:300]
    return _changed(actor, row, "freeze", reason)


@transaction.atomic
def release(actor: Actor, *, account_id: uuid.UUID, reason: str) -> PointsAccount:
    """Raises FreezeStands where it is not frozen."""
    row = _locked(actor, account_id, reason)
    if row.frozen_at is None:
        raise errors.FreezeStands()
    thaw(row, store=False)
    return _changed(actor, row, "unfreeze", reason)


def carry(giver: PointsAccount, taker: PointsAccount) -> bool:
    """Of two accounts that become one the other's freeze stands; whether it was taken over. Both are under lock."""
    if giver.frozen_at is None or taker.frozen_at is not None:
        return False
    for name in FIELDS:
        setattr(taker, name, getattr(giver, name))
    taker.store(*FIELDS)
    return True


def thaw(row: PointsAccount, *, store: bool = True) -> None:
    row.frozen_at = None
    row.frozen_by = row.frozen_reason = row.frozen_note = ""
    if store:
        row.store(*FIELDS)


def _locked(actor: Actor, account_id: uuid.UUID, reason: str) -> PointsAccount:
    must_see(actor, ACCOUNT, account_id)
    row: PointsAccount = PointsAccount.objects.locked(account_id)
    require(actor, ACCOUNT, "freeze", row)
    if not reason.strip():
        raise FieldError("reason", "写明为什么。", "Say why.")
    return row


def _changed(actor: Actor, row: PointsAccount, act: str, reason: str) -> PointsAccount:
    row.store(*FIELDS)
    audit(actor, act, ACCOUNT, row, after={"balance": row.balance, "note": row.frozen_note}, reason=reason.strip()[:300])
    kind = "points_frozen" if act == "freeze" else "points_released"
    tell_timeline(actor, client_id=row.client_id, kind=kind, group="money", resource=ACCOUNT, object_id=row.pk, balance=row.balance)
    notify(ACCOUNT, row.pk)
    return row

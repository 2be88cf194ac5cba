"""Two points accounts become one: the balance goes over by entries, and no line that stands is touched."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.db.models import QuerySet

from dougong.clients.merge.people import CONTACT
from dougong.clients.policies import CLIENT
from dougong.clients.services import change_figures
from dougong.kit.actor import Actor
from dougong.kit.ids import new_id
from dougong.kit.jsonable import plain
from dougong.kit.merging import Ids, Mover, Own, Steps, Trail, moves, recounts, stays
from dougong.loyalty.gifts.models import PointsGift
from dougong.loyalty.models import PointsAccount, PointsAdjustment, PointsDifference, PointsMonth
from dougong.loyalty.services import freezing, tiers, versions
from dougong.loyalty.services.desk import MERGE, Desk
from dougong.loyalty.services.moving import carry
from dougong.loyalty.services.writing import add_months, write
from dougong.loyalty.triggers import MERGED

SOURCE = "clients.merge"
CLIENTS, PEOPLE = "client", "contact"
Notes = list[dict[str, Any]]


def _count(ids: Ids) -> int:
    return PointsAccount.objects.filter(client_id__in=ids).count()


def _of(side: str, key: object) -> QuerySet[PointsAccount]:
    """All accounts of a client, or of a contact."""
    return PointsAccount.objects.filter(**{f"{side}_id": key})


def _open(side: str, key: object) -> PointsAccount | None:
    """The one that points go to, under lock."""
    rows = _of(side, key).filter(closed_into__isnull=True)
    own = rows.filter(contact__isnull=True) if side == CLIENTS else rows
    found: PointsAccount | None = own.select_for_update().first()
    return found


def _merge(side: str, actor: Actor, survivor: uuid.UUID, merged: Ids, trail: Trail) -> Notes:
    """The survivor without an account takes the other's; where both have one, the other is emptied into it and closed. Accounts
    that were closed before go along: their lines are the client's history."""
    notes: Notes = []
    for one in merged:
        account, target = _open(side, one), _open(side, survivor)
        closed = list(_of(side, one).filter(closed_into__isnull=False).values_list("pk", flat=True))
        note: dict[str, Any] = {"from": str(one), "closed": [str(pk) for pk in closed]}
        if account is not None:
            note |= {"account": str(account.pk), "entry": _last(account), "moved": 0}
            if target is not None:
                note |= {"into": str(target.pk), "moved": account.balance}
                note["tier"] = plain([getattr(target, name) for name in tiers.FIELDS])
                note["froze"] = freezing.carry(account, target)
                transfer(actor, account, target, account.balance)
                _months(account, target, 1)
                tiers.raise_at_once(actor, [target])
                target.store(*tiers.FIELDS)
                account.closed_into = target
                account.store("closed_into")
        _of(side, one).update(**{f"{side}_id": survivor})
        notes.append(note)
    return notes


def _undo(side: str, actor: Actor, survivor: uuid.UUID, merged: Ids, notes: Notes) -> None:
    """What went over comes back by entries of its own. An account that was taken whole goes back; what it was given since then
    is the survivor's."""
    for note in reversed(notes):
        one = uuid.UUID(note["from"])
        if "account" in note:
            account = PointsAccount.objects.locked(uuid.UUID(note["account"]))
            setattr(account, f"{side}_id", one)
            if "into" in note:
                account.closed_into = None
                account.store("closed_into", side)
                target = PointsAccount.objects.locked(uuid.UUID(note["into"]))
                transfer(actor, target, account, note["moved"])
                _months(account, target, -1)
                if note.get("froze"):
                    freezing.thaw(target)
                if "tier" in note:
                    for name, value in zip(tiers.FIELDS, note["tier"], strict=True):
                        setattr(target, name, value)
                    target.store(*tiers.FIELDS)
            else:
                since = sum(account.entries.filter(pk__gt=note["entry"]).values_list("amount", flat=True))
                client = account.client_id if side == PEOPLE else survivor
                account.store(side)
                if since:
                    contact = survivor if side == PEOPLE else None
                    kept = PointsAccount.objects.create(client_id=client, contact_id=contact, created_by_id=actor.id)
                    transfer(actor, account, kept, since)
        PointsAccount.objects.filter(pk__in=note["closed"]).update(**{f"{side}_id": one})


merge, undo = partial(_merge, CLIENTS), partial(_undo, CLIENTS)


def parted(steps: Steps, notes: Notes, later: Notes) -> bool:
    """Not while a later merge emptied another's account into the one that would go."""
    going = {note["account"] for note in notes if "account" in note and "into" not in note}
    return not any(note.get("into") in going for note in later)


def _last(account: PointsAccount) -> int:
    return account.entries.order_by("-pk").values_list("pk", flat=True).first() or 0


def transfer(actor: Actor, giver: PointsAccount, taker: PointsAccount, points: int) -> None:
    """So many points from one account to another with the expiry they have, less than nothing for a debt: lines that add up to
    nothing. What the giver no longer has, it owes."""
    if not points:
        return
    desk = Desk(actor, versions.in_force({MERGED})[0], {})
    carry(desk, giver, taker, points, source=SOURCE, source_id=new_id(), plain=MERGE, rest=MERGED)
    write(desk, tell=False)


def _months(giver: PointsAccount, taker: PointsAccount, sign: int) -> None:
    """The months that tiers go by count for the survivor too, as long as it is one."""
    add_months({
        (taker.pk, row.month): [sign * row.given, sign * row.received.amount_fen]
        for row in PointsMonth.objects.filter(account=giver)
    })  # fmt: skip
    if sign < 0:
        gone = [row.pk for row in PointsMonth.objects.filter(account=taker, given=0) if not row.received]
        PointsMonth.objects.filter(pk__in=gone).delete()


def recount(client_id: uuid.UUID) -> None:
    """And the accounts of its people are where they are."""
    account = PointsAccount.objects.of_clients().filter(client_id=client_id).first()
    change_figures(client_id=client_id, points=account.balance if account else 0)
    PointsAccount.objects.filter(contact__client_id=client_id).exclude(client_id=client_id).update(client_id=client_id)


moves(
    Own(
        CLIENT, "loyalty.account", "积分账户", "Points accounts",
        ("loyalty.PointsAccount.client", "loyalty.PointsAccount.closed_into"), _count, merge, undo,
        parted=parted,
    ),
    Own(
        CONTACT, "loyalty.account_of_contact", "联系人的积分账户", "Points accounts of contacts", ("loyalty.PointsAccount.contact",),
        lambda ids: 0, partial(_merge, PEOPLE), partial(_undo, PEOPLE), told=False, parted=parted,
    ),
    Mover(
        CONTACT, "loyalty.adjustment_of_contact", "手工调整积分", "Points by hand", PointsAdjustment, "contact_id", told=False,
    ),
    Mover(
        CLIENT, "loyalty.adjustment", "手工调整积分", "Points by hand", PointsAdjustment, "client_id",
    ),
    Mover(
        CLIENT, "loyalty.gift", "送出的积分", "Points given to others", PointsGift, "giver_id",
    ),
    Mover(
        CLIENT, "loyalty.gift_taken", "收到的积分", "Points given by others", PointsGift, "taker_id",
    ),
    Mover(
        CLIENT, "loyalty.difference", "积分核对的差异", "Differences of points", PointsDifference, "client_id", drop=True, told=False,
    ),
)  # fmt: skip
recounts(CLIENT, recount)
stays(
    "the ledger names the fact that moved the points",
    "loyalty.PointsEntry.source_id", "loyalty.PointsHold.source_id", "loyalty.PointsDifference.source_id",
)  # fmt: skip

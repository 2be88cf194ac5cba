"""Two points accounts become one: the balance goes over by entries, and no line that stands is touched."""

from __future__ import annotations

import uuid
from typing import Any

from dougong.clients.policies import CLIENT
from dougong.clients.services import change_figures
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.ids import new_id
from dougong.kit.merging import Ids, Own, Steps, Trail, moves, recounts, stays
from dougong.loyalty.models import PointsAccount
from dougong.loyalty.services import enter

RULE, SOURCE = "merge", "clients.merge"
Notes = list[dict[str, Any]]


def _count(ids: Ids) -> int:
    return PointsAccount.objects.filter(client_id__in=ids).count()


def _open(client_id: uuid.UUID) -> PointsAccount | None:
    found: PointsAccount | None = (
        PointsAccount.objects.select_for_update().filter(client_id=client_id, closed_into__isnull=True).first()
    )
    return found


def merge(actor: Actor, survivor: uuid.UUID, merged: Ids, trail: Trail) -> Notes:
    """The survivor without an account takes the other's; where both have one, the other is emptied into it and closed. Accounts
    that were closed before go along: their lines are the client's history."""
    notes: Notes = []
    for one in merged:
        account, target = _open(one), _open(survivor)
        closed = list(
            PointsAccount.objects.filter(client_id=one, closed_into__isnull=False).values_list("pk", flat=True)
        )
        note: dict[str, Any] = {"from": str(one), "closed": [str(pk) for pk in closed]}
        if account is not None:
            note |= {"account": str(account.pk), "entry": _last(account), "moved": 0}
            if target is not None:
                note |= {"into": str(target.pk), "moved": account.balance}
                transfer(actor, account, target, account.balance)
                account.closed_into = target
                account.store("closed_into")
        PointsAccount.objects.filter(client_id=one).update(client_id=survivor)
        notes.append(note)
    return notes


def undo(actor: Actor, survivor: uuid.UUID, merged: Ids, notes: Notes) -> None:
    """What went over comes back by entries of its own. An account that was taken whole goes back; what it was given since then
    is the survivor's."""
    for note in reversed(notes):
        one = uuid.UUID(note["from"])
        if "account" in note:
            account = PointsAccount.objects.locked(uuid.UUID(note["account"]))
            if "into" in note:
                account.closed_into, account.client_id = None, one
                account.store("closed_into", "client")
                transfer(actor, PointsAccount.objects.locked(uuid.UUID(note["into"])), account, note["moved"])
            else:
                since = sum(account.entries.filter(pk__gt=note["entry"]).values_list("amount", flat=True))
                account.client_id = one
                account.store("client")
                if since:
                    kept = PointsAccount.objects.create(client_id=survivor, created_by_id=actor.id)
                    transfer(actor, account, kept, since)
        PointsAccount.objects.filter(pk__in=note["closed"]).update(client_id=one)


def parted(steps: Steps, notes: Notes, later: Notes) -> bool:
    """Not while a later merge emptied another's account into the one that would go."""
    going = {note["account"] for note in notes if "account" in note and "into" not in note}
    return not any(note.get("into") in going for note in later)


def _last(account: PointsAccount) -> int:
    return account.entries.order_by("-pk").values_list("pk", flat=True).first() or 0


def transfer(actor: Actor, giver: PointsAccount, taker: PointsAccount, points: int) -> None:
    """Two lines that add up to nothing: so many points from one account to another, less than nothing for a debt."""
    if not points:
        return
    act, now = str(new_id()), clock.now()
    for account, amount, end in ((giver, -points, "out"), (taker, points, "in")):
        enter(
            account, amount, kind="transfer", rule=RULE, rule_version=1, source=f"{SOURCE}.{end}", source_id=act,
            actor_id=actor.id, actor_name=actor.name, occurred_at=now,
        )  # fmt: skip


def recount(client_id: uuid.UUID) -> None:
    account = PointsAccount.objects.filter(client_id=client_id, closed_into__isnull=True).first()
    change_figures(client_id=client_id, points=account.balance if account else 0)


moves(
    Own(
        CLIENT, "loyalty.account", "积分账户", "Points accounts",
        ("loyalty.PointsAccount.client", "loyalty.PointsAccount.closed_into"), _count, merge, undo, parted=parted,
    )
)  # fmt: skip
recounts(CLIENT, recount)
stays("the ledger names the fact that moved the points", "loyalty.PointsEntry.source_id")

"""What a desk has to write, in a fixed number of statements; and telling of it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from dougong.audit.services import Act, record_many
from dougong.clients.services import change_figure
from dougong.clients.services import record_many as tell_timelines
from dougong.kit import clock
from dougong.kit.bulk import fresh, insert_many, insert_rows, take_keys, update_rows
from dougong.kit.events import publish_many
from dougong.kit.money import Money
from dougong.kit.stream import notify_many
from dougong.loyalty.events import PointsMoved
from dougong.loyalty.models import (
    PointsEntry,
    PointsEvent,
    PointsLot,
    PointsMonth,
    PointsTally,
)
from dougong.loyalty.policies import ACCOUNT
from dougong.loyalty.programme.book import NEVER
from dougong.loyalty.programme.rules import SHANGHAI
from dougong.loyalty.services import tiers
from dougong.loyalty.services.desk import Desk
from dougong.loyalty.telling import tell_moved
from dougong.loyalty.triggers import RECEIPT

_TOLD_AS = {
    "accrual": "points_given", "deduction": "points_taken", "reversal": "points_reversed", "redemption": "points_redeemed",
    "expiry": "points_expired",
}  # fmt: skip
_EVENT = (
    "id", "key", "type", "account_id", "to_id", "reverses_id", "at", "occurred_at", "data", "actor_id", "actor_name", "reason",
)  # fmt: skip
_ACCOUNT = (
    "balance", "debt", "entry_count", "lot_count", "last_entry_at", "last_at", "next_expires_at", "tier", "tier_since",
    "tier_until", "tier_in_grace", "version", "updated_at",
)  # fmt: skip


def write(desk: Desk, *, tell: bool = True) -> None:
    desk.refreshed()
    touched = [one.row for one in desk.seats.values()]
    moved = {line.account_id for line in desk.entries}
    insert_many([row for row in touched if row._state.adding and row.pk in moved])
    _journal(desk, {row.pk for row in touched if row._state.adding})
    _lots(desk)
    _tallies(desk)
    _months(desk)
    changed = [row for row in touched if row.pk in moved]
    if tell:
        tiers.raise_at_once(desk.actor, changed)
    now = clock.now()
    for row in changed:
        row.last_entry_at = row.updated_at = now
        row.version += 1
    update_rows([row for row in touched if not row._state.adding], *_ACCOUNT)
    if desk.entries and tell:
        _tell(desk, moved)


def _journal(desk: Desk, nowhere: set[Any]) -> None:
    """Events, then lines, each with a number of its own; what names another names its number. (Numbers go past the descriptors,
    which would forget the objects they stand for.)"""
    for event, key in zip(desk.events, take_keys(PointsEvent, len(desk.events)), strict=True):
        event.pk = key
    for event in desk.events:
        if event.account_id in nowhere:
            event.__dict__["account_id"] = None
        undone = event._state.fields_cache.get("reverses")
        event.__dict__["reverses_id"] = undone.pk if undone else None
    insert_rows(PointsEvent, _EVENT, [[getattr(event, name) for name in _EVENT] for event in desk.events])
    for line, key in zip(desk.entries, take_keys(PointsEntry, len(desk.entries)), strict=True):
        line.pk = key
    for line in desk.entries:
        line.__dict__["event_id"] = line._state.fields_cache["event"].pk
        undone = line._state.fields_cache.get("reverses")
        line.__dict__["reverses_id"] = undone.pk if undone else None
    names = [f.attname for f in PointsEntry._meta.concrete_fields]
    insert_rows(PointsEntry, names, [[line.__dict__[name] for name in names] for line in desk.entries])


def _lots(desk: Desk) -> None:
    made, changed = [], []
    for one in desk.seats.values():
        for place, lot in one.hand.items():
            if place in one.read:
                pk, left, expired = one.read[place]
                if (left, expired) != (lot.left, lot.expired):
                    changed.append(fresh(PointsLot, id=pk, left=lot.left, expired=lot.expired))
                continue
            expires = None if lot.expires == NEVER else lot.expires
            entry = desk.lots[one.name, place]
            made.append((one.row.pk, place, entry.pk, lot.points, lot.left, lot.expired, expires))
    insert_rows(PointsLot, ("account_id", "place", "entry_id", "points", "left", "expired", "expires_at"), made)
    update_rows(changed, "left", "expired")


def _tallies(desk: Desk) -> None:
    changed = {key: n for key, n in desk.programme.given.items() if n and desk.tallies.get(key) != n}
    rows = [PointsTally(account_id=a, rule=rule, span=span, points=n) for (rule, a, span), n in changed.items()]
    PointsTally.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["account", "rule", "span"], update_fields=["points"]
    )


def _months(desk: Desk) -> None:
    """What the months of the accounts gain: points given less what of them was taken back, receipts less those undone."""
    gained: dict[tuple[Any, str], list[int]] = defaultdict(lambda: [0, 0])
    for line in desk.entries:
        first = line._state.fields_cache.get("reverses") or line
        if first.kind == "accrual":
            gained[line.account_id, month_of(first)][0] += line.amount
    for event in desk.events:
        undone = event._state.fields_cache.get("reverses")
        first = undone or event
        if first.type == RECEIPT and event.account_id is not None:
            amount = Money(str(first.data["amount"])).amount_fen
            gained[event.account_id, month_of(first)][1] += -amount if undone else amount
    add_months(gained)


def add_months(gained: dict[tuple[Any, str], list[int]]) -> None:
    """By (account, month): points given, fen received."""
    if not gained:
        return
    accounts, months = zip(*gained, strict=True)
    for row in PointsMonth.objects.filter(account__in=set(accounts), month__in=set(months)):
        if (row.account_id, row.month) in gained:
            gained[row.account_id, row.month][0] += row.given
            gained[row.account_id, row.month][1] += row.received.amount_fen
    rows = [
        PointsMonth(account_id=account, month=month, given=given, received=Money.fen(fen))
        for (account, month), (given, fen) in gained.items()
    ]
    PointsMonth.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["account", "month"], update_fields=["given", "received"]
    )


def month_of(row: PointsEntry | PointsEvent) -> str:
    return row.occurred_at.astimezone(SHANGHAI).strftime("%Y-%m")


def _tell(desk: Desk, moved: set[Any]) -> None:
    """The clients' figures and timelines, the audit, the outbox, and every browser that shows a balance."""
    rows = {one.row.pk: one.row for one in desk.seats.values() if one.row.pk in moved}
    change_figure("points", {row.client_id: row.balance for row in rows.values() if not row.closed_into_id and not row.contact_id})
    told, acts = [], []
    for line in desk.entries:
        row = rows[line.account_id]
        after = {"amount": line.amount, "balance": line.balance_after, "rule": f"{line.rule} v{line.rule_version}"}
        acts.append(Act(f"points_{line.kind}", row, None, after))
        if line.kind in _TOLD_AS:
            said = {"kind": _TOLD_AS[line.kind], "object_id": row.pk, "points": line.amount, "balance": line.balance_after}
            told.append((desk.actor, row.client_id, {**said, "rule": line.rule}))
    tell_timelines(told, resource=ACCOUNT, group="money")
    reasons = {line.reason for line in desk.entries}
    record_many(desk.actor, ACCOUNT, acts, reason=reasons.pop() if len(reasons) == 1 else "")
    sums: dict[tuple[Any, Any], PointsMoved] = {}
    for line in desk.entries:
        event, row = line._state.fields_cache["event"], rows[line.account_id]
        was = sums.get((event.pk, row.pk))
        total = line.amount + (was.points if was else 0)
        sums[event.pk, row.pk] = PointsMoved(row.pk, row.client_id, event.key, event.type, total, line.balance_after)
    publish_many(list(sums.values()), desk.actor)
    notify_many(ACCOUNT, list(rows))
    tell_moved(desk.entries, rows)


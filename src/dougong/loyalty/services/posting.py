"""Posting what happened. Every line is written under the lock of its account, and only ever added."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from dougong.accounts.models import User
from dougong.clients.merge.models import ClientAlias
from dougong.clients.models import Client, Contact
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError, NotFound
from dougong.kit.ids import new_id
from dougong.loyalty import errors
from dougong.loyalty.models import PointsAccount, PointsEntry, PointsEvent
from dougong.loyalty.policies import ACCOUNT
from dougong.loyalty.programme.replay import Rejected
from dougong.loyalty.services import facts, seating, versions
from dougong.loyalty.services.desk import BEGIN, Desk, Happening, Told
from dougong.loyalty.services.writing import write

#: Accounts by client and contact; None: the client's own.
Rows = dict[tuple[uuid.UUID, uuid.UUID | None], PointsAccount]
REFUSALS: dict[str, type[BusinessError]] = {
    "insufficient_points": errors.NotEnoughPoints,
    "account_frozen": errors.AccountFrozen,
    "invalid_points": errors.PointsWrong,
    "not_reversible": errors.NotReversible,
    "unknown_event": errors.UnknownEvent,
    "bad_event": errors.RuleFails,
}


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of one: its event and lines, or why the programme refused it."""

    event: PointsEvent | None
    entries: tuple[PointsEntry, ...] = ()
    refused: str = ""


def post(actor: Actor, *, client_id: uuid.UUID, happened: Happening) -> Posted:
    """One, once: told again, what stands is answered. Raises what REFUSALS name."""
    [found] = post_all(actor, [(client_id, happened)])
    return found


def post_all(actor: Actor, told: Sequence[Told]) -> list[Posted]:
    """As `post_many`, where nothing may be refused; the caller's transaction is undone with it. Raises what REFUSALS name."""
    found = post_many(actor, told)
    for one, (_, happened) in zip(found, told, strict=True):
        if one.refused:
            raise REFUSALS[one.refused](key=happened.key)
    return found


@transaction.atomic
def post_many(actor: Actor, told: Sequence[Told]) -> list[Posted]:
    """Each as `post`, in the order of their moments and in a fixed number of statements; what is refused holds up no other."""
    require(actor, ACCOUNT, "post")
    keys = {one.key for _, one in told} | {one.of for _, one in told if one.of}
    known = {e.key: e for e in PointsEvent.objects.filter(key__in=keys).select_related("account")}
    if all(one.key in known for _, one in told):
        return _standing([known[one.key] for _, one in told])
    rows = _open(actor, told, known)
    known |= {e.key: e for e in PointsEvent.objects.filter(key__in=keys - set(known)).select_related("account")}
    new = [(client, one) for client, one in told if one.key not in known]
    rules, asked = versions.in_force({one.type for _, one in new})
    people = {one.by for _, one in new if one.by}
    desk = Desk(actor, rules, dict(User.objects.filter(pk__in=people).values_list("pk", "name")))
    for row in rows.values():
        desk.sit(row)
    desk.read_tallies()
    stood = dict(known)
    desk.known = known
    present = {client: rows[client, None].client_id for client, _ in new}
    desk.foresee((one, _row(desk, rows, client, one)) for client, one in new)
    refused = _post_all(desk, facts.enriched(new, asked, present), rows)
    write(desk)
    return _answers(desk, told, stood, refused)


def _open(actor: Actor, told: Sequence[Told], known: dict[str, PointsEvent]) -> Rows:
    """The account of each client and contact named, under lock; of a reversal that of the event it undoes. Clients first, then
    accounts, in the order of their keys: under the client's lock nobody else opens one, or merges it away."""
    ids = {client for client, _ in told}
    undone = [e.account for one in told if (e := known.get(one[1].of)) is not None and e.account is not None]
    ids |= {account.client_id for account in undone}
    contacts = {one.contact for _, one in told if one.contact} | {row.contact_id for row in undone if row.contact_id}
    present = dict(ClientAlias.objects.filter(pk__in=ids).values_list("pk", "client_id"))
    clients = Client.objects.select_for_update(no_key=True).filter(pk__in={present.get(pk, pk) for pk in ids})
    found = {client.pk: client for client in clients.order_by("pk")}
    accounts = PointsAccount.objects.select_for_update().filter(client__in=found, closed_into__isnull=True)
    whose = Q(contact__isnull=True) | Q(contact__in=contacts) if contacts else Q(contact__isnull=True)
    rows: Rows = {(row.client_id, row.contact_id): row for row in accounts.filter(whose).order_by("pk")}
    people = Contact.objects.filter(pk__in=contacts, client__in=found).values_list("client_id", "pk") if contacts else ()
    for client_id, contact_id in [*((pk, None) for pk in found), *people]:
        if (client_id, contact_id) not in rows:
            made = PointsAccount(id=new_id(), client_id=client_id, contact_id=contact_id, created_by_id=actor.id)
            rows[client_id, contact_id] = made
        rows[client_id, contact_id].client = found[client_id]
    rows |= {(old, contact): row for old, now in present.items() for (pk, contact), row in [*rows.items()] if pk == now}
    if not {*((pk, None) for pk in ids), *((client, one.contact) for client, one in told)} <= set(rows):
        raise NotFound()
    return rows


def _post_all(desk: Desk, told: Sequence[Told], rows: Rows) -> dict[str, str]:
    refused: dict[str, str] = {}

    def moment(one: Told) -> dt.datetime:
        return max(min(one[1].occurred_at, clock.now()), rows[one[0], one[1].contact].last_at or BEGIN)

    for client, one in sorted(told, key=moment):
        if one.key in desk.known:
            continue
        try:
            desk.post(one, _row(desk, rows, client, one))
        except Rejected as refusal:
            refused[one.key] = refusal.reason
    return refused


def _row(desk: Desk, rows: Rows, client: uuid.UUID, one: Happening) -> PointsAccount:
    """The client's account, or the contact's; of a reversal the one that the undone event moved, or what that went into."""
    original = desk.known.get(one.of) if one.of else None
    if original is None or original.account_id is None:
        return rows[client, one.contact]
    seat = desk.seats.get(str(original.account_id))
    if seat is not None:
        return seat.row
    account = original.account
    return rows[account.client_id, account.contact_id] if account else rows[client, one.contact]


def _answers(
    desk: Desk, told: Sequence[Told], stood: dict[str, PointsEvent], refused: dict[str, str]
) -> list[Posted]:
    new: dict[str, list[PointsEntry]] = {event.key: [] for event in desk.events}
    for line in desk.entries:
        new[line.event.key].append(line)  # type: ignore[union-attr]  # a new line has its event
    old = seating.lines_of([stood[one.key] for _, one in told if one.key in stood])
    answers = []
    for _, one in told:
        event = desk.known.get(one.key)
        if one.key in stood:
            answers.append(Posted(event, tuple(old[stood[one.key].pk])))
        elif refused.get(one.key):
            answers.append(Posted(None, (), refused[one.key]))
        else:
            answers.append(Posted(event, tuple(new[one.key])))
    return answers


def _standing(events: Sequence[PointsEvent]) -> list[Posted]:
    lines = seating.lines_of(events)
    return [Posted(event, tuple(lines[event.pk])) for event in events]


@transaction.atomic
def expire(ids: Iterable[uuid.UUID], at: dt.datetime) -> int:
    """What has expired in these accounts by `at` leaves them; how many lots did."""
    desk = Desk(Actor.system(), (), {})
    for row in seating.locked(ids).values():
        desk.expire(row, at)
    write(desk)
    return len(desk.entries)

"""The programme's book over the accounts that a transaction has under lock: their lots handed out as they are asked for."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q

from dougong.kit.bulk import parts
from dougong.loyalty.models import PointsAccount, PointsEntry, PointsEvent, PointsLot
from dougong.loyalty.programme.book import END, NEVER, Account, Book, Given, Key, Lot, Row, Shelf, Taken
from dougong.loyalty.sources import fact_of

AT_ONCE = 100
AHEAD = 10
#: Lots by (account, place), as they were read.
Lots = dict[tuple[uuid.UUID, int], PointsLot]
_FIRST = """SELECT lot.* FROM unnest(%s::uuid[]) AS each(id) CROSS JOIN LATERAL (
    SELECT * FROM loyalty_pointslot WHERE account_id = each.id AND "left" > 0 ORDER BY expires_at, place LIMIT %s) lot"""


def lot_of(row: PointsLot) -> Lot:
    return Lot(row.expires_at or NEVER, row.place, row.left, row.expired)


@dataclass
class Seat:
    """An account under lock, as the book has it, and its lots as they were read: {place: (id, left, expired)}."""

    row: PointsAccount
    account: Account
    read: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    #: By an edge what `more` will answer from it, and how many were asked for: read for all accounts together.
    ahead: dict[Key, tuple[int, list[PointsLot]]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.row.pk)

    @property
    def hand(self) -> dict[int, Lot]:
        assert self.account.shelf is not None
        return self.account.shelf.hand

    def lot(self, place: int, known: Lots) -> Lot:
        """One lot, as it is in hand or among those that were read."""
        return self.hand[place] if place in self.hand else self._take(known[self.row.pk, place])

    def more(self, edge: Key) -> tuple[list[tuple[int, Lot]], Key]:
        """Those with points left from `edge` on: first those that expire, then those that stay."""
        most, found = self.ahead.pop(edge) if edge in self.ahead else (AT_ONCE, self._from(edge))
        last = found[-1] if len(found) == most else None
        return [(row.place, self._take(row)) for row in found], (last.expires_at or NEVER, last.place + 1) if last else END

    def _from(self, edge: Key) -> list[PointsLot]:
        live = PointsLot.objects.filter(account=self.row, left__gt=0)
        expires, place = edge
        found: list[PointsLot] = []
        if expires < NEVER:
            later = Q(expires_at__gt=expires) | Q(expires_at=expires, place__gte=place)
            found = list(live.filter(later, expires_at__gte=expires).order_by("expires_at", "place")[:AT_ONCE])
        if len(found) < AT_ONCE:
            least = place if expires == NEVER else 0
            stay = live.filter(expires_at__isnull=True, place__gte=least).order_by("place")
            found += stay[: AT_ONCE - len(found)]
        return found

    def _take(self, row: PointsLot) -> Lot:
        if row.place not in self.hand:
            self.read[row.place] = (row.pk, row.left, row.expired)
            self.hand[row.place] = lot_of(row)
        return self.hand[row.place]

    def next_expiry(self) -> dt.datetime | None:
        """Before this moment nothing that lives expires; None where nothing does."""
        edge = self.account.shelf.edge[0] if self.account.shelf else NEVER
        first = min(self.account.queue[0][0] if self.account.queue else NEVER, edge)
        return None if first == NEVER else first


def seat(book: Book, row: PointsAccount) -> Seat:
    found = Seat(row, Account(held=row.balance + row.debt, debt=row.debt, places=row.lot_count))
    edge = (row.next_expires_at or NEVER, 0) if found.account.held else END  # no live lots where it holds nothing
    found.account.shelf = Shelf(found.more, edge)
    book.seat(found.name, found.account)
    return found


def foresee(seats: Iterable[Seat]) -> None:
    """The lots that each account spends first, for all of them in one statement; SQLite, which is no way off, is asked for each."""
    asked = {one.row.pk: one for one in seats if one.account.held}
    if connection.vendor != "postgresql" or len(asked) < 2:
        return
    found: dict[uuid.UUID, list[PointsLot]] = {pk: [] for pk in asked}
    for lot in PointsLot.objects.raw(_FIRST, [list(asked), AHEAD]):
        found[lot.account_id].append(lot)
    for pk, one in asked.items():
        assert one.account.shelf is not None
        one.ahead[one.account.shelf.edge] = (AHEAD, found[pk])


@dataclass
class Undone:
    """What events that are to be undone wrote: their lines, the places of lots that lines from before the journal made, the lots
    that lines name, and which of the events were undone before."""

    lines: dict[int, list[PointsEntry]]
    made: dict[int, int]
    lots: Lots
    before: set[int]

    def rows(self, event: PointsEvent, seat: Seat) -> tuple[list[Row], list[PointsEntry]]:
        """As the book can undo it, beside its lines in the ledger.

        Lines from before lots were kept made lots that stay; lines of an account that was closed by a merge are made good on the
        account that it went into, without their lots.
        """
        lines = self.lines[event.pk]
        return [self._row(line, seat) for line in lines], lines

    def _row(self, line: PointsEntry, seat: Seat) -> Row:
        place = self._place(line)
        if line.account_id != seat.row.pk:
            if line.amount < 0:
                return Taken(seat.name, -line.amount, [], -line.amount, line.rule)
            lot = self.lots.get((line.account_id, place)) if place is not None else None
            return Given(seat.name, line.amount - (lot.expired if lot else 0), None, line.rule)
        if line.amount > 0:
            return Given(seat.name, line.amount, None if place is None else seat.lot(place, self.lots), line.rule)
        if line.event_id is None:
            return Taken(seat.name, -line.amount, [], -line.amount, line.rule)
        return Taken(seat.name, -line.amount, [(seat.lot(p, self.lots), n) for p, n in line.parts], line.debt, line.rule)

    def _place(self, line: PointsEntry) -> int | None:
        return line.lot if line.lot is not None else self.made.get(line.pk)


def undone(events: Sequence[PointsEvent]) -> Undone:
    """Of all these events, in a fixed number of statements. Under the lock of their accounts."""
    lines = lines_of(events)
    every = [line for found in lines.values() for line in found]
    bare = [line.pk for line in every if line.lot is None and line.amount > 0]
    made = dict(PointsLot.objects.filter(entry__in=bare).values_list("entry_id", "place")) if bare else {}
    before = set(PointsEvent.objects.filter(reverses__in=events).values_list("reverses_id", flat=True))
    found = Undone(lines, made, {}, before)
    named: dict[uuid.UUID, set[int]] = defaultdict(set)
    for line in every:
        named[line.account_id] |= {place for place in (found._place(line), *(p for p, _ in line.parts)) if place is not None}
    for part in parts([Q(account=pk, place__in=places) for pk, places in named.items() if places], 200):
        found.lots |= {(row.account_id, row.place): row for row in PointsLot.objects.filter(reduce(or_, part))}
    return found


def lines_of(events: Sequence[PointsEvent]) -> dict[int, list[PointsEntry]]:
    """The lines of each, in their order. Those from before the journal was kept are found by what they name."""
    found: dict[int, list[PointsEntry]] = {event.pk: [] for event in events}
    for line in PointsEntry.objects.filter(event__in=found).order_by("pk"):
        found[line.event_id or 0].append(line)
    bare = {fact_of(event.key): event.pk for event in events if not found[event.pk]}
    named = [Q(source=source, source_id=source_id) for source, source_id in bare]
    for part in parts(named, 200):
        old = PointsEntry.objects.filter(reduce(or_, part), event__isnull=True).exclude(kind="transfer")
        for line in old.order_by("pk"):
            found[bare[line.source, line.source_id]].append(line)
    return found


def locked(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, PointsAccount]:
    """Accounts under lock, in the order of their keys."""
    rows = PointsAccount.objects.select_for_update(of=("self",)).filter(pk__in=set(ids)).select_related("client")
    return {row.pk: row for row in rows.order_by("pk")}

"""The programme's book over the accounts that a transaction has under lock: their lots handed out as they are asked for."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from dougong.loyalty.models import PointsAccount, PointsEntry, PointsEvent, PointsLot
from dougong.loyalty.programme.book import NEVER, Account, Book, Given, Key, Lot, Row, Shelf, Taken
from dougong.loyalty.sources import fact_of

AT_ONCE = 100


def lot_of(row: PointsLot) -> Lot:
    return Lot(row.expires_at or NEVER, row.place, row.left, row.expired)


@dataclass
class Seat:
    """An account under lock, as the book has it, and its lots as they were read: {place: (id, left, expired)}."""

    row: PointsAccount
    account: Account
    read: dict[int, tuple[int, int, int]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.row.pk)

    @property
    def hand(self) -> dict[int, Lot]:
        assert self.account.shelf is not None
        return self.account.shelf.hand

    def lot(self, place: int) -> Lot:
        """One lot, as it is in hand or in the database."""
        if place not in self.hand:
            self._take(PointsLot.objects.get(account=self.row, place=place))
        return self.hand[place]

    def more(self, edge: Key) -> list[tuple[int, Lot]]:
        """Those with points left from `edge` on: first those that expire, then those that stay."""
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
        return [(row.place, self._take(row)) for row in found]

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
    found.account.shelf = Shelf(found.more, (row.next_expires_at or NEVER, 0))
    book.seat(found.name, found.account)
    return found


def rows_of(event: PointsEvent, seat: Seat) -> tuple[list[Row], list[PointsEntry]]:
    """What an event wrote, as the book can undo it, beside its lines in the ledger.

    Lines from before lots were kept made lots that stay; lines of an account that was closed by a merge are made good on the
    account that it went into, without their lots.
    """
    lines = list(lines_of([event])[event.pk])
    made = dict(
        PointsLot.objects.filter(entry__in=[line.pk for line in lines if line.lot is None]).values_list("entry_id", "place")
    )
    return [_row(line, seat, made.get(line.pk)) for line in lines], lines


def _row(line: PointsEntry, seat: Seat, made: int | None) -> Row:
    place = line.lot if line.lot is not None else made
    if line.account_id != seat.row.pk:
        if line.amount < 0:
            return Taken(seat.name, -line.amount, [], -line.amount, line.rule)
        lots = PointsLot.objects.filter(account_id=line.account_id, place=place) if place is not None else PointsLot.objects.none()
        return Given(seat.name, line.amount - (lots.values_list("expired", flat=True).first() or 0), None, line.rule)
    if line.amount > 0:
        return Given(seat.name, line.amount, None if place is None else seat.lot(place), line.rule)
    if line.event_id is None:
        return Taken(seat.name, -line.amount, [], -line.amount, line.rule)
    return Taken(seat.name, -line.amount, [(seat.lot(p), n) for p, n in line.parts], line.debt, line.rule)


def lines_of(events: Sequence[PointsEvent]) -> dict[int, list[PointsEntry]]:
    """The lines of each, in their order. Those from before the journal was kept are found by what they name."""
    found: dict[int, list[PointsEntry]] = {event.pk: [] for event in events}
    for line in PointsEntry.objects.filter(event__in=found).order_by("pk"):
        found[line.event_id or 0].append(line)
    for event in events:
        if not found[event.pk]:
            source, source_id = fact_of(event.key)
            old = PointsEntry.objects.filter(event__isnull=True, source=source, source_id=source_id)
            found[event.pk] = list(old.exclude(kind="transfer").order_by("pk"))
    return found


def locked(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, PointsAccount]:
    """Accounts under lock, in the order of their keys."""
    rows = PointsAccount.objects.select_for_update(of=("self",)).filter(pk__in=set(ids)).select_related("client")
    return {row.pk: row for row in rows.order_by("pk")}

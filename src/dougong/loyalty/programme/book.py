"""Lots and debts of points. Pure; amounts are whole points, moments are aware, and time only goes on.

Points given make a lot, which may expire; taking empties the lot that expires first, among equals the one that came first,
lots without expiry last. Taking by a rule or a reversal may go beyond what there is: the rest is a debt, and what comes in
later makes the debt good before it forms a lot. So an account has live lots or a debt, never both.

A replay holds everything; the live ledger seats the accounts that an event touches and hands out their lots as they are asked for.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(slots=True, eq=False)
class Lot:
    """Points that came together. `place` is its turn among those that expire together; `expired` is what was lost in it,
    `points` what it began with."""

    expires: dt.datetime
    place: int
    left: int
    expired: int = 0
    queued: bool = False
    points: int = 0


@dataclass(slots=True, eq=False)
class Given:
    """A row that gave points. `lot` is None where a debt took them all; `good` is what it made good of one."""

    client: str
    points: int
    lot: Lot | None
    rule: str = ""
    good: int = 0


@dataclass(slots=True, eq=False)
class Taken:
    """A row that took points: from which lots, in the order taken, and what became a debt."""

    client: str
    points: int
    parts: list[tuple[Lot, int]]
    debt: int
    rule: str = ""


Row = Given | Taken


Key = tuple[dt.datetime, int]
#: Beyond every lot: nothing is left on the shelf.
END: Key = (NEVER, 1 << 62)


@dataclass(slots=True, eq=False)
class Shelf:
    """Lots of an account that are kept elsewhere, in the order they are spent. `more` answers some at or after a key, and the key
    that those behind them begin at; none that is not in hand comes before `edge`. `hand` are those in hand, by place."""

    more: Callable[[Key], tuple[Iterable[tuple[int, Lot]], Key]]
    edge: Key
    hand: dict[int, Lot] = field(default_factory=dict)


@dataclass(slots=True)
class Account:
    """What one client has. `balance` is below zero by the debt."""

    held: int = 0
    debt: int = 0
    queue: list[tuple[dt.datetime, int, Lot]] = field(default_factory=list)
    places: int = 0
    shelf: Shelf | None = None

    @property
    def balance(self) -> int:
        return self.held - self.debt


class Book:
    """All accounts at one moment. Every act is at `self.now`; `at` moves it on."""

    def __init__(self) -> None:
        self.now = dt.datetime.min.replace(tzinfo=dt.UTC)
        self._accounts: dict[str, Account] = {}
        #: (client, lot, points) that expired, where somebody wants to know.
        self.lost: list[tuple[str, Lot, int]] | None = None

    def at(self, moment: dt.datetime) -> None:
        """Time goes on to `moment`; what expires by then, the moment included, is gone. ValueError when it lies before."""
        if moment < self.now:
            raise ValueError("time goes on only")
        self.now = moment

    def open(self, client: str) -> None:
        """The client has an account from now on, with nothing in it."""
        self._accounts.setdefault(client, Account())

    def seat(self, client: str, account: Account) -> None:
        """An account as it stands, with a shelf for its lots."""
        self._accounts[client] = account

    def sweep(self, client: str) -> Account:
        """The account, with what has expired by now gone from it."""
        return self._account(client)

    def balance(self, client: str) -> int:
        return self._account(client).balance if client in self._accounts else 0

    def balances(self) -> dict[str, int]:
        """By client, those who have an account."""
        return {client: self._account(client).balance for client in sorted(self._accounts)}

    # ---- coming in

    def give(self, client: str, points: int, expires: dt.datetime = NEVER, rule: str = "") -> Given:
        """`points` above zero; a debt is made good first, the rest is a new lot."""
        account = self._account(client)
        rest = self._make_good(account, points)
        lot = self._new_lot(account, rest, expires) if rest else None
        return Given(client, points, lot, rule, points - rest)

    # ---- going out

    def take(self, client: str, points: int, rule: str = "") -> Taken:
        """`points` above zero, of which what is not there becomes a debt."""
        account = self._account(client)
        parts = self._draw(account, points)
        debt = points - sum(part for _, part in parts)
        account.debt += debt
        return Taken(client, points, parts, debt, rule)

    def transfer(self, client: str, to: str, points: int) -> tuple[Taken, list[Given]]:
        """`points` that are there, with their expiry, as lots of another origin in the order they were taken."""
        taken = self.take(client, points)
        if taken.debt:
            raise ValueError("more than there is")
        return taken, [self.give(to, part, lot.expires) for lot, part in taken.parts]

    # ---- undoing

    def undo(self, row: Row) -> int:
        """Take back what a row gave, or give back what it took; by how much the balance moved."""
        return -self._take_back(row) if isinstance(row, Given) else self._give_back(row)

    def _take_back(self, row: Given) -> int:
        """What has not expired in this lot: from the lot itself first, then from the others, then as a debt."""
        account = self._account(row.client)
        lot = row.lot
        points = row.points - (lot.expired if lot else 0)
        own = min(lot.left, points) if lot else 0
        if lot and own:
            lot.left -= own
            account.held -= own
        if points > own:
            self.take(row.client, points - own)
        return points

    def _give_back(self, row: Taken) -> int:
        """Into the lots they came from, a debt of today made good on the way; what had been a debt comes last."""
        account = self._account(row.client)
        back = 0
        for lot, part in row.parts:
            if lot.expires <= self.now:
                lot.expired += part
                continue
            rest = self._make_good(account, part)
            lot.left += rest
            account.held += rest
            self._queue(account, lot)
            back += part
        rest = self._make_good(account, row.debt)
        if rest:
            self._new_lot(account, rest, NEVER)
        return back + row.debt

    # ---- inside

    def _account(self, client: str) -> Account:
        """With what has expired by now gone from it."""
        account = self._accounts.get(client)
        if account is None:
            account = self._accounts[client] = Account()
        if account.shelf is not None:
            while account.shelf.edge[0] <= self.now:
                self._fetch(account, account.shelf)
        queue = account.queue
        while queue and (queue[0][0] <= self.now or queue[0][2].left == 0):
            lot = heapq.heappop(queue)[2]
            lot.queued = False
            if lot.left and self.lost is not None:
                self.lost.append((client, lot, lot.left))
            account.held -= lot.left
            lot.expired += lot.left
            lot.left = 0
        return account

    def _fetch(self, account: Account, shelf: Shelf) -> None:
        """The next lots of the shelf; what was taken into hand before is as it is in hand."""
        lots, shelf.edge = shelf.more(shelf.edge)
        for place, lot in lots:
            self._queue(account, shelf.hand.setdefault(place, lot))

    def _draw(self, account: Account, points: int) -> list[tuple[Lot, int]]:
        parts = []
        queue, shelf = account.queue, account.shelf
        while points:
            if shelf is not None and shelf.edge is not END and (not queue or queue[0][:2] >= shelf.edge):
                self._fetch(account, shelf)
                continue
            if not queue:
                break
            lot = queue[0][2]
            part = min(lot.left, points)
            if part:
                parts.append((lot, part))
                lot.left -= part
                account.held -= part
                points -= part
            if lot.left == 0:
                heapq.heappop(queue)
                lot.queued = False
        return parts

    def _make_good(self, account: Account, points: int) -> int:
        """What is left of `points` after the debt."""
        paid = min(account.debt, points)
        account.debt -= paid
        return points - paid

    def _new_lot(self, account: Account, points: int, expires: dt.datetime) -> Lot:
        account.places += 1
        lot = Lot(expires, account.places, points, points=points)
        if account.shelf is not None:
            account.shelf.hand[lot.place] = lot
        account.held += points
        self._queue(account, lot)
        return lot

    def _queue(self, account: Account, lot: Lot) -> None:
        if lot.left and not lot.queued:
            lot.queued = True
            heapq.heappush(account.queue, (lot.expires, lot.place, lot))

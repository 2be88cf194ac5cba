"""One transaction at the ledger: what happened is posted by the programme over the accounts under lock, and written down."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.bulk import fresh
from dougong.kit.jsonable import plain
from dougong.loyalty import choices
from dougong.loyalty.errors import LedgerBroken
from dougong.loyalty.models import PointsAccount, PointsEntry, PointsEvent, PointsTally
from dougong.loyalty.programme.book import Book, Given, Taken
from dougong.loyalty.programme.events import REDEEMED, REVERSED, TICK, TRANSFERRED, Event, lacks
from dougong.loyalty.programme.replay import Accepted, Programme, Rejected, Written
from dougong.loyalty.programme.rules import Rule
from dougong.loyalty.services.seating import Seat, Undone, foresee, seat, undone
from dougong.loyalty.sources import key_of

BEGIN = dt.datetime.min.replace(tzinfo=dt.UTC)
EXPIRY = "loyalty.expiry"
#: What lines are named that a merge of clients makes, and a gift that is taken back.
MERGE, GIFT_BACK = "merge", "gift_back"
_KINDS = {REDEEMED: "redemption", TRANSFERRED: "transfer", REVERSED: "reversal"}
_CONTRA = {"redemption": "redeemed", "transfer": "clearing", "expiry": "expired"}
_PLAIN = set(choices.values(choices.PLAIN_RULES))
#: What of an event's data the cause is told with.
SHOWN = ("amount", "contract", "contract_id", "project", "project_id", "planned_on", "accepted_on", "about")


@dataclass(frozen=True, slots=True)
class Happening:
    """What moved the points: the record that it is a fact of, the moment, who did it, and what rules may ask.

    `of` is the key of the event that a reversal undoes; `plain` names the lines of an event that no rule is about. With
    `contact` it is told of his own account.
    """

    type: str
    source: str
    source_id: object
    occurred_at: dt.datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    by: uuid.UUID | None = None
    reason: str = ""
    of: str = ""
    plain: str = ""
    contact: uuid.UUID | None = None

    @property
    def key(self) -> str:
        return key_of(self.source, self.source_id)

    def for_contact(self, contact: uuid.UUID) -> Happening:
        """The same fact as it is told of the account of the contact who did it: rules about contacts apply."""
        data = {**self.data, "for_contact": True}
        return replace(self, source=f"{self.source}.contact", data=data, contact=contact)


#: A client and what happened to it.
Told = tuple[uuid.UUID, Happening]


class Desk:
    """Accounts under lock, the book over them, and what is to be written. Lines keep references to what they name; `keys` gives
    them their numbers when all is written."""

    def __init__(self, actor: Actor, rules: tuple[Rule, ...], names: Mapping[uuid.UUID, str]) -> None:
        self.actor, self.names = actor, names
        self.book = Book()
        self.book.lost = []
        self.programme = Programme(rules, self.book)
        self.seats: dict[str, Seat] = {}
        self.events: list[PointsEvent] = []
        self.entries: list[PointsEntry] = []
        #: Of each new lot the line it came with.
        self.lots: dict[tuple[str, int], PointsEntry] = {}
        self.lines: dict[str, list[PointsEntry]] = {}
        self.known: dict[str, PointsEvent] = {}
        self.undone: Undone | None = None
        self.tallies: dict[tuple[str, str, str], int] = {}

    def sit(self, row: PointsAccount) -> Seat:
        name = str(row.pk)
        if name not in self.seats:
            self.seats[name] = seat(self.book, row)
        return self.seats[name]

    def read_tallies(self) -> None:
        """What rules with caps gave these accounts before."""
        families = {rule.family for rule in self.programme.rules if rule.caps}
        if families:
            rows = PointsTally.objects.filter(account__in=list(self.seats), rule__in=families)
            self.tallies = {(r, str(a), s): n for a, r, s, n in rows.values_list("account_id", "rule", "span", "points")}
            self.programme.given.update(self.tallies)

    def foresee(self, told: Iterable[tuple[Happening, PointsAccount]]) -> None:
        """Read together what each of these would read for itself: of what is undone what it wrote, and the lots that are spent."""
        past, spending = {}, {}
        for happened, row in told:
            if happened.of in self.known:
                past[happened.of] = self.known[happened.of]
            if happened.type == REDEEMED or (row.next_expires_at and row.next_expires_at <= clock.now()):
                spending[row.pk] = self.seats[str(row.pk)]
        self.undone = undone(list(past.values())) if past else None
        foresee(spending.values())

    # ---- posting

    def post(self, happened: Happening, row: PointsAccount, to: PointsAccount | None = None) -> PointsEvent:
        """By the programme; the event with what it wrote. Raises Rejected, with nothing written.

        The one place that every channel comes through: of a frozen account nothing is spent or given away. (A merge of clients
        moves its balance and keeps it frozen; the staff takes a gift back.)
        """
        if row.frozen_at is not None and happened.type in (REDEEMED, TRANSFERRED) and happened.plain not in (MERGE, GIFT_BACK):
            raise Rejected("account_frozen")
        here = [self.sit(one) for one in (row, to) if one is not None]
        at = max(min(happened.occurred_at, clock.now()), self.book.now, *(s.row.last_at or BEGIN for s in here))
        self.book.at(at)
        for one in here:
            self.book.sweep(one.name)
        self._write_lost()
        data: dict[str, Any] = plain(dict(happened.data))
        data |= ({"to": here[1].name} if to else {}) | ({"event": happened.of} if happened.of else {})
        if lacks(happened.type, data):
            raise Rejected("bad_event")
        self._accept(happened.of, here[0])
        was = {one.name: (one.account.places, one.account.debt) for one in here}
        points = int(data["points"]) if happened.type in (REDEEMED, TRANSFERRED) else 0
        written = self.programme.post(Event(0, happened.key, happened.type, here[0].name, at, data, points))
        event = self._event(happened, at, data, row, to)
        lines = [self._line(event, one, happened, data) for one in written]
        self.lines[happened.key] = [line for line, one in zip(lines, written, strict=True) if one.row is not None]
        self._settle(here, was, lines, written)
        return event

    def _event(
        self, happened: Happening, at: dt.datetime, data: dict[str, Any], row: PointsAccount, to: PointsAccount | None
    ) -> PointsEvent:
        event: PointsEvent = fresh(
            PointsEvent, key=happened.key, type=happened.type, account_id=row.pk, to_id=to.pk if to else None, at=at,
            occurred_at=happened.occurred_at, data=data, reason=happened.reason[:500], **self._by(happened),
        )  # fmt: skip
        if happened.of:
            event.reverses = self.known[happened.of]
        self.events.append(event)
        self.known[happened.key] = event
        row.last_at = at
        if to is not None:
            to.last_at = at
        return event

    def _by(self, happened: Happening) -> dict[str, Any]:
        if happened.by is None:
            return {"actor_id": self.actor.id, "actor_name": self.actor.name}
        return {"actor_id": happened.by, "actor_name": self.names.get(happened.by, "")}

    def _accept(self, of: str, here: Seat) -> None:
        """Of an event that was posted before, what can be undone of it."""
        if not of or of in self.programme.accepted or of not in self.known:
            return
        original, past = self.known[of], self.undone
        assert past is not None
        rows, self.lines[of] = past.rows(original, here)
        reversible = original.type not in (REVERSED, TRANSFERRED) and original.pk not in past.before
        self.programme.accepted[of] = Accepted(here.name, rows, reversible)

    # ---- lines

    def _line(self, event: PointsEvent, one: Written, happened: Happening, data: Mapping[str, Any]) -> PointsEntry:
        undone = None if one.undoes is None else self.lines[happened.of][one.undoes]
        moves = one.rule is not None and one.rule.code in _PLAIN
        kind = _KINDS.get(event.type) or ("transfer" if moves else "accrual" if one.points > 0 else "deduction")
        source = happened.source
        if event.type == TRANSFERRED:
            source += ".in" if one.points > 0 else ".out"
        rule = one.rule.code if one.rule else undone.rule if undone else happened.plain or kind
        line = self._enter(
            event, self.seats[one.client], one.points, kind=kind, rule=rule, source=source,
            contra=undone.contra if undone else _CONTRA.get(kind, "issued"),
            rule_version=one.rule.version if one.rule else undone.rule_version if undone else 1,
            source_id=str(happened.source_id), reason=event.reason, occurred_at=happened.occurred_at,
            data={name: data[name] for name in SHOWN if data.get(name) is not None},
        )  # fmt: skip
        if undone is not None:
            line.reverses = undone
            line.lapsed = abs(undone.amount) - abs(one.points)
        if isinstance(one.row, Given):
            line.lot, line.debt = one.row.lot.place if one.row.lot else None, -one.row.good
        elif isinstance(one.row, Taken):
            line.parts, line.debt = [[lot.place, points] for lot, points in one.row.parts], one.row.debt
        return line

    def _enter(self, event: PointsEvent, here: Seat, amount: int, **line: Any) -> PointsEntry:
        row = here.row
        row.balance += amount
        row.entry_count += 1
        entry: PointsEntry = fresh(
            PointsEntry, account_id=row.pk, amount=amount, balance_after=row.balance, actor_id=event.actor_id,
            actor_name=event.actor_name, **line,
        )  # fmt: skip
        entry.event = event
        self.entries.append(entry)
        return entry

    def _settle(
        self, here: list[Seat], was: Mapping[str, tuple[int, int]], lines: list[PointsEntry], written: list[Written]
    ) -> None:
        """The lots and debts that belong to no line of their own go with the account's last; the book and the lines agree."""
        last = {one.client: line for line, one in zip(lines, written, strict=True)}
        own = defaultdict[str, int](int)
        for line, one in zip(lines, written, strict=True):
            own[one.client] += line.debt
            if line.lot is not None:
                self.lots[one.client, line.lot] = line
        for held in here:
            places, debt = was[held.name]
            for place in range(places + 1, held.account.places + 1):
                self.lots.setdefault((held.name, place), last[held.name])
            rest = held.account.debt - debt - own[held.name]
            if rest:
                last[held.name].debt += rest
            if held.account.balance != held.row.balance:
                raise LedgerBroken(count=1, accounts=held.name)

    def _write_lost(self) -> None:
        """A line for each lot that expired, at the moment it did."""
        lost, self.book.lost = self.book.lost or [], []
        for name, lot, points in lost:
            here, of = self.seats[name], f"{name}:{lot.place}"
            event: PointsEvent = fresh(
                PointsEvent, key=key_of(EXPIRY, of), type=TICK, account_id=here.row.pk, at=lot.expires,
                occurred_at=lot.expires, actor_id=None, actor_name=Actor.system().name,
            )  # fmt: skip
            self.events.append(event)
            self._enter(
                event, here, -points, kind="expiry", rule="expiry", rule_version=1, source=EXPIRY,
                source_id=f"{here.row.pk.hex}:{lot.place}", contra="expired", parts=[[lot.place, points]],
                occurred_at=lot.expires,
            )  # fmt: skip
            here.row.last_at = max(here.row.last_at or BEGIN, lot.expires)

    def expire(self, row: PointsAccount, at: dt.datetime) -> None:
        """What has expired by `at` leaves the account."""
        here = self.sit(row)
        self.book.at(max(at, self.book.now))
        self.book.sweep(here.name)
        self._write_lost()

    def refreshed(self) -> None:
        for one in self.seats.values():
            one.row.debt, one.row.lot_count = one.account.debt, one.account.places
            one.row.next_expires_at = one.next_expiry()


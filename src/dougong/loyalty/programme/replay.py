"""A whole history of events by a file of rules: the same answer every time.

Events are taken by their moment, those of one moment by line. An event whose id came before is ignored; a line without a
moment has no place among the others, so it is told by line: it is rejected before them, unless an earlier line has its id.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from dougong.loyalty.programme import rules as expressions
from dougong.loyalty.programme.book import Book, Given, Row
from dougong.loyalty.programme.events import REDEEMED, REVERSED, TRANSFERRED, Bad, Event, read
from dougong.loyalty.programme.rules import BadEvent, Rule
from dougong.loyalty.programme.tree import Tree


class Rejected(Exception):
    """The event does nothing; `reason` is the word in the answer."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Written:
    """A row of the ledger. `row` is what can be undone of it; of a transfer and of a reversal there is none. `undoes` says which
    row of the event a reversal undid."""

    client: str
    rule: Rule | None
    points: int
    row: Row | None = None
    undoes: int | None = None
    code: str = ""

    @property
    def told(self) -> tuple[str, str, int]:
        return (self.client, self.rule.code if self.rule else self.code, self.points)


@dataclass(slots=True)
class Accepted:
    """An event that counted: whom it concerned, which rows of it can be undone, and whether that was done."""

    client: str
    rows: list[Row]
    reversible: bool


@dataclass(slots=True)
class Programme:
    """Rules, and the book they write.

    The live ledger hands in a book of the accounts concerned, what was `accepted` of the events that are reversed and what was
    `given` under caps, posts by the same function, and writes down what came of it.
    """

    rules: Sequence[Rule]
    book: Book = field(default_factory=Book)
    entries: int = 0
    accepted: dict[str, Accepted] = field(default_factory=dict)
    given: dict[tuple[str, str, str], int] = field(default_factory=lambda: defaultdict(int))
    _by_type: dict[str, list[Rule]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for rule in self.rules:
            self._by_type[rule.on].append(rule)

    def post(self, event: Event) -> list[Written]:
        """Write what the event gives and takes: its rows. Raises Rejected, with nothing written."""
        self.book.at(event.at)
        awards = self._awards(event)
        self._refuse(event)
        written: list[Written] = []
        if event.type == REDEEMED:
            written.append(Written(event.client, None, -event.points, self.book.take(event.client, event.points)))
        elif event.type == TRANSFERRED:
            self.book.transfer(event.client, event.data["to"], event.points)
            written.append(Written(event.client, None, -event.points))
            written.append(Written(event.data["to"], None, event.points))
        elif event.type == REVERSED:
            written += self._reverse(self.accepted[event.data["event"]])
        for rule, points in awards:
            row = self._award(event, rule, points)
            if row is not None:
                written.append(Written(event.client, rule, row.points if isinstance(row, Given) else -row.points, row))
        for client in filter(None, (event.client, event.data["to"] if event.type == TRANSFERRED else "")):
            self.book.open(client)
        reversible = event.type not in (REVERSED, TRANSFERRED)
        rows = [one.row for one in written if one.row is not None]
        self.accepted[event.id] = Accepted(event.client, rows if reversible else [], reversible)
        self.entries += len(written)
        return written

    def _awards(self, event: Event) -> list[tuple[Rule, int]]:
        """What the matching rules say, before anything is written: one that fails undoes nothing."""
        matching = self._by_type.get(event.type)
        if not matching:
            return []
        if not event.client:
            raise Rejected("bad_event")
        try:
            known = expressions.variables(event.data)
            said = [(rule, rule.gives(known)) for rule in matching if rule.in_force(event.at) and rule.concerns(event.data)]
        except BadEvent as failure:
            raise Rejected("bad_event") from failure
        taken: set[str] = set()
        awards = []
        for rule, points in said:
            if points and rule.group not in taken:
                taken |= {rule.group} - {""}
                awards.append((rule, points))
        return awards

    def _refuse(self, event: Event) -> None:
        if event.type in (REDEEMED, TRANSFERRED):
            if event.points <= 0 or (event.type == TRANSFERRED and event.data["to"] == event.client):
                raise Rejected("invalid_points")
            if event.points > self.book.balance(event.client):
                raise Rejected("insufficient_points")
        elif event.type == REVERSED:
            original = self.accepted.get(event.data["event"])
            if original is None:
                raise Rejected("unknown_event")
            if not original.reversible:
                raise Rejected("not_reversible")

    def _reverse(self, original: Accepted) -> list[Written]:
        """Once: its rows in their order. A row whose points are all gone by expiry moves nothing and writes nothing."""
        original.reversible = False
        moved = [
            Written(row.client, None, self.book.undo(row), undoes=place, code=row.rule)
            for place, row in enumerate(original.rows)
        ]
        original.rows = []
        return [row for row in moved if row.points]

    def _award(self, event: Event, rule: Rule, points: int) -> Row | None:
        if points < 0:
            return self.book.take(event.client, -points, rule.code)
        counted = {(rule.family, event.client, cap.span(event.at)) for cap in rule.caps if cap.per != "event"}
        for cap in rule.caps:
            so_far = 0 if cap.per == "event" else self.given[rule.family, event.client, cap.span(event.at)]
            points = min(points, cap.points - so_far)
        if points <= 0:
            return None
        for key in counted:
            self.given[key] += points
        return self.book.give(event.client, points, rule.expires(event.at), rule.code)


def replay(lines: Iterable[bytes], rules: Sequence[Rule], rules_text: bytes = b"") -> dict[str, Any]:
    """The answer of `dougong points replay`: balances, number of rows, rejected events, head of the tree.

    The leaves are the rules as they stand in their file, then every event in the order taken, with its line as it was written
    and what came of it; so the head differs when anything in the input or in its outcome does.
    """
    programme, tree = Programme(rules), Tree()
    tree.add(b"rules\n" + rules_text)
    rejected: list[dict[str, Any]] = []
    seen: set[str] = set()
    for happened, raw, repeated in _in_order(lines):
        outcome: Any = "ignored"
        if not repeated and (happened.id is None or happened.id not in seen):
            if happened.id is not None:
                seen.add(happened.id)
            outcome = _outcome(programme, happened)
            if isinstance(outcome, str):
                name = {"line": happened.line} if happened.id is None else {"id": happened.id}
                rejected.append({**name, "reason": outcome})
        tree.add(json.dumps([happened.line, outcome], ensure_ascii=False).encode() + b"\n" + raw)
    return {
        "balances": programme.book.balances(),
        "entries": programme.entries,
        "rejected": rejected,
        "root": tree.head().hex(),
    }


def _outcome(programme: Programme, happened: Event | Bad) -> list[tuple[str, str, int]] | str:
    """The rows written as (client, rule, points), or why there are none. Time goes on for both."""
    if isinstance(happened, Bad):
        if happened.at is not None:
            programme.book.at(happened.at)
        return "bad_event"
    try:
        return [row.told for row in programme.post(happened)]
    except Rejected as refusal:
        return refusal.reason


def _in_order(lines: Iterable[bytes]) -> list[tuple[Event | Bad, bytes, bool]]:
    """(event, its line, whether it repeats the id of an earlier line and has no moment of its own), in the order taken."""
    timed: list[tuple[dt.datetime, int, Event | Bad, bytes]] = []
    timeless: list[tuple[Event | Bad, bytes, bool]] = []
    first: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        raw = line.strip()
        if not raw:
            continue
        happened = read(number, raw)
        repeats = happened.id is not None and first.setdefault(happened.id, number) < number
        if happened.at is None:
            timeless.append((happened, raw, repeats))
        else:
            timed.append((happened.at, number, happened, raw))
    return timeless + [(happened, raw, False) for _, _, happened, raw in sorted(timed, key=lambda row: row[:2])]

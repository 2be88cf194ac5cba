"""The book of points once more, as plainly as can be: every point is a thing of its own, looked for by going through all.

Slow on purpose, and written from the rules' words, not from `programme.book`: the two must agree on every random history.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from dougong.loyalty.programme.rules import months_later

FAR = dt.datetime.max.replace(tzinfo=dt.UTC)
BEGIN = dt.datetime(2024, 1, 29, 15, 0, tzinfo=dt.UTC)


@dataclass(eq=False)
class Point:
    lot: int
    expires: dt.datetime
    state: str = "held"


@dataclass
class Plain:
    """`post` answers the reason why an event was rejected, or the number of rows it wrote."""

    rules: list[dict[str, Any]]
    points: dict[str, list[Point]] = field(default_factory=lambda: defaultdict(list))
    debts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lots: int = 0
    done: dict[str, Any] = field(default_factory=dict)
    gave: dict[Any, int] = field(default_factory=lambda: defaultdict(int))

    def balance(self, client: str) -> int:
        return sum(p.state == "held" for p in self.points[client]) - self.debts[client]

    def post(self, event: dict[str, Any]) -> str | int:
        now = event["moment"]
        for held in self.points.values():
            for p in held:
                if p.state == "held" and p.expires <= now:
                    p.state = "expired"
        act = {"redemption.requested": self._redeem, "transfer.requested": self._move, "event.reversed": self._undo}
        return act.get(event["type"], self._rules)(event, now)

    def _redeem(self, event: dict[str, Any], now: dt.datetime) -> str | int:
        client, n = event["client"], event["data"]["points"]
        if n <= 0:
            return "invalid_points"
        if n > self.balance(client):
            return "insufficient_points"
        self.done[event["id"]] = [("taken", client, *self._take(client, n))]
        return 1

    def _move(self, event: dict[str, Any], now: dt.datetime) -> str | int:
        client, to, n = event["client"], event["data"]["to"], event["data"]["points"]
        if n <= 0 or to == client:
            return "invalid_points"
        if n > self.balance(client):
            return "insufficient_points"
        gone, _ = self._take(client, n)
        for lot in dict.fromkeys(p.lot for p in gone):
            same = [p for p in gone if p.lot == lot]
            self._give(to, len(same), same[0].expires)
        self.done[event["id"]] = "not_reversible"
        return 2

    def _undo(self, event: dict[str, Any], now: dt.datetime) -> str | int:
        rows = self.done.get(event["data"]["event"])
        if rows is None:
            return "unknown_event"
        if rows == "not_reversible":
            return "not_reversible"
        self.done[event["data"]["event"]] = self.done[event["id"]] = "not_reversible"
        written = 0
        for kind, client, *what in rows:
            before = self.balance(client)
            if kind == "given":
                n, lot = what
                n -= sum(p.lot == lot and p.state == "expired" for p in self.points[client])
                own = [p for p in self.points[client] if p.lot == lot and p.state == "held"][:n]
                for p in own:
                    p.state = "gone"
                self._take(client, n - len(own))
            else:
                taken, debt = what
                for p in sorted(taken, key=lambda p: (p.expires, p.lot)):
                    if p.expires <= now:
                        p.state = "expired"
                    elif self.debts[client]:
                        self.debts[client] -= 1
                    else:
                        p.state = "held"
                self._give(client, debt, FAR)
            written += self.balance(client) != before
        return written

    def _rules(self, event: dict[str, Any], now: dt.datetime) -> int:
        rows = self.done[event["id"]] = []
        client = event["client"]
        for rule in self.rules:
            n = int(rule["points"])
            if rule["on"] != event["type"] or n == 0:
                continue
            if n < 0:
                rows.append(("taken", client, *self._take(client, -n)))
                continue
            if "cap" in rule:
                month = (now + dt.timedelta(hours=8)).strftime("%Y%m") if rule["cap"]["per"] == "month" else ""
                n = min(n, rule["cap"]["points"] - self.gave[rule["code"], client, month])
                self.gave[rule["code"], client, month] += max(n, 0)
            if n > 0:
                months = rule.get("expires_after_months")
                rows.append(("given", client, n, self._give(client, n, months_later(now, months) if months else FAR)))
        return len(rows)

    def _give(self, client: str, n: int, expires: dt.datetime) -> int:
        self.lots += 1
        for _ in range(n):
            if self.debts[client]:
                self.debts[client] -= 1
            else:
                self.points[client].append(Point(self.lots, expires))
        return self.lots

    def _take(self, client: str, n: int) -> tuple[list[Point], int]:
        held = sorted((p for p in self.points[client] if p.state == "held"), key=lambda p: (p.expires, p.lot))[:n]
        for p in held:
            p.state = "gone"
        self.debts[client] += n - len(held)
        return held, n - len(held)


def programme(seed: int, length: int = 40) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rules and a history for them, from a seed; `moment` is the event's `at` as a value."""
    dice = random.Random(seed)
    rules = [_rule(dice, number) for number in range(dice.randint(1, 4))]
    moment, events = BEGIN, []
    for number in range(length):
        moment += dt.timedelta(minutes=dice.choice((0, 1, 600, 1440, 9000, 44640)))
        if dice.random() < 0.2:  # the moment at which lots expire
            moment = moment.replace(hour=16, minute=0) + dt.timedelta(days=moment.hour >= 16)
        kind = dice.choice(("suggestion.adopted", "suggestion.adopted", "referral.converted", "redemption.requested",
                            "transfer.requested", "event.reversed", "event.reversed", "clock.tick"))  # fmt: skip
        data: dict[str, Any] = {
            "redemption.requested": {"points": dice.randint(-1, 12)},
            "transfer.requested": {"points": dice.randint(0, 9), "to": dice.choice("ABC")},
            "event.reversed": {"event": f"e{dice.randint(max(0, number - 9), number)}"},
        }.get(kind, {})
        events.append({"id": f"e{number}", "type": kind, "client": dice.choice("ABC"), "at": moment.isoformat(),
                       "moment": moment, "data": data})  # fmt: skip
    return rules, events


def _rule(dice: random.Random, number: int) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "code": f"r{number}",
        "on": dice.choice(("suggestion.adopted", "suggestion.adopted", "referral.converted")),
        "points": str(dice.choice((3, 5, 8, 12, 7, -4, -6, 0))),
    }
    if dice.random() < 0.3:
        rule["cap"] = {"per": dice.choice(("month", "total")), "points": dice.randint(0, 20)}
    if dice.random() < 0.7:
        rule["expires_after_months"] = dice.choice((1, 1, 2, 13))
    return rule

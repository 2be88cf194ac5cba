"""A points programme in which nothing is odd, of any size, and each odd thing planted into it."""

from __future__ import annotations

import datetime as dt
import uuid
from random import Random

from dougong.oversight.rules import bursts, gifts, patterns, staff, undoing
from dougong.oversight.rules.lines import Find, Gift, Hand, Line

TODAY = dt.date(2026, 11, 18)
ZONE = dt.timezone(dt.timedelta(hours=8))


def moment(day: dt.date, hour: int = 10) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), ZONE)


class Programme:
    """`accounts` clients with receipts of every size in every second or third month, redemptions, and gifts and points by hand
    now and then; `people` colleagues who give to whom it comes."""

    def __init__(self, seed: int, accounts: int = 120, people: int = 6) -> None:
        self.random = Random(seed)
        self.lines: dict[uuid.UUID, list[Line]] = {}
        self.gifts: list[Gift] = []
        self.hands: list[Hand] = []
        self.number = 0
        self.people = [self.key() for _ in range(people)]
        for _ in range(accounts):
            self._account(self.key())
        self._give()
        self._by_hand()

    def key(self) -> uuid.UUID:
        return uuid.UUID(int=self.random.getrandbits(128), version=4)

    def line(
        self, account: uuid.UUID, day: dt.date, amount: int, kind: str, source: str = "x", reverses: int | None = None,
        debt: int = 0, gift: bool = False,
    ) -> Line:  # fmt: skip
        self.number += 1
        made = Line(self.number, account, moment(day), amount, kind, source, reverses, debt, gift)
        self.lines.setdefault(account, []).append(made)
        return made

    def ago(self, least: int, most: int) -> dt.date:
        return TODAY - dt.timedelta(days=self.random.randint(least, most))

    def _account(self, account: uuid.UUID) -> None:
        size, balance, days = self.random.lognormvariate(5.5, 0.8), 0, []
        day = TODAY - dt.timedelta(days=395)
        while (day := day + dt.timedelta(days=self.random.randint(9, 75))) < TODAY:
            days.append(day)
        for day in days:
            given = max(10, round(self.random.lognormvariate(0, 0.7) * size, -1))
            balance += int(given)
            first = self.line(account, day, int(given), "accrual", undoing.RECEIPT)
            if self.random.random() < 0.25:
                spent = self.random.randint(1, balance)
                balance -= spent
                self.line(account, day, -spent, "redemption")
            elif self.random.random() < 0.03:  # a receipt that was wrong, put right before anything was spent
                balance -= first.amount
                self.line(account, day, -first.amount, "reversal", undoing.RECEIPT, first.id)

    def gift(self, giver: uuid.UUID, taker: uuid.UUID, day: dt.date, points: int, soon: int = 0) -> Gift:
        pair = (self.line(giver, day, -points, "transfer", gift=True), self.line(taker, day, points, "transfer", gift=True))
        made = Gift(self.number, moment(day), giver, taker, points, (pair[0].id, pair[1].id), soon)
        self.gifts.append(made)
        return made

    def _give(self) -> None:
        """Gifts from clients to others without a way back to speak of."""
        everybody = list(self.lines)
        for _ in range(len(everybody) // 10):
            giver, taker = self.random.sample(everybody, 2)
            self.gift(giver, taker, self.ago(0, 90), self.random.randint(20, 300))

    def hand(self, asker: uuid.UUID, account: uuid.UUID, points: int, decider: uuid.UUID | None = None, day: dt.date | None = None) -> Hand:
        day = day or self.ago(0, 80)
        line = self.line(account, day, points, "accrual", "loyalty.adjustment")
        boss = self.people[0]
        made = Hand(self.key(), moment(day), account, "manual", points, asker, decider or boss, (line.id,))
        self.hands.append(made)
        return made

    def _by_hand(self) -> None:
        everybody = list(self.lines)
        for person in self.people[1:]:
            mine = self.random.sample(everybody, 12)
            for _ in range(self.random.randint(4, 16)):
                self.hand(person, self.random.choice(mine), self.random.randint(10, 1500))

    # ---- what is odd

    def plant(self, pattern: str) -> set[uuid.UUID]:
        """Do it; whom a find may be about."""
        about: set[uuid.UUID] = getattr(self, f"plant_{pattern}")()
        return about

    def plant_burst(self) -> set[uuid.UUID]:
        account = next(a for a, told in self.lines.items() if len({bursts.monday(x.at) for x in told if x.kind == "accrual"}) > 7)
        self.line(account, TODAY - dt.timedelta(days=3), 400_000, "accrual")
        return {account}

    def plant_circle(self) -> set[uuid.UUID]:
        ring = self.random.sample(list(self.lines), 3)
        for place, giver in enumerate(ring):
            self.gift(giver, ring[(place + 1) % 3], TODAY - dt.timedelta(days=20 - 5 * place), 500)
        return set(ring)

    def plant_friend(self) -> set[uuid.UUID]:
        person, friend = self.key(), next(iter(self.lines))
        for place in range(8):
            self.hand(person, friend if place < 7 else self.random.choice(list(self.lines)), 135 + place)
        return {person}

    def plant_chain(self) -> set[uuid.UUID]:
        pair = (self.key(), self.key())
        everybody = list(self.lines)
        for place in range(6):
            self.hand(pair[place % 2], everybody[place], 33 + place, pair[1 - place % 2])
        return set(pair)

    def plant_round(self) -> set[uuid.UUID]:
        person = self.key()
        for account in self.random.sample(list(self.lines), 12):
            self.hand(person, account, self.random.choice([100, 200, 300, 500]))
        return {person}

    def plant_under_limit(self) -> set[uuid.UUID]:
        person = self.key()
        for place, account in enumerate(self.random.sample(list(self.lines), 6)):
            self.hand(person, account, 985 + place)
        return {person}

    def plant_expiring_gift(self) -> set[uuid.UUID]:
        giver, taker = self.random.sample(list(self.lines), 2)
        self.gift(giver, taker, TODAY - dt.timedelta(days=2), 900, soon=880)
        return {giver}

    def plant_undone(self, source: str = "projects.acceptance") -> set[uuid.UUID]:
        account = next(iter(self.lines))
        first = self.line(account, TODAY - dt.timedelta(days=30), 600, "accrual", source)
        self.line(account, TODAY - dt.timedelta(days=20), -500, "redemption")
        self.line(account, TODAY - dt.timedelta(days=10), -600, "reversal", source, first.id, 400)
        return {account}

    def plant_receipt_undone(self) -> set[uuid.UUID]:
        return self.plant_undone(undoing.RECEIPT)

    # ---- looking

    def finds(self) -> list[Find]:
        since, said = TODAY - dt.timedelta(days=patterns.FIRST["back"]), patterns.FIRST["patterns"]
        weeks = bursts.Weeks()
        found = []
        for account, lines in self.lines.items():
            lines.sort(key=lambda line: line.id)
            weeks.add(account, lines)
            found += undoing.undone(lines, since, said)
        found += bursts.bursts(weeks, since, said["burst"])
        found += gifts.circles(self.gifts, since, said["circle"]) + gifts.expiring(self.gifts, since, said["expiring_gift"])
        for code, rule in (("friend", staff.friends), ("chain", staff.chains), ("round", staff.rounds), ("under_limit", staff.under_limit)):
            found += rule(self.hands, since, said[code])
        return found

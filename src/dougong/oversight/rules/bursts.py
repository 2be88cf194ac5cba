"""Bursts: a week in which far more came in, or went out, than this account and its peers are used to. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import log1p
from uuid import UUID

from dougong.oversight.rules.lines import ACCOUNT, Find, Line
from dougong.oversight.rules.robust import middle_of, robust_z

Week = tuple[str, dt.date]
#: Of the peers' weeks at most so many are kept, evenly thinned: enough for a median.
PEERS = 4000


class Weeks:
    """Points by week and direction, account by account: what `bursts` asks of a whole ledger without holding its lines."""

    def __init__(self) -> None:
        self.points: dict[UUID, dict[Week, int]] = {}

    def add(self, account: UUID, lines: Iterable[Line]) -> None:
        found: dict[Week, int] = defaultdict(int)
        for line in lines:
            if line.kind == "accrual" or (line.gift and line.amount > 0):
                found["in", monday(line.at)] += line.amount
            elif line.kind == "redemption" or line.gift:
                found["out", monday(line.at)] -= line.amount
        if found:
            self.points[account] = dict(found)


def monday(at: dt.datetime) -> dt.date:
    day = at.date()
    return day - dt.timedelta(days=day.weekday())


def bursts(weeks: Weeks, since: dt.date, said: Mapping[str, int]) -> list[Find]:
    """Weeks from `since` on with at least `least` points that lie `threshold` tenths of a robust z above both the account's own
    active weeks before and all accounts' active weeks; an account with fewer than `own` weeks of its own is held against the
    others only, and must lie twice as far off. Logarithms, because amounts of money spread over magnitudes.
    """
    found = []
    peers = {way: middle_of(_peers(weeks, way)) for way in ("in", "out")}
    for account, told in weeks.points.items():
        for (way, week), points in told.items():
            if week < since or points < said["least"]:
                continue
            before = [log1p(p) for (w, day), p in told.items() if w == way and day < week and p > 0]
            known = len(before) >= said["own"]
            middle, spread = peers[way]
            others = (log1p(points) - middle) / spread
            own = robust_z(log1p(points), before) if known else others / 2
            score = min(own, others)
            if score * 10 >= said["threshold"]:
                usual = sorted(told[w] for w in told if w[0] == way and w[1] < week)
                facts = {"way": way, "points": points, "weeks": len(before), "usual": usual[len(usual) // 2] if usual else 0}
                last = week + dt.timedelta(days=6)
                key = f"{way}:{account}:{week}"
                found.append(Find("burst", ACCOUNT, account, key, week, last, points, round(score, 2), facts, ()))
    return found


def _peers(weeks: Weeks, way: str) -> list[float]:
    every = sorted(log1p(p) for told in weeks.points.values() for (w, _), p in told.items() if w == way and p > 0)
    return every[:: max(1, len(every) // PEERS)] or [0.0]


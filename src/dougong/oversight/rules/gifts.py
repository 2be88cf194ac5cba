"""Gifts that go in a circle, and gifts of points about to expire. Pure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from dougong.oversight.rules.lines import ACCOUNT, Find, Gift


def circles(gifts: Sequence[Gift], since: dt.date, said: Mapping[str, int]) -> list[Find]:
    """Gifts that close a circle: from whom the points went, gifts of the last `days` days lead back to, so that giver and taker
    lie in one strongly connected part of the graph of gifts (Tarjan, "Depth-first search and linear graph algorithms", SIAM J.
    Comput. 1972), as in round-tripping of money. The shortest way back is told; each gift of it moved at least `least` points.
    """
    found, window = [], dt.timedelta(days=said["days"])
    near: deque[Gift] = deque()
    out: dict[UUID, list[Gift]] = defaultdict(list)
    for gift in sorted((g for g in gifts if g.points >= said["least"]), key=lambda g: (g.at, g.event)):
        while near and near[0].at < gift.at - window:
            old = near.popleft()
            out[old.giver].remove(old)
        if gift.at.date() >= since and (back := _way(out, gift.taker, gift.giver)):
            found.append(_circle([*back, gift]))
        near.append(gift)
        out[gift.giver].append(gift)
    return found


def _way(out: Mapping[UUID, Sequence[Gift]], start: UUID, end: UUID) -> list[Gift]:
    """The shortest chain of gifts from one account to another; nothing where there is none."""
    came: dict[UUID, Gift] = {}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for gift in out.get(here, ()):
            if gift.taker in came or gift.taker == start:
                continue
            came[gift.taker] = gift
            if gift.taker == end:
                way = [gift]
                while way[-1].giver != start:
                    way.append(came[way[-1].giver])
                return way[::-1]
            waiting.append(gift.taker)
    return []


def _circle(ring: Sequence[Gift]) -> Find:
    """About the account whose key comes first, so that the same circle is always the same case."""
    members = sorted({gift.giver for gift in ring})
    days = [gift.at.date() for gift in ring]
    facts: dict[str, Any] = {"gifts": len(ring), "members": len(members), "least": min(gift.points for gift in ring)}
    points = sum(gift.points for gift in ring)
    lines = tuple(line for gift in ring for line in gift.lines)
    key = str(ring[-1].event)
    score = float(len(members))
    return Find("circle", ACCOUNT, members[0], key, min(days), max(days), points, score, facts, lines, tuple(members[1:]))


def expiring(gifts: Sequence[Gift], since: dt.date, said: Mapping[str, int]) -> list[Find]:
    """Gifts of at least `least` points of which at least `share` percent would have expired within the days that `Gift.soon` was
    counted for: points that their owner would have lost, passed on to be spent by another, with the same expiry."""
    found = []
    for gift in gifts:
        if gift.at.date() < since or gift.points < said["least"] or gift.soon * 100 < gift.points * said["share"]:
            continue
        day, facts = gift.at.date(), {"points": gift.points, "soon": gift.soon}
        share = round(gift.soon * 100 / gift.points, 1)
        found.append(
            Find("expiring_gift", ACCOUNT, gift.giver, str(gift.event), day, day, gift.points, share, facts, gift.lines, (gift.taker,))
        )  # fmt: skip
    return found

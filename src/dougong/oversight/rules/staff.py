"""What colleagues give by hand: to few clients, approved in a ring, in round numbers, just under a limit. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any
from uuid import UUID

from dougong.oversight.rules.lines import PERSON, Find, Hand
from dougong.oversight.rules.robust import tail

Said = Mapping[str, int]
#: A chance below this is not taken for chance: one in a hundred.
RARE = 0.01


def _by(hands: Sequence[Hand], key: Callable[[Hand], Any]) -> dict[Any, list[Hand]]:
    found: dict[Any, list[Hand]] = defaultdict(list)
    for hand in sorted(hands, key=lambda h: (h.at, h.id)):
        found[key(hand)].append(hand)
    return found


def _find(pattern: str, person: UUID, hands: Sequence[Hand], score: float, facts: Mapping[str, Any]) -> Find:
    """One a person and month: the month of the last act; what comes later in the month is added to it."""
    days = [hand.at.date() for hand in hands]
    lines = tuple(sorted(line for hand in hands for line in hand.lines))
    accounts = tuple(dict.fromkeys(hand.account for hand in hands))
    key = f"{person}:{max(days):%Y-%m}"
    points = sum(hand.points for hand in hands)
    return Find(pattern, PERSON, person, key, min(days), max(days), points, round(score, 2), facts, lines, accounts)


def friends(hands: Sequence[Hand], since: dt.date, said: Said) -> list[Find]:
    """One colleague, few clients: at least `least` acts for one client, `share` percent or more of all that the colleague asked
    for, and rarer than one in a hundred if he spread like his colleagues do (binomial tail over the median of their own largest
    shares, never below one in five). The concentration measure is the largest share, as in analyses of vendors and approvers."""
    found = []
    recent = _by([h for h in hands if h.points > 0 and h.at.date() >= since], lambda h: h.asker)
    largest = {person: Counter(h.account for h in mine).most_common(1)[0][1] / len(mine) for person, mine in recent.items()}
    for person, mine in recent.items():
        (account, count), *_ = Counter(h.account for h in mine).most_common(1)
        others = [share for other, share in largest.items() if other != person and len(recent[other]) >= said["least"]]
        usual = max(0.2, median(others)) if others else 0.2
        if count < said["least"] or count * 100 < len(mine) * said["share"] or tail(count, len(mine), usual) > RARE:
            continue
        to_it = [h for h in mine if h.account == account]
        facts = {"acts": len(mine), "to_one": count, "points": sum(h.points for h in to_it), "usual": round(usual * 100)}
        found.append(_find("friend", person, to_it, count * 100 / len(mine), facts))
    return found


def chains(hands: Sequence[Hand], since: dt.date, said: Said) -> list[Find]:
    """Who asks and who decides form a ring: A decides for B and B for A, or over more people, `least` times on each side; or
    somebody decided for himself. Four eyes that are two."""
    recent = [h for h in hands if h.decider is not None and h.at.date() >= since]
    found = []
    pairs = _by(recent, lambda h: (h.asker, h.decider))
    for (asker, decider), mine in pairs.items():
        if asker == decider:
            found.append(_find("chain", asker, mine, float(len(mine)), {"own": len(mine), "people": [str(asker)]}))
    heavy = {(a, d) for (a, d), mine in pairs.items() if a != d and len(mine) >= said["least"]}
    for ring in _rings(heavy):
        inside = [h for a, d in sorted(heavy) if a in ring and d in ring for h in pairs[a, d]]
        facts = {"acts": len(inside), "people": [str(p) for p in sorted(ring)]}
        found.append(_find("chain", min(ring), inside, float(len(inside)), facts))
    return found


def _rings(edges: set[tuple[UUID, Any]]) -> list[set[UUID]]:
    """The strongly connected parts of more than one person: each reached from the other."""
    reach: dict[UUID, set[UUID]] = {}
    for start in {a for a, _ in edges}:
        seen, waiting = set[UUID](), [start]
        while waiting:
            here = waiting.pop()
            new = {d for a, d in edges if a == here} - seen
            seen |= new
            waiting += new
        reach[start] = seen
    rings: list[set[UUID]] = []
    for start in sorted(reach):
        ring = {other for other in reach[start] if start in reach.get(other, ())} | {start}
        if len(ring) > 1 and ring not in rings:
            rings.append(ring)
    return rings


def rounds(hands: Sequence[Hand], since: dt.date, said: Said) -> list[Find]:
    """Round amounts: of at least `least` amounts by hand, more are whole hundreds than is to be expected of what the others give
    (their share, never below one in ten), rarer than one in a hundred. Invented numbers are round (Nigrini, "Forensic
    Analytics", 2011: tests of rounded numbers and of number duplication)."""
    mine = _by([h for h in hands if h.kind == "manual" and h.at.date() >= since], lambda h: h.asker)
    found = []
    for person, acts in mine.items():
        rest = [h for other, theirs in mine.items() if other != person for h in theirs]
        expected = max(0.1, sum(map(_round, rest)) / len(rest)) if rest else 0.1
        hits = [h for h in acts if _round(h)]
        if len(acts) < said["least"] or len(hits) * 100 < len(acts) * said["share"] or tail(len(hits), len(acts), expected) > RARE:
            continue
        facts = {"acts": len(acts), "round": len(hits), "expected": round(expected * 100)}
        found.append(_find("round", person, hits, len(hits) * 100 / len(acts), facts))
    return found


def _round(hand: Hand) -> bool:
    return hand.points % 100 == 0


def under_limit(hands: Sequence[Hand], since: dt.date, said: Said) -> list[Find]:
    """Heaped just under a limit: of the amounts within `band` percent of it, at least `least` lie below, rarer than one in ten if
    chance put them on either side (the idea of McCrary's density test, J. Econometrics 2008: who knows a threshold bunches
    below it)."""
    limit, found = said["limit"], []
    low, high = limit * (100 - said["band"]) / 100, limit * (100 + said["band"]) / 100
    near = [h for h in hands if h.kind == "manual" and h.at.date() >= since and low <= abs(h.points) <= high]
    for person, acts in _by(near, lambda h: h.asker).items():
        below = [h for h in acts if abs(h.points) < limit]
        if len(below) < said["least"] or tail(len(below), len(acts), 0.5) > 0.1:
            continue
        facts = {"below": len(below), "above": len(acts) - len(below), "limit": limit, "low": round(low)}
        found.append(_find("under_limit", person, below, float(len(below)), facts))
    return found

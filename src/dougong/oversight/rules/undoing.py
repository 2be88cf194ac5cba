"""Points that were spent before what earned them was taken back. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from dougong.oversight.rules.lines import ACCOUNT, Find, Line

RECEIPT = "contracts.receipt"


def undone(lines: Sequence[Line], since: dt.date, said: Mapping[str, Mapping[str, int]]) -> list[Find]:
    """Of one account's lines, in their order: points given, then spent or given away, then taken back, at most `days` days after
    they were given, at least `least` points of them gone by then. Of receipts it is a pattern of its own, `receipt_undone`
    (recorded, points spent, reversed); of everything else `undone`. Kin of refund abuse and of bust-out schemes: credit used up
    before its ground is withdrawn. `said` holds the thresholds of each of the two that is switched on."""
    given = {line.id: line for line in lines if line.kind == "accrual"}
    found = []
    for line in lines:
        first = given.get(line.reverses or 0) if line.kind == "reversal" else None
        if first is None or line.at.date() < since:
            continue
        pattern = "receipt_undone" if first.source == RECEIPT else "undone"
        rule = said.get(pattern)
        if rule is None or (line.at - first.at).days > rule["days"]:
            continue
        spent = [g for g in lines if first.id < g.id < line.id and g.amount < 0 and (g.kind == "redemption" or g.gift)]
        gone = min(first.amount, -sum(g.amount for g in spent))
        if not spent or gone < rule["least"]:
            continue
        facts = {"given": first.amount, "gone": gone, "owed": max(line.debt, 0), "days": (line.at - first.at).days}
        ids = tuple(sorted({first.id, line.id, *(g.id for g in spent)}))
        score = round(gone * 100 / first.amount, 1)
        found.append(
            Find(pattern, ACCOUNT, first.account, str(line.id), first.at.date(), line.at.date(), first.amount, score, facts, ids)
        )  # fmt: skip
    return found

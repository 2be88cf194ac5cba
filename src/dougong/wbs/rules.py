"""The rows of a template: an outline with durations in working days and links. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

TYPES = (
    ("municipal", "市政", "Municipal"),
    ("market", "农贸市场", "Market building"),
    ("house", "房建", "House building"),
    ("energy", "能源", "Energy"),
    ("mep", "机电安装", "Mechanical and electrical"),
    ("software", "软件交付", "Software delivery"),
    ("other", "其他", "Other"),
)
PAYS = ("", "advance", "progress", "final", "retention")
LINKS = ("FS", "SS", "FF", "SF")
#: Rows of a template, levels of its outline, days of a row.
MOST, DEEPEST, LONGEST = 500, 6, 2000
_LINK = re.compile(r"^([\w.]+?)\s*(FS|SS|FF|SF)?\s*([+-]\d{1,3})?$")


@dataclass(frozen=True)
class After:
    """What a row follows: `lag` in working days."""

    key: str
    type: str = "FS"
    lag: int = 0


@dataclass(frozen=True)
class Row:
    """`level` 0 is the top; a row with deeper ones behind it is their summary. A milestone has no days; `pay` names the kind of
    instalment that falls due with it."""

    key: str
    level: int
    name: str
    days: int = 0
    milestone: bool = False
    after: tuple[After, ...] = ()
    pay: str = ""

    def told(self) -> dict[str, Any]:
        links = [{"key": a.key, "type": a.type, "lag": a.lag} for a in self.after]
        return {
            "key": self.key, "level": self.level, "name": self.name, "days": self.days, "milestone": self.milestone,
            "after": links, "pay": self.pay,
        }  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """What is wrong at a row (its place, from 0)."""

    row: int
    zh: str
    en: str


def read(rows: Iterable[Mapping[str, Any]]) -> list[Row]:
    return [
        Row(
            str(r["key"]), int(r["level"]), str(r["name"]), int(r["days"]), bool(r["milestone"]),
            tuple(After(str(a["key"]), str(a["type"]), int(a["lag"])) for a in r["after"]), str(r["pay"]),
        )
        for r in rows
    ]  # fmt: skip


def parents(rows: Sequence[Row]) -> list[int | None]:
    """The place of each row's summary."""
    found: list[int | None] = []
    stack: list[int] = []
    for place, row in enumerate(rows):
        del stack[row.level :]
        found.append(stack[-1] if stack else None)
        stack.append(place)
    return found


def summaries(rows: Sequence[Row]) -> set[int]:
    return {parent for parent in parents(rows) if parent is not None}


def faults(rows: Sequence[Row]) -> list[Fault]:
    """All that is wrong: levels, names, lengths, links that lead nowhere, into the own family or round in a circle."""
    found: list[Fault] = []
    if not 1 <= len(rows) <= MOST:
        return [Fault(0, f"模板要有 1 到 {MOST} 行。", f"A template has 1 to {MOST} rows.")]
    place = {row.key: n for n, row in enumerate(rows)}
    if len(place) != len(rows):
        return [Fault(0, "有两行的编号相同。", "Two rows have the same key.")]
    level = -1
    for n, row in enumerate(rows):
        if row.level > level + 1 or row.level >= DEEPEST:
            found.append(Fault(n, "层级跳了一级，或超过 6 级。", "The level skips one, or is beyond 6."))
        level = row.level
        if not row.name.strip():
            found.append(Fault(n, "写上任务名称。", "Give the task a name."))
        if not 0 <= row.days <= LONGEST or (row.milestone and row.days):
            found.append(
                Fault(n, "工期是 0 到 2000 个工作日，里程碑为 0。", "0 to 2000 working days; 0 for a milestone.")
            )
        if row.pay and not row.milestone:
            found.append(Fault(n, "只有里程碑能挂付款。", "Only a milestone stands for a payment."))
    if found:
        return found
    return _link_faults(rows, place)


def _link_faults(rows: Sequence[Row], place: dict[str, int]) -> list[Fault]:
    found = []
    above = parents(rows)
    for n, row in enumerate(rows):
        for link in row.after:
            other = place.get(link.key)
            if other is None or link.type not in LINKS:
                found.append(Fault(n, f"紧前「{link.key}」不存在。", f"There is no row “{link.key}” to follow."))
            elif other == n or n in _line(other, above) or other in _line(n, above):
                found.append(
                    Fault(n, "任务不能和自己或自己的上级相连。", "A row can't be linked to itself or to its summary.")
                )
    if not found and (at := _circle(rows, place)) is not None:
        found.append(Fault(at, f"「{rows[at].name}」的链接形成循环。", f"The links of “{rows[at].name}” make a loop."))
    return found


def _line(place: int, above: Sequence[int | None]) -> set[int]:
    found: set[int] = set()
    at = above[place]
    while at is not None:
        found.add(at)
        at = above[at]
    return found


def _circle(rows: Sequence[Row], place: dict[str, int]) -> int | None:
    """A row that a chain of links leads back to; summaries stand before all under them."""
    own, above = [{place[a.key] for a in row.after} for row in rows], parents(rows)
    left = {n: own[n].union(*(own[summary] for summary in _line(n, above))) for n in range(len(rows))}
    while left:
        free = [n for n, needs in left.items() if not needs & left.keys()]
        if not free:
            return min(left)
        for n in free:
            del left[n]
    return None


def scaled(days: int, factor: Decimal) -> int:
    """Whole days, never less than one for a task that has a length."""
    if not days:
        return 0
    return max(1, int((Decimal(days) * factor).quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def parse(text: str) -> list[Row]:
    """Rows from lines `1.2 | name | days | 1.1, 1.3SS+5 | pay`: no days for a summary, 0 for a milestone."""
    rows = []
    for line in text.strip().splitlines():
        number, name, days, after, pay = ([part.strip() for part in line.split("|")] + [""] * 4)[:5]
        links = []
        for part in filter(None, (p.strip() for p in after.split(","))):
            found = _LINK.match(part)
            assert found is not None, line
            links.append(After(found[1], found[2] or "FS", int(found[3] or 0)))
        rows.append(Row(number, number.count("."), name, int(days or 0), days == "0", tuple(links), pay))
    return rows

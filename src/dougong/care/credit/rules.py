"""The grade of a client from what it paid and what it broke. Pure: the same rule and the same facts give the same lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

GRADES = ("AAA", "AA", "A", "B", "C", "D")
#: Lines of every rule: code, Chinese, English, unit. The value of each grows as things get worse, but for the last.
LINES: tuple[tuple[str, str, str, str], ...] = (
    ("delay", "平均拖延", "Average delay", "days"),
    ("late_share", "逾期金额占比", "Share paid or standing late", "percent"),
    ("overdue_days", "当前最长逾期", "Longest overdue now", "days"),
    ("broken", "终止的合同", "Contracts broken off", "count"),
    ("disputes", "争议与投诉", "Disputes and complaints", "count"),
    ("years", "合作年限", "Years of co-operation", "years"),
)
CODES = tuple(code for code, *_ in LINES)
#: These are earned by having paid: where nothing fell due they give nothing.
PAID = ("delay", "late_share", "overdue_days")
#: A rule of the house to begin with; together 100 points.
FIRST_RULE: dict[str, Any] = {
    "window_months": 36,
    "lines": {
        "delay": {"steps": [[0, 35], [7, 30], [15, 25], [30, 18], [60, 8], [90, 3]], "beyond": 0},
        "late_share": {"steps": [[0, 15], [10, 12], [25, 8], [50, 3]], "beyond": 0},
        "overdue_days": {"steps": [[0, 20], [15, 14], [30, 8], [90, 2]], "beyond": 0},
        "broken": {"steps": [[0, 15], [1, 5]], "beyond": 0},
        "disputes": {"steps": [[0, 10], [1, 4]], "beyond": 0},
        "years": {"steps": [[0, 1], [2, 3], [4, 4]], "beyond": 5},
    },
    "grades": [
        {"grade": "AAA", "least": 90, "advance": 10, "limit_share": 60, "limit_cap": 3_000_000_000, "days": 60},
        {"grade": "AA", "least": 80, "advance": 15, "limit_share": 45, "limit_cap": 2_000_000_000, "days": 45},
        {"grade": "A", "least": 70, "advance": 20, "limit_share": 30, "limit_cap": 1_000_000_000, "days": 30},
        {"grade": "B", "least": 55, "advance": 30, "limit_share": 20, "limit_cap": 500_000_000, "days": 30},
        {"grade": "C", "least": 40, "advance": 40, "limit_share": 10, "limit_cap": 200_000_000, "days": 15},
        {"grade": "D", "least": 0, "advance": 50, "limit_share": 0, "limit_cap": 0, "days": 0},
    ],
}
WHOLE = 100
FARTHEST = 1_000_000


@dataclass(frozen=True)
class Part:
    """A part of an instalment: so many fen that came in (or still have not) so many days after they were due."""

    fen: int
    days: int
    open: bool = False


@dataclass(frozen=True)
class Payments:
    """What a client paid and broke within the window of a rule. Amounts in fen; `since` is the day of its first contract."""

    parts: tuple[Part, ...] = ()
    broken: int = 0
    received: int = 0  # of the last 24 months
    since: dt.date | None = None


@dataclass(frozen=True)
class Line:
    code: str
    value: int
    points: int
    most: int


@dataclass(frozen=True)
class Graded:
    """`grade` is "" where nothing fell due and nothing was broken: nothing is known yet."""

    grade: str
    points: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Terms:
    """What a grade suggests: advance in percent, limit in fen, days to pay."""

    advance: int
    limit: int
    days: int


def days_late(due: dt.date, paid: dt.date, is_working: Callable[[dt.date], bool]) -> int:
    """A term that ends on a day off ends with the next working day (民法典 art. 203)."""
    while not is_working(due):
        due += dt.timedelta(days=1)
    return max(0, (paid - due).days)


def inputs(payments: Payments, disputes: int, today: dt.date) -> dict[str, int]:
    """The value of each line. Delays are weighted by amount, what still stands with the days it has stood; rounded half up."""
    whole = sum(p.fen for p in payments.parts)
    late = sum(p.fen for p in payments.parts if p.days)
    weighted = sum(p.fen * p.days for p in payments.parts)
    return {
        "delay": _rounded(weighted, whole),
        "late_share": _rounded(late * 100, whole),
        "overdue_days": max((p.days for p in payments.parts if p.open), default=0),
        "broken": payments.broken,
        "disputes": disputes,
        "years": _years(payments.since, today),
    }


def _rounded(over: int, under: int) -> int:
    return (2 * over + under) // (2 * under) if under else 0


def _years(since: dt.date | None, today: dt.date) -> int:
    if since is None or since > today:
        return 0
    return today.year - since.year - ((today.month, today.day) < (since.month, since.day))


def graded(body: Mapping[str, Any], payments: Payments, disputes: int, today: dt.date) -> Graded:
    values = inputs(payments, disputes, today)
    tables = body["lines"]
    lines = tuple(
        _line(code, values[code], tables[code])
        if payments.parts or code not in PAID
        else Line(code, 0, 0, most(tables[code]))
        for code in CODES
    )
    if not payments.parts and not payments.broken:
        return Graded("", 0, lines)
    points = sum(line.points for line in lines)
    return Graded(grade_of(body, points), points, lines)


def _line(code: str, value: int, table: Mapping[str, Any]) -> Line:
    steps: Sequence[Sequence[int]] = table["steps"]
    points = next((points for upto, points in steps if value <= upto), table["beyond"])
    return Line(code, value, points, most(table))


def most(table: Mapping[str, Any]) -> int:
    return max([points for _, points in table["steps"]] + [table["beyond"]])


def grade_of(body: Mapping[str, Any], points: int) -> str:
    return next(str(band["grade"]) for band in body["grades"] if points >= band["least"])


def terms_of(body: Mapping[str, Any], grade: str, received: int) -> Terms | None:
    """The limit is a share of what came in within 24 months, up to the grade's cap. None where there is no grade."""
    band = next((b for b in body["grades"] if b["grade"] == grade), None)
    if band is None:
        return None
    limit = min(band["limit_cap"], max(0, received) * band["limit_share"] // 100)
    return Terms(band["advance"], limit, band["days"])


@dataclass(frozen=True)
class Fault:
    """What is wrong with a rule: where ("lines.delay", "grades.2", "window_months"), and both sentences."""

    at: str
    zh: str
    en: str


def faults(body: Mapping[str, Any]) -> list[Fault]:
    """Why a rule can't be in force; nothing when it can."""
    found = []
    if not 6 <= body["window_months"] <= 120:
        found.append(Fault("window_months", "看的时间填 6 到 120 个月。", "Look back over 6 to 120 months."))
    whole = sum(most(table) for table in body["lines"].values())
    if whole != WHOLE:
        found.append(
            Fault("lines", f"各项满分加起来要等于 100，现在是 {whole}。", f"The lines must add up to 100, not {whole}.")
        )
    for code, zh, en, _ in LINES:
        limits = [upto for upto, _ in body["lines"][code]["steps"]]
        points = [given for _, given in body["lines"][code]["steps"]]
        if not all(0 <= given <= WHOLE for given in points) or not all(0 <= upto <= FARTHEST for upto in limits):
            found.append(
                Fault(f"lines.{code}", f"「{zh}」每档填 0 到 100 分。", f"Each step of “{en}” gives 0 to 100 points.")
            )
        if limits != sorted(set(limits)):
            found.append(Fault(f"lines.{code}", f"「{zh}」的分档要从小到大。", f"The steps of “{en}” must go up."))
    bounds = [band["least"] for band in body["grades"]]
    names = [band["grade"] for band in body["grades"]]
    if names != list(GRADES) or bounds[-1] != 0 or bounds != sorted(set(bounds), reverse=True):
        found.append(
            Fault("grades", "等级从 AAA 到 D，起点分数从高到低，D 从 0 分起。", "From AAA down to D; D begins at 0.")
        )
    return found


def moved(before: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many clients go from which grade to which, as "A>B"."""
    counts: dict[str, int] = {}
    for was, now in before:
        counts[f"{was or '-'}>{now or '-'}"] = counts.get(f"{was or '-'}>{now or '-'}", 0) + 1
    return counts


# ---- what to heed when a contract is begun

LEVELS = ("off", "show", "reason", "stop")
#: code, Chinese, English, how heavy it is on a new installation
RISKS: tuple[tuple[str, str, str, str], ...] = (
    ("sanctioned", "在停止合作名单上", "On the list of those we don't work with", "stop"),
    ("archived", "客户已归档", "The client is archived", "stop"),
    ("grade_low", "信用等级低", "Low credit grade", "reason"),
    ("overdue_long", "长期逾期", "Long overdue", "reason"),
    ("overdue", "有逾期款", "Overdue", "show"),
    ("over_limit", "超出信用额度", "Over the credit limit", "show"),
    ("not_in_force", "档案未生效", "The dossier is not in force", "show"),
    ("incomplete", "档案不完整", "The dossier is incomplete", "show"),
)


@dataclass(frozen=True)
class Standing:
    """What is known of a client when a contract is begun; amounts in fen."""

    grade: str = ""
    limit: int | None = None
    receivable: int = 0
    overdue: int = 0
    overdue_days: int = 0
    completeness: int = 0
    in_force: bool = True
    archived: bool = False
    sanction: str = ""


@dataclass(frozen=True)
class Bounds:
    low_grades: tuple[str, ...] = ("C", "D")
    long_days: int = 60
    completeness: int = 60


def risks(standing: Standing, bounds: Bounds, amount: int) -> dict[str, dict[str, Any]]:
    """What is to be heed of a new contract over `amount` fen: code and the values of its sentence."""
    found: dict[str, dict[str, Any]] = {}
    if standing.sanction:
        found["sanctioned"] = {"reason": standing.sanction}
    if standing.archived:
        found["archived"] = {}
    if standing.grade in bounds.low_grades:
        found["grade_low"] = {"grade": standing.grade}
    if standing.overdue > 0:
        late = {"fen": standing.overdue, "days": standing.overdue_days}
        found["overdue_long" if standing.overdue_days >= bounds.long_days else "overdue"] = late
    if standing.limit is not None and standing.receivable + amount > standing.limit:
        found["over_limit"] = {"fen": standing.receivable + amount - standing.limit, "limit": standing.limit}
    if not standing.in_force:
        found["not_in_force"] = {}
    if standing.completeness < bounds.completeness:
        found["incomplete"] = {"percent": standing.completeness}
    return found

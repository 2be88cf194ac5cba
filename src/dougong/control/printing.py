"""A health report as PDF, from the figures it was made with."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from django.conf import settings

from dougong.control.models import HealthReport
from dougong.control.policies import REPORT
from dougong.control.wording import line_words
from dougong.kit import pdf
from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.noting import note

TEMPLATE = Path(__file__).with_name("report.typ")
LIGHTS = {
    "green": ("正常", "On track"),
    "amber": ("关注", "Watch"),
    "red": ("预警", "Alarm"),
    "none": ("缺数据", "No data"),
}


def print_report(actor: Actor, *, report_id: uuid.UUID, language: str) -> tuple[str, bytes]:
    """Its file name and the PDF; the same whenever it is printed."""
    row: HealthReport = get_visible(HealthReport.objects.visible_to(actor), report_id)
    en = language.startswith("en")
    made = pdf.render(TEMPLATE, printed(row, en=en))
    note(actor, "export", REPORT, title=str(row), after={"format": "pdf"})
    word = ("Weekly" if row.span == "week" else "Monthly") if en else ("周报" if row.span == "week" else "月报")
    return f"{'Project health' if en else '项目健康'}{' ' if en else ''}{word}-{row.last:%Y%m%d}.pdf", made


def printed(row: HealthReport, *, en: bool) -> dict[str, Any]:
    """What the template prints: all as text."""
    facts = row.facts
    projects = facts["projects"]
    return {
        "en": en,
        "company": settings.DOUGONG_COMPANY,
        "title": _title(row, en),
        "first": f"{row.first}",
        "last": f"{row.last}",
        "made": facts["made_on"],
        "version": str(facts["version"]),
        "before": facts["before"] or "",
        "counts": [_count(row, code, en) for code in ("red", "amber", "green", "none")],
        "projects": [_project(item, en) for item in projects],
        "reasons": [reason for item in projects if (reason := _reasons(item, en))],
        "cash": [{"month": c["month"][:7], "planned": _wan(c["planned"]), "forecast": _wan(c["forecast"])} for c in facts["cash"]],
    }  # fmt: skip


def _title(row: HealthReport, en: bool) -> str:
    if en:
        return "Weekly project health" if row.span == "week" else "Monthly project health"
    return "项目健康周报" if row.span == "week" else "项目健康月报"


def _count(row: HealthReport, code: str, en: bool) -> dict[str, str]:
    counts = {"red": row.red, "amber": row.amber, "green": row.green}
    number = counts.get(code, row.projects - sum(counts.values()))
    return {"word": LIGHTS[code][en], "light": code, "count": str(number)}


def _project(item: dict[str, Any], en: bool) -> dict[str, str]:
    change = "" if item["was"] is None or item["points"] is None else f"{item['points'] - item['was']:+d}"
    return {
        "name": item["name"],
        "manager": item["manager"],
        "light": item["light"],
        "word": LIGHTS[item["light"]][en],
        "points": _or_dash(item["points"]),
        "change": change.replace("-", "−"),
        "percent": f"{item['percent']}%",
        "forecast": _or_dash(item["forecast"]),
        "late": _or_dash(item["days_late"]).replace("-", "−"),
        "p80": _or_dash(item["p80"]),
        "spi": _ratio(item["spi"]),
        "cpi": _ratio(item["cpi"]),
        "overdue": _wan(item["overdue"]),
        "shifted": _wan(item["shifted"]),
    }


def _reasons(item: dict[str, Any], en: bool) -> dict[str, Any] | None:
    """Why a project is not green: its lines below 80 points, the heaviest loss first."""
    if item["light"] in ("green", "none"):
        return None
    lost = [line for line in item["lines"] if line["points"] is not None and line["points"] < 80]
    lost.sort(key=lambda line: -line["weight"] * (100 - line["points"]))
    return {"name": item["name"], "light": item["light"], "lines": [line_words(line, en=en) for line in lost]}


def _or_dash(value: Any) -> str:
    return "—" if value is None else str(value)


def _ratio(value: float | None) -> str:
    return "—" if value is None else f"{value:.2f}"


def _wan(value: str | None) -> str:
    """415.00: ten thousands of yuan, as lists show money."""
    if value is None:
        return "—"
    whole, _, cents = value.lstrip("-").partition(".")
    fen = int(whole) * 100 + int(cents or 0)
    wan = f"{(fen + 5_000) // 10_000 / 100:,.2f}"
    return f"−{wan}" if value.startswith("-") else wan

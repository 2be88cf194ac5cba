"""The monthly report on dossiers: how they stood, where they got better or worse, what is to be done first."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count

from dougong.kit import clock, exports, pdf
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError
from dougong.kit.jobs import JobContext, enqueue
from dougong.kit.models import Job
from dougong.kit.noting import note
from dougong.kit.wholefile import write_whole
from dougong.stewardship.quality import errors
from dougong.stewardship.quality.models import COMPANY, DEPARTMENT, OWNER, QualityDay, QualityIssue
from dougong.stewardship.quality.policies import QUALITY
from dougong.stewardship.quality.rules import BY_CODE, KINDS, RULES, VERSION

TEMPLATE = Path(__file__).with_name("report.typ")
MOST = 15


def start(actor: Actor, *, month: str, language: str) -> Job:
    """A job that prints it. Raises NothingKept for a month without a day on record; whoever sees all dossiers may have it."""
    require(actor, QUALITY, "export")
    first = _month(month)
    if not _days(first).exists():
        raise errors.NothingKept(month=month)
    pdf.family(str(settings.DOUGONG_FONTS or ""))  # without a font it is said now, not by the job
    title = f"Quality of dossiers {month}" if language == "en" else f"档案质量月报 {month}"
    return enqueue("stewardship.quality_report", actor=actor, title=title, month=month, language=language)


def _month(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        raise FieldError("month", "月份写成 2026-11 的样子。", "Write the month as 2026-11.") from None


def _days(first: dt.date) -> Any:
    return QualityDay.objects.filter(day__year=first.year, day__month=first.month)


def make(ctx: JobContext, *, month: str, language: str) -> dict[str, Any]:
    actor = ctx.actor()
    require(actor, QUALITY, "export")
    name = f"{ctx.job_id}.pdf"
    write_whole(exports.folder() / name, pdf.render(TEMPLATE, facts(_month(month))))
    note(actor, "export", QUALITY, title=month, after={"report": month, "format": "pdf"})
    ctx.progress(1, 1)
    return {"file": name, "filename": f"{'dossiers' if language == 'en' else '档案质量月报'}-{month}.pdf"}


def facts(first: dt.date) -> dict[str, Any]:
    """What the template prints; figures as text."""
    days = list(_days(first).filter(level=COMPANY).order_by("day"))
    if not days:
        raise errors.NothingKept(month=f"{first:%Y-%m}")
    last = days[-1]
    before = QualityDay.objects.filter(level=COMPANY, day__lt=first).order_by("-day").first() or days[0]
    return {
        "company": settings.DOUGONG_COMPANY, "month": f"{first:%Y-%m}", "printed": f"{clock.today()}", "version": VERSION,
        "score": _score(last), "before": _score(before), "change": _change(before, last), "dossiers": f"{last.dossiers:,}",
        "as_of": str(last.day), "before_day": str(before.day),
        "kinds": [{"zh": zh, "en": en, "now": f"{getattr(last, kind):,}", "before": f"{getattr(before, kind):,}"}
                  for kind, (zh, en) in KINDS.items()],
        "trend": [{"day": day.day.day, "score": round(day.score_sum / max(day.dossiers, 1), 1)} for day in days],
        "departments": _levels(first, last.day, DEPARTMENT), "owners": _levels(first, last.day, OWNER)[:MOST],
        "rules": _worst(), "all_rules": [{"zh": _bare(rule.zh), "points": rule.points} for rule in RULES],
    }  # fmt: skip


def _score(row: QualityDay) -> str:
    return f"{row.score_sum / row.dossiers:.1f}" if row.dossiers else "—"


def _change(before: QualityDay, after: QualityDay) -> str:
    if not before.dossiers or not after.dossiers:
        return "—"
    found = round(after.score_sum / after.dossiers, 1) - round(before.score_sum / before.dossiers, 1)
    return f"{found:+.1f}".replace("-", "−")


def _levels(first: dt.date, day: dt.date, level: str) -> list[dict[str, str]]:
    """Each department or owner of the last day, the worst first, with its change since the month before."""
    before: dict[str, QualityDay] = {}
    for row in QualityDay.objects.filter(level=level, day__lt=first).order_by("day"):
        before[row.key] = row
    rows = sorted(QualityDay.objects.filter(level=level, day=day), key=lambda row: row.score_sum / max(row.dossiers, 1))
    return [
        {
            "name": row.name or "（无 none）", "score": _score(row), "dossiers": f"{row.dossiers:,}",
            "change": _change(before[row.key], row) if row.key in before else "—",
            "open": f"{row.missing + row.invalid + row.stale + row.contradictory:,}",
        }
        for row in rows
    ]  # fmt: skip


def _worst() -> list[dict[str, str]]:
    """The rules that are broken most, as the queue has them today."""
    found = QualityIssue.objects.filter(state="open").order_by().values_list("rule").annotate(n=Count("pk"))
    known = [(BY_CODE[code], count) for code, count in found if code in BY_CODE]
    worst = sorted(known, key=lambda item: -item[1] * item[0].points)[:10]
    return [{"zh": _bare(r.zh), "en": _bare(r.en), "count": f"{n:,}", "points": str(r.points)} for r, n in worst]


def _bare(text: str) -> str:
    """The sentence without what would fill it."""
    for gap in ("：{why}", "：{value}", ": {why_en}", ": {value}", "「{value}」", "“{value}” ", " {value} ", "{value}"):
        text = text.replace(gap, "")
    return text.replace("已 {days} 天", "很久").replace(" for {days} days", " for long")

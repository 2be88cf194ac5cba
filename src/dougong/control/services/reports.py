"""The weekly and the monthly report on all projects: made by the clock or by hand, kept with its figures, told to management."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from dougong.accounts.models import User
from dougong.audit.services import record as audit
from dougong.contracts.models import Instalment
from dougong.control import errors
from dougong.control.models import HealthReport, ProjectFigures, ReportSetting
from dougong.control.policies import REPORT
from dougong.control.rules import cash
from dougong.control.rules.health import VERSION
from dougong.control.selectors.cash import dues_of
from dougong.control.services.figures import refresh_changed
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.jsonable import plain
from dougong.kit.money import Money
from dougong.kit.stream import notify
from dougong.notifications.services import tell
from dougong.projects.models import Project

OPEN = ("preparing", "running", "accepted")
#: Months of cash that a report looks back and ahead.
BEFORE, AHEAD = 1, 6


def announce_due(today: dt.date | None = None) -> list[HealthReport]:
    """Those that are to be made today: by the setting's weekday, and on the first of a month. Once each."""
    day = clock.today() if today is None else today
    setting = ReportSetting.objects.first() or ReportSetting()
    made = []
    if setting.weekly and day.weekday() == setting.weekday:
        made += _by_clock("week", day - dt.timedelta(days=7), day - dt.timedelta(days=1))
    if setting.monthly and day.day == 1:
        last = day - dt.timedelta(days=1)
        made += _by_clock("month", last.replace(day=1), last)
    return made


def _by_clock(span: str, first: dt.date, last: dt.date) -> list[HealthReport]:
    if HealthReport.objects.filter(span=span, first=first, last=last).exists() or not _projects().exists():
        return []
    return [make_report(Actor.system(), span=span, first=first, last=last)]


def make_report(actor: Actor, *, span: str, first: dt.date | None = None, last: dt.date | None = None) -> HealthReport:
    """By hand: the last seven days, or the month so far; made again on the same day it replaces the day's first."""
    require(actor, REPORT, "create")
    refresh_changed()
    until = clock.today() if last is None else last
    since = first or (until - dt.timedelta(days=6) if span == "week" else until.replace(day=1))
    with transaction.atomic():
        row, _ = HealthReport.objects.select_for_update().get_or_create(
            span=span, first=since, last=until, defaults={"created_at": clock.now(), "created_by_id": actor.id}
        )
        facts = facts_of(row)
        if not facts["projects"]:
            raise errors.NothingToReport()
        lights = [project["light"] for project in facts["projects"]]
        row.projects, row.facts, row.made_by = len(lights), plain(facts), actor.name if actor.id else ""
        row.green, row.amber, row.red = (lights.count(light) for light in ("green", "amber", "red"))
        row.store()
        audit(actor, "create", REPORT, row, after={"span": span, "projects": row.projects, "red": row.red})
        _tell(row)
        notify(REPORT, row.pk)
    return row


def _tell(row: HealthReport) -> None:
    people = User.objects.filter(roles__code="management", is_active=True, kind="staff").values_list("pk", flat=True)
    tell(
        people, kind="control.report", key=f"control.report:{row.pk}", resource=REPORT, object_id=row.pk,
        link="/portfolio/reports", first=row.first, last=row.last, projects=row.projects, red=row.red, amber=row.amber,
    )  # fmt: skip


def _projects() -> Any:
    return Project.objects.filter(archived_at__isnull=True, status__in=OPEN)


def facts_of(row: HealthReport) -> dict[str, Any]:
    """As the portfolio says them at this moment, with what changed since the report of the same kind before."""
    before = HealthReport.objects.filter(span=row.span, last__lt=row.last).order_by("-last").first()
    was = {item["id"]: item["points"] for item in before.facts["projects"]} if before else {}
    rows = ProjectFigures.objects.filter(project__in=_projects()).select_related("project__manager", "project__client")
    projects = [_project(one, was.get(str(one.pk))) for one in rows]
    projects.sort(key=lambda item: (item["points"] is None, item["points"] or 0, item["name"]))
    return {
        "version": VERSION,
        "made_on": clock.today(),
        "before": None if before is None else before.last,
        "projects": projects,
        "cash": _cash(row.last),
    }


def _project(row: ProjectFigures, was: int | None) -> dict[str, Any]:
    held = row.project
    return {
        "id": row.pk,
        "name": held.name,
        "code": held.code,
        "client": held.client.name,
        "manager": held.manager.name,
        "points": row.points,
        "was": was,
        "light": row.light,
        "lines": row.lines,
        "percent": held.percent,
        "planned_percent": held.planned_percent,
        "forecast": held.forecast_finish,
        "p80": row.p80,
        "days_late": held.days_late,
        "spi": None if row.spi is None else row.spi / 1000,
        "cpi": None if row.cpi is None else row.cpi / 1000,
        "bac": row.bac,
        "eac": row.eac,
        "overdue": row.overdue,
        "shifted": row.shifted,
    }


def _cash(day: dt.date) -> list[dict[str, Any]]:
    found = dues_of(list(_projects()), Instalment.objects.all())
    parts = [due.part for dues in found.values() for due in dues]
    month = day.replace(day=1)
    near = range(-BEFORE, AHEAD + 1)
    wanted = {_add(month, step) for step in near}
    return [
        {"month": m.first, "planned": Money.fen(m.planned), "forecast": Money.fen(m.forecast)}
        for m in cash.months(parts)
        if m.first in wanted
    ]


def _add(month: dt.date, step: int) -> dt.date:
    number = month.year * 12 + month.month - 1 + step
    return dt.date(number // 12, number % 12 + 1, 1)


@transaction.atomic
def save_report_setting(actor: Actor, *, weekly: bool, weekday: int, monthly: bool) -> ReportSetting:
    """From the next morning on."""
    require(actor, REPORT, "update")
    row = ReportSetting.objects.select_for_update().first() or ReportSetting(created_at=clock.now())
    before = {"weekly": row.weekly, "weekday": row.weekday, "monthly": row.monthly}
    row.weekly, row.weekday, row.monthly = weekly, weekday, monthly
    row.store()
    after = {"weekly": weekly, "weekday": weekday, "monthly": monthly}
    audit(actor, "report_setting", REPORT, row, before=before, after=after)
    return row

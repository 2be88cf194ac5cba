"""The row that lists show of each project: begun with it, computed anew when its plan, its money or the day has changed."""

from __future__ import annotations

import uuid
from fractions import Fraction

from django.db import transaction
from django.db.models import F, Q

from dougong.control.models import ProjectFigures, ProjectSetting
from dougong.control.policies import FIGURES
from dougong.control.rules.health import Health, light
from dougong.control.selectors.health import State, lines_out, state_of
from dougong.control.selectors.measures import amount
from dougong.kit import clock
from dougong.kit.jobs import JobContext
from dougong.kit.stream import notify
from dougong.projects.models import Project


def begin(project_id: uuid.UUID) -> None:
    """In the transaction that makes the project."""
    ProjectFigures.objects.get_or_create(pk=project_id)
    ProjectSetting.objects.get_or_create(pk=project_id)


def mark_stale(project_ids: list[uuid.UUID]) -> None:
    ProjectFigures.objects.filter(pk__in=project_ids).update(stale=True)


def refresh_changed(ctx: JobContext | None = None, *, all_: bool = False) -> int:
    """Those whose plan, money or day is another than when they were computed; each in a transaction of its own."""
    rows = ProjectFigures.objects.filter(project__archived_at__isnull=True)
    if not all_:
        rows = rows.filter(Q(stale=True) | ~Q(plan_version=F("project__plan_version")))
    ids = list(rows.values_list("pk", flat=True).order_by("pk"))
    for done, project_id in enumerate(ids, start=1):
        refresh(project_id)
        if ctx is not None:
            ctx.progress(done, len(ids))
    return len(ids)


@transaction.atomic
def refresh(project_id: uuid.UUID) -> ProjectFigures:
    """Idempotent: the same plan and money give the same figures."""
    row: ProjectFigures = ProjectFigures.objects.select_for_update().get(pk=project_id)
    project = Project.objects.select_related("contract").get(pk=project_id)
    state = state_of(project)
    _money(row, state)
    _health(row, state.health)
    row.computed_at, row.plan_version, row.stale = clock.now(), project.plan_version, False
    row.status_on, row.reported_on = state.book.status_on, state.reported_on
    row.overdue, row.shifted = state.overdue, state.shifted
    row.p50 = state.forecast.p50 if state.forecast else None
    row.p80 = state.forecast.p80 if state.forecast else None
    row.save()
    notify(FIGURES, project_id)
    return row


def _money(row: ProjectFigures, state: State) -> None:
    sums = state.sums
    row.bac, row.pv, row.ev, row.ac = (amount(value) for value in (sums.bac, sums.pv, sums.ev, sums.ac))
    row.eac = amount(state.found.eac)
    row.spi, row.cpi = _thousandths(sums.spi), _thousandths(sums.cpi)


def _thousandths(value: Fraction | None) -> int | None:
    return None if value is None else round(value * 1000)


def _health(row: ProjectFigures, found: Health) -> None:
    row.points, row.light, row.lines = found.points, found.light, lines_out(found)
    points = {line.code: line.points for line in found.lines}
    known = [points[code] for code in ("schedule", "finish") if points[code] is not None]
    row.schedule_light = light(min((p for p in known if p is not None), default=None))
    row.cost_light, row.payment_light = light(points["cost"]), light(points["payment"])

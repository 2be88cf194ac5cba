from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from dougong.accounts.models import User
from dougong.kit import clock
from dougong.kit.jobs import JobContext, job, periodic
from dougong.notifications.services import tell
from dougong.stewardship.quality import report, services
from dougong.stewardship.quality.models import COMPANY, QualityDay
from dougong.stewardship.quality.policies import QUALITY


@periodic("stewardship.judge_changed", every=dt.timedelta(minutes=5))
def judge_changed(ctx: JobContext) -> dict[str, int]:
    return {"judged": services.judge_changed()}


@periodic("stewardship.judge_all", at="03:50")
def judge_all(ctx: JobContext) -> dict[str, int]:
    """What grows stale by itself is found at night; the day is kept for the trend; on the first of a month the report is announced."""
    judged = services.judge_all(ctx.progress)
    if clock.today().day == 1:
        _announce(clock.today() - dt.timedelta(days=1))
    return {"judged": judged}


@transaction.atomic
def _announce(last: dt.date) -> None:
    row = QualityDay.objects.filter(level=COMPANY, day__year=last.year, day__month=last.month).order_by("-day").first()
    if row is None or not row.dossiers:
        return
    month = f"{last:%Y-%m}"
    stewards = User.objects.filter(roles__code="steward", is_active=True, kind="staff").values_list("pk", flat=True)
    tell(
        stewards, kind="stewardship.quality_report", key=f"stewardship.quality_report:{month}", resource=QUALITY,
        object_id=month, link=f"/quality?month={month}", month=month, score=round(row.score_sum / row.dossiers, 1),
    )  # fmt: skip


@job("stewardship.quality_report")
def quality_report(ctx: JobContext, *, month: str, language: str) -> dict[str, Any]:
    return report.make(ctx, month=month, language=language)

from __future__ import annotations

import uuid
from typing import Any

from dougong.care.credit import services
from dougong.kit.jobs import JobContext, job, periodic


@periodic("care.grade_all", at="02:10")
def grade_all(ctx: JobContext) -> dict[str, int]:
    """Delays grow with the date; a new version of the rule begins on its day; overrides end on theirs."""
    return services.grade_all(ctx.progress)


@job("care.grade_now")
def grade_now(ctx: JobContext) -> dict[str, int]:
    return services.grade_all(ctx.progress)


@job("care.try_credit_rule")
def try_rule(ctx: JobContext, *, rule_id: str) -> dict[str, Any]:
    return services.try_rule(uuid.UUID(rule_id), ctx.progress)

from __future__ import annotations

import datetime as dt
import uuid

from dougong.care.segments import services
from dougong.care.segments.models import TagRule
from dougong.kit.jobs import JobContext, job, periodic


@periodic("care.tag_changed", every=dt.timedelta(minutes=2))
def tag_changed(ctx: JobContext) -> dict[str, int]:
    return {"seen": services.run_changed()}


@periodic("care.tag_all", at="03:20")
def tag_all(ctx: JobContext) -> dict[str, int]:
    """What changes with the date or with money is found at night; then who is in which segment is written down."""
    done = services.run_all()
    return {**done, "segments": services.count_all()}


@job("care.run_tag_rule")
def run_tag_rule(ctx: JobContext, *, rule_id: str) -> dict[str, int]:
    rule = TagRule.objects.select_related("tag").filter(pk=uuid.UUID(rule_id)).first()
    return services.run_rule(rule) if rule is not None else {}

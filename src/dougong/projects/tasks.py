from __future__ import annotations

import uuid
from typing import Any

from dougong.kit.jobs import JobContext, job, periodic
from dougong.projects import services
from dougong.projects.models import Project, ScheduleDraft


@job("projects.read_schedule")
def read_schedule(ctx: JobContext, *, draft_id: str) -> dict[str, Any]:
    """Read a big file for its preview."""
    draft = ScheduleDraft.objects.filter(pk=uuid.UUID(draft_id), status="reading").first()
    if draft is not None:
        services.read_draft(draft)
    ctx.progress(1, 1)
    return {"draft_id": draft_id}


@job("projects.import_schedule")
def import_schedule(ctx: JobContext, *, draft_id: str, mode: services.Mode, version: int) -> dict[str, Any]:
    """Write a long schedule; all of it or nothing. Taken up again after a lost worker it finds the draft done."""
    actor = ctx.actor()
    draft = ScheduleDraft.objects.filter(pk=uuid.UUID(draft_id)).first()
    if draft is None or draft.status == "done":
        return {"draft_id": draft_id}
    total = draft.preview["tasks"] + draft.preview["summaries"]
    ctx.progress(0, total)
    plan = services.commit_draft(actor, draft=draft, version=version, mode=mode)
    ctx.progress(total, total)
    return {"draft_id": draft_id, "project_id": str(plan.project.pk), "tasks": len(plan.tasks)}


@periodic("projects.planned_percent", at="00:10")
def refresh_planned_percent(ctx: JobContext) -> None:
    """What the baseline promised for the new day."""
    for pk in Project.objects.filter(status__in=("preparing", "running")).values_list("pk", flat=True):
        services.refresh_planned(pk)
        ctx.checkpoint()

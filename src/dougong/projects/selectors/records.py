from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from dougong.contracts.models import Instalment
from dougong.contracts.selectors.judged import criteria_of
from dougong.files.selectors import file_counts
from dougong.kit.access import get_visible, may
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.workcalendar import known_until
from dougong.projects.models import Acceptance, Member, Project, ScheduleDraft, Task
from dougong.projects.policies import ACCEPTANCE, PROJECT

FIELDS = (
    "id", "version", "code", "name", "status", "starts_on", "finishes_on", "kickoff_on", "status_date", "calendar",
    "plan_version", "baseline_id", "baseline_at", "baseline_finish", "forecast_finish", "days_late", "percent", "planned_percent",
    "accepted_on", "closed_at", "created_at", "archived_at",
)  # fmt: skip
_RIGHTS = ("update", "plan", "progress", "accept", "export", "archive", "purge")
#: What an archived project still lets one do.
_OF_THE_BIN = ("export", "archive", "purge")


def project_record(actor: Actor, project_id: uuid.UUID) -> dict[str, Any]:
    """One project with its people, its counts, its acceptances and what its contract still waits for."""
    rows = Project.objects.visible_to(actor).select_related("client", "contract", "manager")
    project: Project = get_visible(rows, project_id)
    members = Member.objects.filter(project=project).select_related("user").order_by("id")
    return {
        **{name: getattr(project, name) for name in FIELDS},
        "client": {"id": project.client_id, "name": project.client.name},
        "contract": {"id": project.contract_id, "number": project.contract.number, "title": project.contract.title},
        "opportunity_id": project.contract.opportunity_id,
        "manager": {"id": project.manager_id, "name": project.manager.name},
        "members": [{"id": m.user_id, "name": m.user.name, "title": m.user.title, "role": m.role} for m in members],
        "tasks": Task.objects.filter(project=project).exclude(kind="summary").count(),
        "acceptances": acceptances_of(project),
        "instalments": instalments_of(actor, project),
        "weekends_only_from": weekends_only_from(project),
        "may": rights(actor, project),
    }


def weekends_only_from(project: Project) -> dt.date | None:
    """From when on the plan knows weekends only: it runs into a year whose holidays are not published."""
    ends = [day for day in (project.forecast_finish, project.finishes_on) if day]
    unknown = known_until() + dt.timedelta(days=1)
    return unknown if project.calendar in ("cn", "cn6") and ends and max(ends) >= unknown else None


def rights(actor: Actor, project: Project) -> dict[str, bool]:
    """What the actor may do with this project, as it stands."""
    return {
        action: (project.archived_at is None or action in _OF_THE_BIN) and may(actor, PROJECT, action, project.pk)
        for action in _RIGHTS
    }


def acceptances_of(project: Project) -> list[dict[str, Any]]:
    rows = Acceptance.objects.filter(project=project).order_by("-accepted_on", "-created_at")
    names = (
        "id", "task_id", "task__name", "planned_on", "accepted_on", "result", "on_time", "note", "created_at",
        "withdrawn_at", "withdrawn_by", "withdrawn_reason",
    )  # fmt: skip
    found = list(rows.values(*names))
    files = file_counts(ACCEPTANCE, [row["id"] for row in found])
    return [{**row, "task": row.pop("task__name"), "files": files.get(row["id"], 0)} for row in found]


def instalments_of(actor: Actor, project: Project) -> list[dict[str, Any]]:
    """Instalments of the contract that wait for a milestone or an acceptance, each with the acceptance standards that it is
    paid for: without amounts, a plan needs none."""
    rows = Instalment.objects.filter(
        contract_id=project.contract_id, dropped_at__isnull=True, due_kind__in=("milestone", "acceptance")
    ).order_by("seq")
    names = ("id", "seq", "title", "due_kind", "due_on", "expected_on", "days_after", "milestone_link__task_id")
    found = [{**row, "task_id": row.pop("milestone_link__task_id")} for row in rows.values(*names)]
    judged = criteria_of(actor, [row["id"] for row in found])
    return [{**row, "criteria": judged.get(row["id"], [])} for row in found]


def draft(actor: Actor, draft_id: uuid.UUID) -> dict[str, Any]:
    """One's own upload, with what was found in it."""
    row = ScheduleDraft.objects.filter(pk=draft_id, created_by_id=actor.id).defer("data").first()
    if row is None:
        raise NotFound()
    get_visible(Project.objects.visible_to(actor), row.project_id)
    return {
        "id": row.pk,
        "project_id": row.project_id,
        "filename": row.filename,
        "status": row.status,
        "job_id": row.job_id,
        "preview": row.preview,
    }

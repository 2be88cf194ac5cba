"""Projects that are not closed: who manages them, who is on them, whose tasks are not done."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from dougong.kit.actor import Actor
from dougong.kit.handing import Holding, Person, Rows, holds
from dougong.projects.models import Member, Project, Task
from dougong.projects.policies import PROJECT


def _manage(actor: Actor, rows: Rows, giver: Person, taker: Person) -> dict[Any, Any]:
    """The taker's part becomes the manager's, the giver's a planner's; kept is what the taker was before."""
    keys = [row.pk for row in rows]
    had = dict(Member.objects.filter(project__in=keys, user_id=taker.id).values_list("project_id", "role"))
    Member.objects.filter(project__in=keys, role="manager").update(role="planner")
    Member.objects.filter(project__in=keys, user_id=taker.id).update(role="manager")
    Member.objects.bulk_create(Member(project_id=k, user_id=taker.id, role="manager") for k in keys if k not in had)
    return {key: {"taker": str(taker.id), "role": had.get(key)} for key in keys}


def _unmanage(actor: Actor, rows: Rows, owner: Person, notes: dict[Any, Any]) -> None:
    for row in rows:
        note: dict[str, Any] = notes[row.pk] or {}
        parts = Member.objects.filter(project=row, user_id=note["taker"])
        if note.get("role"):
            parts.update(role=note["role"])
        else:
            parts.filter(role="manager").delete()
        Member.objects.update_or_create(project=row, user_id=owner.id, defaults={"role": "manager"})


def _join(actor: Actor, rows: Rows, giver: Person, taker: Person) -> dict[Any, Any]:
    """Where the taker is on the project already, the giver's part is left as it was."""
    there = Member.objects.filter(project__in=[row.project_id for row in rows], user_id=taker.id)
    projects = set(there.values_list("project_id", flat=True))
    for row in rows:
        if row.project_id in projects:
            row.user_id = giver.id
    return {}


holds(
    Holding(
        code="projects.project",
        zh="未关闭的项目",
        en="Projects not closed",
        model=Project,
        field="manager",
        resource=PROJECT,
        live=~Q(status="closed") & Q(archived_at__isnull=True),
        department="department",
        title=lambda project: project.name,
        passed=_manage,
        back=_unmanage,
    ),
    Holding(
        code="projects.member",
        zh="参加的项目",
        en="Projects he is on",
        model=Member,
        field="user",
        resource=PROJECT,
        live=~Q(role="manager") & ~Q(project__status="closed") & Q(project__archived_at__isnull=True),
        via="project",
        title=lambda member: member.project.name,
        passed=_join,
    ),
    Holding(
        code="projects.task",
        zh="未完成的任务",
        en="Tasks not done",
        model=Task,
        field="owner",
        resource=PROJECT,
        live=Q(percent__lt=100, active=True) & ~Q(project__status="closed") & Q(project__archived_at__isnull=True),
        via="project",
        title=lambda task: task.name,
    ),
)

"""Who works at a task, with how much of himself; what a task asks of him."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from dougong.audit.services import record as audit
from dougong.kit.access import get_visible, seen
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.stream import notify
from dougong.projects.models import Project, Task
from dougong.projects.policies import PROJECT
from dougong.projects.services.writing import locked_project
from dougong.staffing import errors
from dougong.staffing.models import MOST, Assignment, Need, Resource
from dougong.staffing.policies import RESOURCE
from dougong.staffing.rules import WHOLE
from dougong.staffing.services.resources import open_skills

WORKING = ("task", "hammock")


@transaction.atomic
def assign(
    actor: Actor,
    *,
    task_id: uuid.UUID,
    resource_id: uuid.UUID,
    percent: int = WHOLE,
    from_on: dt.date | None = None,
    until_on: dt.date | None = None,
) -> Assignment:
    """Raises NotAssignable, AssignedAlready, ResourceAway, DaysReversed. More than there is may be assigned: it is shown as
    overload, and it is for people to decide."""
    task, project = _open_task(actor, task_id)
    row: Resource = get_visible(Resource.objects.visible_to(actor).select_related("user"), resource_id)
    if row.archived_at is not None:
        raise errors.ResourceAway(field="resource_id", name=row.title)
    _check_days(from_on, until_on)
    try:
        with transaction.atomic():
            made: Assignment = Assignment.objects.create(
                project=project, task=task, resource=row, percent=percent, from_on=from_on, until_on=until_on
            )
    except IntegrityError:
        raise errors.AssignedAlready(field="resource_id", resource=row.title) from None
    after = {"task": task.name, "resource": row.title, "percent": percent}
    audit(actor, "assign_resource", PROJECT, project, after=after)
    _tell(project, row)
    return made


@transaction.atomic
def change_assignment(actor: Actor, *, assignment_id: uuid.UUID, **values: Any) -> Assignment:
    """Change percent, from_on or until_on: only what is named."""
    row = _locked(actor, assignment_id)
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    _check_days(row.from_on, row.until_on)
    row.save(update_fields=list(values))
    told = {"task": row.task.name, "resource": row.resource.title}
    audit(actor, "change_assignment", PROJECT, row.project, before={**told, **before}, after=values)
    _tell(row.project, row.resource)
    return row


@transaction.atomic
def unassign(actor: Actor, *, assignment_id: uuid.UUID) -> uuid.UUID:
    """The task it was of."""
    row = _locked(actor, assignment_id)
    told = {"task": row.task.name, "resource": row.resource.title, "percent": row.percent}
    row.delete()
    audit(actor, "unassign_resource", PROJECT, row.project, before=told)
    _tell(row.project, row.resource)
    return row.task_id


@transaction.atomic
def set_needs(actor: Actor, *, task_id: uuid.UUID, needs: Sequence[tuple[uuid.UUID, int]]) -> None:
    """The skills that a task asks for, each with the level from 1 to 5."""
    task, project = _open_task(actor, task_id)
    wanted = dict(needs)
    names = open_skills(list(wanted), "needs")
    Need.objects.filter(task=task).exclude(skill_id__in=wanted).delete()
    for pk, level in wanted.items():
        Need.objects.update_or_create(task=task, skill_id=pk, defaults={"level": level, "project": project})
    after = {"task": task.name, "needs": [f"{names[pk]} {level}" for pk, level in wanted.items()]}
    audit(actor, "set_needs", PROJECT, project, after=after)
    notify(PROJECT, project.pk)


def take_assignments(actor: Actor, project: Project, wanted: Sequence[tuple[uuid.UUID, str, float]]) -> list[str]:
    """Of an imported schedule: (task, name of the resource, units). Those whose name stands for one resource are assigned;
    the other names are answered. In the caller's transaction."""
    known = by_name({name for _, name, _ in wanted})
    open_ = set(Task.objects.filter(project=project, kind__in=WORKING).values_list("pk", flat=True)) if known else set()
    rows: dict[tuple[uuid.UUID, uuid.UUID], Assignment] = {}
    for task_id, name, units in wanted:
        held = known.get(name)
        if held is not None and units > 0 and task_id in open_:
            row = rows.setdefault(
                (task_id, held), Assignment(project=project, task_id=task_id, resource_id=held, percent=0)
            )
            row.percent = min(row.percent + max(1, round(units * WHOLE)), MOST)
    Assignment.objects.bulk_create(rows.values(), batch_size=500)
    if rows:
        audit(actor, "take_assignments", PROJECT, project, after={"assignments": len(rows)})
    return sorted({name for _, name, _ in wanted if name and name not in known})


def by_name(names: set[str]) -> dict[str, uuid.UUID]:
    """Resources by what they are called, where only one is called so."""
    found: dict[str, uuid.UUID] = {}
    twice: set[str] = set()
    for row in Resource.objects.filter(archived_at__isnull=True).select_related("user"):
        if row.title in names:
            twice |= {row.title} & found.keys()
            found[row.title] = row.pk
    return {name: pk for name, pk in found.items() if name not in twice}


def _open_task(actor: Actor, task_id: uuid.UUID) -> tuple[Task, Project]:
    task = Task.objects.filter(pk=task_id, project__in=seen(actor, PROJECT)).first()
    if task is None:
        raise NotFound()
    project = locked_project(actor, task.project_id, action="plan")
    if task.kind not in WORKING or Task.objects.filter(parent=task).exists():
        raise errors.NotAssignable(name=task.name)
    return task, project


def _locked(actor: Actor, assignment_id: uuid.UUID) -> Assignment:
    found = Assignment.objects.filter(pk=assignment_id, project__in=seen(actor, PROJECT)).first()
    if found is None:
        raise NotFound()
    project = locked_project(actor, found.project_id, action="plan")
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("resource__user")
    row: Assignment | None = rows.filter(
        pk=assignment_id, task__in=Task.objects.filter(project=project).values("pk")
    ).first()
    if row is None:
        raise NotFound()
    row.project = project
    return row


def _check_days(first: dt.date | None, last: dt.date | None) -> None:
    if first is not None and last is not None and last < first:
        raise errors.DaysReversed(field="until_on")


def _tell(project: Project, row: Resource) -> None:
    notify(PROJECT, project.pk)
    notify(RESOURCE, row.pk)

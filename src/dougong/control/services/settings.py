"""How a project's money is counted, and each of its tasks."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.control import errors
from dougong.control.models import ProjectFigures, ProjectSetting, TaskSetting, TaskStep
from dougong.control.policies import FIGURES, PROJECT
from dougong.control.rules import progress
from dougong.control.selectors.books import open_book
from dougong.control.selectors.measures import seen_task
from dougong.control.services.figures import mark_stale
from dougong.kit.access import may, must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import Stale
from dougong.kit.stream import notify
from dougong.projects import services as projects
from dougong.projects.models import Project, Task
from dougong.projects.services.writing import keep_reports, locked_project
from dougong.staffing.selectors import may_see_cost

MEASURES = ("method", "units", "units_done", "unit", "physical")
ESTIMATES = ("low", "likely", "high")


def open_for(actor: Actor, project_id: uuid.UUID) -> Project:
    """The project under lock, if its money may be changed by the actor and it is open."""
    must_see(actor, PROJECT, project_id)
    must_see(actor, FIGURES, project_id)
    require(actor, FIGURES, "update", ProjectFigures.objects.get(pk=project_id))
    return locked_project(actor, project_id, action="view")


@transaction.atomic
def save_setting(actor: Actor, *, project_id: uuid.UUID, version: int | None, **values: Any) -> ProjectSetting:
    """Source of budgets, formula of EAC, shape and default spread of durations."""
    project = open_for(actor, project_id)
    row = ProjectSetting.objects.select_for_update().get(pk=project_id)
    if version is not None and row.version != version:
        raise Stale(who="", version=row.version)
    if values.get("source") == "assignments" and not may_see_cost(actor):
        raise errors.RatesHidden(field="source")
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    audit(actor, "control_setting", PROJECT, project, before=before, after=values)
    _changed(project_id)
    return row


@transaction.atomic
def save_task(
    actor: Actor, *, task_id: uuid.UUID, steps: list[dict[str, Any]] | None = None, **values: Any
) -> TaskSetting:
    """Budget, way of counting and estimates of one task. What is counted by units or steps is reported as its percent too."""
    task = _leaf(actor, task_id)
    project = open_for(actor, task.project_id)
    row, _ = TaskSetting.objects.select_for_update().get_or_create(task_id=task_id, defaults={"project": project})
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    if steps is not None:
        _save_steps(project, task_id, steps)
    _check(row, task_id)
    row.save()
    if (row.physical or 0) != (before.get("physical", row.physical) or 0):
        keep_reports(project, [(task_id, before["physical"] or 0, row.physical or 0)], "physical")
    audit(actor, "control_task", PROJECT, project, before={"task": task.name, **before}, after=values)
    _report(actor, project, task_id)
    _changed(project.pk)
    return row


def _leaf(actor: Actor, task_id: uuid.UUID) -> Task:
    task = seen_task(actor, task_id)
    if Task.objects.filter(parent_id=task_id).exists():
        raise errors.SummaryHasNone(name=task.name)
    return task


def _save_steps(project: Project, task_id: uuid.UUID, steps: list[dict[str, Any]]) -> None:
    if steps and not sum(step["weight"] for step in steps):
        raise errors.StepsDoubled(field="steps")
    TaskStep.objects.filter(task_id=task_id).delete()
    TaskStep.objects.bulk_create(
        TaskStep(project=project, task_id=task_id, place=place, **step) for place, step in enumerate(steps)
    )


def _check(row: TaskSetting, task_id: uuid.UUID) -> None:
    if row.method == "units" and not row.units:
        raise errors.MethodLacks(field="units", zh="按工程量计要先填总量。", en="Enter the total of units first.")
    if row.method == "physical" and row.physical is None:
        raise errors.MethodLacks(field="physical", zh="填实物完成的百分比。", en="Enter the physical percent.")
    if row.method == "steps" and not TaskStep.objects.filter(task_id=task_id).exists():
        raise errors.MethodLacks(field="steps", zh="按步骤计至少要有一个步骤。", en="Add at least one step.")
    given = [value for value in (row.low, row.likely, row.high) if value is not None]
    if given != sorted(given):
        raise errors.EstimateOrder(field="low")


def _report(actor: Actor, project: Project, task_id: uuid.UUID) -> None:
    """The plan's percent follows units and steps; what is physical is told beside it."""
    own = TaskSetting.objects.get(task_id=task_id)
    if own.method not in ("units", "steps") or not may(actor, PROJECT, "progress", project.pk):
        return
    book = open_book(project)
    task = book.plan.task(task_id)
    percent = progress.told_percent(book.share(task))
    if percent != task.percent:
        projects.set_progress(actor, task_id=task_id, percent=percent)


def _changed(project_id: uuid.UUID) -> None:
    mark_stale([project_id])
    notify(FIGURES, project_id)

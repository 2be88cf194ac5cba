"""Baselines: the plan kept under a name; one of them counts, and its dates stand beside the tasks' own."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping

from django.db import IntegrityError, transaction

from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import seen
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.money import Money
from dougong.kit.stream import notify
from dougong.projects import errors, rules
from dougong.projects.models import Baseline, BaselineTask, Project, Task
from dougong.projects.plan import Plan
from dougong.projects.services.writing import PROJECT, locked_project, open_plan, save_plan

#: What a higher app says of a project's tasks: the budget of each that has one.
Budgets = Callable[[Project], Mapping[uuid.UUID, Money]]
_budgets: list[Budgets] = []
PRESENT = ("start", "finish", "duration")
BASELINE = ("baseline_start", "baseline_finish", "baseline_duration")


def budgets_from(source: Budgets) -> None:
    """Budgets that a baseline keeps beside the dates come from `source`."""
    _budgets.append(source)


@transaction.atomic
def set_baseline(actor: Actor, *, project_id: uuid.UUID, version: int | None, name: str = "", note: str = "") -> Plan:
    """Keep the present dates and budgets of all tasks as what was promised, under a name, and count by it from now on."""
    plan = open_plan(actor, project_id, version)
    if not plan.tasks:
        raise errors.PlanEmpty()
    plan.recalculate()
    kept = _kept(actor, plan, name, note)
    for task in plan.tasks.values():
        task.baseline_start, task.baseline_finish, task.baseline_duration = task.start, task.finish, task.duration
    _counts(plan.project, kept)
    return save_plan(actor, plan, "baseline", kept.name)


def keep_of_file(actor: Actor, plan: Plan, filename: str) -> None:
    """The baseline that an imported file brings in its tasks' columns: kept under the file's name, and the one that counts."""
    last = max(task.baseline_finish for task in plan.tasks.values() if task.baseline_finish is not None)
    kept = Baseline(name=_free_name(plan.project, filename[:50]), finish=rules.last_day(last))
    own = [task for task in plan.ordered() if task.baseline_finish is not None]
    _write(actor, plan, kept, own, BASELINE)
    _counts(plan.project, kept)


def _kept(actor: Actor, plan: Plan, name: str, note: str) -> Baseline:
    project = plan.project
    kept = Baseline(name=name or _free_name(project, "基线"), note=note, finish=project.forecast_finish)
    _write(actor, plan, kept, plan.ordered(), PRESENT)
    return kept


def _write(actor: Actor, plan: Plan, kept: Baseline, tasks: list[Task], columns: tuple[str, str, str]) -> None:
    """The baseline with its rows: of each task the dates in `columns` and the budget it has now."""
    budgets = _budgets_of(plan)
    kept.project, kept.taken_by_id, kept.taken_by_name = plan.project, actor.id, actor.name
    kept.count = sum(not plan.is_summary(task) for task in tasks)
    kept.budget = Money.total(budgets.values()) if budgets else None
    _store(kept)
    numbers = plan.numbers()
    rows = []
    for place, task in enumerate(tasks):
        start, finish, duration = (getattr(task, name) for name in columns)
        rows.append(
            BaselineTask(
                baseline=kept, task_id=task.pk, parent_id=task.parent_id, place=place, wbs=numbers[task.pk][:60],
                name=task.name, kind=task.kind, start=start, finish=finish, duration=duration,
                budget=budgets.get(task.pk),
            )
        )  # fmt: skip
    BaselineTask.objects.bulk_create(rows, batch_size=500)


def _budgets_of(plan: Plan) -> dict[uuid.UUID, Money]:
    found: dict[uuid.UUID, Money] = {}
    for source in _budgets:
        found.update(source(plan.project))
    return {pk: amount for pk, amount in found.items() if pk in plan.tasks}


def _free_name(project: Project, word: str) -> str:
    """基线 3: the word with the first number that no baseline there has; a file's name alone when it is free."""
    taken = set(Baseline.objects.filter(project=project).values_list("name", flat=True))
    if word != "基线" and word not in taken:
        return word
    number = len(taken) + 1
    while f"{word} {number}" in taken:
        number += 1
    return f"{word} {number}"


def _store(kept: Baseline) -> None:
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError:
        raise errors.BaselineNameTaken(field="name", name=kept.name) from None


def _counts(project: Project, kept: Baseline) -> None:
    project.baseline_id, project.baseline_at, project.baseline_finish = kept.pk, kept.taken_at, kept.finish


@transaction.atomic
def choose_baseline(actor: Actor, *, baseline_id: uuid.UUID, version: int | None) -> Plan:
    """Count by another baseline. Tasks that are not in it have no baseline dates then."""
    plan = open_plan(actor, _project_of(actor, baseline_id), version)
    kept = _present(plan.project, baseline_id)
    rows = BaselineTask.objects.filter(baseline=kept).values_list("task_id", "start", "finish", "duration")
    dates = {pk: (start, finish, duration) for pk, start, finish, duration in rows}
    nothing = (None, None, None)
    for task in plan.tasks.values():
        task.baseline_start, task.baseline_finish, task.baseline_duration = dates.get(task.pk, nothing)
    _counts(plan.project, kept)
    return save_plan(actor, plan, "baseline", kept.name)


@transaction.atomic
def rename_baseline(actor: Actor, *, baseline_id: uuid.UUID, name: str, note: str = "") -> Baseline:
    project = locked_project(actor, _project_of(actor, baseline_id), action="plan")
    kept = _present(project, baseline_id)
    before = {"name": kept.name, "note": kept.note}
    kept.name, kept.note = name, note
    _store(kept)
    audit(actor, "rename_baseline", PROJECT, project, before=before, after={"name": name, "note": note})
    notify(PROJECT, project.pk)
    return kept


@transaction.atomic
def remove_baseline(actor: Actor, *, baseline_id: uuid.UUID) -> Baseline:
    """Out of the list; `restore_baseline` is its undo. The one in use stays."""
    project = locked_project(actor, _project_of(actor, baseline_id), action="plan")
    kept = _present(project, baseline_id)
    if project.baseline_id == kept.pk:
        raise errors.BaselineInUse(name=kept.name)
    kept.removed_at = clock.now()
    kept.save(update_fields=["removed_at"])
    audit(actor, "remove_baseline", PROJECT, project, before={"name": kept.name})
    notify(PROJECT, project.pk)
    return kept


@transaction.atomic
def restore_baseline(actor: Actor, *, baseline_id: uuid.UUID) -> Baseline:
    project = locked_project(actor, _project_of(actor, baseline_id), action="plan")
    kept: Baseline = Baseline.objects.get(pk=baseline_id, project=project)
    if kept.removed_at is not None:
        kept.removed_at = None
        _store(kept)
        audit(actor, "restore_baseline", PROJECT, project, after={"name": kept.name})
        notify(PROJECT, project.pk)
    return kept


def _project_of(actor: Actor, baseline_id: uuid.UUID) -> uuid.UUID:
    rows = Baseline.objects.filter(pk=baseline_id, project__in=seen(actor, PROJECT))
    found: uuid.UUID | None = rows.values_list("project_id", flat=True).first()
    if found is None:
        raise NotFound()
    return found


def _present(project: Project, baseline_id: uuid.UUID) -> Baseline:
    kept: Baseline | None = Baseline.objects.filter(pk=baseline_id, project=project, removed_at__isnull=True).first()
    if kept is None:
        raise NotFound()
    return kept

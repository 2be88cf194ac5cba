"""A plan as a file for Project or a spreadsheet."""

from __future__ import annotations

import io
import uuid
from dataclasses import replace

from dougong.accounts.models import User
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.tabular import Column, write_xlsx
from dougong.projects import choices, scheduling
from dougong.projects.models import Project, Task
from dougong.projects.network import PROFILES, to_network
from dougong.projects.plan import Plan
from dougong.projects.services.writing import PROJECT

_NAMES = {"task": ("任务", "Task"), "summary": ("汇总", "Summary"), "hammock": ("伴随任务", "Level of effort")}


def export_schedule(actor: Actor, *, project_id: uuid.UUID, format: str, language: str) -> tuple[str, bytes]:
    """(file name, bytes) as MSPDI XML or XLSX, as the plan stands. Readable again by our own import."""
    project: Project = get_visible(Project.objects.visible_to(actor), project_id)
    require(actor, PROJECT, "export", project)
    plan = Plan(project)
    name = f"{project.code} {project.name}".replace("/", "／")
    if format == "mspdi":
        return f"{name}.xml", _mspdi(plan)
    return f"{name}.xlsx", _xlsx(plan, language)


def _people() -> dict[uuid.UUID, str]:
    return dict(User.objects.filter(kind="staff").values_list("pk", "name"))


def _mspdi(plan: Plan) -> bytes:
    tasks, people, numbers = plan.ordered(), _people(), plan.numbers()
    network = to_network(plan.project, tasks, plan.links.values())
    own = {task.pk.hex: task for task in tasks}
    rows = tuple(
        replace(
            row,
            wbs=numbers[own[row.id].pk],
            number=place,
            owner=_owner(own[row.id], people),
            baselines=_baseline(own[row.id]),
        )
        for place, row in enumerate(network.tasks, start=1)
    )
    network = replace(network, tasks=rows)
    return scheduling.write_mspdi(network, scheduling.calculate(network, PROFILES[plan.project.profile]))


def people_of(plan: Plan) -> dict[uuid.UUID, str]:
    """The names of those who have a task in it."""
    owners = {task.owner_id for task in plan.tasks.values() if task.owner_id}
    return {pk: name for pk, name in _people().items() if pk in owners}


def _owner(task: Task, people: dict[uuid.UUID, str]) -> str:
    return people.get(task.owner_id, "") if task.owner_id else task.owner_name


def _baseline(task: Task) -> tuple[scheduling.Baseline, ...]:
    if task.baseline_start is None:
        return ()
    return (scheduling.Baseline(0, task.baseline_start, task.baseline_finish, task.baseline_duration),)


def _xlsx(plan: Plan, language: str) -> bytes:
    en = language == "en"
    numbers, people = plan.numbers(), _people()
    heads = (
        [("WBS", "text"), ("Task", "text"), ("Milestone", "text"), ("Duration (days)", "number"), ("Start", "datetime"),
         ("Finish", "datetime"), ("% complete", "number"), ("Predecessors", "text"), ("Owner", "text")]
        if en
        else [("WBS", "text"), ("任务名称", "text"), ("里程碑", "text"), ("工期（天）", "number"), ("开始时间", "datetime"),
              ("完成时间", "datetime"), ("完成百分比", "number"), ("前置任务", "text"), ("负责人", "text")]
    )  # fmt: skip
    before: dict[uuid.UUID, list[str]] = {}
    for link in plan.links.values():
        before.setdefault(link.succ_id, []).append(_reference(plan, numbers[link.pred_id], link.type, link.lag))
    yes = "yes" if en else "是"
    rows = (
        [
            numbers[task.pk],
            task.name,
            yes if task.kind in choices.MILESTONES else "",
            None if task.duration is None else round(task.duration / plan.project.minutes_per_day, 2),
            None if task.start is None else scheduling.moment_of(task.start),
            None if task.finish is None else scheduling.moment_of(task.finish),
            task.percent,
            ", ".join(before.get(task.pk, ())),
            _owner(task, people),
        ]
        for task in plan.ordered()
    )
    target = io.BytesIO()
    write_xlsx(target, [Column(title, kind=kind) for title, kind in heads], rows)
    return target.getvalue()


def _reference(plan: Plan, number: str, type: str, lag: int) -> str:
    """2.1FS+3d, as Project writes it."""
    if not lag:
        return f"{number}{'' if type == 'FS' else type}"
    days = lag / plan.project.minutes_per_day
    return f"{number}{type}{'+' if days > 0 else '-'}{abs(days):g}d"

"""Why a task lies where it lies, in the words of the plan."""

from __future__ import annotations

import itertools
import uuid
from typing import Any

from dougong.kit.access import get_visible, seen
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.projects import scheduling
from dougong.projects.models import Project, Task
from dougong.projects.network import PROFILES, to_network
from dougong.projects.plan import Plan
from dougong.projects.policies import PROJECT
from dougong.projects.scheduling.why import Reason, driving_path, reasons
from dougong.projects.selectors.schedules import instant


def why(actor: Actor, task_id: uuid.UUID, language: str) -> dict[str, Any]:
    """What decides the dates of a task, the chain of tasks behind it, and which links of that chain decide."""
    found = (
        Task.objects.filter(pk=task_id, project__in=seen(actor, PROJECT)).values_list("project_id", flat=True).first()
    )
    if found is None:
        raise NotFound()
    project: Project = get_visible(Project.objects.visible_to(actor), found)
    plan = Plan(project)
    links = list(plan.links.values())
    network = to_network(project, plan.ordered(), links)
    try:
        result = scheduling.calculate(network, PROFILES[project.profile])
    except scheduling.ScheduleError:
        return {"reasons": [], "path": [], "links": []}
    path = driving_path(network, result, task_id.hex)
    numbers = plan.numbers()
    on_it = set(itertools.pairwise(path))
    ends = [(network.links[number].pred, network.links[number].succ, links[number].pk) for number in result.driving]
    return {
        "reasons": [_said(plan, one, language) for one in reasons(network, result, task_id.hex)],
        "path": [_named(plan.task(uuid.UUID(hex)), numbers) for hex in path],
        # The links that decide: those of the chain, and all that decide this task itself.
        "links": [pk for pred, succ, pk in ends if (pred, succ) in on_it or succ == task_id.hex],
    }


def _said(plan: Plan, reason: Reason, language: str) -> dict[str, Any]:
    """The core's sentence, with the task's name for its id."""
    text = reason.en if language == "en" else reason.zh
    pred = uuid.UUID(reason.task) if reason.task else None
    if pred is not None:
        name = plan.task(pred).name
        text = text.replace(pred.hex, f"“{name}”" if language == "en" else f"「{name}」")
    return {"kind": reason.kind.value, "text": text, "task": pred, "at": instant(reason.at)}


def _named(task: Task, numbers: dict[uuid.UUID, str]) -> dict[str, Any]:
    return {
        "id": task.pk,
        "wbs": numbers[task.pk],
        "name": task.name,
        "start": instant(task.start),
        "finish": instant(task.finish),
        "critical": task.critical,
    }

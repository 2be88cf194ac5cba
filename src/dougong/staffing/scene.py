"""From rows to the values that a levelling is searched in, and a print of them by which one sees that something has changed since."""

from __future__ import annotations

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from dougong.projects.models import MilestoneInstalment, Project, Task
from dougong.projects.network import PROFILES, to_network
from dougong.projects.plan import Plan
from dougong.staffing.levelling import Ground, Part, Scene
from dougong.staffing.load import Clocks, Load, Piece, pieces, span, supplies
from dougong.staffing.models import Absence, Assignment, Resource

#: How far ahead what others ask is looked at.
AHEAD = 2000


@dataclass(frozen=True)
class Facts:
    """Who is asked for in these projects, by what in them, and by what elsewhere."""

    projects: list[Project]
    people: list[Resource]
    work: list[Assignment]
    elsewhere: list[Piece]
    clocks: Clocks
    today: int

    @property
    def print(self) -> str:
        """Of everything that the answer depends on: plans, people, their days, their other work."""
        away = Absence.objects.filter(resource__in=[row.pk for row in self.people]).order_by("pk")
        told: list[Any] = [
            self.today,
            [[p.pk.hex, p.plan_version] for p in self.projects],
            [[r.pk.hex, r.calendar, r.capacity, r.from_on, r.until_on, r.gone] for r in self.people],
            [list(row) for row in away.values_list("resource_id", "from_on", "until_on")],
            sorted([a.task_id.hex, a.resource_id.hex, a.percent, str(a.from_on), str(a.until_on)] for a in self.work),
            sorted(
                [p.task.hex, p.resource.hex, p.percent, *map(str, p.within), p.start, p.finish] for p in self.elsewhere
            ),
        ]
        return hashlib.sha256(orjson.dumps(told, default=str)).hexdigest()


def facts(project_ids: Sequence[uuid.UUID], today: int) -> Facts:
    """A fixed number of queries, no plan among them."""
    projects = list(Project.objects.filter(pk__in=project_ids).order_by("pk"))
    work = list(Assignment.objects.filter(project__in=project_ids).order_by("pk"))
    ids = sorted({row.resource_id for row in work})
    people = list(Resource.objects.filter(pk__in=ids).select_related("user").order_by("pk"))
    clocks = Clocks()
    ours = set(project_ids)
    found = [p for p in pieces(clocks, today, today + AHEAD, resources=ids) if p.project not in ours]
    return Facts(projects, people, work, found, clocks, today)


def scene(known: Facts) -> Scene:
    """The plans are read here."""
    by_project: dict[uuid.UUID, list[Assignment]] = defaultdict(list)
    for row in known.work:
        by_project[row.project_id].append(row)
    elsewhere = Load.of(known.clocks, known.elsewhere, known.today, known.today + AHEAD)
    return Scene(
        grounds=tuple(_ground(project, by_project[project.pk], known.clocks) for project in known.projects),
        supply=supplies(known.clocks, known.people),
        elsewhere=elsewhere.days,
        others={pair: tuple(piece.task for piece in found) for pair, found in elsewhere.by.items()},
        today=known.today,
    )


def _ground(project: Project, work: Sequence[Assignment], clocks: Clocks) -> Ground:
    plan = Plan(project)
    tasks = plan.ordered()
    leaves = [task for task in tasks if task.pk not in plan.children]
    known = {task.pk: task for task in leaves if task.kind in ("task", "hammock") and task.active}
    tied = MilestoneInstalment.objects.filter(task__project=project, instalment__dropped_at__isnull=True)
    return Ground(
        key=project.pk,
        network=to_network(project, tasks, plan.links.values()),
        profile=PROFILES[project.profile],
        parts=tuple(
            Part(
                row.task_id.hex, row.resource_id, row.percent, span(row.from_on, row.until_on),
                clocks.of_task(project, known[row.task_id].calendar),
            )
            for row in work
            if row.task_id in known
        ),
        movable=frozenset(task.pk.hex for task in leaves if may_wait(task)),
        leaves=tuple(task.pk.hex for task in leaves if task.active),
        tied=frozenset(pk.hex for pk in tied.values_list("task_id", flat=True)),
    )  # fmt: skip


def may_wait(task: Task) -> bool:
    """Whether a task may be held: it has not begun, lies by its links, and no date of its own would be lost by it."""
    return (
        task.kind == "task"
        and task.active
        and bool(task.duration)
        and task.actual_start is None
        and task.actual_finish is None
        and task.manual_start is None
        and task.percent == 0
        and task.constraint in ("", "snet")
    )

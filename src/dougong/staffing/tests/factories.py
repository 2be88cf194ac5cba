"""People, teams and machines for tests, made through the services by the cast."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from dougong.projects.models import Project, Task
from dougong.projects.tests import factories as projects
from dougong.staffing import services
from dougong.staffing.models import Absence, Assignment, FitRule, LevelledProject, Levelling, Resource, Skill
from tests.cast import Cast

chain = projects.chain
project = projects.project
at = projects.at


def team(cast: Cast, name: str = "钢筋一班", **values: Any) -> Resource:
    return services.create_resource(cast.liang, kind="team", name=name, **values)


def crane(cast: Cast, name: str = "塔吊一号", **values: Any) -> Resource:
    return services.create_resource(cast.liang, kind="equipment", name=name, **values)


def person(cast: Cast, login: str = "tang", **values: Any) -> Resource:
    """One of the cast."""
    return services.create_resource(cast.liang, kind="person", user_id=cast.user(login).pk, **values)


def assigned(cast: Cast, row: Resource, *tasks: Task, percent: int = 100) -> list[Assignment]:
    return [services.assign(cast.liang, task_id=t.pk, resource_id=row.pk, percent=percent) for t in tasks]


def side_by_side(cast: Cast, held: Project, *names: str, days: int = 5) -> list[Task]:
    """Tasks of so many days that begin together."""
    return [projects.chain(cast.liang, held, name, days=days)[0] for name in names]


def row(task_id: uuid.UUID) -> Task:
    return projects.row(task_id)


# ---- of the leak matrix


def _resource(own: Any) -> Any:
    """One for the company."""
    return Resource.objects.filter(kind="team").first() or team(own.cast, capacity=600)


def _skill(own: Any) -> Any:
    return Skill.objects.first() or services.create_skill(own.cast.liang, name="焊接")


def _levelling(own: Any) -> Any:
    held = own.row("projects.project")
    made: Levelling = Levelling.objects.create(title=held.name, state="stopped", created_by_id=held.manager_id)
    LevelledProject.objects.create(levelling=made, project=held, plan_version=held.plan_version)
    return made


def _assignment(own: Any) -> Any:
    manager = getattr(own.cast, own.project_manager)
    return services.assign(manager, task_id=own.row("task").pk, resource_id=own.row("staffing.resource").pk)


def _absence(own: Any) -> Any:
    days = {"from_on": dt.date(2026, 10, 1), "until_on": dt.date(2026, 10, 7)}
    held = own.row("staffing.resource")
    return Absence.objects.first() or services.add_absence(own.cast.liang, resource_id=held.pk, kind="leave", **days)


MATRIX: dict[str, Callable[[Any], Any]] = {
    "staffing.resource": _resource,
    "staffing.skill": _skill,
    "staffing.fit_rule": lambda own: FitRule.objects.first() or FitRule.objects.create(),
    "staffing.levelling": _levelling,
}
PARTS: dict[str, Callable[[Any], Any]] = {"assignment": _assignment, "absence": _absence}
PARENT = {"assignment": "projects.project", "absence": "staffing.resource"}
PARAMETERS = {
    "resource_id": "staffing.resource",
    "skill_id": "staffing.skill",
    "levelling_id": "staffing.levelling",
    "assignment_id": "assignment",
    "absence_id": "absence",
}

"""Keeping templates, and putting them into plans."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import get_visible, must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, FieldErrors
from dougong.kit.stream import notify
from dougong.projects.models import MilestoneInstalment, Project
from dougong.projects.plan import Plan
from dougong.projects.policies import PROJECT
from dougong.projects.rules import walk
from dougong.projects.services.writing import open_plan, save_plan
from dougong.wbs import errors, rules
from dougong.wbs.models import Edition, Template
from dougong.wbs.policies import TEMPLATE
from dougong.wbs.putting import Applied, put
from dougong.wbs.ready import READY


def install_ready() -> None:
    """The house's templates, each once."""
    had = set(Template.objects.exclude(code="").values_list("code", flat=True))
    for code, type_, name, text in READY:
        if code not in had:
            rows = [row.told() for row in rules.parse(text)]
            made = Template.objects.create(code=code, type=type_, name=name, rows=rows)
            Edition.objects.create(template=made, number=1, rows=rows)


def _checked(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Raises FieldErrors at `rows.<place>`."""
    read = rules.read(rows)
    if found := rules.faults(read):
        raise FieldErrors(
            [FieldError(f"rows.{f.row}", f"第 {f.row + 1} 行：{f.zh}", f"Row {f.row + 1}: {f.en}") for f in found[:20]]
        )
    return [row.told() for row in read]


@transaction.atomic
def create_template(actor: Actor, *, name: str, type: str, rows: Sequence[dict[str, Any]], note: str = "") -> Template:
    require(actor, TEMPLATE, "create")
    good = _checked(rows)
    made: Template = Template.objects.create(name=name, type=type, note=note, rows=good, created_by_id=actor.id)
    Edition.objects.create(template=made, number=1, rows=good, made_by=actor.name)
    audit(actor, "create", TEMPLATE, made, after={"name": name, "rows": len(good)})
    notify(TEMPLATE, made.pk)
    return made


@transaction.atomic
def update_template(actor: Actor, *, template_id: uuid.UUID, version: int | None, **values: Any) -> Template:
    """Change name, type, note or rows; other rows make the next edition. Raises Stale, FieldErrors."""
    found = _locked(actor, template_id, "update", version)
    before = {"name": found.name, "number": found.number}
    if "rows" in values:
        good = _checked(values.pop("rows"))
        if good != found.rows:
            found.rows, found.number = good, found.number + 1
            Edition.objects.create(template=found, number=found.number, rows=good, made_by=actor.name)
    for name, value in values.items():
        setattr(found, name, value)
    found.store()
    audit(actor, "update", TEMPLATE, found, before=before, after={"name": found.name, "number": found.number})
    notify(TEMPLATE, found.pk)
    return found


@transaction.atomic
def set_archived(actor: Actor, *, template_id: uuid.UUID, archived: bool) -> Template:
    found = _locked(actor, template_id, "archive", None)
    if (found.archived_at is not None) != archived:
        found.archived_at = clock.now() if archived else None
        found.store("archived_at")
        audit(actor, "archive" if archived else "restore", TEMPLATE, found)
        notify(TEMPLATE, found.pk)
    return found


def _locked(actor: Actor, template_id: uuid.UUID, action: str, version: int | None) -> Template:
    must_see(actor, TEMPLATE, template_id)
    found: Template = Template.objects.locked(template_id, version)
    require(actor, TEMPLATE, action, found)
    return found


@transaction.atomic
def keep_project(actor: Actor, *, project_id: uuid.UUID, name: str, type: str, note: str = "") -> Template:
    """A project's plan as a template: outline, durations in whole days, links, and what its milestones pay.

    Raises NothingToKeep, PlanTooLong.
    """
    require(actor, TEMPLATE, "create")
    project: Project = get_visible(Project.objects.visible_to(actor), project_id)
    plan = Plan(project)
    if not plan.tasks:
        raise errors.NothingToKeep()
    if len(plan.tasks) > rules.MOST:
        raise errors.PlanTooLong(count=len(plan.tasks), most=rules.MOST)
    ties = MilestoneInstalment.objects.filter(task__project=project).values_list("task_id", "instalment__kind")
    pays = {task: kind for task, kind in ties if kind in rules.PAYS}
    after: dict[uuid.UUID, list[rules.After]] = {}
    numbers = plan.numbers()
    for link in plan.links.values():
        lag = round(link.lag / project.minutes_per_day)
        after.setdefault(link.succ_id, []).append(rules.After(numbers[link.pred_id], link.type, lag))
    rows = [_kept(plan, pk, number, tuple(after.get(pk, ())), pays) for pk, number, _ in walk(plan.children)]
    return create_template(actor, name=name, type=type, rows=[row.told() for row in rows], note=note)


def _kept(plan: Plan, pk: uuid.UUID, number: str, after: tuple[rules.After, ...], pays: dict[Any, str]) -> rules.Row:
    task = plan.tasks[pk]
    milestone = task.kind.endswith("milestone")
    days = 0 if milestone or plan.is_summary(task) else -(-(task.duration or 0) // plan.project.minutes_per_day)
    return rules.Row(
        number,
        number.count("."),
        task.name,
        min(days, rules.LONGEST),
        milestone,
        after,
        pays.get(pk, "") if milestone else "",
    )


@transaction.atomic
def apply_template(
    actor: Actor, *, project_id: uuid.UUID, template_id: uuid.UUID, version: int | None,
    starts_on: dt.date | None = None, factor: Decimal = Decimal(1),
) -> Applied:  # fmt: skip
    """Add a template's rows behind the plan, as one act: taken back as one. Raises TemplateArchived, Stale."""
    template = _usable(actor, template_id)
    plan = open_plan(actor, project_id, version)
    made = put(plan, template, starts_on, factor)
    save_plan(actor, plan, "template", template.name)
    return made


def preview_template(
    actor: Actor, *, project_id: uuid.UUID, template_id: uuid.UUID, starts_on: dt.date | None = None,
    factor: Decimal = Decimal(1),
) -> Applied:  # fmt: skip
    """What `apply_template` would add, with its dates. Nothing is written."""
    template = _usable(actor, template_id)
    project: Project = get_visible(Project.objects.visible_to(actor), project_id)
    require(actor, PROJECT, "plan", project)
    plan = Plan(project)
    made = put(plan, template, starts_on, factor)
    plan.recalculate()
    return made


def _usable(actor: Actor, template_id: uuid.UUID) -> Template:
    found: Template = get_visible(Template.objects.visible_to(actor), template_id)
    if found.archived_at is not None:
        raise errors.TemplateArchived(name=found.name)
    return found

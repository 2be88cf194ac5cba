"""Rows carried to other places of the outline, copied, and taken away. Several at once are one act."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction

from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.projects import errors, rules
from dougong.projects.models import Link, Project, Task
from dougong.projects.network import calendars_of
from dougong.projects.plan import Plan
from dougong.projects.services.acts import place_for
from dougong.projects.services.writing import check_rows, open_plan, save_plan

#: What a copy of a row keeps: not what was done, promised or paid for.
COPIED = (
    "name", "kind", "duration", "elapsed", "calendar", "constraint", "constraint_at", "deadline", "active", "owner_id",
    "owner_name", "position",
)  # fmt: skip


@transaction.atomic
def place_tasks(
    actor: Actor,
    *,
    project_id: uuid.UUID,
    version: int | None,
    task_ids: list[uuid.UUID],
    parent_id: uuid.UUID | None,
    after_id: uuid.UUID | None,
) -> Plan:
    """Move rows with all under them: below `parent_id`, behind `after_id` (None: as the first)."""
    plan = open_plan(actor, project_id, version, rows=task_ids)
    held = topmost(plan, task_ids)
    if parent_id is not None:
        over = {plan.task(parent_id).pk, *above(plan, parent_id)}
        if over & set(held):
            raise errors.MoveInside()
    if after_id is not None and plan.task(after_id).parent_id != parent_id:
        parent_id = plan.task(after_id).parent_id
    siblings = plan.children.get(parent_id, [])
    while after_id in held:
        place = siblings.index(after_id)
        after_id = siblings[place - 1] if place else None
    plan.put_many([plan.task(pk) for pk in held], parent_id, after_id)
    drop_family_links(plan)
    return save_plan(actor, plan, "place", titled(plan, held))


@transaction.atomic
def indent_tasks(actor: Actor, *, project_id: uuid.UUID, version: int | None, task_ids: list[uuid.UUID]) -> Plan:
    """Each under the row above it on the same level. Refused when none has one."""
    plan = open_plan(actor, project_id, version, rows=task_ids)
    held = topmost(plan, task_ids)
    moved = 0
    for pk in held:
        task = plan.task(pk)
        siblings = plan.children[task.parent_id]
        place = siblings.index(pk)
        if place:
            parent = siblings[place - 1]
            plan.put(task, parent, plan.children.get(parent, [None])[-1])
            moved += 1
    if not moved:
        raise errors.CannotIndent()
    drop_family_links(plan)
    return save_plan(actor, plan, "place", titled(plan, held))


@transaction.atomic
def outdent_tasks(actor: Actor, *, project_id: uuid.UUID, version: int | None, task_ids: list[uuid.UUID]) -> Plan:
    """Each up a level, behind its parent. Refused when all are on the top level."""
    plan = open_plan(actor, project_id, version, rows=task_ids)
    held = topmost(plan, task_ids)
    lower = [plan.task(pk) for pk in held if plan.task(pk).parent_id is not None]
    if not lower:
        raise errors.CannotOutdent()
    # The last first: so they stand behind their parent in the order that they had.
    for task in reversed(lower):
        assert task.parent_id is not None
        parent = plan.task(task.parent_id)
        plan.put(task, parent.parent_id, parent.pk)
    return save_plan(actor, plan, "place", titled(plan, held))


@transaction.atomic
def delete_tasks(actor: Actor, *, project_id: uuid.UUID, version: int | None, task_ids: list[uuid.UUID]) -> Plan:
    """Rows with all under them and their links. Refused for what is tied to money or an acceptance."""
    plan = open_plan(actor, project_id, version, rows=())
    held = topmost(plan, task_ids)
    names = titled(plan, held)
    if version is not None:
        check_rows(plan, version, {*task_ids, *(pk for one in task_ids for pk in rules.below(one, plan.children))})
    plan.remove(held)
    return save_plan(actor, plan, "delete", names)


@transaction.atomic
def paste_tasks(
    actor: Actor,
    *,
    project_id: uuid.UUID,
    version: int | None,
    source_id: uuid.UUID,
    task_ids: list[uuid.UUID],
    after_id: uuid.UUID | None,
) -> tuple[Plan, list[uuid.UUID]]:
    """Copies of rows of a plan that the actor sees, with all under them and the links among them, behind a row (None: last).

    Answers the ids of the copies that were placed there.
    """
    plan = open_plan(actor, project_id, version, rows=())
    source = plan if source_id == project_id else Plan(get_visible(Project.objects.visible_to(actor), source_id))
    held = topmost(source, task_ids)
    rows = [source.task(pk) for one in held for pk in (one, *rules.below(one, source.children))]
    known = {calendar.id for calendar in calendars_of(plan.project)}
    copies = {row.pk: _copy(row, plan.project, known) for row in rows}
    for row in rows:
        copies[row.pk].parent_id = copies[row.parent_id].pk if row.parent_id in copies else None
    joined = [
        Link(project=plan.project, pred_id=copies[ln.pred_id].pk, succ_id=copies[ln.succ_id].pk, type=ln.type, lag=ln.lag,
             elapsed=ln.elapsed, lag_percent=ln.lag_percent)
        for ln in source.links.values()
        if ln.pred_id in copies and ln.succ_id in copies
    ]  # fmt: skip
    parent_id, after_id = place_for(plan, None, after_id, None)
    plan.tasks.update({copy.pk: copy for copy in copies.values()})
    plan.links.update({link.pk: link for link in joined})
    plan.reshape()
    plan.put_many([copies[pk] for pk in held], parent_id, after_id)
    return save_plan(actor, plan, "paste", titled(source, held)), [copies[pk].pk for pk in held]


def _copy(row: Task, project: Project, calendars: set[str]) -> Task:
    copy = Task(project=project, **{name: getattr(row, name) for name in COPIED})
    if copy.calendar not in calendars:
        copy.calendar = ""
    return copy


def titled(plan: Plan, ids: Iterable[uuid.UUID]) -> str:
    """Their names, of many the first."""
    names = [plan.task(pk).name for pk in ids]
    return "、".join(names[:3]) + (f" +{len(names) - 3}" if len(names) > 3 else "")


def topmost(plan: Plan, ids: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Those of the rows that lie under none of the others, in the order of the outline."""
    wanted = {plan.task(pk).pk for pk in ids}
    held = {pk for pk in wanted if not wanted.intersection(above(plan, pk))}
    return [pk for pk, _, _ in rules.walk(plan.children) if pk in held]


def drop_family_links(plan: Plan) -> None:
    """A link between a task and a summary that it now lies under has no meaning."""
    plan.links = {pk: link for pk, link in plan.links.items() if not same_family(plan, link.pred_id, link.succ_id)}


def same_family(plan: Plan, one: uuid.UUID, other: uuid.UUID) -> bool:
    return one == other or other in above(plan, one) or one in above(plan, other)


def above(plan: Plan, task_id: uuid.UUID) -> list[uuid.UUID]:
    found: list[uuid.UUID] = []
    at = plan.task(task_id).parent_id
    while at is not None:
        found.append(at)
        at = plan.task(at).parent_id
    return found

"""What a planner does to the links of a plan."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import transaction

from dougong.kit.access import seen
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.projects import errors
from dougong.projects.models import Link
from dougong.projects.plan import Plan
from dougong.projects.services.acts import project_of
from dougong.projects.services.outline import same_family
from dougong.projects.services.writing import PROJECT, check_rows, open_plan, save_plan


@dataclass(frozen=True)
class Predecessor:
    """A predecessor as it is typed."""

    pred_id: uuid.UUID
    type: str = "FS"
    lag: int = 0
    elapsed: bool = False
    lag_percent: int | None = None


@transaction.atomic
def add_link(
    actor: Actor,
    *,
    project_id: uuid.UUID,
    version: int | None,
    pred_id: uuid.UUID,
    succ_id: uuid.UUID,
    type: str = "FS",
    lag: int = 0,
    elapsed: bool = False,
    lag_percent: int | None = None,
) -> tuple[Plan, Link]:
    """Raises LinkLoop with the tasks of the loop, LinkTwice, LinkOwnFamily, TaskMissing."""
    plan = open_plan(actor, project_id, version, rows=())
    link = Link(pred_id=pred_id, succ_id=succ_id, type=type, lag=lag, elapsed=elapsed, lag_percent=lag_percent)
    join(plan, link)
    return save_plan(actor, plan, "link", _link_title(plan, link)), link


def join(plan: Plan, link: Link) -> None:
    """A link that is not in the plan yet."""
    pred, succ = plan.task(link.pred_id), plan.task(link.succ_id)
    if same_family(plan, pred.pk, succ.pk):
        raise errors.LinkOwnFamily()
    twin = (pred.pk, succ.pk, link.type)
    if any((ln.pred_id, ln.succ_id, ln.type) == twin for ln in plan.links.values()):
        raise errors.LinkTwice(pred=pred.name, succ=succ.name)
    link.project = plan.project
    plan.links[link.pk] = link


@transaction.atomic
def save_link(
    actor: Actor,
    *,
    link_id: uuid.UUID,
    version: int | None,
    type: str,
    lag: int,
    elapsed: bool = False,
    lag_percent: int | None = None,
) -> Plan:
    """`lag` in working minutes, in every minute when `elapsed`, or `lag_percent` of the predecessor's length."""
    plan, link = _link(actor, link_id, version)
    twin = (link.pred_id, link.succ_id, type)
    if any(ln.pk != link.pk and (ln.pred_id, ln.succ_id, ln.type) == twin for ln in plan.links.values()):
        raise errors.LinkTwice(pred=plan.task(link.pred_id).name, succ=plan.task(link.succ_id).name)
    link.type, link.lag, link.elapsed, link.lag_percent = type, lag, elapsed, lag_percent
    return save_plan(actor, plan, "relink", _link_title(plan, link))


@transaction.atomic
def remove_link(actor: Actor, *, link_id: uuid.UUID, version: int | None) -> Plan:
    plan, link = _link(actor, link_id, version)
    title = _link_title(plan, link)
    del plan.links[link.pk]
    return save_plan(actor, plan, "unlink", title)


def _link(actor: Actor, link_id: uuid.UUID, version: int | None) -> tuple[Plan, Link]:
    rows = Link.objects.filter(pk=link_id, project__in=seen(actor, PROJECT))
    project_id = rows.values_list("project_id", flat=True).first()
    if project_id is None:
        raise NotFound()
    plan = open_plan(actor, project_id, version, rows=[link_id])
    link = plan.links.get(link_id)
    if link is None:
        raise NotFound()
    return plan, link


def _link_title(plan: Plan, link: Link) -> str:
    return f"{plan.task(link.pred_id).name} → {plan.task(link.succ_id).name}"


@transaction.atomic
def set_predecessors(actor: Actor, *, task_id: uuid.UUID, version: int | None, before: list[Predecessor]) -> Plan:
    """Exactly these links lead to the task; those that stay as they were are left alone."""
    plan = open_plan(actor, project_of(actor, task_id), version, rows=())
    task = plan.task(task_id)
    present = {(ln.pred_id, ln.type): ln for ln in plan.links.values() if ln.succ_id == task_id}
    if version is not None:
        check_rows(plan, version, [link.pk for link in present.values()])
    wanted = {(one.pred_id, one.type): one for one in before}
    if len(wanted) < len(before):
        twice = next(one for one in before if sum(one.pred_id == two.pred_id for two in before) > 1)
        raise errors.LinkTwice(pred=plan.task(twice.pred_id).name, succ=task.name)
    for key in present.keys() - wanted.keys():
        del plan.links[present[key].pk]
    for key, one in wanted.items():
        link = present.get(key)
        if link is None:
            join(plan, Link(pred_id=one.pred_id, succ_id=task_id, type=one.type, lag=one.lag,
                            elapsed=one.elapsed, lag_percent=one.lag_percent))  # fmt: skip
        else:
            link.lag, link.elapsed, link.lag_percent = one.lag, one.elapsed, one.lag_percent
    return save_plan(actor, plan, "preds", task.name)

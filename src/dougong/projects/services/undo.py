"""Taking back the latest act on a plan, and doing it again."""

from __future__ import annotations

import uuid

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.kit.actor import Actor
from dougong.projects import errors
from dougong.projects.models import ChangeSet
from dougong.projects.plan import Plan
from dougong.projects.services.writing import PROJECT, open_plan, write_plan


@transaction.atomic
def undo(actor: Actor, *, project_id: uuid.UUID, version: int | None) -> Plan:
    """My latest act, as one step. Refused when somebody else has changed the plan since; reports of progress don't count."""
    return _swap(actor, project_id, version, undone=False)


@transaction.atomic
def redo(actor: Actor, *, project_id: uuid.UUID, version: int | None) -> Plan:
    return _swap(actor, project_id, version, undone=True)


def _swap(actor: Actor, project_id: uuid.UUID, version: int | None, *, undone: bool) -> Plan:
    plan = open_plan(actor, project_id, version)
    act = _act(actor, project_id, undone)
    _turn(actor, plan, act, undone)
    if act.group is not None:
        _turn_others(actor, act.group, undone)
    return plan


def _turn(actor: Actor, plan: Plan, act: ChangeSet, undone: bool) -> None:
    plan.apply(act.delta)
    plan.recalculate()
    act.delta, act.undone = plan.inverse(), not undone
    write_plan(actor, plan)
    act.version = plan.project.plan_version
    act.save(update_fields=["delta", "undone", "version"])
    audit(actor, "plan_redo" if undone else "plan_undo", PROJECT, plan.project, after={"title": act.title})


@transaction.atomic
def undo_group(actor: Actor, *, group: uuid.UUID) -> None:
    """An act on several plans, taken back in all of them or in none: nobody may have changed one of them since."""
    if not _turn_others(actor, group, undone=False):
        raise errors.NothingToUndo()


def _turn_others(actor: Actor, group: uuid.UUID, undone: bool) -> int:
    """What of an act on several plans has not been turned yet, plan by plan in the order in which they are locked."""
    acts = list(ChangeSet.objects.filter(group=group, undone=undone).order_by("project_id"))
    for act in acts:
        plan = open_plan(actor, act.project_id, None)
        later = ChangeSet.objects.filter(project=plan.project, undone=False, version__gt=act.version)
        last = later.exclude(kind="progress").order_by("-version", "-id").first()
        if last is not None:
            raise errors.PlanChangedSince(project=plan.project.name, who=last.actor_name)
        _turn(actor, plan, act, undone)
    return len(acts)


def _act(actor: Actor, project_id: uuid.UUID, undone: bool) -> ChangeSet:
    acts = ChangeSet.objects.filter(project_id=project_id, undone=undone)
    mine = acts.filter(actor_id=actor.id).order_by("id" if undone else "-id").first()
    if mine is None:
        raise errors.NothingToUndo()
    others = acts.exclude(actor_id=actor.id)
    between = others.filter(id__lt=mine.pk) if undone else others.filter(id__gt=mine.pk).exclude(kind="progress")
    blocking = between.order_by("-id").first()
    if blocking is not None:
        raise errors.UndoOfOther(who=blocking.actor_name)
    return mine

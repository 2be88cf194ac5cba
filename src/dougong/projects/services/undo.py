"""Taking back the latest act on a plan, and doing it again."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import QuerySet

from dougong.audit.services import record as audit
from dougong.kit.actor import Actor
from dougong.projects import errors
from dougong.projects.models import ChangeSet
from dougong.projects.plan import Plan
from dougong.projects.services.writing import PROJECT, open_plan, write_plan


@transaction.atomic
def undo(actor: Actor, *, project_id: uuid.UUID, version: int | None) -> Plan:
    """My latest act, as one step. Refused when somebody else has changed the same rows since; reports of progress don't count."""
    return _swap(actor, project_id, version, undone=False)


@transaction.atomic
def redo(actor: Actor, *, project_id: uuid.UUID, version: int | None) -> Plan:
    return _swap(actor, project_id, version, undone=True)


def _swap(actor: Actor, project_id: uuid.UUID, version: int | None, *, undone: bool) -> Plan:
    plan = open_plan(actor, project_id, version, rows=())
    act = _act(actor, plan, undone)
    _turn(actor, plan, act, undone)
    if act.group is not None:
        _turn_others(actor, act.group, undone)
    return plan


def _turn(actor: Actor, plan: Plan, act: ChangeSet, undone: bool) -> None:
    plan.apply(act.delta)
    if not plan.whole():
        raise errors.UndoOfOther(who=_later(actor, act).values_list("actor_name", flat=True).last() or actor.name)
    plan.rename_kinds()
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


def _act(actor: Actor, plan: Plan, undone: bool) -> ChangeSet:
    """My latest act, if what others did since is about other rows."""
    acts = ChangeSet.objects.filter(project=plan.project, undone=undone, actor_id=actor.id)
    mine = acts.order_by("id" if undone else "-id").first()
    if mine is None:
        raise errors.NothingToUndo()
    rows = plan.touched(mine.delta)
    for other in _later(actor, mine):
        if (other.delta["project"] and mine.delta["project"]) or rows & plan.touched(other.delta):
            raise errors.UndoOfOther(who=other.actor_name)
    return mine


def _later(actor: Actor, act: ChangeSet) -> QuerySet[ChangeSet]:
    """What others did after it; a report of progress takes nothing from it."""
    others = ChangeSet.objects.filter(project_id=act.project_id, undone=False, version__gt=act.version)
    return others.exclude(actor_id=actor.id).exclude(kind="progress").order_by("version", "id")

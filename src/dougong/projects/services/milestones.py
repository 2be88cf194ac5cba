"""What a milestone sets off: the dates of the instalments that hang on it, and that it was reached."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from dougong.audit.services import record as audit
from dougong.clients.services import record as tell_client
from dougong.contracts import services as contracts
from dougong.contracts.models import Instalment
from dougong.contracts.rules import due_after
from dougong.contracts.services.expected import set_expected
from dougong.kit.access import seen
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError, NotFound
from dougong.kit.events import publish
from dougong.kit.stream import notify
from dougong.projects import choices, errors, rules
from dougong.projects.events import MilestoneReached
from dougong.projects.models import MilestoneInstalment, Project, Task

if TYPE_CHECKING:
    from dougong.projects.plan import Plan

PROJECT = "projects.project"


def follow_milestones(actor: Actor, plan: Plan) -> None:
    """Tell of milestones that were reached, and move what hangs on milestones whose date moved."""
    # The instalments first: they lock the client, whom the telling only reads.
    ties = MilestoneInstalment.objects.filter(task__project=plan.project).select_related("instalment")
    for tie in ties:
        task = plan.tasks[tie.task_id]
        if tie.instalment.due_kind == "milestone" and tie.instalment.dropped_at is None:
            _move(actor, task, tie.instalment)
    for task in plan.tasks.values():
        if task.kind in choices.MILESTONES and task.actual_finish is not None and task.reached_on is None:
            _reach(actor, plan.project, task)


def _reach(actor: Actor, project: Project, task: Task) -> None:
    assert task.actual_finish is not None
    task.reached_on = rules.last_day(task.actual_finish)
    Task.objects.filter(pk=task.pk).update(reached_on=task.reached_on)
    tell_client(
        actor,
        client_id=project.client_id,
        kind="milestone_reached",
        group="project",
        resource=PROJECT,
        object_id=project.pk,
        project=project.name,
        milestone=task.name,
        reached_on=task.reached_on,
    )
    publish(
        MilestoneReached(
            task_id=task.pk, project_id=project.pk, client_id=project.client_id, reached_on=task.reached_on
        ),
        actor,
    )


def _move(actor: Actor, task: Task, instalment: Instalment) -> None:
    """Due so many days after the milestone was reached; while it is ahead the date is a forecast."""
    if task.actual_finish is not None:
        day = due_after(rules.last_day(task.actual_finish), instalment.days_after)
        contracts.set_due(actor, instalment_id=instalment.pk, due_on=day, cause=task.name)
        return
    if instalment.due_on is not None:
        contracts.set_due(actor, instalment_id=instalment.pk, due_on=None, cause=task.name)
    if task.finish is not None:
        day = due_after(rules.last_day(task.finish), instalment.days_after)
        set_expected(actor, instalment_id=instalment.pk, expected_on=day)


@transaction.atomic
def link_instalment(actor: Actor, *, task_id: uuid.UUID, instalment_id: uuid.UUID) -> MilestoneInstalment:
    """Let an instalment of the project's contract fall due with a milestone, or with the milestone's acceptance."""
    from dougong.projects.services.writing import locked_project

    task = _task(actor, task_id)
    project = locked_project(actor, task.project_id, action="plan")
    if task.kind not in choices.MILESTONES:
        raise errors.NotMilestone()
    instalment = Instalment.objects.filter(
        pk=instalment_id,
        contract_id=project.contract_id,
        dropped_at__isnull=True,
        due_kind__in=("milestone", "acceptance"),
    ).first()
    if instalment is None:
        raise errors.InstalmentElsewhere()
    try:
        with transaction.atomic():
            tie: MilestoneInstalment = MilestoneInstalment.objects.create(task=task, instalment=instalment)
    except IntegrityError:
        raise _taken(actor, instalment) from None
    if instalment.due_kind == "milestone":
        _move(actor, task, instalment)
    audit(actor, "link_instalment", PROJECT, project, after={"milestone": task.name, "instalment": instalment.title})
    notify(PROJECT, project.pk)
    return tie


def _taken(actor: Actor, instalment: Instalment) -> BusinessError:
    held = MilestoneInstalment.objects.select_related("task").get(instalment=instalment)
    if Project.objects.visible_to(actor).filter(pk=held.task.project_id).exists():
        return errors.InstalmentTaken(name=held.task.name)
    return errors.InstalmentTakenUnseen()


@transaction.atomic
def unlink_instalment(actor: Actor, *, task_id: uuid.UUID, instalment_id: uuid.UUID) -> None:
    """Let the instalment wait again. What fell due by a milestone that was reached stays due."""
    from dougong.projects.services.writing import locked_project

    task = _task(actor, task_id)
    project = locked_project(actor, task.project_id, action="plan")
    tie = MilestoneInstalment.objects.filter(task=task, instalment_id=instalment_id).first()
    if tie is None:
        raise errors.InstalmentElsewhere()
    tie.delete()
    audit(actor, "unlink_instalment", PROJECT, project, before={"milestone": task.name})
    notify(PROJECT, project.pk)


def _task(actor: Actor, task_id: uuid.UUID) -> Task:
    task = Task.objects.filter(pk=task_id, project__in=seen(actor, PROJECT)).first()
    if task is None:
        raise NotFound()
    return task

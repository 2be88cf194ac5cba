"""Proposals against overload: asked for, worked out in the background, applied as one act over several projects, undone as one."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import get_visible, must_see, require
from dougong.kit.actor import Actor
from dougong.kit.ids import new_id
from dougong.kit.jobs import enqueue
from dougong.kit.jsonable import plain
from dougong.kit.stream import notify
from dougong.projects.errors import ScheduleRefused
from dougong.projects.models import Project
from dougong.projects.plan import Plan
from dougong.projects.policies import PROJECT
from dougong.projects.scheduling import ScheduleError
from dougong.projects.scheduling.instants import day_of
from dougong.projects.services import undo_group
from dougong.projects.services.writing import open_plan, save_plan
from dougong.staffing import errors
from dougong.staffing.answers import told
from dougong.staffing.levelling import KINDS, Bench, Solution, search, wrongs
from dougong.staffing.models import LevelledProject, Levelling
from dougong.staffing.policies import LEVELLING
from dougong.staffing.scene import Facts, facts, scene
from dougong.staffing.selectors.levelling import is_stale, state_of

#: Seconds for each of the three.
SECONDS = 12.0
MOST_PROJECTS = 30
Tick = Callable[[int], None]


@transaction.atomic
def begin_levelling(actor: Actor, *, project_ids: Sequence[uuid.UUID]) -> Levelling:
    """Ask for proposals for these projects together; each must be his to plan. Raises NothingToLevel."""
    require(actor, LEVELLING, "view")
    ids = list(dict.fromkeys(project_ids))
    projects = [get_visible(Project.objects.visible_to(actor), pk) for pk in ids]
    for project in projects:
        require(actor, PROJECT, "plan", project)
    if not _overloaded(facts(ids, _today())):
        raise errors.NothingToLevel()
    title = "、".join(project.name for project in projects)
    made: Levelling = Levelling.objects.create(title=title[:200], created_by_id=actor.id)
    LevelledProject.objects.bulk_create(LevelledProject(levelling=made, project=project) for project in projects)
    _queue(actor, made)
    audit(actor, "begin_levelling", LEVELLING, made, after={"projects": [project.code for project in projects]})
    return made


def _overloaded(known: Facts) -> bool:
    bench = Bench(scene(known))
    return bool(bench.over(bench.base))


def _today() -> int:
    return day_of(clock.today())


def _queue(actor: Actor, row: Levelling) -> None:
    row.state, row.answer, row.print = "queued", {}, ""
    row.applied, row.act_id, row.applied_at, row.applied_by = "", None, None, ""
    row.job_id = enqueue("staffing.level", actor=actor, title=row.title, total=len(KINDS), levelling_id=row.pk).pk
    row.store()
    notify(LEVELLING, row.pk)


@transaction.atomic
def begin_again(actor: Actor, *, levelling_id: uuid.UUID) -> Levelling:
    """Work it out anew on the plans as they are now. Raises LevellingNotReady while it is being worked out or applied."""
    row = _locked(actor, levelling_id)
    if state_of(row) in ("queued", "running", "applied"):
        raise errors.LevellingNotReady()
    _queue(actor, row)
    return row


def _locked(actor: Actor, levelling_id: uuid.UUID) -> Levelling:
    must_see(actor, LEVELLING, levelling_id)
    row: Levelling = Levelling.objects.locked(levelling_id)
    for pk in _projects(row):
        require(actor, PROJECT, "plan", Project.objects.get(pk=pk))
    return row


def _projects(row: Levelling) -> list[uuid.UUID]:
    """In the order in which they are locked."""
    return sorted(row.shares.values_list("project_id", flat=True))


# ---- the job's part


def work_out(levelling_id: uuid.UUID, tick: Tick) -> None:
    """The proposals of a levelling, each checked before it is kept. `tick(done)` before every calculation."""
    row: Levelling | None = Levelling.objects.filter(pk=levelling_id, state__in=("queued", "running")).first()
    if row is None:
        return
    _set(row, state="running")
    known = facts(_projects(row), _today())
    # The print is taken before the plans are read: what changes meanwhile makes it stale, never unseen.
    seen = known.print
    try:
        answer = _answer(known, tick)
    except ScheduleError as error:
        raise ScheduleRefused(zh=error.zh, en=error.en, reason=error.code, tasks=list(error.task_ids)) from None
    _set(row, state="ready", print=seen, answer=plain({"today": known.today, **answer}))


def _answer(known: Facts, tick: Tick) -> dict[str, Any]:
    given = scene(known)
    found: list[Solution] = []
    bench = Bench(given, partial(tick, 0))  # one for all kinds: what the first has calculated, the next ones know
    for done, kind in enumerate(KINDS):
        bench.tick = partial(tick, done)
        solution = search(bench, kind, time_limit=SECONDS, known=found)
        wrong = wrongs(given, solution)
        if wrong:
            raise RuntimeError(f"a proposal was found wrong: {'; '.join(wrong[:3])}")
        better = bench.total_excess(solution.stands) < bench.total_excess(bench.base)
        if better and not any(_same(one, solution) for one in found):
            found.append(solution)
    before = bench.over(bench.base)
    return {
        "proposals": [told(bench, known, solution) for solution in found],
        "overloaded": len(before),
        "hours": round(bench.total_excess(bench.base) / 60, 1),
        "people": len({resource for _, resource in before}),
    }


def _same(one: Solution, other: Solution) -> bool:
    return all(
        (dates.start, dates.finish)
        == (other.stands[key].result.tasks[task].start, other.stands[key].result.tasks[task].finish)
        for key, stand in one.stands.items()
        for task, dates in stand.result.tasks.items()
    )


@transaction.atomic
def _set(row: Levelling, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.store(*values)
    notify(LEVELLING, row.pk)


def give_up(levelling_id: uuid.UUID, state: str) -> None:
    """It was stopped, or failed."""
    row = Levelling.objects.filter(pk=levelling_id, state__in=("queued", "running")).first()
    if row is not None:
        _set(row, state=state)


# ---- applying


@transaction.atomic
def apply_levelling(actor: Actor, *, levelling_id: uuid.UUID, kind: str) -> Levelling:
    """One proposal, in all its projects or in none. Raises LevellingStale when anything it rests on has changed."""
    row = _locked(actor, levelling_id)
    if state_of(row) not in ("ready", "undone"):
        raise errors.LevellingNotReady()
    chosen = next((one for one in row.answer.get("proposals", []) if one["kind"] == kind), None)
    if chosen is None:
        raise errors.ProposalUnknown(field="kind")
    ids = _projects(row)
    plans = [open_plan(actor, pk, None) for pk in ids]
    if is_stale(row, ids):
        raise errors.LevellingStale()
    group = new_id()
    for plan in plans:
        _hold(plan, chosen)
        save_plan(actor, plan, "level", row.title, group=group)
    row.state, row.applied, row.act_id = "applied", kind, group
    row.applied_at, row.applied_by = clock.now(), actor.name
    row.store()
    audit(actor, "apply_levelling", LEVELLING, row, after={"kind": kind, "moves": len(chosen["moves"])})
    notify(LEVELLING, row.pk)
    return row


def _hold(plan: Plan, chosen: dict[str, Any]) -> None:
    for hold in chosen["holds"]:
        if hold["project"] == str(plan.project.pk):
            task = plan.task(uuid.UUID(hold["task"]))
            task.constraint, task.constraint_at = "snet", hold["at"]


@transaction.atomic
def undo_levelling(actor: Actor, *, levelling_id: uuid.UUID) -> Levelling:
    """Take it back in all projects, or in none where one has changed since. Whoever applied it may."""
    row = _locked(actor, levelling_id)
    if row.state != "applied" or row.act_id is None:
        raise errors.NotApplied()
    undo_group(actor, group=row.act_id)
    row.state, row.applied, row.act_id, row.applied_at, row.applied_by = "undone", "", None, None, ""
    row.store()
    audit(actor, "undo_levelling", LEVELLING, row)
    notify(LEVELLING, row.pk)
    return row

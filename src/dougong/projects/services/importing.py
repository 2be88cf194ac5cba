"""Schedules from files: read, shown with what is odd about them, then taken over as a whole or added behind the plan."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.db import transaction

from dougong.accounts.models import User
from dougong.kit import clock
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.jobs import enqueue
from dougong.kit.models import Job
from dougong.projects import choices, errors, rules, scheduling
from dougong.projects.models import Link, Project, ScheduleDraft, Task
from dougong.projects.network import calendar_values, start_minute, united
from dougong.projects.plan import Plan, new_task
from dougong.projects.scheduling import TaskKind
from dougong.projects.scheduling.instants import DAY
from dougong.projects.services.baselines import keep_of_file
from dougong.projects.services.writing import PROJECT, check_version, locked_project, open_plan, save_plan

#: Beyond this the worker reads the file, and beyond that many tasks it writes them.
READ_AT_ONCE = 2 * 1024 * 1024
WRITE_AT_ONCE = 1500
KEEP = dt.timedelta(days=1)
_SHOWN = 50
_KINDS = {
    TaskKind.TASK: "task",
    TaskKind.MILESTONE: "milestone",
    TaskKind.START_MILESTONE: "start_milestone",
    TaskKind.FINISH_MILESTONE: "finish_milestone",
    TaskKind.HAMMOCK: "hammock",
    TaskKind.GROUP: "task",
}
Mode = Literal["replace", "append"]


@dataclass(frozen=True)
class Taker:
    """A higher app takes over what a file says of people: `take(actor, project, [(task, name, units)])` in the transaction of the
    import, `tell(names)` before it what will not be taken over."""

    take: Callable[[Actor, Project, Sequence[tuple[uuid.UUID, str, float]]], object]
    tell: Callable[[set[str]], list[scheduling.Notice]]


TAKERS: list[Taker] = []


@transaction.atomic
def start_draft(actor: Actor, *, project_id: uuid.UUID, filename: str, data: bytes) -> ScheduleDraft:
    """Keep the file and read it, at once or as a job when it is big. Raises ScheduleRefused when it can't be imported."""
    project: Project = get_visible(Project.objects.visible_to(actor), project_id)
    require(actor, PROJECT, "plan", project)
    if project.status == "closed":
        raise errors.ProjectClosed(code=project.code)
    ScheduleDraft.objects.filter(created_at__lt=clock.now() - KEEP).delete()
    draft = ScheduleDraft(project=project, filename=filename[:200], data=data, created_by_id=actor.id)
    if len(data) <= READ_AT_ONCE:
        draft.preview, draft.status = preview_of(project, data, filename), "ready"
    draft.save(force_insert=True)
    if draft.status == "reading":
        draft.job_id = enqueue("projects.read_schedule", actor=actor, title=filename, total=1, draft_id=draft.pk).pk
        draft.save(update_fields=["job_id"])
    return draft


def read_draft(draft: ScheduleDraft) -> None:
    """The job's part of `start_draft`. A refusal is kept in the preview."""
    try:
        draft.preview, draft.status = preview_of(draft.project, bytes(draft.data), draft.filename), "ready"
    except errors.ScheduleRefused as refusal:
        draft.preview, draft.status = {"refused": refusal.params}, "refused"
    draft.save(update_fields=["preview", "status"])


def preview_of(held: Project, data: bytes, filename: str) -> dict[str, Any]:
    """What an import would bring: counts, dates, people, the first rows, and every warning in both languages."""
    file, project = _read(data, filename)
    if project.start is None:
        project = replace(project, start=start_minute(held))
    try:
        result = scheduling.calculate(project, scheduling.profile_for(file))
    except scheduling.ScheduleError as error:
        raise _refused(error, project) from None
    tasks = [task for task in project.tasks if task.kind is not TaskKind.BLANK]
    parents = {task.parent_id for task in tasks}
    people = {one.name for one in project.resources if one.name and one.work}
    notices = [*file.warnings, *result.warnings, *(n for taker in TAKERS for n in taker.tell(people))]
    return {
        "format": file.format,
        "name": project.name,
        "projects": [{"id": p.id, "name": p.name, "tasks": len(p.tasks)} for p in file.projects],
        "tasks": sum(task.id not in parents for task in tasks),
        "summaries": sum(task.id in parents for task in tasks),
        "milestones": sum(task.kind.value in choices.MILESTONES for task in tasks),
        "links": len(project.links),
        "critical": sum(result.tasks[task.id].critical for task in tasks if task.id not in parents),
        "start": scheduling.iso(result.project_start),
        "finish": scheduling.iso(result.project_finish),
        "baseline": any(b.number == 0 for task in tasks for b in task.baselines),
        "people": sorted({name for task in tasks for name in task.owner.split("、") if name}),
        "warnings": _grouped(notices),
        "rows": [_shown(task, result.tasks[task.id], task.id in parents) for task in tasks[:_SHOWN]],
    }


def _grouped(notices: list[scheduling.Notice]) -> list[dict[str, Any]]:
    """By kind, the first few in words."""
    counts = Counter(one.code for one in notices)
    told: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    for one in notices:
        told[one.code] += 1
        if told[one.code] <= 20:
            rows.append({"code": one.code, "count": counts[one.code], "zh": one.zh, "en": one.en, "line": one.line})
    return rows


def _shown(task: scheduling.Task, dates: scheduling.TaskDates, summary: bool) -> dict[str, Any]:
    return {
        "wbs": task.wbs,
        "name": task.name,
        "kind": "summary" if summary else _KINDS[task.kind],
        "duration": task.duration,
        "start": scheduling.iso(dates.start),
        "finish": scheduling.iso(dates.finish),
        "percent": round(task.percent),
        "owner": task.owner,
    }


def _read(data: bytes, filename: str) -> tuple[scheduling.ScheduleFile, scheduling.Project]:
    """The file's largest project."""
    try:
        file = scheduling.read_schedule(data, filename)
    except scheduling.ScheduleError as error:
        raise _refused(error, None) from None
    if not file.projects:
        raise _refused(scheduling.ScheduleError("no_tasks"), None)
    return file, _without_top(max(file.projects, key=lambda project: len(project.tasks)))


def _without_top(project: scheduling.Project) -> scheduling.Project:
    """Project writes the project itself as task 0, above all others: here it is the record, not a row."""
    top = project.tasks[0]
    others = project.tasks[1:]
    linked = any("0" in (link.pred, link.succ) for link in project.links)
    if top.id != "0" or linked or top.constraints or not others or any(task.parent_id is None for task in others):
        return project
    return replace(project, tasks=tuple(replace(t, parent_id=None) if t.parent_id == "0" else t for t in others))


def _refused(error: scheduling.ScheduleError, project: scheduling.Project | None) -> errors.ScheduleRefused:
    """The refusal, with the tasks' names beside their numbers."""
    named = {task.id: task.name for task in project.tasks} if project is not None else {}
    names = [f"{id} {named[id]}" if named.get(id) else id for id in error.task_ids]
    zh, en = error.zh, error.en
    if error.code == "loop" and names:
        path = " → ".join([*names, names[0]])
        zh, en = f"任务之间形成循环：{path}", f"The links form a loop: {path}"
    return errors.ScheduleRefused(field="file", zh=zh, en=en, reason=error.code, line=error.line, tasks=names)


@transaction.atomic
def import_schedule(
    actor: Actor, *, project_id: uuid.UUID, draft_id: uuid.UUID, version: int | None, mode: Mode = "replace"
) -> tuple[Plan | None, Job | None]:
    """Take a previewed schedule over: now, or as a job when it is long. One act, undone as one."""
    draft = ScheduleDraft.objects.filter(pk=draft_id, project_id=project_id, created_by_id=actor.id).first()
    if draft is None or draft.status == "done":
        raise errors.DraftGone()
    if draft.status != "ready":
        raise errors.DraftNotReady()
    if draft.preview["tasks"] + draft.preview["summaries"] <= WRITE_AT_ONCE:
        return commit_draft(actor, draft=draft, version=version, mode=mode), None
    project = locked_project(actor, draft.project_id, action="plan")
    check_version(project, version)
    total = draft.preview["tasks"] + draft.preview["summaries"]
    args: dict[str, Any] = {"draft_id": draft.pk, "mode": mode, "version": project.plan_version}
    return None, enqueue("projects.import_schedule", actor=actor, title=draft.filename, total=total, **args)


@transaction.atomic
def commit_draft(actor: Actor, *, draft: ScheduleDraft, version: int | None, mode: Mode) -> Plan:
    """The rows of the file as rows of the plan."""
    plan = open_plan(actor, draft.project_id, version)
    file, source = _read(bytes(draft.data), draft.filename)
    if mode == "replace":
        plan.remove(list(plan.children.get(None, ())))
        _take_settings(plan.project, file, source)
    ids = _take_rows(plan, source, keep_calendars=mode == "replace")
    if mode == "replace" and any(task.baseline_finish is not None for task in plan.tasks.values()):
        keep_of_file(actor, plan, draft.filename)
    save_plan(actor, plan, "import", draft.filename)
    names = {one.id: one.name for one in source.resources}
    wanted = [(ids[a.task_id], names.get(a.resource_id, ""), a.units) for a in source.assignments if a.task_id in ids]
    for taker in TAKERS:
        taker.take(actor, plan.project, wanted)
    draft.status, draft.data = "done", b""
    draft.save(update_fields=["status", "data"])
    return plan


def _take_settings(project: Project, file: scheduling.ScheduleFile, source: scheduling.Project) -> None:
    if source.start is not None:
        project.starts_on, project.starts_minute = rules.first_day(source.start), source.start % DAY
    project.status_at = source.status_date
    project.profile = scheduling.profile_for(file).name if file.format != "xlsx" else "dougong"
    project.minutes_per_day = source.minutes_per_day
    project.critical_limit = source.critical_limit
    project.calendars = [calendar_values(one) for one in source.calendars if one.id != "cn"]
    named = {one.id for one in source.calendars}
    project.calendar = source.calendar_id if source.calendar_id in named else "cn"
    project.baseline_id = project.baseline_at = project.baseline_finish = None


def _take_rows(plan: Plan, source: scheduling.Project, *, keep_calendars: bool) -> dict[str, uuid.UUID]:
    """The rows of the file by their numbers there."""
    people = dict(User.objects.filter(kind="staff", is_active=True).values_list("name", "pk"))
    own = _own_calendars(plan.project, source) if keep_calendars else {}
    last = plan.children.get(None, [None])[-1]
    base = plan.tasks[last].position if last is not None else 0
    ids: dict[str, uuid.UUID] = {}
    for place, given in enumerate(source.tasks, start=1):
        if given.kind is TaskKind.BLANK:
            continue
        task = _row(plan.project, given, people)
        task.position = base + place * rules.STEP
        task.parent_id = ids.get(given.parent_id or "")
        task.calendar = (given.calendar_id or own.get(given.id, "")) if keep_calendars else ""
        ids[given.id] = task.pk
        plan.tasks[task.pk] = task
    for link in source.links:
        if link.pred in ids and link.succ in ids:
            _take_link(plan, ids, link)
    plan.reshape()
    for pk in plan.children:
        if pk is not None:
            plan.tasks[pk].kind, plan.tasks[pk].duration = "summary", None
    return ids


def _own_calendars(project: Project, source: scheduling.Project) -> dict[str, str]:
    """Ids of the calendars that tasks take from their people; where several work, one that unites theirs is kept."""
    calendars = {one.id: one for one in source.calendars}
    found = _resource_calendars(source)
    for ids in {ids for ids in found.values() if len(ids) > 1}:
        project.calendars = [*project.calendars, calendar_values(united(calendars, ids))]
    return {task: " ".join(ids)[:60] for task, ids in found.items()}


def _row(project: Project, given: scheduling.Task, people: dict[str, uuid.UUID]) -> Task:
    constraint = given.constraints[0] if given.constraints else None
    baseline = next((b for b in given.baselines if b.number == 0), None)
    owner = next((people[name] for name in given.owner.split("、") if name in people), None)
    return new_task(
        project,
        uid=given.id[:60],
        name=(given.name or given.id)[:300],
        kind=_KINDS[given.kind],
        duration=given.duration,
        elapsed=given.elapsed,
        constraint=constraint.kind.value if constraint else "",
        constraint_at=constraint.at if constraint else None,
        deadline=given.deadline,
        percent=min(max(round(given.percent), 0), 100),
        remaining=given.remaining,
        actual_start=given.actual_start,
        actual_finish=given.actual_finish,
        stop=given.stop,
        resume=given.resume,
        manual_start=given.manual_start,
        manual_finish=given.manual_finish,
        active=given.active,
        owner_id=owner,
        owner_name="" if owner else given.owner[:120],
        baseline_start=baseline.start if baseline else None,
        baseline_finish=baseline.finish if baseline else None,
        baseline_duration=baseline.duration if baseline else None,
    )


def _take_link(plan: Plan, ids: dict[str, uuid.UUID], given: scheduling.Link) -> None:
    pair = (ids[given.pred], ids[given.succ], given.type.value)
    link = Link(
        project=plan.project,
        pred_id=pair[0],
        succ_id=pair[1],
        type=pair[2],
        lag=given.lag,
        elapsed=given.elapsed,
        lag_percent=None if given.percent is None else round(given.percent),
    )
    plan.links[link.pk] = link


def _resource_calendars(source: scheduling.Project) -> dict[str, tuple[str, ...]]:
    """The calendars of each task's people, by task: work goes on while any of them works."""
    known = {one.id for one in source.calendars}
    own = {r.id: r.calendar_id or source.calendar_id or "" for r in source.resources if r.work}
    found: dict[str, set[str]] = {}
    for assignment in source.assignments:
        if own.get(assignment.resource_id) in known:
            found.setdefault(assignment.task_id, set()).add(own[assignment.resource_id])
    theirs = {task.id for task in source.tasks if task.uses_resource_calendar and task.calendar_id is None}
    return {task: tuple(sorted(ids)) for task, ids in found.items() if task in theirs}

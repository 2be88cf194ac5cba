"""Why a task lies where it lies: what decides its early dates, the chain behind it, and which tasks are nearly critical."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from dougong.projects.scheduling.calendars import Clock
from dougong.projects.scheduling.graph import Clocks
from dougong.projects.scheduling.instants import moment_of
from dougong.projects.scheduling.network import P6, PROFILES, Constraint, ConstraintKind, Link, Project, Task, TaskKind
from dougong.projects.scheduling.result import Result, TaskDates


class ReasonKind(StrEnum):
    LINK = "link"
    CONSTRAINT = "constraint"
    ACTUAL = "actual"  # it has begun or ended
    BY_HAND = "by_hand"
    EXPECTED = "expected_finish"
    DATA_DATE = "data_date"
    PROJECT_START = "project_start"
    TASKS_BELOW = "tasks_below"  # a summary
    SPAN = "span"  # a hammock
    LATE = "as_late_as_possible"
    NOT_SCHEDULED = "not_scheduled"


@dataclass(frozen=True, slots=True)
class Reason:
    """`task` and `link` (its place in project.links) where another task decides; `at` in minutes."""

    kind: ReasonKind
    zh: str
    en: str
    task: str | None = None
    link: int | None = None
    at: int | None = None


_FROM = {"F": ("完成", "finish"), "S": ("开始", "start")}
_CONSTRAINTS = {
    ConstraintKind.START_NO_EARLIER: ("不得早于 {at} 开始", "it may not start before {at}"),
    ConstraintKind.FINISH_NO_EARLIER: ("不得早于 {at} 完成", "it may not finish before {at}"),
    ConstraintKind.START_NO_LATER: ("不得晚于 {at} 开始", "it may not start after {at}"),
    ConstraintKind.FINISH_NO_LATER: ("不得晚于 {at} 完成", "it may not finish after {at}"),
    ConstraintKind.START_ON: ("必须于 {at} 开始", "it must start on {at}"),
    ConstraintKind.FINISH_ON: ("必须于 {at} 完成", "it must finish on {at}"),
    ConstraintKind.MANDATORY_START: ("强制于 {at} 开始", "it is forced to start on {at}"),
    ConstraintKind.MANDATORY_FINISH: ("强制于 {at} 完成", "it is forced to finish on {at}"),
}
_ON_START = (
    ConstraintKind.START_NO_EARLIER,
    ConstraintKind.START_ON,
    ConstraintKind.START_NO_LATER,
    ConstraintKind.MANDATORY_START,
)
_HELD = (
    ConstraintKind.START_ON,
    ConstraintKind.FINISH_ON,
    ConstraintKind.MANDATORY_START,
    ConstraintKind.MANDATORY_FINISH,
)


def reasons(project: Project, result: Result, id: str) -> tuple[Reason, ...]:
    """What decides the early dates of a task, the strongest first; never empty. KeyError for an unknown id."""
    task, dates = _task(project, id), result.tasks[id]
    if dates.early_start is None or dates.early_finish is None:
        said = next((one for one in result.warnings if id in one.task_ids), None)
        zh, en = (said.zh, said.en) if said else ("未参与排期", "it is not part of the schedule")
        return (Reason(ReasonKind.NOT_SCHEDULED, zh, en),)
    clock = _clock(project, result, task)
    fixed = _fixed(project, task, dates, clock)
    if fixed is not None:
        return (fixed,)
    found = [
        *(_from_link(project, number) for number in sorted(result.driving) if project.links[number].succ == id),
        *(one for given in task.constraints if (one := _from_constraint(given, dates, clock)) is not None),
    ]
    if task.started:
        found.insert(0, _said(ReasonKind.ACTUAL, "已于 {at} 开始", "it began on {at}", task.actual_start))
    if task.expected_finish is not None and task.expected_finish == dates.early_finish:
        found.append(
            _said(ReasonKind.EXPECTED, "预期于 {at} 完成", "its finish is expected on {at}", dates.early_finish)
        )
    return tuple(found) or (_begin(project),)


def driving_path(project: Project, result: Result, id: str) -> tuple[str, ...]:
    """The chain of tasks that decides the early dates of a task, the first one first, the task itself last."""
    into: dict[str, list[int]] = defaultdict(list)
    for number in result.driving:
        into[project.links[number].succ].append(number)
    path, seen = [id], {id}
    while into[path[0]]:
        # Of several that decide, the one that began last: the chain stays as close as it can.
        preds = [project.links[number].pred for number in into[path[0]]]
        nearest = max(preds, key=lambda pred: (result.tasks[pred].early_start or 0, pred))
        if nearest in seen:
            break
        path.insert(0, nearest)
        seen.add(nearest)
    return tuple(path)


def near_critical(project: Project, result: Result, within: int) -> tuple[str, ...]:
    """Tasks that are not critical and have at most `within` working minutes of total float, the least first."""
    parents = {task.parent_id for task in project.tasks}
    found = []
    for id, dates in result.tasks.items():
        if dates.total_float is not None and not dates.critical and id not in parents and dates.total_float <= within:
            found.append((dates.total_float, dates.early_start or 0, id))
    return tuple(id for _, _, id in sorted(found))


def ends(project: Project, result: Result) -> tuple[str, ...]:
    """Tasks that nothing follows, the latest first: where the project, or a part of it, is over."""
    followed = {link.pred for link in project.links} | {task.parent_id for task in project.tasks}
    found = [task.id for task in project.tasks if task.id not in followed and _finish(result, task.id) is not None]
    return tuple(sorted(found, key=lambda id: (-(_finish(result, id) or 0), id)))


def _finish(result: Result, id: str) -> int | None:
    return result.tasks[id].early_finish


def _task(project: Project, id: str) -> Task:
    for task in project.tasks:
        if task.id == id:
            return task
    raise KeyError(id)


def _clock(project: Project, result: Result, task: Task) -> Clock:
    clocks = Clocks(project, PROFILES.get(result.profile, P6))
    return clocks.full if task.elapsed else clocks.get(clocks.id_for(task)) or clocks.full


def _said(kind: ReasonKind, zh: str, en: str, at: int | None) -> Reason:
    when = "" if at is None else f"{moment_of(at):%Y-%m-%d %H:%M}"
    return Reason(kind, zh.format(at=when), en.format(at=when), at=at)


def _fixed(project: Project, task: Task, dates: TaskDates, clock: Clock) -> Reason | None:
    """What leaves the links nothing to decide."""
    if any(other.parent_id == task.id for other in project.tasks):
        return _said(ReasonKind.TASKS_BELOW, "由下级任务的日期决定", "its tasks' dates decide", None)
    if task.kind is TaskKind.HAMMOCK:
        return _said(ReasonKind.SPAN, "跨越其所连任务的时段", "it spans the tasks it is linked to", None)
    if task.finished:
        return _said(ReasonKind.ACTUAL, "已于 {at} 完成", "it was finished on {at}", task.actual_finish)
    if task.manual_start is not None and task.manual_start == dates.early_start:
        return _said(ReasonKind.BY_HAND, "手动排在 {at}", "it was placed by hand on {at}", task.manual_start)
    for given in task.constraints:
        held = _from_constraint(given, dates, clock) if given.kind in _HELD else None
        if held is not None:
            return held
    if any(one.kind is ConstraintKind.ALAP for one in task.constraints):
        return _said(ReasonKind.LATE, "尽可能晚", "as late as possible", None)
    return None


def _from_constraint(given: Constraint, dates: TaskDates, clock: Clock) -> Reason | None:
    """Only where the date is that of the constraint, or the next instant of work after it."""
    if given.at is None or given.kind not in _CONSTRAINTS:
        return None
    own, work = (dates.early_start, clock.start) if given.kind in _ON_START else (dates.early_finish, clock.finish)
    if own not in (given.at, work(clock.worked(given.at))):
        return None
    return _said(ReasonKind.CONSTRAINT, *_CONSTRAINTS[given.kind], given.at)


def _from_link(project: Project, number: int) -> Reason:
    link = project.links[number]
    zh_from, en_from = _FROM[link.type.value[0]]
    zh_to, en_to = _FROM[link.type.value[1]]
    zh_lag, en_lag = _lag(link)
    return Reason(
        ReasonKind.LINK,
        f"前置任务 {link.pred} {zh_from}{zh_lag}才能{zh_to}",
        f"it can {en_to} only {en_lag}the {en_from} of {link.pred}",
        link.pred,
        number,
    )


def _lag(link: Link) -> tuple[str, str]:
    if link.percent:
        return f"后再过其工期的 {link.percent:g}%，", f"{link.percent:g} % of its length after "
    if not link.lag:
        return "后", "after "
    hours = f"{abs(link.lag) / 60:g}"
    return (f"前 {hours} 小时", f"{hours} h before ") if link.lag < 0 else (f"后 {hours} 小时", f"{hours} h after ")


def _begin(project: Project) -> Reason:
    if project.status_date is not None and (project.start is None or project.status_date >= project.start):
        return _said(
            ReasonKind.DATA_DATE,
            "状态日期 {at} 之后的第一个工作时刻",
            "the first work after the data date {at}",
            project.status_date,
        )
    return _said(ReasonKind.PROJECT_START, "项目于 {at} 开始", "the project begins on {at}", project.start)

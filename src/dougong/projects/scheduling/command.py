"""What `dougong schedule FILE` answers, as plain values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dougong.projects.scheduling.cpm import calculate
from dougong.projects.scheduling.errors import Notice, ScheduleError
from dougong.projects.scheduling.files import profile_for, read_schedule
from dougong.projects.scheduling.instants import iso
from dougong.projects.scheduling.network import PROFILES, Profile, Project, ScheduleFile, Task, TaskKind
from dougong.projects.scheduling.result import Result, TaskDates
from dougong.projects.scheduling.writing import check_target, write_schedule

_UNLISTED = (TaskKind.GROUP, TaskKind.BLANK)


def schedule_command(
    path: str | Path,
    cpm: bool = True,
    json: bool = True,
    project: str | None = None,
    profile: str | None = None,
    out: str | Path | None = None,
) -> dict[str, Any]:
    """Every task of every project in the file, or of the one named by id or name.

    `project_start` is the earliest start and `project_finish` the latest early finish; times are local ISO texts,
    floats are hours. Without `cpm` the dates are those stored in the file. `json` gives times as text, otherwise as
    minutes. `out` is a file to write the one project to. ScheduleError refuses the file; where it has several
    projects, one that is refused answers nulls and a warning.
    """
    target = None if out is None else Path(out)
    check_target(target)
    file = read_schedule(Path(path).read_bytes(), Path(path).name, convert=True)
    chosen = chosen_projects(file, project)
    if target is not None and len(chosen) > 1:
        raise ScheduleError("out_one_project", count=len(chosen))
    tasks: list[dict[str, Any]] = []
    warnings = list(file.warnings)
    spans: list[tuple[int | None, int | None]] = []
    for one in chosen:
        rules = PROFILES[profile] if profile else profile_for(file)
        result = _calculated(one, rules, alone=len(chosen) == 1) if cpm else _stored(one)
        warnings.extend(result.warnings)
        spans.append((result.project_start, result.project_finish))
        tasks.extend(_row(task, result.tasks[task.id]) for task in one.tasks if task.kind not in _UNLISTED)
        if target is not None:
            write_schedule(target, one, result)
    answer = {
        "project_start": min((start for start, _ in spans if start is not None), default=None),
        "project_finish": max((finish for _, finish in spans if finish is not None), default=None),
        "tasks": tasks,
        "warnings": [_warning(warning) for warning in warnings],
    }
    return _as_text(answer) if json else answer


def chosen_projects(file: ScheduleFile, project: str | None) -> list[Project]:
    """All, or those of this id or name. ScheduleError `no_project`."""
    chosen = [one for one in file.projects if project is None or project in (one.id, one.name)]
    if not chosen:
        raise ScheduleError("no_project", project=project or "")
    return chosen


def _calculated(project: Project, profile: Profile, *, alone: bool) -> Result:
    """One project that is refused does not take the others of its file with it."""
    try:
        return calculate(project, profile)
    except ScheduleError as error:
        if alone:
            raise
        named = f"{project.name or project.id}: "
        said = Notice(error.code, named + error.zh, named + error.en, error.task_ids, error.line)
        nothing = {task.id: TaskDates() for task in project.tasks}
        return Result(profile.name, None, None, nothing, frozenset(), (said,))


def _stored(project: Project) -> Result:
    found = {task.id: _stored_dates(task) for task in project.tasks}
    starts = [dates.early_start for dates in found.values() if dates.early_start is not None]
    return Result("stored", min(starts, default=None), project.stored_finish, found, frozenset(), ())


def _stored_dates(task: Task) -> TaskDates:
    own = task.stored
    if own is None:
        return TaskDates()
    floats = (own.total_float, own.free_float)
    return TaskDates(own.early_start, own.early_finish, own.late_start, own.late_finish, *floats, bool(own.critical))


def _row(task: Task, dates: TaskDates) -> dict[str, Any]:
    return {
        "id": task.id,
        "name": task.name,
        "early_start": dates.early_start,
        "early_finish": dates.early_finish,
        "late_start": dates.late_start,
        "late_finish": dates.late_finish,
        "total_float_hours": _hours(dates.total_float),
        "free_float_hours": _hours(dates.free_float),
        "critical": dates.critical,
    }


def _hours(minutes: int | None) -> float | None:
    return None if minutes is None else minutes / 60


def _warning(warning: Notice) -> dict[str, Any]:
    return {
        "code": warning.code,
        "zh": warning.zh,
        "en": warning.en,
        "tasks": list(warning.task_ids),
        "line": warning.line,
    }


def _as_text(answer: dict[str, Any]) -> dict[str, Any]:
    times = ("early_start", "early_finish", "late_start", "late_finish")
    rows = [row | {name: iso(row[name]) for name in times} for row in answer["tasks"]]
    ends = {name: iso(answer[name]) for name in ("project_start", "project_finish")}
    return answer | ends | {"tasks": rows}

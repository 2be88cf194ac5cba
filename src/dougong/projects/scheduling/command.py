"""What `dougong schedule FILE` answers, as plain values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dougong.projects.scheduling.cpm import calculate
from dougong.projects.scheduling.errors import Notice, ScheduleError
from dougong.projects.scheduling.files import profile_for, read_schedule
from dougong.projects.scheduling.instants import iso
from dougong.projects.scheduling.network import PROFILES, Project, Task, TaskKind
from dougong.projects.scheduling.result import Result, TaskDates

_UNLISTED = (TaskKind.GROUP, TaskKind.BLANK)


def schedule_command(
    path: str | Path, cpm: bool = True, json: bool = True, project: str | None = None, profile: str | None = None
) -> dict[str, Any]:
    """Every task of every project in the file, or of the one named by id or name.

    `project_start` is the earliest start and `project_finish` the latest early finish; times are local ISO texts,
    floats are hours. Without `cpm` the dates are those stored in the file. `json` gives times as text, otherwise as
    minutes. ScheduleError refuses the file.
    """
    file = read_schedule(Path(path).read_bytes(), Path(path).name)
    chosen = [one for one in file.projects if project is None or project in (one.id, one.name)]
    if not chosen:
        raise ScheduleError("no_project", project=project or "")
    tasks: list[dict[str, Any]] = []
    warnings = list(file.warnings)
    spans: list[tuple[int | None, int | None]] = []
    for one in chosen:
        result = calculate(one, PROFILES[profile] if profile else profile_for(file)) if cpm else _stored(one)
        warnings.extend(result.warnings)
        spans.append((result.project_start, result.project_finish))
        tasks.extend(_row(task, result.tasks[task.id]) for task in one.tasks if task.kind not in _UNLISTED)
    answer = {
        "project_start": min((start for start, _ in spans if start is not None), default=None),
        "project_finish": max((finish for _, finish in spans if finish is not None), default=None),
        "tasks": tasks,
        "warnings": [_warning(warning) for warning in warnings],
    }
    return _as_text(answer) if json else answer


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

"""What `dougong schedule FILE --why TASK` and `--since EARLIER` answer, as plain values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dougong.projects.scheduling.command import chosen_projects
from dougong.projects.scheduling.cpm import calculate
from dougong.projects.scheduling.errors import ScheduleError
from dougong.projects.scheduling.files import profile_for, read_schedule
from dougong.projects.scheduling.instants import iso
from dougong.projects.scheduling.network import PROFILES, Profile, Project
from dougong.projects.scheduling.replanning import Proposal, proposals
from dougong.projects.scheduling.why import Reason, driving_path, reasons


def why_command(path: str | Path, task: str, project: str | None = None, profile: str | None = None) -> dict[str, Any]:
    """The dates of a task, what decides them, and the chain of tasks behind it. ScheduleError refuses."""
    one, rules = _one(path, project, profile)
    if all(known.id != task for known in one.tasks):
        raise ScheduleError("no_task", task=task)
    result = calculate(one, rules)
    dates = result.tasks[task]
    return {
        "id": task,
        "early_start": iso(dates.early_start),
        "early_finish": iso(dates.early_finish),
        "total_float_hours": None if dates.total_float is None else dates.total_float / 60,
        "critical": dates.critical,
        "reasons": [_reason(reason) for reason in reasons(one, result, task)],
        "path": list(driving_path(one, result, task)),
    }


def since_command(
    path: str | Path,
    earlier: str | Path,
    time_limit: float = 10.0,
    project: str | None = None,
    profile: str | None = None,
) -> dict[str, Any]:
    """Proposals how to go on from an earlier state of the same project, the fewest moves first. ScheduleError refuses."""
    after, rules = _one(path, project, profile)
    before, _ = _one(earlier, project, profile)
    return {"proposals": [_proposal(one) for one in proposals(before, after, rules, time_limit=time_limit)]}


def _one(path: str | Path, project: str | None, profile: str | None) -> tuple[Project, Profile]:
    file = read_schedule(Path(path).read_bytes(), Path(path).name, convert=True)
    chosen = chosen_projects(file, project)
    if len(chosen) > 1:
        raise ScheduleError("out_one_project", count=len(chosen))
    return chosen[0], PROFILES[profile] if profile else profile_for(file)


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "kind": reason.kind.value,
        "zh": reason.zh,
        "en": reason.en,
        "task": reason.task,
        "at": iso(reason.at),
    }


def _proposal(one: Proposal) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "zh": one.zh,
        "en": one.en,
        "finish_before": iso(one.finish_before),
        "finish_after": iso(one.finish_after),
        "moved": one.cost.moved,
        "delay_hours": one.cost.delay / 60,
        "project_delay_hours": one.cost.project_delay / 60,
        "extra_hours": one.cost.extra / 60,
        "moves": [
            {
                "id": move.task,
                "start_before": iso(move.start_before),
                "start_after": iso(move.start_after),
                "finish_before": iso(move.finish_before),
                "finish_after": iso(move.finish_after),
                "delay_hours": move.delay / 60,
                "reasons": [_reason(reason) for reason in move.reasons],
            }
            for move in one.moves
        ],
        "uncovered": [
            {"resource": over.name, "start": iso(over.start), "finish": iso(over.finish), "needed": over.needed}
            for over in one.overloads
        ],
    }

"""A found solution as what is kept and told: what moves, by how much, why, and what it costs. Ids and numbers alone; names are
read when it is told, by whoever may see them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from dougong.contracts.rules import due_after
from dougong.projects import rules
from dougong.projects.models import MilestoneInstalment, Project
from dougong.projects.network import clock_for
from dougong.projects.scheduling.instants import date_of
from dougong.staffing.levelling import Because, Bench, Ground, Solution
from dougong.staffing.rules import Conflict, conflicts
from dougong.staffing.scene import Facts


def told(bench: Bench, known: Facts, solution: Solution) -> dict[str, Any]:
    """One proposal in plain values."""
    projects = {project.pk: project for project in known.projects}
    moves = [move for key, ground in bench.grounds.items() for move in _moves(bench, ground, projects[key], solution)]
    left = _left(bench, solution)
    hours = round(bench.total_excess(solution.stands) / 60, 1)
    return {
        "kind": solution.kind,
        "whole": solution.whole,
        "holds": [
            {"project": str(key), "task": task, "at": at} for key, holds in solution.state.items() for task, at in holds.items()
        ],
        "moves": moves,
        "left": left,
        "solved": len(bench.over(bench.base)) - len(solution.left),
        "projects": [_project(bench, project, solution) for project in known.projects],
        "instalments": _instalments(bench, solution),
        "overtime": hours,
    }  # fmt: skip


def _moves(bench: Bench, ground: Ground, project: Project, solution: Solution) -> list[dict[str, Any]]:
    was, now = bench.base[ground.key].result, solution.stands[ground.key].result
    calendars = {task.id: task.calendar_id or "" for task in ground.network.tasks}
    found = []
    for task in ground.leaves:
        before, after = was.tasks[task], now.tasks[task]
        if (
            (before.start, before.finish) == (after.start, after.finish)
            or before.finish is None
            or after.finish is None
        ):
            continue
        clock = clock_for(project, calendars[task])
        days = (clock.worked(after.finish) - clock.worked(before.finish)) / project.minutes_per_day
        hold = solution.state.get(ground.key, {}).get(task)
        why = solution.because.get((ground.key, task)) if hold is not None else None
        found.append({
            "project": str(project.pk), "task": task, "was_start": _day(before.start), "was_finish": _last(before.finish),
            "start": _day(after.start), "finish": _last(after.finish), "days": round(days, 1), "held": hold is not None,
            "why": _why(why) if why else {"after": _driver(ground, solution, task)},
        })  # fmt: skip
    return sorted(found, key=lambda move: (str(move["start"]), move["task"]))


def _why(why: Because) -> dict[str, Any]:
    return {"resource": str(why.resource), "away": why.away, "tasks": [str(task) for task in why.tasks][:5]}


def _driver(ground: Ground, solution: Solution, task: str) -> str | None:
    """The task that decides where this one lies."""
    links = ground.network.links
    driving = solution.stands[ground.key].result.driving
    return next((links[n].pred for n in sorted(driving) if links[n].succ == task), None)


def _day(minute: int | None) -> dt.date | None:
    return None if minute is None else rules.first_day(minute)


def _last(minute: int | None) -> dt.date | None:
    return None if minute is None else rules.last_day(minute)


def _left(bench: Bench, solution: Solution) -> list[dict[str, Any]]:
    """Overloads that stay, as runs of days."""
    by: dict[Any, dict[int, float]] = defaultdict(dict)
    for day, resource in solution.left:
        by[resource][day] = bench.load(solution.stands, resource, day)
    found: list[dict[str, Any]] = []
    for resource, load in by.items():
        runs: list[Conflict] = conflicts(
            resource,
            bench.scene.supply[resource],
            load,
            lambda day, resource=resource: [task for _, task in bench.at_work(solution.stands, resource, day)],  # type: ignore[misc]  # a lambda's default has no type
        )
        found += [
            {
                "resource": str(resource), "from_on": date_of(one.first), "to_on": date_of(one.last), "days": len(one.days),
                "minutes": round(one.extra), "peak": one.peak, "tasks": [str(task) for task in one.tasks][:10],
            }
            for one in runs
        ]  # fmt: skip
    return sorted(found, key=lambda one: (str(one["from_on"]), one["resource"]))


def _project(bench: Bench, project: Project, solution: Solution) -> dict[str, Any]:
    """When it ends, now and then, and by how many days that is after what was promised to the client."""
    was = _last(bench.base[project.pk].result.project_finish)
    now = _last(solution.stands[project.pk].result.project_finish)
    return {
        "project": str(project.pk), "was": was, "now": now, "promised": project.finishes_on,
        "later": (now - was).days if now and was else 0,
        "late_was": rules.days_late(was, project.finishes_on), "late_now": rules.days_late(now, project.finishes_on),
    }  # fmt: skip


def _instalments(bench: Bench, solution: Solution) -> list[dict[str, Any]]:
    """Those that fall due by a milestone that comes later."""
    ties = MilestoneInstalment.objects.filter(
        task__project__in=list(bench.grounds), instalment__due_kind="milestone", instalment__dropped_at__isnull=True
    ).select_related("instalment", "task")
    found = []
    for tie in ties.order_by("instalment__contract_id", "instalment__seq"):
        was = _last(bench.base[tie.task.project_id].result.tasks[tie.task_id.hex].finish)
        now = _last(solution.stands[tie.task.project_id].result.tasks[tie.task_id.hex].finish)
        if was and now and now != was:
            days = tie.instalment.days_after
            found.append({
                "instalment": str(tie.instalment_id), "task": tie.task_id.hex, "was": due_after(was, days),
                "now": due_after(now, days),
            })  # fmt: skip
    return found

"""Earned value of a project and of every row of its outline."""

from __future__ import annotations

import datetime as dt
import uuid
from fractions import Fraction
from typing import Any

from dougong.control.models import TaskSetting, TaskStep
from dougong.control.policies import PROJECT
from dougong.control.rules import curve, earned
from dougong.control.selectors.books import Book, open_book
from dougong.control.selectors.gate import project_for, rights
from dougong.kit.access import get_visible, seen
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.projects.models import Baseline, Project, Task
from dougong.projects.rules import first_day, last_day


def measured(actor: Actor, project_id: uuid.UUID, at: dt.date | None = None) -> dict[str, Any]:
    """The four, what follows from them, and the same of every row; what was left out of the count, and why."""
    project = project_for(actor, project_id)
    book = open_book(project, at=at)
    rows = book.by_row()
    total = book.total(rows)
    numbers = book.plan.numbers()
    return {
        "project": {"id": project.pk, "name": project.name, "code": project.code},
        "status_on": book.status_on,
        "newest_on": last_day(book.now),
        "baseline": _baseline(project),
        "setting": setting_out(book),
        "sums": sums_out(total),
        "measures": measures_out(total, book.formula),
        "schedule": schedule_out(book, total.ev),
        "unassigned": amount(book.unassigned),
        "notes": _notes(book),
        "rows": [_row(book, task, numbers[task.pk], rows[task.pk]) for task in book.tasks],
        "may": rights(actor, project_id),
    }


def setting_out(book: Book) -> dict[str, Any]:
    own = book.setting
    names = ("version", "source", "contract_percent", "formula", "shape", "low", "high")
    return {name: getattr(own, name) for name in names}


def amount(fen: int | None) -> Money | None:
    return None if fen is None else Money.fen(fen)


def number(value: Fraction | None) -> float | None:
    """A ratio as it is shown: three places."""
    return None if value is None else round(float(value), 3)


def sums_out(sums: earned.Sums) -> dict[str, Any]:
    return {"bac": amount(sums.bac), "pv": amount(sums.pv), "ev": amount(sums.ev), "ac": amount(sums.ac)}


def performance_out(sums: earned.Sums) -> dict[str, Any]:
    return {"sv": amount(sums.sv), "cv": amount(sums.cv), "spi": number(sums.spi), "cpi": number(sums.cpi)}


def measures_out(sums: earned.Sums, formula: earned.Formula) -> dict[str, Any]:
    found = earned.measures(sums, formula)
    return {
        **performance_out(sums),
        "eac": amount(found.eac),
        "etc": amount(found.etc),
        "vac": amount(found.vac),
        "tcpi": number(found.tcpi),
        "tcpi_eac": number(found.tcpi_eac),
        "eacs": {name: amount(value) for name, value in found.eacs.items()},
    }


def span_of(book: Book) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of the baseline, of tasks that have a budget."""
    leaves = [leaf for _, leaf in book.leaves if leaf.budget and leaf.start is not None and leaf.finish is not None]
    if not leaves:
        return None
    first = min(leaf.start for leaf in leaves if leaf.start is not None)
    return first_day(first), max(last_day(leaf.finish) for leaf in leaves if leaf.finish is not None)


def schedule_out(book: Book, ev: int | None) -> dict[str, Any] | None:
    """Earned schedule, in days from the baseline's first; None without a baseline with budgets."""
    span = span_of(book)
    if span is None:
        return None
    days = [span[0] + dt.timedelta(days=n) for n in range((span[1] - span[0]).days + 1)]
    line = curve.planned_on([leaf for _, leaf in book.leaves], days, book.worked)
    found = earned.earned_schedule(ev, line, (book.status_on - span[0]).days + 1)
    if found is None:
        return None
    finish = None if found.finish_days is None else span[0] + dt.timedelta(days=found.finish_days - 1)
    return {
        "es": number(found.es),
        "at": found.at,
        "planned_days": found.planned_days,
        "sv": number(found.sv),
        "spi": number(found.spi),
        "finish": finish,
    }


def _baseline(project: Project) -> dict[str, Any] | None:
    kept = Baseline.objects.filter(pk=project.baseline_id).first() if project.baseline_id else None
    return None if kept is None else {"id": kept.pk, "name": kept.name, "taken_at": kept.taken_at}


def _notes(book: Book) -> list[dict[str, Any]]:
    """What the count leaves out: code, how many, how much."""
    leaves = book.leaves
    bare = sum(task.pk not in book.budgets and leaf.budget is None and task.kind == "task" for task, leaf in leaves)
    later = [leaf for _, leaf in leaves if leaf.budget and leaf.finish is None]
    moved = [
        book.budgets.get(task.pk, 0) - kept
        for task, _ in leaves
        if (kept := book.kept.get(task.pk)) is not None and kept != book.budgets.get(task.pk, 0)
    ]
    found = [("no_budget", bare, None), ("no_baseline", len(later), sum(leaf.budget or 0 for leaf in later))]
    found.append(("budget_changed", len(moved), sum(moved)))
    return [{"code": code, "count": count, "amount": amount(fen)} for code, count, fen in found if count]


def _row(book: Book, task: Task, number_: str, sums: earned.Sums) -> dict[str, Any]:
    own, summary = book.setting_of(task.pk), task.pk in book.plan.children
    done, of = sums.ev, sums.bac
    share = (Fraction(done, of) if done is not None and of else None) if summary else book.share(task)
    return {
        "id": task.pk,
        "parent": task.parent_id,
        "wbs": number_,
        "name": task.name,
        "kind": task.kind,
        "summary": summary,
        "method": own.method,
        "percent": None if share is None else round(float(share * 100), 1),
        "own_budget": own.budget is not None and not summary,
        **sums_out(sums),
        **performance_out(sums),
    }


def task_setting(actor: Actor, task_id: uuid.UUID) -> dict[str, Any]:
    """How one task is counted, for its form."""
    task = seen_task(actor, task_id)
    own = TaskSetting.objects.filter(task_id=task_id).first() or TaskSetting()
    names = ("budget", "method", "units", "units_done", "unit", "physical", "low", "likely", "high")
    steps = TaskStep.objects.filter(task_id=task_id).order_by("place").values("name", "weight", "done")
    return {
        "id": task.pk,
        "name": task.name,
        "percent": task.percent,
        "duration": task.duration,
        "minutes_per_day": task.project.minutes_per_day,
        **{name: getattr(own, name) for name in names},
        "units": None if own.units is None else float(own.units),
        "units_done": None if own.units_done is None else float(own.units_done),
        "steps": list(steps),
    }


def seen_task(actor: Actor, task_id: uuid.UUID) -> Task:
    rows = Task.objects.filter(project__in=seen(actor, PROJECT)).select_related("project")
    task: Task = get_visible(rows, task_id)
    project_for(actor, task.project_id)
    return task


def s_curve(actor: Actor, project_id: uuid.UUID) -> dict[str, Any]:
    """PV to the baseline's end, EV and AC to the status date, and from there to EAC at the forecast finish."""
    return curve_of(open_book(project_for(actor, project_id)))


def curve_of(book: Book) -> dict[str, Any]:
    span = span_of(book)
    now = book.status_on
    if span is None:
        return {"status_on": now, "finish": None, "points": []}
    total = book.total()
    eac = earned.measures(total, book.formula).eac
    finish = max(book.project.forecast_finish or span[1], now)
    first = min([span[0], *(line.day for line in book.spent)])
    days = curve.steps(first, max(span[1], finish), (now, finish))
    leaves = [leaf for _, leaf in book.reported]
    ahead: list[int | None] = [None] * len(days)
    if eac is not None and total.ac is not None:
        ahead = curve.ahead(now, finish, total.ac, eac, days)
    ev = curve.earned_on(leaves, days, book.now, book.worked)
    ac = curve.spent_by([(line.day, line.amount) for line in book.spent], days)
    points = [
        {
            "day": day,
            "pv": amount(pv),
            "ev": amount(ev[n]) if day <= now and total.ev is not None else None,
            "ac": amount(ac[n]) if day <= now and total.ac is not None else None,
            "forecast": amount(ahead[n]),
        }
        for n, (day, pv) in enumerate(zip(days, curve.planned_on(leaves, days, book.worked), strict=True))
    ]
    return {"status_on": now, "finish": finish, "points": points}

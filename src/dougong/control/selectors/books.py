"""A project's plan with its money: budgets, how far each task is, what was spent. Whoever asks has passed the gate already."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from dougong.control.models import CostEntry, ProjectSetting, TaskSetting, TaskStep
from dougong.control.rules import earned, progress
from dougong.control.rules.curve import end_of
from dougong.kit import clock
from dougong.kit.money import Money
from dougong.projects.models import BaselineTask, Project, Reported, Task
from dougong.projects.network import clock_for
from dougong.projects.plan import Plan
from dougong.projects.scheduling.calendars import Clock
from dougong.projects.scheduling.instants import DAY, date_of
from dougong.staffing.selectors import planned_cost
from dougong.timesheets.selectors.costs import actual_lines

_NONE = TaskSetting()


@dataclass(frozen=True)
class Spent:
    """What a day cost, on a task or on the project itself (None)."""

    day: dt.date
    task_id: uuid.UUID | None
    amount: int  # fen
    source: str  # entered, hours, labour


@dataclass
class Reports:
    """What was said of a task's progress: percent by day, and what it was before."""

    was: int
    by_day: dict[dt.date, int]


@dataclass
class Book:
    """`now` is the instant that progress was taken at; `at` the one that is asked about, at most `now`."""

    project: Project
    setting: ProjectSetting
    plan: Plan
    now: int
    at: int
    tasks: list[Task]
    settings: Mapping[uuid.UUID, TaskSetting]
    steps: Mapping[uuid.UUID, list[TaskStep]]
    budgets: Mapping[uuid.UUID, int]
    spent: list[Spent]
    kept: Mapping[uuid.UUID, int | None]  # budgets in the baseline that counts, of the tasks in it
    _worked: dict[int, int] = field(default_factory=dict)

    @cached_property
    def clock(self) -> Clock:
        return clock_for(self.project)

    def worked(self, at: int) -> int:
        found = self._worked.get(at)
        if found is None:
            found = self._worked[at] = self.clock.worked(at)
        return found

    @property
    def status_on(self) -> dt.date:
        return date_of(self.at // DAY - 1)

    @property
    def formula(self) -> earned.Formula:
        return next(known for known in earned.FORMULAS if known == self.setting.formula)

    def setting_of(self, pk: uuid.UUID) -> TaskSetting:
        return self.settings.get(pk, _NONE)

    def share(self, task: Task) -> Fraction:
        own = self.setting_of(task.pk)
        steps = [progress.Step(step.weight, step.done) for step in self.steps.get(task.pk, ())]
        return progress.share(
            own.method,
            task.percent,
            done=None if own.units_done is None else Fraction(own.units_done),
            of=None if own.units is None else Fraction(own.units),
            steps=steps,
            physical=own.physical,
        )

    def leaf(self, task: Task) -> earned.Leaf:
        budget = self.budgets.get(task.pk)
        kept = self.kept.get(task.pk)
        return earned.Leaf(
            budget=kept if kept is not None else budget,
            share=self.share(task),
            start=task.baseline_start,
            finish=task.baseline_finish,
            began=task.actual_start,
            ended=task.actual_finish,
        )

    @cached_property
    def leaves(self) -> list[tuple[Task, earned.Leaf]]:
        return [(task, self.leaf(task)) for task in self.tasks if task.active and task.pk not in self.plan.children]

    @cached_property
    def reported(self) -> list[tuple[Task, earned.Leaf]]:
        """The leaves with what was said of them day by day: only what is earned before `now` asks for it. One query."""
        reports = reports_of(self.project)
        found = []
        for task, leaf in self.leaves:
            kind = "physical" if self.setting_of(task.pk).method == "physical" else "plan"
            said = reports.get((task.pk, kind))
            if said is not None:
                days = tuple((end_of(day), Fraction(done, 100)) for day, done in sorted(said.by_day.items()))
                leaf = replace(leaf, reports=days, before=Fraction(said.was, 100))
            found.append((task, leaf))
        return found

    @cached_property
    def costs(self) -> dict[uuid.UUID | None, int]:
        """Until the day that is asked about, by task; what is booked on a task that is gone stands on the project."""
        found: dict[uuid.UUID | None, int] = {}
        for line in self.spent:
            if line.day <= self.status_on:
                key = line.task_id if line.task_id in self.plan.tasks else None
                found[key] = found.get(key, 0) + line.amount
        return found

    def nodes(self) -> list[earned.Node]:
        leaves = {task.pk: leaf for task, leaf in (self.leaves if self.at == self.now else self.reported)}
        return [earned.Node(t.pk, t.parent_id, leaves.get(t.pk), self.costs.get(t.pk)) for t in self.tasks]

    def by_row(self) -> dict[Any, earned.Sums]:
        return earned.roll_up(self.nodes(), self.at, self.now, self.worked)

    def total(self, rows: Mapping[Any, earned.Sums] | None = None) -> earned.Sums:
        """Of the project: its rows at the top, and what is booked on none of them."""
        found = self.by_row() if rows is None else rows
        top = [found[task.pk] for task in self.tasks if task.parent_id is None]
        return earned.total([*top, earned.Sums(ac=self.unassigned)])

    @property
    def unassigned(self) -> int | None:
        return self.costs.get(None)


def status_instant(project: Project) -> int:
    """The end of the status date, else of today."""
    return project.status_at if project.status_at is not None else end_of(clock.today())


def open_book(project: Project, *, at: dt.date | None = None) -> Book:
    """In a fixed number of queries. `at` before the status date looks back; later is the status date."""
    plan = Plan(project)
    setting = ProjectSetting.objects.filter(project=project).first() or ProjectSetting(project=project)
    own = {row.task_id: row for row in TaskSetting.objects.filter(project=project)}
    steps: dict[uuid.UUID, list[TaskStep]] = {}
    for step in TaskStep.objects.filter(project=project).order_by("task_id", "place"):
        steps.setdefault(step.task_id, []).append(step)
    now = status_instant(project)
    asked = now if at is None else min(end_of(at), now)
    kept: dict[uuid.UUID, int | None] = {}
    if project.baseline_id is not None:
        rows = BaselineTask.objects.filter(baseline_id=project.baseline_id).values_list("task_id", "budget")
        kept = {pk: None if amount is None else amount.amount_fen for pk, amount in rows}
    return Book(
        project=project,
        setting=setting,
        plan=plan,
        now=now,
        at=asked,
        tasks=plan.ordered(),
        settings=own,
        steps=steps,
        budgets=budgets_of(plan, setting, own),
        spent=spent_on(project),
        kept=kept,
    )


def reports_of(project: Project) -> dict[tuple[uuid.UUID, str], Reports]:
    """By task and way of counting; the last one of a day counts."""
    found: dict[tuple[uuid.UUID, str], Reports] = {}
    rows = Reported.objects.filter(project=project).order_by("pk")
    for pk, kind, day, percent, was in rows.values_list("task_id", "kind", "day", "percent", "was"):
        found.setdefault((pk, kind), Reports(was, {})).by_day[day] = percent
    return found


def budgets(project: Project) -> dict[uuid.UUID, Money]:
    """The budget of every task at the bottom of the outline that has one, as a baseline keeps them."""
    setting = ProjectSetting.objects.filter(project=project).first() or ProjectSetting(project=project)
    own = {row.task_id: row for row in TaskSetting.objects.filter(project=project)}
    return {pk: Money.fen(fen) for pk, fen in budgets_of(Plan(project), setting, own).items()}


def budgets_of(plan: Plan, setting: ProjectSetting, own: Mapping[uuid.UUID, TaskSetting]) -> dict[uuid.UUID, int]:
    """What was entered for a task counts; the others go by the project's source."""
    leaves = [t for t in plan.tasks.values() if t.active and t.pk not in plan.children]
    entered = {
        t.pk: row.budget.amount_fen for t in leaves if (row := own.get(t.pk)) is not None and row.budget is not None
    }
    others = {t.pk: t.duration or 0 for t in leaves if t.pk not in entered and t.kind != "hammock"}
    if setting.source == "contract":
        whole = plan.project.contract.amount.amount_fen * setting.contract_percent // 100
        return entered | progress.spread(max(whole - sum(entered.values()), 0), others)
    if setting.source == "assignments":
        return entered | {pk: cost.amount_fen for pk, cost in planned_cost(list(others)).items() if cost}
    return entered


def spent_on(project: Project) -> list[Spent]:
    """Costs that were entered and stand; approved hours by their rates, and day labour. Hours without a rate cost nothing."""
    rows = CostEntry.objects.filter(project=project, withdrawn_at__isnull=True)
    entered = [
        Spent(day, task_id, amount.amount_fen, "entered")
        for day, task_id, amount in rows.order_by("spent_on", "pk").values_list("spent_on", "task_id", "amount")
    ]
    worked = [
        Spent(ln.day, ln.task_id, ln.amount.amount_fen, ln.source) for ln in actual_lines(project.pk) if ln.amount
    ]
    return sorted(entered + worked, key=lambda line: line.day)

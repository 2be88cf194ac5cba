"""A plan in memory: load it, change it, calculate it, write what changed. Every act on a plan goes through `Plan`."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from operator import itemgetter
from typing import Any, TypeVar

from django.db.models.base import ModelState

from dougong.kit import clock
from dougong.kit.columns import columns_of
from dougong.kit.jsonable import plain
from dougong.projects import choices, errors, rules, scheduling
from dougong.projects.models import Link, Project, Task
from dougong.projects.network import PROFILES, clock_for, to_network
from dougong.projects.scheduling.instants import DAY, day_of

INPUT = (
    "parent_id", "position", "uid", "name", "kind", "duration", "elapsed", "calendar", "constraint", "constraint_at",
    "deadline", "percent", "remaining", "actual_start", "actual_finish", "stop", "resume", "manual_start",
    "manual_finish", "active", "owner_id", "owner_name", "baseline_start", "baseline_finish", "baseline_duration",
)  # fmt: skip
COMPUTED = (
    "start", "finish", "early_start", "early_finish", "late_start", "late_finish", "total_float", "free_float",
    "critical",
)  # fmt: skip
LINK = ("pred_id", "succ_id", "type", "lag", "elapsed", "lag_percent")
#: What of the project belongs to its plan and is undone with it.
OWN = (
    "starts_on", "starts_minute", "status_at", "calendar", "calendars", "profile", "minutes_per_day", "critical_limit", "baseline_id",
    "baseline_at", "baseline_finish",
)  # fmt: skip
#: The versions of the plan in which a row changed.
STAMPS = ("changed_in", "edited_in")
#: What of a row changes without anybody having meant that row.
QUIET = frozenset({"position", "baseline_start", "baseline_finish", "baseline_duration"})
#: Versions back to which one is told what the plan lost since.
REMEMBERED = 1000
_KEYS = ("parent_id", "owner_id", "pred_id", "succ_id", "baseline_id")
_DATES = ("starts_on", "baseline_finish")
Delta = dict[str, Any]


class Plan:
    """The tasks and links of one project. Summaries are the tasks that have others under them."""

    def __init__(self, project: Project, *, full: bool = True) -> None:
        self.project = project
        #: The version that whoever acts has before him.
        self.since = project.plan_version
        tasks, links = (_load(Task, project), _load(Link, project)) if full else ([], [])
        self.tasks: dict[uuid.UUID, Task] = {task.pk: task for task in tasks}
        self.links: dict[uuid.UUID, Link] = {link.pk: link for link in links}
        self.before = {task.pk: _inputs(task.__dict__) for task in tasks}
        self.dates_before = {task.pk: _computed(task.__dict__) for task in tasks}
        self.links_before = {link.pk: _link(link.__dict__) for link in links}
        self.own_before = _own(project.__dict__)
        self.result: scheduling.Result | None = None
        self._children: dict[uuid.UUID | None, list[uuid.UUID]] | None = None

    # ---- outline

    @property
    def children(self) -> dict[uuid.UUID | None, list[uuid.UUID]]:
        if self._children is None:
            found: dict[uuid.UUID | None, list[uuid.UUID]] = {}
            for task in sorted(self.tasks.values(), key=lambda task: (task.position, task.pk)):
                found.setdefault(task.parent_id, []).append(task.pk)
            self._children = found
        return self._children

    def reshape(self) -> None:
        """Call after a parent or a position was changed."""
        self._children = None

    def numbers(self) -> dict[uuid.UUID, str]:
        return {pk: number for pk, number, _ in rules.walk(self.children)}

    def task(self, task_id: uuid.UUID) -> Task:
        found = self.tasks.get(task_id)
        if found is None:
            raise errors.TaskMissing()
        return found

    def is_summary(self, task: Task) -> bool:
        return task.pk in self.children

    def add(self, task: Task, after_id: uuid.UUID | None) -> None:
        self.tasks[task.pk] = task
        self.put(task, task.parent_id, after_id)

    def put(self, task: Task, parent_id: uuid.UUID | None, after_id: uuid.UUID | None) -> None:
        """Under `parent_id`, behind `after_id` (None: as the first)."""
        self.put_many([task], parent_id, after_id)

    def put_many(self, rows: list[Task], parent_id: uuid.UUID | None, after_id: uuid.UUID | None) -> None:
        """The same for several, in their order. What is known of the outline is kept up, for many are put one by one."""
        moving = {task.pk for task in rows}
        for old in {task.parent_id for task in rows} & self.children.keys():
            self.children[old] = [pk for pk in self.children[old] if pk not in moving]
            if not self.children[old]:
                del self.children[old]
        siblings = self.children.setdefault(parent_id, [])
        place = siblings.index(after_id) + 1 if after_id in siblings else 0
        ahead = self.tasks[siblings[place - 1]].position if place else None
        behind = self.tasks[siblings[place]].position if place < len(siblings) else None
        positions = rules.places_between(ahead, behind, len(rows))
        siblings[place:place] = [task.pk for task in rows]
        for number, task in enumerate(rows):
            task.parent_id = parent_id
            task.position = positions[number] if positions else 0
        if positions is None:
            for number, pk in enumerate(siblings, start=1):
                self.tasks[pk].position = number * rules.STEP
        self.rename_kinds()

    def rename_kinds(self) -> None:
        """A task with others under it is a summary; one that lost them is a task again."""
        parents = self.children
        for pk, task in self.tasks.items():
            if pk in parents:
                if task.kind != "summary":
                    task.kind = "summary"
                    task.duration = task.remaining = task.actual_start = task.actual_finish = None
                    task.constraint, task.constraint_at, task.percent = "", None, 0
            elif task.kind == "summary":
                task.kind = "task"
                task.duration = self.project.minutes_per_day if task.duration is None else task.duration

    def remove(self, ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
        """Tasks with everything under them, and their links."""
        gone: set[uuid.UUID] = set()
        for pk in ids:
            gone |= {self.task(pk).pk, *rules.below(pk, self.children)}
        for pk in gone:
            del self.tasks[pk]
        self.links = {pk: link for pk, link in self.links.items() if not {link.pred_id, link.succ_id} & gone}
        self.reshape()
        self.rename_kinds()
        return gone

    # ---- calculation

    def ordered(self) -> list[Task]:
        return [self.tasks[pk] for pk, _, _ in rules.walk(self.children)]

    def recalculate(self) -> None:
        """Dates of all tasks and the project's figures. Raises LinkLoop or ScheduleRefused in the tasks' names."""
        tasks = self.ordered()
        try:
            network = to_network(self.project, tasks, self.links.values())
            self.result = scheduling.calculate(network, PROFILES[self.project.profile])
        except scheduling.ScheduleError as error:
            raise self._refusal(error) from None
        answers = self.result.tasks
        for task in tasks:
            found = answers[task.pk.hex]
            task.start, task.finish = found.start, found.finish
            task.early_start, task.early_finish = found.early_start, found.early_finish
            task.late_start, task.late_finish = found.late_start, found.late_finish
            task.total_float, task.free_float = found.total_float, found.free_float
            task.critical = found.critical
        self._summaries(tasks)
        self._figures(tasks)

    def _refusal(self, error: scheduling.ScheduleError) -> Exception:
        numbers = self.numbers()
        named = {pk.hex: f"{numbers[pk]} {task.name}" for pk, task in self.tasks.items() if pk in numbers}
        names = [named.get(id, id) for id in error.task_ids]
        if error.code == "loop":
            return errors.LinkLoop(path=" → ".join([*names, names[0]]), tasks=list(error.task_ids))
        zh, en = error.zh, error.en
        for id, name in zip(error.task_ids, names, strict=True):
            zh, en = zh.replace(id, name), en.replace(id, name)
        return errors.ScheduleRefused(zh=zh, en=en, reason=error.code, tasks=list(error.task_ids))

    def _summaries(self, tasks: list[Task]) -> None:
        """Percent of a summary is that of its leaves, weighted by duration. Deepest first, one pass."""
        weight: dict[uuid.UUID, int] = {}
        done: dict[uuid.UUID, int] = {}
        leaf_count: dict[uuid.UUID, list[int]] = {}
        for task in reversed(tasks):
            if task.pk in self.children:
                size, earned, (count, finished) = weight[task.pk], done[task.pk], leaf_count[task.pk]
                share = earned / size if size else 100 * finished / count
                task.percent = 100 if finished == count else min(round(share), 99)
            else:
                size = task.duration or 0
                earned, count, finished = size * task.percent, 1, int(task.percent >= 100)
            if task.parent_id is not None:
                above = task.parent_id
                weight[above] = weight.get(above, 0) + size
                done[above] = done.get(above, 0) + earned
                tally = leaf_count.setdefault(above, [0, 0])
                tally[0] += count
                tally[1] += finished

    def refresh_figures(self) -> None:
        """The project's figures from the dates as they stand."""
        self._figures(self.ordered())

    def _figures(self, tasks: list[Task]) -> None:
        project = self.project
        leaves = [_work(task) for task in tasks if task.pk not in self.children]
        project.percent = rules.done_percent(leaves)
        end_of_today = (day_of(clock.today()) + 1) * DAY
        project.planned_percent = rules.planned_percent(leaves, end_of_today, clock_for(project).worked)
        finish = max((task.finish for task in tasks if task.finish is not None), default=None)
        project.forecast_finish = None if finish is None else rules.last_day(finish)
        project.days_late = rules.days_late(project.forecast_finish, project.baseline_finish or project.finishes_on)

    # ---- what changed

    def changed_inputs(self) -> set[uuid.UUID]:
        return {pk for pk, task in self.tasks.items() if self.before.get(pk) != _inputs(task.__dict__)}

    def changed_percents(self) -> list[tuple[uuid.UUID, int, int]]:
        """Tasks that were there, with what was done before and is now; of summaries it is added up, not said."""
        place = INPUT.index("percent")
        said = ((pk, old[place], self.tasks[pk].percent) for pk, old in self.before.items() if pk in self.tasks)
        return [(pk, was, now) for pk, was, now in said if was != now and pk not in self.children]

    def changed_dates(self) -> set[uuid.UUID]:
        return {pk for pk, task in self.tasks.items() if self.dates_before.get(pk) != _computed(task.__dict__)}

    def meant(self, pk: uuid.UUID) -> bool:
        """Whether somebody changed this row itself, and not only its place among others or what is added up in it."""
        old, task = self.before.get(pk), self.tasks[pk]
        if old is None:
            return True
        changed = {name for name, a, b in zip(INPUT, old, _inputs(task.__dict__), strict=True) if a != b}
        return bool(changed - QUIET - ({"percent"} if task.kind == "summary" else set()))

    def stamp(self, version: int) -> None:
        """Write into the changed rows in which version that was."""
        inputs = self.changed_inputs()
        for pk in inputs | self.changed_dates():
            self.tasks[pk].changed_in = version
        for pk in inputs:
            if self.meant(pk):
                self.tasks[pk].edited_in = version
        for pk in self.changed_links():
            self.links[pk].changed_in = version

    def changed_links(self) -> set[uuid.UUID]:
        return {pk for pk, link in self.links.items() if self.links_before.get(pk) != _link(link.__dict__)}

    def inverse(self) -> Delta:
        """What takes the present state back to the loaded one."""
        now = {pk: _inputs(task.__dict__) for pk, task in self.tasks.items()}
        own = _own(self.project.__dict__)
        delta: Delta = {
            "tasks": {
                "put": [row for pk, values in self.before.items() if (row := self._undo_row(pk, values, now.get(pk)))],
                "drop": [pk for pk in now if pk not in self.before],
            },
            "links": {
                "put": [
                    _row(pk, LINK, values)
                    for pk, values in self.links_before.items()
                    if pk not in self.links or _link(self.links[pk].__dict__) != values
                ],
                "drop": [pk for pk in self.links if pk not in self.links_before],
            },
            "project": {
                name: old for name, old, new in zip(OWN, self.own_before, own, strict=True) if plain(old) != plain(new)
            },
        }
        found: Delta = plain(delta)
        return found

    def _undo_row(self, pk: uuid.UUID, old: tuple[Any, ...], new: tuple[Any, ...] | None) -> dict[str, Any] | None:
        """The whole of a row that is gone, the changed fields of one that stays; a summary's percent is no input."""
        if new is None:
            return _row(pk, INPUT, old)
        changed = {name: a for name, a, b in zip(INPUT, old, new, strict=True) if a != b}
        if self.tasks[pk].kind == "summary" and "kind" not in changed:
            changed.pop("percent", None)
        return {"id": pk, **changed} if changed else None

    def apply(self, delta: Delta) -> None:
        """Put and drop rows as a delta says."""
        for name, value in delta["project"].items():
            setattr(self.project, name, _revive(name, value))
        for text in delta["links"]["drop"]:
            self.links.pop(uuid.UUID(text), None)
        gone = {uuid.UUID(text) for text in delta["tasks"]["drop"]}
        self.tasks = {pk: task for pk, task in self.tasks.items() if pk not in gone}
        for row in delta["tasks"]["put"]:
            self._put_row(row)
        for row in delta["links"]["put"]:
            pk = uuid.UUID(row["id"])
            link = self.links.setdefault(pk, Link(pk=pk, project=self.project))
            for name in LINK:
                setattr(link, name, _revive(name, row[name]))
        self.reshape()

    def whole(self) -> bool:
        """Whether every parent and both ends of every link are there."""
        ends = {end for link in self.links.values() for end in (link.pred_id, link.succ_id)}
        parents = {task.parent_id for task in self.tasks.values()} - {None}
        return (ends | parents) <= self.tasks.keys()

    def touched(self, delta: Delta) -> set[uuid.UUID]:
        """The rows that a delta is about: those it puts and drops, what they hang under, the ends of its links."""
        tasks, links = delta["tasks"], delta["links"]
        meant = [row for row in tasks["put"] if row.keys() - QUIET - {"id"}]
        found = {row["id"] for row in meant} | {row.get("parent_id") for row in meant} | set(tasks["drop"])
        found |= {row[end] for row in links["put"] for end in ("pred_id", "succ_id")}
        ids = {uuid.UUID(text) for text in found if text}
        gone = [self.links[pk] for text in links["drop"] if (pk := uuid.UUID(text)) in self.links]
        ids |= {end for link in gone for end in (link.pred_id, link.succ_id)}
        above = (self.tasks[pk].parent_id for text in tasks["drop"] if (pk := uuid.UUID(text)) in self.tasks)
        return ids | {pk for pk in above if pk}

    def _put_row(self, row: dict[str, Any]) -> None:
        pk = uuid.UUID(row["id"])
        task = self.tasks.get(pk)
        if task is None:
            task = self.tasks[pk] = Task(pk=pk, project=self.project)
        for name in row.keys() - {"id"}:
            setattr(task, name, _revive(name, row[name]))


def _work(task: Task) -> rules.Work:
    return rules.Work(
        task.duration or 0, task.percent, task.baseline_start, task.baseline_finish, task.baseline_duration
    )


_inputs, _computed, _link, _own = itemgetter(*INPUT), itemgetter(*COMPUTED), itemgetter(*LINK), itemgetter(*OWN)
R = TypeVar("R", Task, Link)


def _load(model: type[R], project: Project) -> list[R]:
    """The rows of a project, made without the checks of a model's __init__: a plan of 5,000 tasks is loaded on every act."""
    found = model._default_manager.filter(project=project)
    names = [field.attname for field in model._meta.concrete_fields]
    rows: list[R] = []
    for values in zip(*columns_of(found, names), strict=True):
        row = model.__new__(model)
        row.__dict__.update(zip(names, values, strict=True))
        row._state = ModelState()
        row._state.adding, row._state.db = False, project._state.db
        rows.append(row)
    return rows


def _row(pk: uuid.UUID, names: tuple[str, ...], values: tuple[Any, ...]) -> dict[str, Any]:
    return {"id": pk, **dict(zip(names, values, strict=True))}


def _revive(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _KEYS:
        return uuid.UUID(value)
    if name in _DATES and isinstance(value, str):  # a task's baseline_finish is an instant, the project's a date
        return dt.date.fromisoformat(value)
    return dt.datetime.fromisoformat(value) if name == "baseline_at" else value


def new_task(project: Project, **values: Any) -> Task:
    """A row with its defaults, not yet in a plan."""
    task = Task(project=project, position=0)
    for name, value in values.items():
        setattr(task, name, value)
    if task.kind in choices.MILESTONES:
        task.duration = 0
    elif task.kind == "task" and task.duration is None:
        task.duration = project.minutes_per_day
    return task

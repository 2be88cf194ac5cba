"""The plan as the draws see it."""

from __future__ import annotations

from typing import Any

from dougong.control.rules.draws import Edge, Net, Work, network
from dougong.control.selectors.books import Book
from dougong.projects.models import Link, Task
from dougong.projects.rules import below


class _Builder:
    def __init__(self, book: Book) -> None:
        self.book = book
        self.works: list[Work] = []
        self.edges: list[Edge] = []
        self.place: dict[Any, int] = {}

    def build(self) -> Net:
        plan = self.book.plan
        for task in self.book.tasks:
            if task.pk not in plan.children and _counts(task):
                self.place[task.pk] = self._add(self._work(task))
        linked = {pk for link in plan.links.values() for pk in (link.pred_id, link.succ_id)}
        for task in reversed(self.book.tasks):
            if task.pk in plan.children and task.pk in linked and task.active:
                self._gates(task)
        for link in plan.links.values():
            self._link(link)
        return network(self.works, self.edges)

    def _add(self, work: Work) -> int:
        self.works.append(work)
        return len(self.works) - 1

    def _work(self, task: Task) -> Work:
        assert task.start is not None and task.finish is not None
        worked = self.book.worked
        start, finish = worked(task.start), worked(task.finish)
        low, likely, high = self._factors(task)
        left: int | None = None
        if task.actual_finish is not None:
            left = 0
        elif task.actual_start is not None:
            left = finish - max(start, min(worked(self.book.now), finish))
        return Work(task.pk, start, finish, low, likely, high, left)

    def _factors(self, task: Task) -> tuple[float, float, float]:
        """Of the planned duration: what was entered for the task, else the project's default spread."""
        own, setting, planned = self.book.setting_of(task.pk), self.book.setting, task.duration
        if not planned or task.kind != "task":
            return 1.0, 1.0, 1.0
        if own.low is None and own.likely is None and own.high is None:
            return setting.low / 100, 1.0, setting.high / 100
        likely = planned if own.likely is None else own.likely
        low = min(likely, round(likely * setting.low / 100)) if own.low is None else own.low
        high = max(likely, round(likely * setting.high / 100)) if own.high is None else own.high
        return low / planned, likely / planned, high / planned

    def _gates(self, task: Task) -> None:
        """A summary that is linked begins before and ends after all that is under it."""
        leaves = [
            number for pk in below(task.pk, self.book.plan.children) if (number := self.place.get(pk)) is not None
        ]
        if not leaves:
            return
        begin = min(self.works[number].start for number in leaves)
        end = max(self.works[number].finish for number in leaves)
        gate = self.place[task.pk, "begin"] = self._add(Work(None, begin, begin, counts=False))
        last = self.place[task.pk, "end"] = self._add(Work(None, end, end, counts=False))
        for number in leaves:
            self.edges.append(Edge(gate, number, True, False, 0))
            self.edges.append(Edge(number, last, True, False, 0))

    def _link(self, link: Link) -> None:
        from_finish, to_finish = link.type in ("FS", "FF"), link.type in ("FF", "SF")
        pred = self.place.get(link.pred_id, self.place.get((link.pred_id, "end" if from_finish else "begin")))
        succ = self.place.get(link.succ_id, self.place.get((link.succ_id, "end" if to_finish else "begin")))
        if pred is None or succ is None:
            return
        # A lag that is counted otherwise than in the project's working time is as long as it is in the plan: see `network`.
        lag = link.lag
        if link.lag_percent is not None:
            lag = round((self.works[pred].finish - self.works[pred].start) * link.lag_percent / 100)
        self.edges.append(Edge(pred, succ, from_finish, to_finish, lag))


def _counts(task: Task) -> bool:
    """Whether it takes part: a level of effort is as long as what it goes with, a row without dates has none."""
    return task.active and task.kind != "hammock" and task.start is not None and task.finish is not None


def network_of(book: Book) -> Net:
    return _Builder(book).build()

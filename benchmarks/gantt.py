"""Acts on a plan of 5,000 tasks and 6,000 links: what the server takes, asks and sends, beside the bare calculation.

    python benchmarks/gantt.py [--sample] [--page]

The floor of each act is what can't be left out: loading the rows and one calculation, in the same run. Best of five, milliseconds
of CPU of this process (SQLite in memory is part of it). Then the PDF, per page. --sample is a tenth of the tasks. --page
opens the plan in Chromium too and prints the CPU of its renderer and its frames.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dougong.config.settings")
os.environ["DOUGONG_DATA"] = tempfile.mkdtemp(prefix="dougong-gantt-")
TASKS, LINKS = (500, 600) if "--sample" in sys.argv else (5_000, 6_000)
#: What an act may take above loading and calculating, and the queries that it may ask.
MOST_RATIO, MOST_QUERIES = 3.0, 40


def best(run: Callable[[], object], times: int = 5) -> float:
    found = []
    for _ in range(times):
        begun = time.process_time()
        run()
        found.append((time.process_time() - begun) * 1000)
    return min(found)


def queries(run: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        run()
    return len(asked)


class Bench:
    """The plan that is measured, and the acts on it."""

    def __init__(self) -> None:
        from _plans import make

        from dougong.kit.actor import Actor
        from dougong.projects.models import Task
        from dougong.projects.tests import factories
        from tests.cast import assemble

        self.project = factories.project(assemble())
        make(self.project, TASKS, LINKS)
        self.actor = Actor.system()
        rows = list(Task.objects.filter(project=self.project, kind="task").order_by("position"))
        self.early, self.late = rows[len(rows) // 20], rows[-len(rows) // 20]
        self.turn = 0

    def fresh(self) -> Any:
        from dougong.projects.models import Project
        from dougong.projects.plan import Plan

        return Plan(Project.objects.get(pk=self.project.pk))

    def edit(self, task: Any) -> Any:
        from dougong.projects import services

        self.turn += 1
        return services.save_task(self.actor, task_id=task.pk, version=None, duration=480 * (self.turn % 19 + 1))

    def rename(self) -> Any:
        from dougong.projects import services

        self.turn += 1
        return services.save_task(self.actor, task_id=self.late.pk, version=None, name=f"任务 {self.turn}")

    def add(self) -> Any:
        from dougong.projects import services

        near = self.early.pk
        return services.add_task(self.actor, project_id=self.project.pk, version=None, name="新", after_id=near)[0]

    def undo(self) -> Any:
        from dougong.projects import services

        return services.undo(self.actor, project_id=self.project.pk, version=None)

    def acts(self) -> dict[str, Callable[[], Any]]:
        return {
            "rename": self.rename,
            "length of a late task": lambda: self.edit(self.late),
            "length of an early task": lambda: self.edit(self.early),
            "add a row": self.add,
            "undo": self.undo,
        }


def measure(bench: Bench) -> bool:
    """The floor, then the acts beside it."""
    from dougong.kit.jsonable import dumps
    from dougong.projects import selectors, services

    loading, floor = best(bench.fresh), best(lambda: bench.fresh().recalculate())
    print(
        f"{TASKS:,} tasks, {LINKS:,} links: loading {loading:.0f} ms, loading and calculating {floor:.0f} ms (the floor)"
    )
    whole = len(dumps(selectors.schedule(bench.actor, bench.project.pk)))
    taken = best(lambda: dumps(selectors.schedule(bench.actor, bench.project.pk)), 3)
    print(f"    the whole plan: {taken:.0f} ms, {whole / 1e6:.2f} MB")
    kept = True
    for name, act in bench.acts().items():
        taken, asked, sent = best(act), queries(act), selectors.change_of(bench.actor, act())
        size = len(dumps(sent))
        kept &= taken / floor <= MOST_RATIO and asked <= MOST_QUERIES
        print(
            f"    {name:<24} {taken:6.0f} ms  {taken / floor:4.1f} of the floor  {asked:2d} queries  {len(sent['tasks']):5d} rows, "
            f"{size / 1000:6.0f} kB, {size / whole:6.3f} of the plan"
        )
    end = (bench.early.finish or 0) + 1440 * 7
    drag = best(lambda: services.preview_move(bench.actor, task_id=bench.early.pk, finish=end))
    print(f"    {'preview of a drag':<24} {drag:6.0f} ms  {drag / floor:4.1f} of the floor")
    return kept


def on_paper(bench: Bench) -> None:
    from dougong.projects import services

    for paper in ("a3", "a4"):
        begun = time.perf_counter()
        _, pdf = services.print_schedule(bench.actor, project_id=bench.project.pk, language="zh", paper=paper)
        taken = time.perf_counter() - begun
        print(f"    PDF {paper}: {taken:.1f} s, {len(pdf) / 1e6:.1f} MB, {1000 * taken / TASKS:.2f} ms a task")


def on_page(bench: Bench) -> None:
    from _planner_page import measure as measure_page
    from _planner_page import missing, serve, session_of

    from dougong.accounts.models import User

    why = missing()
    if why:
        print(f"SKIPPED the page: {why}")
        return
    process, url = serve(os.environ["DOUGONG_DATA"])
    try:
        measure_page(url, bench.project, session_of(User.objects.get(pk=bench.project.manager_id)))
    finally:
        process.terminate()
        process.wait()


def main() -> int:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    bench = Bench()
    kept = measure(bench)
    on_paper(bench)
    if "--page" in sys.argv:
        on_page(bench)
    print("kept" if kept else f"MISSED: more than {MOST_RATIO} times the floor, or more than {MOST_QUERIES} queries")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    sys.exit(main())

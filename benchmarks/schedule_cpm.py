"""Critical path over 1,000 to 100,000 tasks, beside a bare topological pass over the same links.

    python benchmarks/schedule_cpm.py [--quick]

Prints milliseconds (best of three, on one core), microseconds a task and the ratio to the floor: the floor sorts the
tasks and adds plain numbers along the links, without calendars, floats or late dates.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable

from dougong.projects.scheduling import MS_PROJECT, P6, Link, LinkType, Profile, Project, Task, calculate, weekly
from dougong.projects.scheduling.calendars import EIGHT_HOURS, china_calendar
from dougong.projects.scheduling.instants import parse

SIZES = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
LIMITS_MS = {5_000: 100.0, 100_000: 3_000.0}


def network(size: int, seed: int = 7) -> Project:
    """About two links a task, mostly short, all types, a third with lags; three calendars; summaries of 20 tasks."""
    rng = random.Random(seed)
    calendars = (
        china_calendar(),
        weekly("six", "six days", EIGHT_HOURS, range(6)),
        weekly("shift", "two shifts", ((360, 840), (900, 1320)), range(7)),
    )
    ids = [c.id for c in calendars]
    tasks, links = [], []
    for number in range(size):
        if number % 20 == 0:
            tasks.append(Task(f"S{number}", f"Section {number}"))
        hours = rng.choice((4, 8, 16, 24, 40, 80))
        calendar = ids[0] if rng.random() < 0.7 else rng.choice(ids)
        parent = f"S{number - number % 20}"
        tasks.append(Task(str(number), f"Task {number}", hours * 60, parent_id=parent, calendar_id=calendar))
        for _ in range(2 if number else 0):
            pred = max(0, number - rng.randint(1, 400))
            if pred != number:
                kind = rng.choices(list(LinkType), (80, 10, 8, 2))[0]
                lag = rng.choice((0, 0, 480, 960, -240, 0))
                links.append(Link(str(pred), str(number), kind, lag))
    start = parse("2025-01-06 08:00")
    return Project("bench", "bench", start, tuple(tasks), tuple(links), calendars, ids[0])


def floor(project: Project) -> int:
    """A bare topological pass: dictionaries by id, plain addition."""
    index = {task.id: place for place, task in enumerate(project.tasks)}
    succs: list[list[int]] = [[] for _ in index]
    waiting = [0] * len(index)
    for link in project.links:
        succs[index[link.pred]].append(index[link.succ])
        waiting[index[link.succ]] += 1
    work = [task.duration or 0 for task in project.tasks]
    finish = [0] * len(index)
    ready = [place for place, count in enumerate(waiting) if not count]
    for place in ready:
        finish[place] += work[place]
        for succ in succs[place]:
            finish[succ] = max(finish[succ], finish[place])
            waiting[succ] -= 1
            if not waiting[succ]:
                ready.append(succ)
    return max(finish)


def best(run: Callable[[], object]) -> float:
    """Milliseconds of process time, best of three."""
    found = []
    for _ in range(3):
        gc.collect()
        begun = time.process_time()
        run()
        found.append((time.process_time() - begun) * 1000)
    return min(found)


def measure(size: int, profile: Profile) -> bool:
    project = network(size)
    bare, whole = best(lambda: floor(project)), best(lambda: calculate(project, profile))
    limit = LIMITS_MS.get(size)
    verdict = "" if limit is None else f"  limit {limit:.0f} ms: {'kept' if whole < limit else 'MISSED'}"
    print(
        f"{profile.name:>10} {size:>7} tasks {len(project.links):>7} links {whole:9.1f} ms"
        f" {whole * 1000 / size:6.2f} µs/task  floor {bare:7.1f} ms  ratio {whole / bare:5.1f}{verdict}"
    )
    return limit is None or whole < limit


def main() -> int:
    sizes = SIZES[:3] if "--quick" in sys.argv else SIZES
    kept = [measure(size, profile) for profile in (P6, MS_PROJECT) for size in sizes]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())

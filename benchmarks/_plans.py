"""A project of many tasks and links for measuring, written as an import would."""

from __future__ import annotations

import random
from typing import Any


def make(project: Any, tasks: int, links: int, *, per_summary: int = 20, seed: int = 7) -> None:
    """Summaries of twenty tasks, links mostly to near rows; the dates of one calculation, and a baseline."""
    from django.db import transaction

    from dougong.kit.actor import Actor
    from dougong.projects import services
    from dougong.projects.models import Link, Task
    from dougong.projects.plan import Plan
    from dougong.projects.services.writing import save_plan

    rng = random.Random(seed)
    plan = Plan(project)
    leaves: list[Task] = []
    top: Task | None = None
    for number in range(tasks):
        if number % per_summary == 0:
            top = Task(
                project=project, name=f"分部 {number // per_summary + 1}", kind="summary", position=(number + 1) * 1024
            )
            plan.tasks[top.pk] = top
            continue
        assert top is not None
        length = rng.choice((1, 2, 3, 5, 10)) * 480
        row = Task(
            project=project, name=f"任务 {number}", parent_id=top.pk, duration=length, position=(number + 1) * 1024
        )
        plan.tasks[row.pk] = row
        leaves.append(row)
    seen: set[tuple[int, int]] = set()
    while len(seen) < links:
        succ = rng.randrange(1, len(leaves))
        pair = (max(0, succ - rng.randint(1, 60)), succ)
        if pair not in seen and pair[0] != succ:
            seen.add(pair)
            link = Link(project=project, pred_id=leaves[pair[0]].pk, succ_id=leaves[succ].pk)
            plan.links[link.pk] = link
    plan.reshape()
    with transaction.atomic():
        save_plan(Actor.system(), plan, "import", "bench")
    services.set_baseline(Actor.system(), project_id=project.pk, version=None)

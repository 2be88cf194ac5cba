"""The order in which rows say an outline: each task right below what it belongs to."""

from __future__ import annotations

from collections import defaultdict

from dougong.projects.scheduling.network import Project, Task, TaskKind


def in_outline_order(project: Project) -> tuple[Task, ...]:
    """The tasks as they are where that says the outline already; else every parent followed by what is under it."""
    if _says_outline(project.tasks):
        return project.tasks
    below: dict[str | None, list[Task]] = defaultdict(list)
    for task in project.tasks:
        below[task.parent_id].append(task)
    found: list[Task] = []
    stack = list(reversed(below[None]))
    while stack:
        task = stack.pop()
        found.append(task)
        stack.extend(reversed(below[task.id]))
    return tuple(found)


def _says_outline(tasks: tuple[Task, ...]) -> bool:
    above: list[str] = []
    for task in tasks:
        if task.kind is TaskKind.BLANK:
            continue
        while above and above[-1] != task.parent_id:
            above.pop()
        if not above and task.parent_id is not None:
            return False
        above.append(task.id)
    return True

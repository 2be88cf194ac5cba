"""A proposal is shown only when this finds nothing wrong with it. It shares neither loads nor calculations with the search: loads
are swept minute by minute from the dates of a fresh calculation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from dougong.projects.scheduling import calculate
from dougong.projects.scheduling.instants import DAY
from dougong.projects.scheduling.network import Link, LinkType
from dougong.projects.scheduling.result import Result
from dougong.staffing.levelling.bench import Ground, Key, Scene, held
from dougong.staffing.levelling.search import Solution


def wrongs(scene: Scene, solution: Solution) -> list[str]:
    """What does not hold of a proposal, in words for the log; empty for one that may be shown."""
    found: list[str] = []
    results: dict[Key, Result] = {}
    for ground in scene.grounds:
        holds = solution.state.get(ground.key, {})
        found += [f"{task} may not be held" for task in holds if task not in ground.movable]
        results[ground.key] = calculate(held(ground.network, holds), ground.profile)
        found += _dates(ground, results[ground.key], holds, solution)
    promised = set(solution.left)
    found += [
        f"{resource} is over on {day}" for day, resource in _over(scene, results) if (day, resource) not in promised
    ]
    if solution.kind == "float":
        found += _later(scene, results)
    return found


def _dates(ground: Ground, result: Result, holds: Mapping[str, int], solution: Solution) -> list[str]:
    """The dates shown are those of this calculation; holds and plain links are kept; what may not move has not moved of itself."""
    shown = solution.stands[ground.key].result
    found = [f"{id} is shown elsewhere" for id, dates in result.tasks.items() if dates[-2:] != shown.tasks[id][-2:]]
    for task, at in holds.items():
        start = result.tasks[task].start
        if start is None or start < at:
            found.append(f"{task} starts before its hold")
    found += [f"{link.pred} → {link.succ} is broken" for link in ground.network.links if _broken(ground, result, link)]
    return found


def _broken(ground: Ground, result: Result, link: Link) -> bool:
    """A plain link, finish to start without lag, between tasks that may move."""
    if link.type is not LinkType.FS or link.lag or link.percent or link.succ not in ground.movable:
        return False
    end, begin = result.tasks[link.pred].finish, result.tasks[link.succ].start
    return end is not None and begin is not None and begin < end


def _over(scene: Scene, results: Mapping[Key, Result]) -> list[tuple[int, Key]]:
    """Days on which more minutes are asked than there are, counted shift by shift."""
    asked: dict[tuple[int, Key], float] = defaultdict(float)
    ours: set[tuple[int, Key]] = set()
    for ground in scene.grounds:
        for part in ground.parts:
            dates = results[ground.key].tasks[part.task]
            if dates.start is None or dates.finish is None:
                continue
            for day in range(max(dates.start // DAY, scene.today), (dates.finish + DAY - 1) // DAY):
                first, last = max(dates.start, day * DAY), min(dates.finish, day * DAY + DAY)
                minutes = part.clock.worked(last) - part.clock.worked(first) if last > first else 0
                if minutes > 0 and part.within.holds(day):
                    asked[day, part.resource] += minutes * part.percent / 100
                    ours.add((day, part.resource))
    for resource, days in scene.elsewhere.items():
        for day, more in days.items():
            asked[day, resource] += more
    return [pair for pair in sorted(ours, key=str) if asked[pair] > scene.supply[pair[1]].on(pair[0]) + 1]


def _later(scene: Scene, results: Mapping[Key, Result]) -> list[str]:
    found = []
    for ground in scene.grounds:
        now = calculate(ground.network, ground.profile).project_finish
        then = results[ground.key].project_finish
        if now is not None and then is not None and then > now:
            found.append(f"{ground.key} ends later")
    return found

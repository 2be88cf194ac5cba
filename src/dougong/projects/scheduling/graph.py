"""From a project to arrays: checks, what cannot be scheduled, bounds from constraints, order of calculation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from dougong.projects.scheduling.calendars import Calendar, Clock, FullClock, china_calendar, clock_of
from dougong.projects.scheduling.errors import Notice, ScheduleError, notice
from dougong.projects.scheduling.network import LagCalendar, Link, LinkType, Profile, Project, Task, TaskKind

# How a node behaves in the passes.
PLAIN, START, FINISH, EITHER, RAW, LEAST = range(6)
NEVER, ALWAYS = 1 << 60, -(1 << 60)

# Predecessor, successor, from the finish, to the finish, lag, the lag's clock; one value in both nodes' lists.
Edge = tuple[int, int, bool, bool, int, Clock]


@dataclass(slots=True)
class Special:
    """What sets a node apart from logic alone; most nodes have none."""

    fixed_start: int | None = None
    fixed_finish: int | None = None
    link_start: int | None = None  # where links from its start count from
    link_finish: int | None = None
    latest_start: int | None = None  # honoured even against the links
    latest_finish: int | None = None
    ignores_links: bool = False
    late_is_early: bool = False
    pins_late: bool = False
    done: bool = False
    expected_finish: int | None = None


@dataclass(slots=True)
class Network:
    ids: list[str] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    work: list[int] = field(default_factory=list)
    preds: list[list[Edge]] = field(default_factory=list)
    succs: list[list[Edge]] = field(default_factory=list)
    start_low: list[int] = field(default_factory=list)
    finish_low: list[int] = field(default_factory=list)
    start_high: list[int] = field(default_factory=list)
    finish_high: list[int] = field(default_factory=list)
    special: dict[int, Special] = field(default_factory=dict)
    alap: set[int] = field(default_factory=set)
    without_lags: set[int] = field(default_factory=set)  # finished: their links carry no lag back
    open_ends_critical: bool = False
    order: list[int] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)
    edges: list[tuple[int, int, int]] = field(default_factory=list)  # link number, pred node, place in its succs

    def add(self, id: str, kind: int, clock: Clock, work: int, start_low: int) -> int:
        """One more node; its number."""
        self.ids.append(id)
        self.kinds.append(kind)
        self.clocks.append(clock)
        self.work.append(work)
        self.reserve(start_low)
        return len(self.ids) - 1

    def reserve(self, start_low: int) -> None:
        """Brings the lists that begin the same for every node to the number of nodes: quicker than one by one."""
        count = len(self.ids) - len(self.preds)
        self.preds.extend([] for _ in range(count))
        self.succs.extend([] for _ in range(count))
        self.start_low.extend([start_low] * count)
        self.finish_low.extend([ALWAYS] * count)
        self.start_high.extend([NEVER] * count)
        self.finish_high.extend([NEVER] * count)

    def join(self, pred: int, succ: int, type: LinkType, lag: int, clock: Clock) -> None:
        from_finish = type is LinkType.FS or type is LinkType.FF
        to_finish = type is LinkType.FF or type is LinkType.SF
        edge = (pred, succ, from_finish, to_finish, lag, clock)
        self.succs[pred].append(edge)
        self.preds[succ].append(edge)


def check(project: Project) -> tuple[ScheduleError, ...]:
    """All that refuses the project as it stands, loops aside: repeated ids, missing link ends and parents."""
    known = {task.id for task in project.tasks}
    problems: list[ScheduleError] = []
    if len(known) < len(project.tasks):
        counts = Counter(task.id for task in project.tasks)
        for id in (id for id, count in counts.items() if count > 1):
            problems.append(ScheduleError("duplicate_task", tasks=(id,), at=_last_line(project.tasks, id), task=id))
    for task in project.tasks:
        if task.parent_id is not None and task.parent_id not in known:
            params = {"task": task.id, "parent": task.parent_id}
            problems.append(ScheduleError("missing_parent", tasks=(task.id,), at=task.line, **params))
        if (task.duration or 0) < 0 or (task.remaining or 0) < 0:
            problems.append(ScheduleError("negative_duration", tasks=(task.id,), at=task.line, task=task.id))
    for link in project.links:
        if link.pred not in known or link.succ not in known:
            missing = "、".join(end for end in (link.pred, link.succ) if end not in known)
            params = {"missing": missing, "pred": link.pred, "succ": link.succ}
            problems.append(ScheduleError("missing_task", tasks=(link.pred, link.succ), at=link.line, **params))
    return tuple(problems)


def _last_line(tasks: Iterable[Task], id: str) -> int | None:
    return max((task.line for task in tasks if task.id == id and task.line is not None), default=None)


def outline(project: Project) -> dict[str, list[str]]:
    """Children by parent, in order. ScheduleError where the outline loops."""
    children: dict[str, list[str]] = defaultdict(list)
    parents = {task.id: task.parent_id for task in project.tasks}
    for task in project.tasks:
        if task.parent_id is not None:
            children[task.parent_id].append(task.id)
    fine: set[str] = set()
    for id in children:
        path: list[str] = []
        at: str | None = id
        while at is not None and at not in fine:
            if at in path:
                loop = tuple(path[path.index(at) :])
                raise ScheduleError("outline_loop", tasks=loop, path=" → ".join((*loop, at)))
            path.append(at)
            at = parents[at]
        fine.update(path)
    return dict(children)


def leaves(id: str, children: dict[str, list[str]]) -> list[str]:
    """The tasks under a summary that have none under them."""
    found: list[str] = []
    stack = [id]
    while stack:
        at = stack.pop()
        if at in children:
            stack.extend(children[at])
        else:
            found.append(at)
    return found


class Clocks:
    """One clock per calendar of a project, made when first asked for."""

    def __init__(self, project: Project, profile: Profile) -> None:
        self._calendars: dict[str, Calendar] = {calendar.id: calendar for calendar in project.calendars}
        if not self._calendars:
            self._calendars[china_calendar().id] = china_calendar()
        self._around = project.start or 0
        self._clocks: dict[str, Clock | None] = {}
        self.full = FullClock()
        self.default_id = project.calendar_id or next(iter(self._calendars))
        self._by_task: dict[str, str] = {}
        self._unions: dict[str, tuple[str, ...]] = {}
        if profile.resource_calendars:
            for task, ids in _resource_calendars(project, self.default_id).items():
                # A space cannot stand in an id of a file, so the union's name is its own.
                self._by_task[task] = " ".join(ids)
                self._unions[" ".join(ids)] = ids

    def id_for(self, task: Task) -> str:
        if task.calendar_id is not None:
            return task.calendar_id
        if task.uses_resource_calendar:
            return self._by_task.get(task.id, self.default_id)
        return self.default_id

    def get(self, id: str) -> Clock | None:
        """None where the calendar is missing or has no working time."""
        if id not in self._clocks:
            try:
                self._clocks[id] = self._make(id)
            except ScheduleError as error:
                if error.code != "calendar_broken":
                    raise
                self._clocks[id] = None
        return self._clocks[id]

    def _make(self, id: str) -> Clock | None:
        ids = self._unions.get(id, (id,))
        calendars = [self._calendars[one] for one in ids if one in self._calendars]
        if len(calendars) < len(ids):
            return None
        return clock_of(self._calendars, calendars, self._around)

    def used(self) -> list[Calendar]:
        return [self._calendars[id] for id in self._clocks if id in self._calendars]


def _resource_calendars(project: Project, default: str) -> dict[str, tuple[str, ...]]:
    """The calendars of each task's work resources: work goes on while any of them works."""
    own = {resource.id: resource.calendar_id or default for resource in project.resources if resource.work}
    found: dict[str, set[str]] = defaultdict(set)
    for assignment in project.assignments:
        calendar = own.get(assignment.resource_id)
        if calendar is not None:
            found[assignment.task_id].add(calendar)
    return {task: tuple(sorted(ids)) for task, ids in found.items()}


_PLACED_AFTERWARDS = (TaskKind.GROUP, TaskKind.BLANK, TaskKind.HAMMOCK)


def unschedulable(project: Project, clocks: Clocks, children: dict[str, list[str]]) -> tuple[set[str], list[Notice]]:
    """Tasks that get no dates, with the reason: inactive, without calendar or duration, or after such a one."""
    out: set[str] = set()
    notices: list[Notice] = []
    roots: list[str] = []
    ordinary = TaskKind.TASK
    for task in project.tasks:
        kind = task.kind
        if task.id in children or (kind is not ordinary and kind in _PLACED_AFTERWARDS):
            continue
        calendar = task.calendar_id or clocks.id_for(task)
        if not task.active:
            # An inactive task is left out on purpose: what follows it is scheduled without it.
            out.add(task.id)
            notices.append(notice("not_scheduled", tasks=(task.id,), at=task.line, task=task.id))
        elif clocks.get(calendar) is None:
            params = {"task": task.id, "calendar": calendar}
            notices.append(notice("calendar_unusable", tasks=(task.id,), at=task.line, **params))
            roots.append(task.id)
        elif task.duration is None and kind is ordinary and task.left is None:
            notices.append(notice("no_duration", tasks=(task.id,), at=task.line, task=task.id))
            roots.append(task.id)
    after = _downstream(project.links, roots, children)
    for task in project.tasks if after else ():
        if task.id in after and task.id not in out:
            notices.append(notice("after_unscheduled", tasks=(task.id,), at=task.line, task=task.id))
    return out | set(roots) | after, notices


def _downstream(links: Iterable[Link], roots: list[str], children: dict[str, list[str]]) -> set[str]:
    """Leaves reached from the roots through links, an unscheduled child making its summary's end unknown too."""
    if not roots:
        return set()
    follows: dict[str, list[str]] = defaultdict(list)
    for link in links:
        for end in leaves(link.succ, children):
            for beginning in leaves(link.pred, children):
                follows[beginning].append(end)
    seen = set(roots)
    stack = list(roots)
    while stack:
        for succ in follows[stack.pop()]:
            if succ not in seen:
                seen.add(succ)
                stack.append(succ)
    return seen - set(roots)


def sort(network: Network) -> None:
    """Fills `order`. ScheduleError naming the tasks of one loop, in order, where there is no order."""
    waiting = [len(preds) for preds in network.preds]
    order = [node for node, count in enumerate(waiting) if not count]
    succs = network.succs
    for node in order:  # the list grows while it is walked
        for edge in succs[node]:
            succ = edge[1]
            waiting[succ] -= 1
            if not waiting[succ]:
                order.append(succ)
    if len(order) < len(network.ids):
        path = _loop(network, {node for node, count in enumerate(waiting) if count})
        raise ScheduleError("loop", tasks=path, path=" → ".join((*path, path[0])))
    network.order = order


def _loop(network: Network, left: set[int]) -> tuple[str, ...]:
    # Every node left has a predecessor left, so walking back must meet itself.
    node = min(left)
    seen: dict[int, int] = {}
    walk: list[int] = []
    while node not in seen:
        seen[node] = len(walk)
        walk.append(node)
        node = next(edge[0] for edge in network.preds[node] if edge[0] in left)
    ids = [network.ids[at] for at in reversed(walk[seen[node] :])]
    names = [id for place, id in enumerate(ids) if place == 0 or id != ids[place - 1]]
    if len(names) > 1 and names[0] == names[-1]:
        names.pop()
    first = names.index(min(names))
    return tuple(names[first:] + names[:first])


def lag_clock(link: Link, pred: Task, succ: Task, which: LagCalendar, clocks: Clocks) -> Clock:
    """The clock a lag is counted on."""
    if link.elapsed or which is LagCalendar.CLOCK:
        return clocks.full
    if which is LagCalendar.PROJECT:
        found = clocks.get(clocks.default_id)
    else:
        task = pred if which is LagCalendar.PREDECESSOR else succ
        found = clocks.get(clocks.id_for(task))
    return found or clocks.full

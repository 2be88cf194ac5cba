"""The search: the first overload is taken, each task in it that may be held is tried as the one that waits, and the one that
costs least by the measure of the proposal is held; then every hold that the others make needless is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any

from dougong.projects.scheduling import ScheduleError
from dougong.projects.scheduling.instants import DAY
from dougong.projects.scheduling.levelling.of_project import level
from dougong.projects.scheduling.network import Assignment, Resource
from dougong.staffing.levelling.bench import Bench, Ground, Holds, Key, Part, Stand, State, span
from dougong.staffing.rules import SLACK, WHOLE

#: Fewest tasks moved; the projects end first; nothing ends later.
KINDS = ("fewest", "earliest", "float")
#: Days ahead in which a place is looked for.
AHEAD = 500
#: Tasks with people above which the order is not asked of the solver.
LARGE = 1000


@dataclass(frozen=True, slots=True)
class Because:
    """Why a task waits: the resource that is taken until then, and by which tasks (`away`: it is not there)."""

    resource: Key
    tasks: tuple[Any, ...]
    away: bool


@dataclass
class Solution:
    """`left` are the (day, resource) that it leaves overloaded; `whole` is false when its time ran out."""

    kind: str
    state: State
    because: dict[tuple[Key, str], Because]
    left: list[tuple[int, Key]]
    whole: bool = True
    stands: dict[Key, Stand] = field(default_factory=dict)


def search(bench: Bench, kind: str, *, time_limit: float, known: Sequence[Solution] = ()) -> Solution:
    """The best found by this measure in about `time_limit` seconds; for the earliest end those found before count too."""
    begun = perf_counter()
    found = _repaired(bench, kind, {}, begun + time_limit)
    if kind == "earliest":
        found = min([found, *(replace(one, kind=kind) for one in known)], key=lambda one: _measure(bench, one))
        seed = _seed(bench, min(2.0, time_limit / 4))
        if seed:
            other = _repaired(bench, kind, seed, perf_counter() + time_limit / 2)
            found = min(found, other, key=lambda one: _measure(bench, one))
    return found


def _measure(bench: Bench, one: Solution) -> tuple[float, int, int]:
    """Overload left, then by how much the projects end later, then tasks moved."""
    return round(bench.total_excess(one.stands) / 60), bench.delay(one.stands), len(bench.moved(one.stands))


def _repaired(bench: Bench, kind: str, seed: State, deadline: float) -> Solution:
    state: State = {key: dict(seed.get(key, {})) for key in bench.grounds}
    because: dict[tuple[Key, str], Because] = {}
    hopeless: set[tuple[int, Key]] = set()
    whole = True
    limit = 20 * sum(len(ground.movable) for ground in bench.grounds.values()) + 20
    for turn in range(limit + 1):
        stands = bench.stands(state)
        first = next((pair for pair in bench.over(stands) if pair not in hopeless), None)
        if first is None:
            break
        if perf_counter() > deadline or turn == limit:
            whole = False
            break
        choice = _best(bench, kind, state, stands, first)
        if choice is None:
            hopeless.add(first)
            continue
        key, task, at, why = choice
        state[key][task] = at
        because[key, task] = why
    _prune(bench, state, deadline)
    return _settled(bench, kind, state, because, whole)


def _best(
    bench: Bench, kind: str, state: State, stands: dict[Key, Stand], first: tuple[int, Key]
) -> tuple[Key, str, int, Because] | None:
    """The wait that costs least; one that moves nothing is none."""
    day, resource = first
    best: tuple[tuple[float, ...], tuple[Key, str, int, Because]] | None = None
    inside = bench.at_work(stands, resource, day)
    away = bench.scene.supply[resource].on(day) <= 0
    outside = bench.scene.others.get((resource, day), ())
    for key, task in inside:
        if task not in bench.grounds[key].movable:
            continue
        start = stands[key].result.tasks[task].start or 0
        beside = bench.beside(stands, key)
        was = bench.adds(beside, stands[key])
        for at in _instants(bench, stands, first, key, task):
            trial = bench.stand(key, {**state[key], task: at})
            now, adds = trial.result.tasks[task].start, bench.adds(beside, trial)
            if now is None or now <= start:
                continue
            if kind == "float" and (adds > was - 1 or not bench.within_float({key: trial})):
                continue
            rank = _rank(bench, kind, key, stands[key], trial, adds - was, now - start)
            if best is None or rank < best[0]:
                taken = tuple(other for _, other in inside if other != task) + outside
                best = rank, (key, task, at, Because(resource, taken, away))
    return None if best is None else best[1]


def _rank(bench: Bench, kind: str, key: Key, stand: Stand, trial: Stand, adds: float, wait: int) -> tuple[float, ...]:
    """By how much it is worse than now, in tasks moved, minutes of overload, the project's end, and the wait itself."""
    moved = len(bench.moved_of(key, trial)) - len(bench.moved_of(key, stand))
    delay = bench.delay_of(key, trial) - bench.delay_of(key, stand)
    return (delay, round(adds), moved, wait) if kind == "earliest" else (moved, round(adds), delay, wait)


def _instants(bench: Bench, stands: dict[Key, Stand], first: tuple[int, Key], key: Key, task: str) -> Iterable[int]:
    """When it could begin instead: as another one of them ends, as the resource is there again, where all of it has room."""
    day, resource = first
    start = stands[key].result.tasks[task].start or 0
    found = set()
    for other, name in bench.at_work(stands, resource, day):
        end = span(stands[other].result, name)[1]
        if name != task and end is not None and end > start:
            found.add(end)
    if bench.scene.supply[resource].on(day) <= 0:
        back = next((d for d in range(day + 1, day + AHEAD) if bench.scene.supply[resource].on(d) > 0), None)
        if back is not None:
            found.add(back * DAY)
    room = _room(bench, stands, key, task)
    if room is not None:
        found.add(room)
    return sorted(found)


def _room(bench: Bench, stands: dict[Key, Stand], key: Key, task: str) -> int | None:
    """The first day from which all that the task asks of everybody has room beside the others."""
    parts = [part for part in bench.grounds[key].parts if part.task == task]
    start, finish = span(stands[key].result, task)
    if start is None or finish is None or not parts:
        return None
    clock = parts[0].clock
    work = clock.worked(finish) - clock.worked(start)
    own = {part.resource: dict(bench.days(part, start, finish)) for part in parts}
    begin = max(start // DAY, bench.scene.today) + 1
    last = begin + AHEAD
    while begin < last:
        full = _first_full(bench, stands, parts, own, begin, work)
        if full is None:
            return begin * DAY
        begin = full + 1
    return None


def _first_full(
    bench: Bench, stands: dict[Key, Stand], parts: list[Part], own: dict[Key, dict[int, float]], begin: int, work: int
) -> int | None:
    """The first day without room, when the work begins on that day."""
    day, left = begin, work
    while left > 0 and day < begin + 10 * AHEAD:
        minutes = min(bench.minutes.on(parts[0].clock, day), left)
        if minutes:
            left -= minutes
            for part in parts:
                others = bench.load(stands, part.resource, day) - own[part.resource].get(day, 0.0)
                asked = minutes * part.percent / WHOLE if part.within.holds(day) else 0.0
                if asked and others + asked > bench.scene.supply[part.resource].on(day) + SLACK:
                    return day
        day += 1
    return None


def _prune(bench: Bench, state: State, deadline: float) -> None:
    """Drop every hold without which nothing is overloaded that is in order with it, and no project ends later."""
    holds = [(at, key, task) for key, own in state.items() for task, at in own.items()]
    for _, key, task in sorted(holds, key=lambda each: (-each[0], str(each[2]))):
        if perf_counter() > deadline:
            return
        stands = bench.stands(state)
        fewer = {name: at for name, at in state[key].items() if name != task}
        trial = {**stands, key: bench.stand(key, fewer)}
        if set(bench.over(trial)) <= set(bench.over(stands)) and bench.delay(trial) <= bench.delay(stands):
            state[key] = fewer


def _settled(bench: Bench, kind: str, state: State, because: dict[tuple[Key, str], Because], whole: bool) -> Solution:
    """Each hold at the instant at which its task now begins, which is what people read."""
    stands = bench.stands(state)
    exact: State = {}
    for key, holds in state.items():
        own: Holds = {}
        for task, at in holds.items():
            start = stands[key].result.tasks[task].start
            own[task] = at if start is None else max(at, start)
        exact[key] = own
    stands = bench.stands(exact)
    kept = {pair: why for pair, why in because.items() if pair[1] in exact[pair[0]]}
    return Solution(kind, exact, kept, bench.over(stands), whole, stands)


# ---- the solver's order as a beginning


def _seed(bench: Bench, seconds: float) -> State:
    """Each project levelled by itself by the engine, whose order becomes holds; what others ask is repaired afterwards."""
    state: State = {}
    for key, ground in bench.grounds.items():
        if not ground.parts or len({part.task for part in ground.parts}) > LARGE:
            continue
        bench.tick()
        try:
            levelled = level(_peopled(bench, ground), ground.profile, time_limit=seconds / len(bench.grounds))
        except ScheduleError:
            continue
        state[key] = {}
        for task in ground.movable:
            now, then = levelled.result.tasks[task].start, bench.base[key].result.tasks[task].start
            if now is not None and then is not None and now > then:
                state[key][task] = now
    return state if any(state.values()) else {}


def _peopled(bench: Bench, ground: Ground) -> Any:
    """The project with its people, as the engine reads it."""
    needed = sorted({part.resource for part in ground.parts}, key=str)
    people = tuple(Resource(str(one), str(one), capacity=bench.scene.supply[one].percent / WHOLE) for one in needed)
    work = tuple(
        Assignment(str(number), part.task, str(part.resource), part.percent / WHOLE)
        for number, part in enumerate(ground.parts)
    )
    return replace(ground.network, resources=people, assignments=work)

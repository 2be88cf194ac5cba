"""Monte Carlo over a network: durations drawn from three-point estimates, the dates they lead to, and what is critical how often.

Everything is counted in working minutes of the project's calendar. With durations that do not vary the planned dates come out:
a task is released where its plan has it when its links alone would let it begin sooner (a constraint, the status date), and a
link counts no further than the plan keeps it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Shape = Literal["pert", "triangular"]
#: Draws calculated at once: the unit of progress, and a part of what the result depends on.
CHUNK = 200
NEVER = -(1 << 30)


class Edge(NamedTuple):
    """A link between two nodes by number: from the start or the finish, to the start or the finish."""

    pred: int
    succ: int
    from_finish: bool
    to_finish: bool
    lag: int


@dataclass(frozen=True)
class Work:
    """A node. `start` and `finish` are where the plan has it. `low`, `likely`, `high` are factors on what varies: the whole,
    or for begun work (`left`) what lies behind the status date. Finished work does not vary."""

    id: object
    start: int
    finish: int
    low: float = 1.0
    likely: float = 1.0
    high: float = 1.0
    left: int | None = None  # minutes that are not done; None: not begun
    counts: bool = True  # False for nodes that only join others


@dataclass(frozen=True)
class Net:
    works: tuple[Work, ...]
    preds: tuple[tuple[Edge, ...], ...]
    succs: tuple[tuple[Edge, ...], ...]
    order: tuple[int, ...]
    release: tuple[int, ...]


def network(works: Sequence[Work], edges: Sequence[Edge]) -> Net:
    """Ready to draw from. ValueError when the links form a loop."""
    preds: list[list[Edge]] = [[] for _ in works]
    succs: list[list[Edge]] = [[] for _ in works]
    for edge in edges:
        pred, succ = works[edge.pred], works[edge.succ]
        kept = (succ.finish if edge.to_finish else succ.start) - (pred.finish if edge.from_finish else pred.start)
        edge = edge._replace(lag=min(edge.lag, kept))
        preds[edge.succ].append(edge)
        succs[edge.pred].append(edge)
    release = []
    for number, work in enumerate(works):
        reached = max((_reached(works, edge, work) for edge in preds[number]), default=NEVER)
        release.append(work.start if work.start > reached else NEVER)
    order = _order(preds, succs)
    return Net(tuple(works), tuple(map(tuple, preds)), tuple(map(tuple, succs)), order, tuple(release))


def _reached(works: Sequence[Work], edge: Edge, work: Work) -> int:
    pred = works[edge.pred]
    at = (pred.finish if edge.from_finish else pred.start) + edge.lag
    return at - (work.finish - work.start) if edge.to_finish else at


def _order(preds: list[list[Edge]], succs: list[list[Edge]]) -> tuple[int, ...]:
    waits = [len(edges) for edges in preds]
    ready = deque(number for number, count in enumerate(waits) if not count)
    order: list[int] = []
    while ready:
        number = ready.popleft()
        order.append(number)
        for edge in succs[number]:
            waits[edge.succ] -= 1
            if not waits[edge.succ]:
                ready.append(edge.succ)
    if len(order) < len(preds):
        raise ValueError("the links form a loop")
    return tuple(order)


@dataclass
class Drawn:
    """`finishes` are the project's, one of each draw; `critical` counts for each node the draws in which it was."""

    finishes: list[int] = field(default_factory=list)
    critical: list[int] = field(default_factory=list)


def draw(
    net: Net, *, draws: int, seed: int, shape: Shape = "pert", told: Callable[[int, int], None] | None = None
) -> Drawn:
    """The same answer for the same network, number of draws, shape and seed. `told(done, draws)` after each chunk."""
    import numpy as np

    found = Drawn(critical=[0] * len(net.works))
    if not net.works:
        return found
    critical = np.zeros(len(net.works), dtype=np.int64)
    for number, at in enumerate(range(0, draws, CHUNK)):
        count = min(CHUNK, draws - at)
        rng = np.random.Generator(np.random.PCG64([seed, number]))
        spans = _spans(np, rng, net, count, shape)
        start, finish = _forward(np, net, spans, count)
        ends = finish.max(axis=0)
        found.finishes += [int(end) for end in ends]
        critical += _critical(np, net, spans, start, finish, ends)
        if told is not None:
            told(at + count, draws)
    found.critical = [int(value) for value in critical]
    return found


def _spans(np: Any, rng: Any, net: Net, count: int, shape: Shape) -> Any:
    """Drawn lengths in minutes, a row for each node."""
    whole = np.array([work.finish - work.start for work in net.works], dtype=np.int64)
    varies = np.array([w.finish - w.start if w.left is None else w.left for w in net.works], dtype=np.int64)
    low, mode, high = (np.array([getattr(w, n) for w in net.works], dtype=float) for n in ("low", "likely", "high"))
    spread = high - low
    wide = (spread > 0) & (varies > 0)
    factor = np.repeat(mode[:, None], count, axis=1)
    rows = int(wide.sum())
    if rows:
        lows, modes, highs = (values[wide][:, None] for values in (low, mode, high))
        if shape == "triangular":
            factor[wide] = rng.triangular(lows, modes, highs, size=(rows, count))
        else:
            alpha = 1 + 4 * (modes - lows) / (highs - lows)
            beta = 1 + 4 * (highs - modes) / (highs - lows)
            factor[wide] = lows + (highs - lows) * rng.beta(alpha, beta, size=(rows, count))
    return (whole - varies)[:, None] + np.rint(varies[:, None] * factor).astype(np.int64)


def _forward(np: Any, net: Net, spans: Any, count: int) -> tuple[Any, Any]:
    start = np.empty((len(net.works), count), dtype=np.int64)
    finish = np.empty_like(start)
    for number in net.order:
        work, span, own = net.works[number], spans[number], start[number]
        own.fill(net.release[number] if work.left is None else work.start)
        for edge in net.preds[number] if work.left is None else ():
            at = (finish if edge.from_finish else start)[edge.pred] + edge.lag
            np.maximum(own, at - span if edge.to_finish else at, out=own)
        np.add(own, span, out=finish[number])
    return start, finish


def _critical(np: Any, net: Net, spans: Any, start: Any, finish: Any, ends: Any) -> Any:
    """In how many draws a node's delay would have been the project's."""
    late = np.empty_like(finish)
    for number in reversed(net.order):
        own = late[number]
        own[:] = ends
        for edge in net.succs[number]:
            if net.works[edge.succ].left is not None:
                continue
            at = late[edge.succ] - edge.lag
            if not edge.to_finish:
                at = at - spans[edge.succ]
            if not edge.from_finish:
                at = at + spans[number]
            np.minimum(own, at, out=own)
    return (late <= finish).sum(axis=1)


def level(finishes: Sequence[int], share: float) -> int:
    """The smallest finish that so many of the draws keep (nearest rank)."""
    ordered = sorted(finishes)
    place = -(-len(ordered) * round(share * 100) // 100)
    return ordered[min(max(place, 1), len(ordered)) - 1]

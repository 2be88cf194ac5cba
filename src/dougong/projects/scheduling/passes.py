"""The forward and the backward pass. Rule numbers are those of the P6 profile in docs/critical-path.md."""

from __future__ import annotations

from dataclasses import dataclass

from dougong.projects.scheduling.calendars import Clock
from dougong.projects.scheduling.errors import ScheduleError
from dougong.projects.scheduling.graph import (
    ALWAYS,
    EITHER,
    FINISH,
    LEAST,
    NEVER,
    PLAIN,
    RAW,
    START,
    Network,
    Special,
)


@dataclass(slots=True)
class Dates:
    """Early and late instants by node; `link_*` is where links count from."""

    early_start: list[int]
    early_finish: list[int]
    link_start: list[int]
    link_finish: list[int]
    late_start: list[int]
    late_finish: list[int]
    work_start: list[int]  # W of the early dates on the node's own calendar
    work_finish: list[int]
    late_work: list[int]  # W of the late finish, of nodes that logic alone decides

    def move(self, node: int, clock: Clock, start: int, finish: int) -> None:
        """Other early dates for a node."""
        self.early_start[node], self.early_finish[node] = start, finish
        self.work_start[node], self.work_finish[node] = clock.worked(start), clock.worked(finish)


def empty(network: Network) -> Dates:
    size = len(network.ids)
    return Dates(*([0] * size for _ in range(9)))


def place_early(kind: int, clock: Clock, work: int, start: int, finish: int) -> tuple[int, int]:
    """Early dates from the latest instants imposed on the start and on the finish."""
    if kind == PLAIN:
        begin, end, _ = clock.ahead(start, work)
        if finish > end:  # rule 6: the imposed finish is kept, as a working instant
            w = clock.worked(finish)
            return clock.start(w - work), finish if clock.working(finish) else clock.start(w)
        return begin, end
    at = start if start > finish else finish
    if kind == START or (kind < RAW and not clock.working(at)):  # rules 7 and 8
        at = clock.start(clock.worked(at))
    return at, at


def place_late(kind: int, clock: Clock, work: int, start: int, finish: int) -> tuple[int, int]:
    """Late dates from the earliest instants imposed on the start and on the finish."""
    if kind == PLAIN:
        begin, until, _ = clock.back(finish, work)
        if start < begin:  # rule 6, mirrored
            w = clock.worked(start)
            return start if clock.working(start) else clock.finish(w), clock.finish(w + work)
        return begin, until
    at = start if start < finish else finish
    if kind == FINISH or (kind < RAW and not clock.working(at)):  # rules 7 and 8
        at = clock.finish(clock.worked(at))
    return at, at


def forward(network: Network, dates: Dates) -> None:
    """Fills the early dates. ScheduleError naming the task whose dates leave the calendar's range."""
    es, ef, ls, lf = dates.early_start, dates.early_finish, dates.link_start, dates.link_finish
    kinds, clocks, work, special = network.kinds, network.clocks, network.work, network.special
    ws, wf = dates.work_start, dates.work_finish
    node = 0
    try:
        for node in network.order:
            start, finish = early_bounds(network, node, ls, lf)
            if node in special:
                _forward_special(network, dates, node, start, finish)
                continue
            kind, clock, length = kinds[node], clocks[node], work[node]
            if kind == PLAIN:
                begin, end, w = clock.ahead(start, length)
                if finish <= end:
                    es[node] = ls[node] = begin
                    ef[node] = lf[node] = end
                    ws[node], wf[node] = w, w + length
                    continue
            begin, end = place_early(kind, clock, length, start, finish)
            es[node] = ls[node] = begin
            ef[node] = lf[node] = end
            ws[node], wf[node] = clock.worked(begin), clock.worked(end)
    except ScheduleError as error:
        raise ScheduleError(error.code, tasks=(network.ids[node],), task=network.ids[node]) from error


def early_bounds(network: Network, node: int, starts: list[int], finishes: list[int]) -> tuple[int, int]:
    """The latest instants that predecessors, constraints and the project's start impose (rules 2, 4, 5)."""
    start, finish = network.start_low[node], network.finish_low[node]
    preds = network.preds[node]
    if network.kinds[node] == LEAST:
        start = finish = min((starts[edge[0]] for edge in preds), default=start)
        return start, finish
    for pred, _, from_finish, to_finish, lag, clock in preds:
        at = finishes[pred] if from_finish else starts[pred]
        if lag:
            at = clock.shift(at, lag)
        if to_finish:
            if at > finish:
                finish = at
        elif at > start:
            start = at
    return start, finish


def _forward_special(network: Network, dates: Dates, node: int, start: int, finish: int) -> None:
    special, clock, work = network.special[node], network.clocks[node], network.work[node]
    kind = network.kinds[node]
    if special.ignores_links:
        start, finish = network.start_low[node], network.finish_low[node]
    if special.expected_finish is not None:
        begin = clock.ahead(start, 0)[0]
        network.work[node] = work = max(clock.worked(special.expected_finish) - clock.worked(begin), 0)
    begin, end = place_early(kind, clock, work, start, finish)
    if special.latest_finish is not None and end > special.latest_finish:
        begin, end = place_late(kind, clock, work, NEVER, special.latest_finish)
    if special.latest_start is not None and begin > special.latest_start:
        begin, end = place_early(kind, clock, work, special.latest_start, ALWAYS)
    if special.fixed_start is not None:
        begin, end = _fixed(special, kind, clock, work)
    elif special.fixed_finish is not None:
        begin, end = place_late(kind, clock, work, NEVER, special.fixed_finish)
        end = special.fixed_finish
    if end < begin:  # nothing is left to do: one instant
        begin, end = (end, end) if special.fixed_start is None and special.fixed_finish is not None else (begin, begin)
    dates.move(node, clock, begin, end)
    dates.link_start[node] = begin if special.link_start is None else special.link_start
    dates.link_finish[node] = end if special.link_finish is None else special.link_finish


def _fixed(special: Special, kind: int, clock: Clock, work: int) -> tuple[int, int]:
    begin = special.fixed_start or 0
    if special.pins_late and kind == PLAIN:
        begin = clock.ahead(begin, 0)[0]
    if special.fixed_finish is not None:
        return begin, special.fixed_finish
    return begin, clock.finish(clock.worked(begin) + work) if kind == PLAIN else begin


def backward(network: Network, dates: Dates, end: int) -> None:
    """Fills the late dates from the instant the project must be done."""
    late_s, late_f, late_w = dates.late_start, dates.late_finish, dates.late_work
    kinds, clocks, work, special = network.kinds, network.clocks, network.work, network.special
    node = 0
    try:
        for node in reversed(network.order):
            start, finish = late_bounds(network, node, late_s, late_f, end)
            if network.open_ends_critical and not network.succs[node] and dates.early_finish[node] < finish:
                finish = dates.early_finish[node]
            if kinds[node] == LEAST:
                late_s[node] = late_f[node] = start if start < finish else finish
                continue
            own = special.get(node)
            if own is None and kinds[node] == PLAIN:
                begin, until, w = clocks[node].back(finish, work[node])
                if start >= begin:
                    late_s[node], late_f[node], late_w[node] = begin, until, w
                    continue
            begin, until = place_late(kinds[node], clocks[node], work[node], start, finish)
            late_w[node] = clocks[node].worked(until)
            if own is not None:
                begin, until = _late_special(own, dates, node, clocks[node], begin, until, finish)
            late_s[node], late_f[node] = begin, until
    except ScheduleError as error:
        raise ScheduleError(error.code, tasks=(network.ids[node],), task=network.ids[node]) from error


def late_bounds(network: Network, node: int, starts: list[int], finishes: list[int], end: int) -> tuple[int, int]:
    """The earliest instants that successors, constraints and the project's end impose on a start and a finish."""
    start, finish = network.start_high[node], network.finish_high[node]
    if end < finish:
        finish = end
    kinds, lags = network.kinds, node not in network.without_lags
    for _, succ, from_finish, to_finish, lag, clock in network.succs[node]:
        if kinds[succ] == LEAST:
            continue
        at = finishes[succ] if to_finish else starts[succ]
        if lag and lags:
            at = clock.shift(at, -lag)
        if from_finish:
            if at < finish:
                finish = at
        elif at < start:
            start = at
    return start, finish


def _late_special(
    own: Special, dates: Dates, node: int, clock: Clock, begin: int, until: int, finish: int
) -> tuple[int, int]:
    early_start, early_finish = dates.early_start[node], dates.early_finish[node]
    if own.pins_late or (own.late_is_early and own.done):
        return early_start, early_finish
    if own.late_is_early:
        return early_start, until
    begin = min(begin, until)
    if own.fixed_start is not None and own.fixed_finish is not None and clock.working(finish) and finish > until:
        return begin, finish  # placed by hand: the imposed instant is kept
    return begin, until


def as_late_as_possible(network: Network, dates: Dates, end: int) -> None:
    """Rule 11: moves early dates right as far as the successors' early dates allow, last activities first."""
    es, ef = dates.early_start, dates.early_finish
    for node in reversed(network.order):
        if node not in network.alap or node in network.special:
            continue
        start, finish = late_bounds(network, node, es, ef, min(end, dates.late_finish[node]))
        kind = network.kinds[node]
        # A milestone that has no side of its own here stays on the instant that stops it.
        begin, until = place_late(EITHER if kind in (START, FINISH) else kind, *_size(network, node), start, finish)
        if until > ef[node]:
            dates.move(node, network.clocks[node], begin, until)
            dates.link_start[node], dates.link_finish[node] = begin, until


def _size(network: Network, node: int) -> tuple[Clock, int]:
    return network.clocks[node], network.work[node]

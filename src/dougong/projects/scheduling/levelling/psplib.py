"""Reads the two formats of the PSPLIB: Patterson's (.rcp, .txt) and the single-mode `.sm`.

Patterson: tasks and resources; capacities; then for each task its duration, its demands, how many successors, which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dougong.projects.scheduling.errors import ScheduleError
from dougong.projects.scheduling.levelling.problem import Arc, Problem, check_problem

MAX_ACTIVITIES = 20_000


def looks_like_problem(data: bytes, filename: str) -> bool:
    """By the name's end; the content is judged by the reader."""
    return filename.lower().endswith((".txt", ".rcp", ".sm", ".patterson")) and data[:6] != b"ERMHDR"


def read_problem(data: bytes) -> Problem:
    """ScheduleError with the line: problem_broken, demand_over_capacity, loop, too_many_tasks."""
    text = data.decode("utf-8-sig", errors="replace")
    problem = _single_mode(text) if "PRECEDENCE RELATIONS" in text else _patterson(text)
    check_problem(problem)
    return problem


def _broken(line: int, reason: str) -> ScheduleError:
    return ScheduleError("problem_broken", at=line, line=line, reason=reason)


class _Numbers:
    """Whole numbers of a text one by one, with the line of the last."""

    def __init__(self, text: str) -> None:
        self._found: Iterator[tuple[int, str]] = iter(
            [(line, word) for line, row in enumerate(text.splitlines(), start=1) for word in row.split()]
        )
        self.line = 1

    def next(self, what: str) -> int:
        pair = next(self._found, None)
        if pair is None:
            raise _broken(self.line, f"{what}?")
        self.line, word = pair
        if not word.isascii() or not word.isdigit():
            raise _broken(self.line, f"{what}: {word[:20]}")
        return int(word)

    def rest(self) -> bool:
        return next(self._found, None) is not None


def _patterson(text: str) -> Problem:
    numbers = _Numbers(text)
    size, kinds = numbers.next("tasks"), numbers.next("resources")
    if size > MAX_ACTIVITIES:
        raise ScheduleError("too_many_tasks", limit=MAX_ACTIVITIES)
    capacities = tuple(numbers.next("capacity") for _ in range(kinds))
    durations: list[int] = []
    demands: list[tuple[int, ...]] = []
    links: list[tuple[int, int]] = []
    for place in range(size):
        durations.append(numbers.next("duration"))
        demands.append(tuple(numbers.next("demand") for _ in range(kinds)))
        for _ in range(numbers.next("successors")):
            succ = numbers.next("successor")
            if not 1 <= succ <= size:
                raise _broken(numbers.line, f"successor: {succ}")
            links.append((place, succ - 1))
    if numbers.rest():
        raise _broken(numbers.line + 1, "?")
    return _problem(durations, demands, capacities, links)


def _problem(
    durations: list[int], demands: list[tuple[int, ...]], capacities: tuple[int, ...], links: list[tuple[int, int]]
) -> Problem:
    return Problem(
        ids=tuple(str(place) for place in range(1, len(durations) + 1)),
        durations=tuple(durations),
        demands=tuple(demands),
        capacities=capacities,
        arcs=tuple(Arc(pred, succ, durations[pred]) for pred, succ in links),
        resources=tuple(f"R{number}" for number in range(1, len(capacities) + 1)),
    )


_ROW = re.compile(r"^\s*\d[\d\s]*$")


def _single_mode(text: str) -> Problem:
    """Three tables: successors, durations with demands, capacities. More than one mode is refused."""
    rows: dict[str, list[tuple[int, list[int]]]] = {
        "": [],
        "PRECEDENCE": [],
        "REQUESTS": [],
        "RESOURCEAVAILABILITIES": [],
    }
    section = ""
    for line, raw in enumerate(text.splitlines(), start=1):
        word = raw.strip().split(" ")[0].split("/")[0].rstrip(":")
        section = word if word in rows else section
        if _ROW.match(raw):
            rows[section].append((line, [int(part) for part in raw.split()]))
    links: list[tuple[int, int]] = []
    size = len(rows["PRECEDENCE"])
    if not size or size != len(rows["REQUESTS"]) or not rows["RESOURCEAVAILABILITIES"]:
        raise _broken(1, f"{size} / {len(rows['REQUESTS'])}")
    for place, (line, row) in enumerate(rows["PRECEDENCE"]):
        if len(row) < 3 or row[0] != place + 1 or row[1] != 1 or len(row) != 3 + row[2]:
            raise _broken(line, " ".join(map(str, row)))
        if not all(1 <= succ <= size for succ in row[3:]):
            raise _broken(line, " ".join(map(str, row)))
        links += [(place, succ - 1) for succ in row[3:]]
    capacities = tuple(rows["RESOURCEAVAILABILITIES"][0][1])
    durations, demands = [], []
    for place, (line, row) in enumerate(rows["REQUESTS"]):
        if len(row) != 3 + len(capacities) or row[0] != place + 1:
            raise _broken(line, " ".join(map(str, row)))
        durations.append(row[2])
        demands.append(tuple(row[3:]))
    return _problem(durations, demands, capacities, links)

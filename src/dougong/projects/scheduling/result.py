"""What a calculation answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dougong.projects.scheduling.errors import Notice


class TaskDates(NamedTuple):
    """Dates in minutes since 1970-01-01 local, floats in working minutes; all None where there is no answer."""

    early_start: int | None = None
    early_finish: int | None = None
    late_start: int | None = None
    late_finish: int | None = None
    total_float: int | None = None  # None for a finished task in the P6 profile
    free_float: int | None = None
    critical: bool = False
    longest_path: bool = False
    start: int | None = None  # to draw: actual where there is one, else early
    finish: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Dates of every task by id; `driving` are the numbers of the links that decide a date (places in project.links)."""

    profile: str
    project_start: int | None  # the earliest start
    project_finish: int | None  # the latest early finish
    tasks: Mapping[str, TaskDates]
    driving: frozenset[int]
    warnings: tuple[Notice, ...]

    @property
    def critical(self) -> tuple[str, ...]:
        """Critical tasks in the project's order."""
        return tuple(id for id, dates in self.tasks.items() if dates.critical)

"""Imported schedules bring their assignments, where a resource is called as the file says."""

from __future__ import annotations

from dougong.projects.scheduling import Notice
from dougong.projects.scheduling.errors import notice
from dougong.projects.services.importing import TAKERS, Taker
from dougong.staffing.services import by_name, take_assignments


def _tell(names: set[str]) -> list[Notice]:
    known = by_name(names)
    return [notice("resource_unknown", name=name) for name in sorted(names) if name not in known]


TAKERS.append(Taker(take_assignments, _tell))

"""Where the key of a record leads that went into another: an address that finds nothing asks here before it says so."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError


@dataclass(frozen=True)
class Lead:
    """Addresses under `root` begin with a key; `find(actor, key)` answers the key that bears it now, when the actor sees it, and
    what a write to the old one is told."""

    root: str
    find: Callable[[Actor, uuid.UUID], tuple[uuid.UUID, BusinessError] | None]


_leads: list[Lead] = []
_KEY = r"([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"


def leads(*found: Lead) -> None:
    _leads.extend(found)


def led_on(actor: Actor, path: str) -> tuple[str, BusinessError] | None:
    """The address under the key of now, and what a write is told; None where the key was never another's."""
    for lead in _leads:
        at = re.match(f"{re.escape(lead.root)}{_KEY}(?=/|$)", path)
        found = lead.find(actor, uuid.UUID(at[1])) if at else None
        if at and found:
            return f"{lead.root}{found[0]}{path[at.end():]}", found[1]
    return None

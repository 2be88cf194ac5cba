"""What the grade is made of comes from the apps above, asked when it is needed: nothing of it is stored twice."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from dougong.care.credit.rules import Payments
from dougong.kit.actor import Actor

Ids = Sequence[uuid.UUID]


class Source(Protocol):
    def clients(self) -> list[uuid.UUID]:
        """Those of whom there is anything to say."""
        ...

    def payments(self, ids: Ids, window: dt.date, recent: dt.date) -> Mapping[uuid.UUID, Payments]:
        """Of what fell due from `window` on, and what came in from `recent` on: a fixed number of queries."""
        ...

    def rows(self, actor: Actor, client_id: uuid.UUID, window: dt.date) -> list[SourceRow]:
        """What stands behind the lines, the heaviest first, as far as the actor sees it."""
        ...


@dataclass(frozen=True)
class SourceRow:
    """One thing that a line counts: a part paid late, a part that stands late, a contract broken off. `fen` in fen."""

    line: str
    title: str
    link: str
    fen: int
    days: int
    due_on: dt.date | None
    open: bool

    def out(self) -> dict[str, Any]:
        from dougong.kit.money import Money

        return {**{n: v for n, v in vars(self).items() if n != "fen"}, "amount": Money.fen(self.fen)}


_sources: list[Source] = []


def gives(source: Source) -> None:
    """Told once by an app above, when it starts."""
    _sources.append(source)


def sources() -> Iterator[Source]:
    return iter(_sources)


def clients() -> list[uuid.UUID]:
    return sorted({pk for source in _sources for pk in source.clients()})


def payments(ids: Ids, window: dt.date, recent: dt.date) -> dict[uuid.UUID, Payments]:
    found: dict[uuid.UUID, Payments] = {}
    for source in _sources:
        found |= source.payments(ids, window, recent)
    return found


def rows(actor: Actor, client_id: uuid.UUID, window: dt.date) -> list[SourceRow]:
    return [row for source in _sources for row in source.rows(actor, client_id, window)]

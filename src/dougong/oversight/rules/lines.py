"""What the patterns are shown, and what they answer. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

ACCOUNT, PERSON = "account", "person"


class Line(NamedTuple):
    """A line of the ledger as it stands. `gift` is a transfer that no merge of clients made; `reverses` the line undone."""

    id: int
    account: UUID
    at: dt.datetime
    amount: int
    kind: str
    source: str
    reverses: int | None
    debt: int
    gift: bool


class Gift(NamedTuple):
    """Points from one account to another; `soon` of them would have expired within the days asked for."""

    event: int
    at: dt.datetime
    giver: UUID
    taker: UUID
    points: int
    lines: tuple[int, ...]
    soon: int = 0


class Hand(NamedTuple):
    """Points given by hand, a suggestion, a recommendation: asked for by one person, decided by another."""

    id: UUID
    at: dt.datetime
    account: UUID
    kind: str
    points: int
    asker: UUID
    decider: UUID | None
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Find:
    """Something odd about an account or a colleague. `key` names it for good: the same thing found again is the same find.

    `score` is how far it is from what is usual, in the pattern's own measure; `facts` are the figures it is told with;
    `lines` the lines of the ledger that show it, `accounts` whom else it concerns.
    """

    pattern: str
    about: str
    subject: UUID
    key: str
    first: dt.date
    last: dt.date
    points: int
    score: float
    facts: Mapping[str, Any]
    lines: tuple[int, ...]
    accounts: tuple[UUID, ...] = field(default=())

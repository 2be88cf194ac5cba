"""What people hold, told by each app, so that all of it can be passed on when one leaves."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Model, Q

from dougong.kit.actor import Actor

Rows = Sequence[Any]
_ALL = Q()


class Person(NamedTuple):
    """Who gives or takes. What he takes belongs to his department."""

    id: uuid.UUID
    name: str
    department_id: uuid.UUID | None


@dataclass(frozen=True)
class Holding:
    """Rows of `model` whose `field` names the person they are with.

    `live` are those that still are somebody's work: what is finished stays under the name of whoever did it. `resource` is
    the record that decides who may see them, `via` the lookup to it (`""` for the row itself). `department` goes along with
    the person. `title(row)` names it.

    `passed(actor, rows, giver, taker)` may change the rows, which are locked, set to the taker and not yet written, and
    answers what `back(actor, rows, taker, notes)` needs to set all else right again (key → anything JSON can hold).
    With `end(actor, rows)` they are not passed on but ended, on the last day, for good.
    """

    code: str
    zh: str
    en: str
    model: type[Model]
    field: str
    resource: str
    live: Q = _ALL
    via: str = ""
    department: str = ""
    title: Callable[[Any], str] = str
    passed: Callable[[Actor, Rows, Person, Person], dict[Any, Any] | None] | None = None
    back: Callable[[Actor, Rows, Person, dict[Any, Any]], None] | None = None
    end: Callable[[Actor, Rows], None] | None = None

    @property
    def column(self) -> str:
        """`clients.Client.owner`."""
        return f"{self.model._meta.label}.{self.field}"


_holdings: dict[str, Holding] = {}
_stays: dict[str, str] = {}


def holds(*items: Holding) -> None:
    for item in items:
        _holdings[item.code] = item


def stays(why: str, *columns: str) -> None:
    """These columns name a person for good (`sales.Change.by`), or are his own: nothing of them is passed on."""
    for column in columns:
        _stays[column] = why


def holdings() -> Iterator[Holding]:
    """In the order of the apps, from below."""
    return iter(list(_holdings.values()))


def holding(code: str) -> Holding | None:
    return _holdings.get(code)


def staying() -> dict[str, str]:
    return dict(_stays)

"""Where something is held on a person: each kind of row, how it is found, what is told of it, and what erasing does to it.

A holding is declared once; the export, the preview, the erasure and the register of processing walk them. Apps above declare
theirs here too. A table with a person in it that no holding names fails a test.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet

from dougong.kit.access import NOTHING

BLANK = "■■"
NOBODY = ("已匿名", "Anonymous")
#: A field: its name (or path), in Chinese, in English.
Shown = tuple[str, str, str]


@dataclass(frozen=True)
class Person:
    """One human being: the contacts he is in dossiers, and his account. `words` are what names him in texts."""

    kind: str
    id: uuid.UUID
    name: str
    contact_ids: tuple[uuid.UUID, ...] = ()
    client_ids: tuple[uuid.UUID, ...] = ()
    user_id: uuid.UUID | None = None
    staff: bool = False
    words: tuple[str, ...] = field(default=(), repr=False)

    def without(self, text: str) -> str:
        """The text with what names the person blotted out."""
        for word in self.words:
            text = text.replace(word, BLANK)
        return text

    def named_in(self, path: str) -> Q:
        """Rows whose text names the person."""
        found = Q()
        for word in self.words:
            found |= Q(**{f"{path}__contains": word})
        return found or NOTHING


Erase = Callable[[QuerySet[Any], Person], int]


@dataclass(frozen=True)
class Holding:
    """`does` is what erasing does: `anonymise`, `delete` or `keep`, then `why` says on what ground."""

    code: str
    model: type[Model]
    zh: str
    en: str
    who: tuple[str, str]
    find: Callable[[Person], Q]
    shown: tuple[Shown, ...]
    purpose: tuple[str, str]
    ground: str
    does: str = "keep"
    erase: Erase | None = None
    why: tuple[str, str] = ("", "")
    until: tuple[str, str] = ("", "")

    def rows(self, person: Person) -> QuerySet[Any]:
        found: QuerySet[Any] = self.model._base_manager.filter(self.find(person)).order_by("pk")
        return found


_holdings: dict[str, Holding] = {}


def register(*items: Holding) -> None:
    for item in items:
        _holdings[item.code] = item


def holdings() -> Iterator[Holding]:
    return iter(list(_holdings.values()))


def holding(code: str) -> Holding | None:
    return _holdings.get(code)


def delete_rows(rows: QuerySet[Any], person: Person) -> int:
    """How many of them; what hangs on them goes too."""
    count = rows.count()
    rows.delete()
    return count

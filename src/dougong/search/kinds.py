"""The kinds of documents that the index has: records with a text, and what is written within them.

A document is known by a UUID. A row with a number has the UUID of that number, which is the same on either database and in Python.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, Model, QuerySet, UUIDField

from dougong.kit.registry import Resource, Writing, resources


@dataclass(frozen=True)
class Kind:
    """`gate` is the record by which documents of the kind are seen: the record itself, or that of which a writing is a part."""

    code: str
    zh: str
    en: str
    model: type[Model]
    gate: Resource
    writing: Writing | None = None

    @property
    def numbered(self) -> bool:
        return not isinstance(self.model._meta.pk, UUIDField)

    @property
    def rows(self) -> QuerySet[Any]:
        """The rows that have documents, in the order of their keys."""
        found = self.model._default_manager.order_by("pk")
        if self.writing is None or self.writing.only is None:
            return found
        column, values = self.writing.only
        return found.filter(**{f"{column}__in": values})

    @property
    def keys(self) -> QuerySet[Any]:
        """The keys of their documents."""
        rows = self.rows.order_by()
        return rows.values(key=_KeyOf(F("pk"))) if self.numbered else rows.values("pk")

    def pks(self, keys: set[uuid.UUID]) -> set[Any]:
        return {key.int for key in keys} if self.numbered else set(keys)


class _KeyOf(Func):
    """The UUID of a number."""

    output_field = UUIDField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="printf('%%%%032x', %(expressions)s)", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="lpad(to_hex(%(expressions)s), 32, '0')::uuid", **more)


def key_of(pk: Any) -> uuid.UUID:
    return pk if isinstance(pk, uuid.UUID) else uuid.UUID(int=pk)


def searchable() -> list[Resource]:
    """The records with a text to find and the kind of key the index keeps."""
    return [r for r in resources() if r.search_text is not None and isinstance(r.model._meta.pk, UUIDField)]


def kinds() -> list[Kind]:
    """Of each record its own documents, then those of what is written within it."""
    found = []
    for item in searchable():
        found.append(Kind(item.code, item.zh, item.en, item.model, item))
        found += [Kind(w.code, w.zh, w.en, w.model, item, w) for w in item.writings]
    return found


def kind(code: str) -> Kind:
    return next(each for each in kinds() if each.code == code)

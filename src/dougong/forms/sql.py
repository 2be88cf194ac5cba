"""A value inside a record's JSON column as a database sees it: to sort, to narrow, and to index by.

The expression of a list and that of its index are the same text, or the index would not be used.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, models
from django.db.models import F, Func, Model

from dougong.forms.rules import KEY, FieldDef

_CASTS = {"number": "double precision", "amount": "bigint", "yes_no": "boolean"}


def output_of(kind: str) -> models.Field[Any, Any]:
    if kind == "number":
        return models.FloatField(null=True)
    if kind == "amount":
        return models.BigIntegerField(null=True)
    return models.BooleanField(null=True) if kind == "yes_no" else models.TextField(null=True)


class Fact(Func):
    """The value under `key`; NULL where there is none. Several choices are the text of their list."""

    def __init__(self, column: str, key: str, kind: str = "text") -> None:
        if not KEY.fullmatch(key):
            raise ValueError(key)
        self.key, self.kind = key, kind
        super().__init__(F(column), output_field=output_of(kind))

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        column, params = compiler.compile(self.source_expressions[0])
        return _text(column, self.key, self.kind, connection.vendor), params


def _text(column: str, key: str, kind: str, vendor: str) -> str:
    if vendor == "postgresql":
        found = f"({column} ->> '{key}')"
        return f"({found}::{_CASTS[kind]})" if kind in _CASTS else found
    return f"json_extract({column}, '$.{key}')"


def index_name(model: type[Model], key: str) -> str:
    return f"{model._meta.db_table}_fact_{key}"[:60]


def ensure_index(model: type[Model], column: str, field: FieldDef) -> None:
    """An index of what the field holds, made once."""
    quote = connection.ops.quote_name
    text = _text(quote(column), field.key, field.type, connection.vendor)
    name, table = quote(index_name(model, field.key)), quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({text}, {quote(model._meta.pk.attname)})")


def drop_index(model: type[Model], field: FieldDef) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX IF EXISTS {connection.ops.quote_name(index_name(model, field.key))}")

"""Many rows read column by column: as `values_list` gives them, in a third of the time where most columns need no conversion."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import connections, models
from django.db.models import QuerySet


def columns_of(rows: QuerySet[Any], names: Sequence[str]) -> list[Sequence[Any]]:
    """The values of each of `names`, in the order of the rows. One query."""
    connection = connections[rows.db]
    compiler = rows.values_list(*names).query.get_compiler(rows.db)
    sql, params = compiler.as_sql()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        columns: list[Sequence[Any]] = list(zip(*cursor.fetchall(), strict=True)) or [()] * len(names)
    known: dict[str, uuid.UUID] = {}
    for place, (converters, expression) in compiler.get_converters(
        [one for one, _, _ in compiler.select or ()]
    ).items():
        column = columns[place]
        if isinstance(expression.output_field, models.UUIDField | models.ForeignKey) and _are_keys(column):
            columns[place] = _keys(column, known)
            continue
        for convert in converters:
            column = [convert(value, expression, connection) for value in column]
        columns[place] = column
    return columns


def _are_keys(column: Sequence[Any]) -> bool:
    """Whether they are UUIDs in hexadecimal, as SQLite keeps them."""
    first = next((value for value in column if value is not None), None)
    return isinstance(first, str) and len(first) == 32


def _keys(column: Sequence[str | None], known: dict[str, uuid.UUID]) -> list[uuid.UUID | None]:
    """Rows name the same records again and again: each key is made once."""
    for text in {value for value in column if value is not None} - known.keys():
        known[text] = uuid.UUID(int=int(text, 16))
    return [None if value is None else known[value] for value in column]

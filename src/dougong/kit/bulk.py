"""Many rows of a table at once, by the shortest way that the engine has: prepared inserts on SQLite, COPY on PostgreSQL. What
Django works out for every value of every row anew (a third of the time of an import) is worked out once for a table."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice, repeat
from typing import Any, TypeVar

from django.db import connection, models

from dougong.kit import keyring
from dougong.kit.crypto import BlindField
from dougong.kit.jsonable import dumps
from dougong.kit.money import MoneyField

Convert = Callable[[Any], Any]
T = TypeVar("T")


def parts(rows: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """So many at a time, in their order."""
    waiting = iter(rows)
    while part := tuple(islice(waiting, size)):
        yield part


def delete_rows(model: type[models.Model], keys: Iterable[Any], size: int = 500) -> None:
    """These rows alone, as statements: nothing follows them."""
    for part in parts(keys, size):
        rows: Any = model._base_manager.filter(pk__in=part)
        rows._raw_delete(rows.db)


def insert_many(rows: Sequence[models.Model]) -> None:
    """Insert new objects of one model; those without a key of their own get one."""
    if not rows:
        return
    model = type(rows[0])
    key = model._meta.pk
    assert key is not None
    auto = isinstance(key, models.AutoField)
    names = [f.attname for f in model._meta.concrete_fields if not (auto and f is key)]
    made = insert_rows(model, names, ([row.__dict__[name] for name in names] for row in rows))
    for row, pk in zip(rows, made, strict=True):
        if auto:
            row.pk = pk
        row._state.adding, row._state.db = False, connection.alias


def fresh(model: Any, **values: Any) -> Any:
    """A new object with its defaults and these values by attribute (client_id, not client): what `model(**values)` makes, for
    a fifth of its work."""
    fixed, called = _defaults(model)
    made = model.__new__(model)
    made.__dict__.update(fixed)
    for name, default in called:
        if name not in values:
            made.__dict__[name] = default()
    made.__dict__.update(values)
    made._state = models.base.ModelState()
    return made


@lru_cache(maxsize=64)
def _defaults(model: type[models.Model]) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    fields = model._meta.concrete_fields
    called = [f for f in fields if _is_called(f)]
    return {f.attname: f.get_default() for f in fields if f not in called}, [(f.attname, f.default) for f in called]


def _is_called(field: Any) -> bool:
    """Whether each row has a default of its own: now, a new id, a new list."""
    return bool(field.has_default()) and callable(field.default)


def update_rows(rows: Sequence[models.Model], *names: str, **only: str) -> int:
    """Write the named fields of existing objects by primary key, in one prepared statement run once for each; how many were
    written. Hold their lock; or say what a text column must still hold (`state="pending"`) and see that all were written."""
    if not rows:
        return 0
    model = type(rows[0])
    meta, quote = model._meta, connection.ops.quote_name
    assert meta.pk is not None
    found: list[Any] = [*(meta.get_field(name) for name in names), meta.pk]
    *columns, key = [f"{quote(f.column)} = %s" for f in found]
    with keyring.steady():
        cells = [_column(model, f.attname, [getattr(row, f.attname) for row in rows]) for f in found]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(meta.db_table)} SET {', '.join(columns)} WHERE {key}{_still(model, only)}",  # noqa: S608  our own names
            [*zip(*cells, *map(repeat, only.values()), strict=False)],  # those of `only` have no end
        )
        return int(cursor.rowcount)


def _still(model: type[models.Model], only: Mapping[str, str]) -> str:
    fields: list[Any] = [model._meta.get_field(name) for name in only]
    return "".join(f" AND {connection.ops.quote_name(f.column)} = %s" for f in fields)


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[Any]:
    """Insert rows of values in the order of `names` (columns' attributes: client_id); others get their default. Their keys.

    Nothing but the database checks them, as with bulk_create."""
    given = [*zip(*rows, strict=True)]
    if not given:
        return []
    count = len(given[0])
    fields: dict[str, Any] = {f.attname: f for f in model._meta.concrete_fields}
    key: Any = model._meta.pk
    rest = [f for name, f in fields.items() if name not in names and f is not key]
    with keyring.steady():
        cells = [_column(model, name, values) for name, values in zip(names, given, strict=True)]
        for f in rest:
            if _is_called(f):
                cells.append(_column(model, f.attname, [f.default() for _ in range(count)]))
            else:
                cells.append([*_column(model, f.attname, [f.get_default()])] * count)
    columns = [fields[name].column for name in names] + [f.column for f in rest]
    if key.attname in names:
        keys = [*given[names.index(key.attname)]]
    else:
        keys = _next_keys(model, str(key.column), count) if isinstance(key, models.AutoField) else []
        columns, cells = [key.column, *columns], [keys, *cells]
    _write(model._meta.db_table, columns, [*zip(*cells, strict=True)])
    return keys


def _column(model: type[models.Model], name: str, values: Sequence[Any]) -> Sequence[Any]:
    """A column's values as the engine takes them."""
    convert = _convert(model, name, connection.vendor)
    if convert is _same:
        return values
    if convert is str:
        return [value if value.__class__ is str or value is None else str(value) for value in values]
    return [None if value is None else convert(value) for value in values]


#: Rows of one INSERT on SQLite. What a statement does once (it looks for the table's last number among those of all tables, and
#: begins each trigger) was two fifths of inserting a client. The text of a statement is kept: few sizes, and none over 999 values.
AT_ONCE = 20


def _write(table: str, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    names = tuple(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copy = f"COPY {_into(table, names)} FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(copy) as out:
                for row in values:
                    out.write_row(row)
            return
        size = min(AT_ONCE, 999 // len(names))
        whole = len(values) - len(values) % size
        for start in range(0, whole, size):
            cursor.execute(_insert(table, names, size), [*chain.from_iterable(values[start : start + size])])
        if whole < len(values):
            cursor.executemany(_insert(table, names, 1), values[whole:])


def _into(table: str, columns: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    return f"{quote(table)} ({', '.join(map(quote, columns))})"


@lru_cache(maxsize=256)
def _insert(table: str, columns: tuple[str, ...], rows: int) -> str:
    marks = f"({', '.join(['%s'] * len(columns))})"
    return f"INSERT INTO {_into(table, columns)} VALUES {', '.join([marks] * rows)}"  # noqa: S608  our own names


def take_keys(model: type[models.Model], count: int) -> list[int]:
    """Keys for new rows of a model whose keys are counted, where rows must name each other before they are written. Upwards."""
    assert model._meta.pk is not None
    return _next_keys(model, str(model._meta.pk.column), count) if count else []


def _next_keys(model: type[models.Model], column: str, count: int) -> list[int]:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            named = "nextval(pg_get_serial_sequence(%s, %s))"
            cursor.execute(f"SELECT {named} FROM generate_series(1, %s)", [table, column, count])  # noqa: S608  our own names
            return [row[0] for row in cursor.fetchall()]
        # One writer at a time: nobody takes a number before these rows are in.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        last = found[0] if found else 0
        return list(range(last + 1, last + count + 1))


@lru_cache(maxsize=1024)
def _convert(model: type[models.Model], name: str, vendor: str) -> Convert:
    """From a value of Python to one of the column; never asked for None."""
    field: Any = next(f for f in model._meta.concrete_fields if f.attname == name)
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    kind = type(field)
    if kind is models.JSONField:
        return lambda value: dumps(value).decode()
    if kind in (models.CharField, models.TextField, BlindField):
        return str
    if isinstance(field, models.CharField | models.TextField):  # of ours: sealed, indexed blindly, JSON kept as text
        prepare: Convert = field.get_prep_value
        return prepare
    if kind is MoneyField:
        return lambda value: value.amount_fen
    if isinstance(field, models.IntegerField | models.BooleanField) and kind.__module__.startswith("django."):
        return _same
    simple = _SQLITE if vendor == "sqlite" else _POSTGRES
    found = simple.get(kind)
    return found or (lambda value: field.get_db_prep_save(value, connection))


def _same(value: Any) -> Any:
    return value


@lru_cache(maxsize=256)
def _instant(value: dt.datetime) -> str:
    """As Django's SQLite writes it: UTC without saying so."""
    return str(value.astimezone(dt.UTC).replace(tzinfo=None))


_SQLITE: dict[type, Convert] = {
    models.UUIDField: lambda value: value.hex if isinstance(value, uuid.UUID) else uuid.UUID(str(value)).hex,
    models.DateTimeField: _instant,
    models.DateField: str,
}
_POSTGRES: dict[type, Convert] = {
    models.UUIDField: lambda value: value if isinstance(value, uuid.UUID) else uuid.UUID(str(value)),
    models.DateTimeField: _same,
    models.DateField: _same,
}

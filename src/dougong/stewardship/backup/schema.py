"""The tables of this installation and the state of its schema, from the models and the record of migrations."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Field, Model

import dougong
from dougong.kit import founding
from dougong.stewardship.backup import errors
from dougong.stewardship.backup.rows import Column, Table

_KINDS = {
    "BooleanField": "bool",
    "CharField": "text",
    "TextField": "text",
    "UUIDField": "uuid",
    "DateTimeField": "instant",
    "DateField": "date",
    "JSONField": "json",
    "BinaryField": "binary",
}
_NUMBERS = {"AutoField", "BigAutoField", "SmallAutoField"}
#: What lives only as long as its process or its sign-in: everybody signs in anew after a restore.
PASSING = frozenset({"accounts.session", "kit.heartbeat", "kit.streammessage", "kit.streamticket"})


def kind_of(field: Field[Any, Any]) -> str:
    """What its cells are called in an archive. Raises LookupError for a kind of column that no archive knows yet."""
    while field.is_relation:
        field = field.target_field  # type: ignore[attr-defined]  # a foreign key has one
    name = field.get_internal_type()
    if name.endswith("IntegerField") or name in _NUMBERS:
        return "int"
    if name == "DecimalField":
        return f"decimal:{field.decimal_places}"  # type: ignore[attr-defined]  # a DecimalField has them
    if name not in _KINDS:
        raise LookupError(f"{field}: a backup knows no {name}")
    return _KINDS[name]


def table_of(model: type[Model]) -> Table:
    fields = model._meta.local_concrete_fields
    counter = next((str(f.column) for f in fields if f.get_internal_type() in _NUMBERS), "")
    return Table(model._meta.db_table, tuple(Column(str(f.column), kind_of(f)) for f in fields), counter)


def tables() -> list[Table]:
    """Every table with rows of ours, in the order of the apps, in whose sense an archive is read by eye."""
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    return [table_of(m) for m in models if m._meta.label_lower not in PASSING]


Applied = list[list[str]]


def check_known(wanted: Applied, made_with: str) -> None:
    """Raises SchemaNewer when the archive's database had a migration that this program lacks."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for app, name in wanted:
        if (app, name) not in loader.disk_migrations:
            raise errors.SchemaNewer(made_with=made_with, here=dougong.__version__, migration=f"{app}.{name}")


def lay(wanted: Applied) -> None:
    """Bring an empty database to the state the archive was made in: its newest migration of each app."""
    executor = MigrationExecutor(connection)
    names = {(app, name) for app, name in wanted}
    graph = executor.loader.graph
    if names == set(graph.nodes):
        founding.found()
        return
    targets = [
        node
        for node in sorted(names)
        if not any(child.key in names and child.key[0] == node[0] for child in graph.node_map[node].children)
    ]
    executor.migrate(targets)

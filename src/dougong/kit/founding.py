"""An empty database gets today's tables at once, as if every migration had run.

Migrations are played one after another, and each plays through the shape of all models before it: fourteen seconds for a
database in which there is nothing to keep. A test holds both ways beside each other, on both engines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import connections, router
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

_beyond: list[Callable[[BaseDatabaseSchemaEditor], None]] = []


def when_founded(build: Callable[[BaseDatabaseSchemaEditor], None]) -> None:
    """Have `build` make what an app's migrations make beside the tables of its models. Call it in an app's `ready`."""
    if build not in _beyond:
        _beyond.append(build)


def found(using: str = "default") -> bool:
    """Make all tables and note every migration as run, in one transaction. False, and nothing done, where a table is there."""
    connection = connections[using]
    if connection.introspection.table_names(include_views=True):
        return False
    loader = MigrationLoader(connection)
    recorder = MigrationRecorder(connection)
    with connection.schema_editor() as editor:
        for model in _models(loader.migrated_apps, using):
            editor.create_model(model)
        for build in _beyond:
            build(editor)
        editor.create_model(recorder.Migration)
        recorder.Migration.objects.using(using).bulk_create(
            recorder.Migration(app=app, name=name) for app, name in _order(loader)
        )
    return True


def _models(migrated: set[str], using: str) -> Iterator[type[Model]]:
    for model in apps.get_models():
        meta = model._meta
        if meta.app_label in migrated and meta.managed and not meta.proxy and router.allow_migrate_model(using, model):
            yield model


def _order(loader: MigrationLoader) -> list[tuple[str, str]]:
    """Every migration, each behind those it depends on."""
    keys: dict[tuple[str, str], None] = {}
    for leaf in sorted(loader.graph.leaf_nodes()):
        keys.update(dict.fromkeys(loader.graph.forwards_plan(leaf)))
    return list(keys)

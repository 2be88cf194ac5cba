"""Whatever names a person is passed on, or is said to stay: a table added tomorrow is met here without being named."""

from __future__ import annotations

from django.apps import apps
from django.db.models import ForeignKey

from dougong.accounts.models import User
from dougong.kit.handing import holdings, staying


def _columns() -> set[str]:
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is User and not model._meta.auto_created
    }


def test_every_column_that_names_a_person_is_declared_or_said_to_stay() -> None:
    declared = {h.column for h in holdings()}
    assert "clients.Client.owner" in declared and "projects.Task.owner" in declared
    assert _columns() - declared - set(staying()) == set(), "declare it in its app's handing.py"
    assert declared & set(staying()) == set()


def test_what_is_declared_is_there() -> None:
    assert ({h.column for h in holdings()} | set(staying())) - _columns() == set()

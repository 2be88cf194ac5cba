"""Whatever names a client or a contact moves with it, goes, or is said to stay: a table added tomorrow is met here."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model, Q

from dougong.clients.merge.people import CONTACT
from dougong.clients.models import Client, Contact
from dougong.clients.policies import CLIENT
from dougong.kit import merging

NAMED = ("object_id", "source_id", "client_id", "contact_id", "kept_id", "origin_id")


def _columns() -> Iterator[tuple[type[Model], str]]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            key = field.is_relation and field.related_model in (Client, Contact)
            # An identity provider's client is no client of ours.
            by_name = not field.is_relation and field.name in NAMED and model._meta.label != "accounts.SignInProvider"
            if key or by_name:
                yield model, field.name


def test_every_column_that_names_a_client_moves_or_is_said_to_stay() -> None:
    columns = {f"{model._meta.label}.{name}" for model, name in _columns()}
    assert {"clients.Client.parent", "clients.Contact.reports_to", "clients.Client_tags.client"} < columns
    assert columns - merging.declared() == set(), "declare it in its app's merging.py"


def test_what_is_declared_is_there_and_can_be_asked() -> None:
    """Each mover's column exists; one whose unique key lets a record have only one knows how to find the second."""
    for code in (CLIENT, CONTACT):
        for item in merging.items_of(code):
            if isinstance(item, merging.Mover):
                assert str(item.rows([]).query.model._meta.label) == item.model._meta.label
                assert all(isinstance(condition, Q) for _, condition in item.uniques())
    tables = {
        f"{m._meta.label}.{f.name}" for m in apps.get_models(include_auto_created=True) for f in m._meta.concrete_fields
    }
    assert merging.declared() - tables == set()

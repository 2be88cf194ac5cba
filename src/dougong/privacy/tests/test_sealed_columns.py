"""What the law calls personal is ciphertext in the database, also what was in clear before."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import CharField, TextField

from dougong.clients.models import Client, Contact
from dougong.clients.selectors import CLIENTS
from dougong.clients.services import add_contact, create_client
from dougong.contracts.models import LegalEntity
from dougong.kit.crypto import EncryptedField, blind_index
from dougong.kit.sealed import seal_column
from tests.cast import Cast

SECRET = re.compile(r"phone|e?mail|id_?number|bank_?account|^account$", re.IGNORECASE)


def _raw(table: str, column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return [row[0] for row in cursor.fetchall()]


def test_every_column_that_sounds_like_a_secret_is_encrypted() -> None:
    clear = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField)
        and not isinstance(field, EncryptedField)
        and not field.name.endswith("_index")
        and SECRET.search(field.name)
    }
    assert clear == set()


@pytest.mark.django_db
def test_mail_addresses_and_accounts_are_sealed_and_found_by_their_index(cast: Cast) -> None:
    client = create_client(cast.zhou, name="启岳半导体", email="Office@QiYue.example")
    person = add_contact(cast.zhou, client_id=client.pk, name="孙立衡", email="sun@qiyue.example")
    LegalEntity.objects.update(account="6222020200112233445")
    stored = [
        *_raw("clients_client", "email"),
        *_raw("clients_contact", "email"),
        *_raw("contracts_legalentity", "account"),
        *_raw("accounts_user", "email"),
    ]
    assert stored and not any("@" in cell or "6222" in cell for cell in stored if cell)
    assert Contact.objects.get(pk=person.pk).email == "sun@qiyue.example"
    assert Contact.objects.get(email_index=blind_index("SUN@qiyue.example")).pk == person.pk
    found = CLIENTS.search(Client.objects.all(), "office@qiyue.example", cast.zhou) if CLIENTS.search else None
    assert found is not None and [row.pk for row in found] == [client.pk]


@pytest.mark.django_db
def test_what_was_in_clear_is_sealed_once_and_a_second_run_changes_nothing() -> None:
    made = [Client.objects.create(name=f"{n}号", name_sort=f"{n:04d}") for n in range(3)]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE clients_client SET email = 'old@firm.example' WHERE name <> '2号'")
    assert seal_column(Client, "email", "email_index") == 2
    assert seal_column(Client, "email", "email_index") == 0
    assert [Client.objects.get(pk=client.pk).email for client in made] == ["old@firm.example"] * 2 + [""]
    assert Client.objects.filter(email_index=blind_index("old@firm.example")).count() == 2

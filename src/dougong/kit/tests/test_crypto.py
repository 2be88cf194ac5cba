"""Secret columns."""

from __future__ import annotations

import pytest
from django.db import connection

from dougong.clients.models import Client
from dougong.kit.crypto import blind_index, decrypt, encrypt


@pytest.mark.django_db
def test_the_database_holds_ciphertext_and_python_the_text() -> None:
    client = Client.objects.create(
        name="甲", name_sort="jia", phone="13800001234", phone_index=blind_index("13800001234")
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM clients_client")
        stored = cursor.fetchone()[0]
    assert "13800001234" not in stored
    assert Client.objects.get(pk=client.pk).phone == "13800001234"
    assert Client.objects.filter(phone_index=blind_index(" 13800001234 ")).exists()


def test_the_same_text_is_never_the_same_ciphertext_and_a_changed_one_is_noticed() -> None:
    one, two = encrypt("13800001234"), encrypt("13800001234")
    assert one != two and decrypt(one) == decrypt(two)
    broken = one[:-4] + ("AAAA" if one[-4:] != "AAAA" else "BBBB")
    with pytest.raises(ValueError, match="changed outside"):
        decrypt(broken)


def test_a_secret_column_cannot_be_searched() -> None:
    with pytest.raises(TypeError):
        Client.objects.filter(phone="13800001234")

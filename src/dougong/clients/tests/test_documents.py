"""Documents are told on the client's timeline."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dougong.clients import services
from dougong.files.services import attach, new_version
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_an_upload_and_its_next_version_are_told_once_each(
    cast: Cast, api: ApiClient, deliver: Callable[[], int]
) -> None:
    client = services.create_client(cast.lin, name="明湖职业技术学院")
    made = attach(cast.lin, resource="clients.client", object_id=client.pk, filename="点位表.txt", data=b"one")
    new_version(cast.lin, attachment_id=made.pk, filename="点位表.txt", data=b"two")
    deliver()
    deliver()
    items = api.as_("lin").get(f"/clients/{client.pk}/timeline").json()["items"]
    told = [(e["kind"], e["actor"], e["data"]["filename"]) for e in items if e["kind"].startswith("file_")]
    assert sorted(told) == [("file_attached", "林舒然", "点位表.txt"), ("file_version", "林舒然", "点位表.txt")]

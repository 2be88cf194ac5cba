"""The same creation, sent twice at once, makes one record."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from dougong.clients.models import Client
from tests.api import ApiClient
from tests.cast import assemble


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_record_and_get_one_answer() -> None:
    assemble()
    answers: list[tuple[int, str]] = []
    ready = threading.Barrier(4)

    def send() -> None:
        api = ApiClient().as_("lin")
        ready.wait()
        answer = api.post("/clients", {"name": "明湖职业技术学院"}, key="same")
        answers.append((answer.status_code, answer.json().get("id", answer.json().get("code"))))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Client.objects.count() == 1
    assert answers == [(201, str(Client.objects.get().pk))] * 4

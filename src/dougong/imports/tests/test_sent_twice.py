"""The same spreadsheet, sent again by the same person, by another, at once, and after it was imported."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from dougong.imports import services
from dougong.imports.models import ImportBatch
from dougong.imports.tests.factories import checked, code, committed, table
from dougong.kit.actor import Actor
from tests.api import ApiClient
from tests.cast import Cast, assemble

ROWS = (("启岳", code(1), "孙立衡", "13812345678", "", ""),)


def _upload(actor: Actor, data: bytes, filename: str = "客户.xlsx") -> ImportBatch:
    return services.upload(actor, target="clients", filename=filename, data=data)


@pytest.mark.django_db
def test_an_unfinished_import_is_answered_again(cast: Cast) -> None:
    data = table(*ROWS)
    begun = _upload(cast.fang, data)
    assert _upload(cast.fang, data).pk == begun.pk
    services.start_check(cast.fang, batch_id=begun.pk)
    assert _upload(cast.fang, data).pk == begun.pk
    assert _upload(cast.zhou, data).pk != begun.pk
    assert _upload(cast.fang, table(("沧澜", code(2), "", "", "", ""))).pk != begun.pk
    assert ImportBatch.objects.count() == 3


@pytest.mark.django_db
def test_one_that_was_put_away_is_not_taken_up_again(cast: Cast) -> None:
    data = table(*ROWS)
    begun = checked(cast.fang, data)
    services.archive(cast.fang, batch_id=begun.pk)
    assert _upload(cast.fang, data).pk != begun.pk


@pytest.mark.django_db
def test_an_imported_file_may_be_imported_again_and_the_second_says_so(cast: Cast, api: ApiClient) -> None:
    data = table(*ROWS)
    first = committed(cast.fang, data)
    second = _upload(cast.fang, data)
    assert second.pk != first.pk
    earlier = api.as_("fang").get(f"/imports/{second.pk}").json()["earlier"]
    assert [(e["id"], e["status"], e["owner__name"]) for e in earlier] == [(str(first.pk), "done", "方禹洲")]


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_import() -> None:
    cast, data = assemble(), table(*ROWS)
    start = Barrier(4)

    def send(_: int) -> Any:
        try:
            start.wait(timeout=30)
            return _upload(cast.fang, data).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(4)))
    assert len(set(answers)) == 1 and ImportBatch.objects.count() == 1

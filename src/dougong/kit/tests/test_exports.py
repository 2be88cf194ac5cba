"""An export holds what the list holds, for whoever asks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dougong.clients import services
from dougong.clients.models import Client
from dougong.kit.tabular import read_workbook
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _file(api: ApiClient, deliver: Callable[[], int], **body: object) -> list[list[object]]:
    job = api.post("/exports", {"list": "clients", **body}).json()
    deliver()
    done = api.get(f"/jobs/{job['id']}").json()
    assert done["status"] == "done", done
    answer = api.http.get(done["file"])
    assert answer["Content-Disposition"].startswith("attachment")
    data = b"".join(answer.streaming_content)
    return read_workbook(data, f"x.{body.get('format', 'xlsx')}").sheets[0].rows


def test_the_file_has_the_rows_of_the_filter_under_the_readers_scope(
    cast: Cast, api: ApiClient, deliver: Callable[[], int]
) -> None:
    for actor, name in ((cast.lin, "甲工程"), (cast.lin, "乙学院"), (cast.gu, "丙工程")):
        services.create_client(actor, name=name)
    rows = _file(api.as_("lin"), deliver, query="q=工程&sort=name", columns=["name", "owner"])
    assert rows == [["客户名称", "负责人"], ["甲工程", "林舒然"]]


def test_a_name_that_would_be_a_formula_leaves_escaped(cast: Cast, api: ApiClient, deliver: Callable[[], int]) -> None:
    Client.objects.create(name='=HYPERLINK("http://x")', name_sort="x", owner_id=cast.lin.id)
    for file_format in ("xlsx", "csv"):
        rows = _file(api.as_("lin"), deliver, columns=["name"], format=file_format)
        assert rows[1] == ['\'=HYPERLINK("http://x")']


def test_the_file_is_its_makers_alone(cast: Cast, api: ApiClient, deliver: Callable[[], int]) -> None:
    job = api.as_("lin").post("/exports", {"list": "clients"}).json()
    deliver()
    assert api.as_("gu").get(f"/jobs/{job['id']}/file").status_code == 404
    assert api.get(f"/jobs/{job['id']}").status_code == 404


def test_who_may_not_export_gets_no_job(cast: Cast, api: ApiClient) -> None:
    assert api.as_("he").post("/exports", {"list": "clients"}).status_code == 403
    assert api.as_("lin").post("/exports", {"list": "nothing"}).status_code == 404
    wrong = api.post("/exports", {"list": "clients", "columns": ["phone_index"]})
    assert wrong.status_code == 422 and wrong.json()["code"] == "bad_query"

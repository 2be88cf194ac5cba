"""Imports over HTTP: each importer's own, the steps in their order."""

from __future__ import annotations

import io

import pytest

from dougong.clients.models import Client
from dougong.files.errors import FileMissing
from dougong.imports import services
from dougong.imports.tests.factories import checked, code, table
from dougong.kit.jobs import run_due
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ROWS = (("启岳", code(1), "孙立衡", "13812345678", "", ""), ("沧澜", "12", "", "", "", ""))


def _send(api: ApiClient, data: bytes) -> dict:
    part = io.BytesIO(data)
    part.name = "客户.xlsx"
    return api.http.post("/api/v1/imports", {"file": part, "target": "clients"}).json()


def test_an_importer_sees_only_his_own_and_the_steward_all(cast: Cast, api: ApiClient) -> None:
    mine = services.upload(cast.zhou, target="clients", filename="周.xlsx", data=table(*ROWS))
    services.upload(cast.fang, target="clients", filename="方.xlsx", data=table(*ROWS))
    assert [i["filename"] for i in api.as_("zhou").get("/imports").json()["items"]] == ["周.xlsx"]
    assert {i["filename"] for i in api.as_("fang").get("/imports").json()["items"]} == {"周.xlsx", "方.xlsx"}
    for path in ("", "/rows", "/rejected"):
        assert api.as_("chen").get(f"/imports/{mine.pk}{path}").status_code == 404
    assert api.as_("chen").post(f"/imports/{mine.pk}/commit").status_code == 404
    assert api.as_("admin").get(f"/imports/{mine.pk}").status_code == 200
    assert api.post(f"/imports/{mine.pk}/commit").status_code == 403


def test_who_may_not_import_is_refused(cast: Cast, api: ApiClient) -> None:
    assert api.as_("lin").get("/imports").status_code == 403
    assert _send(api.as_("lin"), table(*ROWS))["code"] == "not_allowed"
    assert api.get("/import-targets").json()["items"] == []


def test_the_steps_from_upload_to_report(cast: Cast, api: ApiClient) -> None:
    one = _send(api.as_("fang"), table(*ROWS))
    assert one["status"] == "mapping" and one["sheets"][0]["headers"][0] == "客户名称"
    path = f"/imports/{one['id']}"
    assert api.post(f"{path}/check").status_code == 202
    assert api.get(path).json()["status"] == "checking"
    run_due()
    got = api.get(path).json()
    assert got["status"] == "review" and got["counts"]["verdicts"]["rejected"] == 1 and got["counts"]["ready"] == 1
    page = api.get(f"{path}/rows?show=problems").json()
    assert page["count"] == 1 and page["items"][0]["number"] == 3
    assert page["items"][0]["problems"][0]["message"] == "应为 18 位，现在是 2 位。"
    english = api.get(f"{path}/rows?show=problems", language="en").json()
    assert english["items"][0]["problems"][0]["message"] == "It must have 18 characters; this has 2."
    row = api.patch(f"{path}/rows/{page['items'][0]['id']}", {"cells": {"uscc": code(2)}}).json()
    assert row["row"]["verdict"] == "new" and row["counts"]["ready"] == 2
    assert api.post(f"{path}/commit").status_code == 202
    run_due()
    done = api.get(path).json()
    assert done["status"] == "done" and done["job"]["status"] == "done" and Client.objects.count() == 2
    assert api.post(f"{path}/commit").json()["code"] == "import_wrong_stage"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh-CN", "后台没有做完这一步。把任务号 {job} 告诉管理员，可以查到原因。"),
        ("en", "This step did not finish in the background. With the job number {job} an administrator finds out why."),
    ],
)
def test_a_broken_job_tells_its_number_and_keeps_its_trace_for_operators(
    cast: Cast, api: ApiClient, monkeypatch: pytest.MonkeyPatch, language: str, told: str
) -> None:
    one = _send(api.as_("fang"), table(*ROWS))
    monkeypatch.setattr(services, "run_check", lambda ctx, batch_id: {}["secret_column"])
    api.post(f"/imports/{one['id']}/check")
    run_due()
    got = api.get(f"/imports/{one['id']}", language=language)
    assert got.json()["job"]["error"] == told.format(job=got.json()["job"]["id"])
    assert "secret_column" not in got.content.decode()
    failed = api.as_("admin").get("/operations/failures").json()["jobs"]
    assert [j["id"] for j in failed] == [got.json()["job"]["id"]] and "KeyError: 'secret_column'" in failed[0]["error"]


def test_a_refused_job_says_so_in_the_readers_language(
    cast: Cast, api: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(ctx: object, batch_id: object) -> None:
        raise FileMissing()

    one = _send(api.as_("fang"), table(*ROWS))
    monkeypatch.setattr(services, "run_check", refuse)
    api.post(f"/imports/{one['id']}/check")
    run_due()
    told = [api.get(f"/imports/{one['id']}", language=x).json()["job"]["error"] for x in ("zh-CN", "en")]
    assert told == [FileMissing.zh, FileMissing.en]


def test_columns_carry_the_version_that_was_read(cast: Cast, api: ApiClient) -> None:
    one = _send(api.as_("fang"), table(*ROWS))
    body = {"sheets": [{"index": 0, "included": True, "columns": {"0": "name"}}]}
    assert api.put(f"/imports/{one['id']}/columns", body).status_code == 428
    assert api.put(f"/imports/{one['id']}/columns", body, version=one["version"]).status_code == 200
    assert api.put(f"/imports/{one['id']}/columns", body, version=one["version"]).status_code == 412


def test_personal_cells_are_ciphertext_in_the_database(cast: Cast) -> None:
    from django.db import connection

    batch = checked(cast.fang, table(*ROWS))
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM imports_importrow")
        stored = " ".join(r[0] for r in cursor.fetchall())
        cursor.execute("SELECT sheets FROM imports_importbatch")
        stored += cursor.fetchone()[0]
    assert batch.rows.count() == 2 and "13812345678" not in stored and "孙立衡" not in stored


def test_the_list_and_a_page_of_rows_cost_the_same_however_many(cast: Cast, api: ApiClient, count_queries) -> None:
    few = checked(cast.fang, table(*[(f"客户{n}", "1", "", "", "", "") for n in range(2)]))
    api.as_("fang")
    list_cost, rows_cost = _costs(api, count_queries, few.pk)
    many = checked(cast.fang, table(*[(f"客户{n}", "1", "", "", "", "") for n in range(45)]))
    assert _costs(api, count_queries, many.pk) == (list_cost, rows_cost)
    assert list_cost <= 4 and rows_cost <= 6


def _costs(api: ApiClient, count_queries, batch_id: object) -> tuple[int, int]:
    return count_queries(lambda: api.get("/imports")), count_queries(lambda: api.get(f"/imports/{batch_id}/rows"))

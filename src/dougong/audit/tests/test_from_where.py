"""An entry says from where and why, whichever door the act came through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from dougong.audit.models import AuditEntry
from dougong.audit.services import note
from dougong.kit import clock, context, exports, noting
from dougong.kit.context import Context
from dougong.kit.models import Job
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Chromium/140 "


@pytest.fixture(autouse=True)
def _nothing_refused() -> Iterator[None]:
    noting.forget()
    yield
    noting.forget()


def _last(**facts: Any) -> AuditEntry:
    return AuditEntry.objects.filter(**facts).latest("pk")


def _create(api: ApiClient, **headers: str) -> None:
    answer = api.http.post(
        "/api/v1/departments",
        data={"name": "西北"},
        content_type="application/json",
        headers={"User-Agent": BROWSER, **headers},
        REMOTE_ADDR="10.1.2.3",
    )
    assert answer.status_code == 201


def test_a_request_leaves_its_number_address_browser_and_reason(cast: Cast, api: ApiClient) -> None:
    _create(api.as_("admin"), **{"X-Request-ID": "req-12345678", "X-Confirm-Reason": "%E6%96%B0%E8%AE%BE"})
    entry = _last(resource="accounts.department")
    assert (entry.channel, entry.request_id, entry.address) == ("api", "req-12345678", "10.1.2.3")
    assert (entry.device, entry.reason, entry.actor_id) == (BROWSER.strip(), "新设", cast.admin.id)


def test_after_a_request_the_thread_is_nowhere_again(cast: Cast, api: ApiClient) -> None:
    _create(api.as_("admin"))
    assert context.current() == context.NOWHERE


def test_a_forwarded_address_counts_only_behind_a_proxy_and_only_the_last(settings: Any) -> None:
    meta = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.9"}
    settings.DOUGONG_BEHIND_PROXY = False
    assert context.address_of(meta) == "10.0.0.1"
    settings.DOUGONG_BEHIND_PROXY = True
    assert context.address_of(meta) == "203.0.113.9"
    assert context.address_of({"REMOTE_ADDR": "10.0.0.1"}) == "10.0.0.1"


def test_a_device_is_cut_and_holds_no_control_characters(cast: Cast) -> None:
    assert context.clean("a\x1b[31m\x00b" + "x" * 900, 200) == "a[31mb" + "x" * 194


def test_an_export_is_on_record_with_list_filters_rows_and_who_asked_from_where(
    cast: Cast, deliver: Callable[[], int]
) -> None:
    asked = Context(channel="api", request_id="r", address="10.9.9.9", device="Firefox", reason="年审")
    with context.using(asked):
        query = "q=13812345678&filter=active:eq:true"
        job = exports.start_export(
            cast.admin, code="people", query=query, columns=["name"], file_format="csv", language="zh"
        )
    deliver()
    entry = _last(action="export")
    assert Job.objects.get(pk=job.pk).status == "done"
    assert entry.after == {
        "list": "people", "query": "q=138****5678&filter=active:eq:true", "columns": ["name"], "format": "csv", "rows": 0,
    }  # fmt: skip
    assert (entry.resource, entry.title, entry.actor_name) == ("accounts.user", "成员", cast.admin.name)
    assert (entry.channel, entry.request_id) == ("job", str(job.pk))
    assert (entry.address, entry.device, entry.reason) == ("10.9.9.9", "Firefox", "年审")


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_on_record_once_a_minute_and_says_how_many_were_left_out(cast: Cast, api: ApiClient) -> None:
    api.as_("lin")
    with clock.frozen("2026-11-18T10:00:10+08:00"):
        for _ in range(3):
            assert api.post("/departments", {"name": "甲"}).status_code == 403
    first = AuditEntry.objects.get(action="refused")
    assert (first.actor_id, first.resource, first.after) == (
        cast.lin.id, "accounts.department", {"act": "create", "asked": "POST /api/v1/departments"},
    )  # fmt: skip
    with clock.frozen("2026-11-18T10:01:05+08:00"):
        assert api.post("/departments", {"name": "甲"}).status_code == 403
    assert _last(action="refused").after["left_out"] == 2
    assert AuditEntry.objects.filter(action="refused").count() == 2


@pytest.mark.django_db(transaction=True)
def test_what_is_not_found_and_what_others_are_refused_is_not_taken_for_the_same(cast: Cast, api: ApiClient) -> None:
    with clock.frozen("2026-11-18T10:00:10+08:00"):
        assert api.as_("lin").get("/people/0198b5a0-0000-7000-8000-0000000000ab").status_code == 404
        for login in ("lin", "gu"):
            assert api.as_(login).post("/departments", {"name": "甲"}).status_code == 403
        assert api.get("/operations/failures").status_code == 403
    told = set(AuditEntry.objects.filter(action="refused").values_list("actor_name", "resource"))
    assert told == {
        (cast.lin.name, "accounts.department"),
        (cast.gu.name, "accounts.department"),
        (cast.gu.name, "kit.operations"),
    }


def test_a_replayed_job_is_on_record(cast: Cast, api: ApiClient) -> None:
    job = Job.objects.create(kind="kit.export", title="客户", status="failed", actor_id=cast.lin.id)
    assert api.as_("admin").post(f"/operations/jobs/{job.pk}/retry").status_code == 200
    assert api.post(f"/operations/jobs/{job.pk}/retry").status_code == 200  # it waits already: nothing was done
    entry = AuditEntry.objects.get(action="retry")
    assert (entry.resource, entry.object_id, entry.title) == ("kit.operations", str(job.pk), "客户")


def test_a_note_holds_no_secret_and_no_long_number(cast: Cast) -> None:
    note(cast.lin, "asked", after={"new_password": "abc", "q": "找 13812345678 和 12", "token": ""})
    assert _last(action="asked").after == {"new_password": "***", "q": "找 138****5678 和 12", "token": ""}


def test_a_note_is_part_of_a_transaction_that_is_rolled_back(cast: Cast) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        note(cast.lin, "asked")
        _ = 1 / 0
    assert not AuditEntry.objects.filter(action="asked").exists()

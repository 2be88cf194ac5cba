"""What is left of dealing with a client: told when it happened, found by kind, author and keyword; promises are reminded of."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dougong.clients import services
from dougong.clients.models import Client, NextStep, TimelineEntry
from dougong.files.models import Attachment
from dougong.kit import clock
from dougong.kit.tests.test_mails import mail
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 18)


@pytest.fixture
def client(cast: Cast) -> Client:
    with clock.frozen("2026-11-01T10:00+08:00"):
        return services.create_client(cast.lin, name="启岳半导体")


def texts(api: ApiClient, client: Client, query: str) -> list[str]:
    answer = api.get(f"/clients/{client.pk}/timeline?{query}")
    assert answer.status_code == 200, answer.json()
    return [e["text"] for e in answer.json()["items"]]


def test_traces_are_found_by_kind_author_and_keyword(cast: Cast, api: ApiClient, client: Client) -> None:
    with clock.frozen("2026-11-18T10:00+08:00"):
        services.add_note(
            cast.lin, client_id=client.pk, kind="minutes", text="三方会", keywords=["预算", "工期 ", "预算"]
        )
        services.add_note(cast.zhou, client_id=client.pk, kind="daily_report", text="日报", keywords=["预算批复"])
    api.as_("lin")
    assert texts(api, client, "kind=minutes") == texts(api, client, "keyword=预算") == ["三方会"]
    assert texts(api, client, f"author={cast.zhou.id}") == ["日报"]
    assert texts(api, client, f"author={cast.zhou.id}&keyword=预算") == []
    assert api.get(f"/clients/{client.pk}/timeline?kind=minutes").json()["items"][0]["keywords"] == ["预算", "工期"]
    assert api.get(f"/clients/{client.pk}/timeline?author=nobody").status_code == 422


def test_what_happened_before_stands_at_its_day_and_a_report_is_no_contact(cast: Cast, client: Client) -> None:
    with clock.frozen("2026-11-18T10:00+08:00"):
        services.add_note(cast.lin, client_id=client.pk, kind="daily_report", text="写日报")
        client.refresh_from_db()
        assert client.last_contact_at is None
        services.add_note(cast.lin, client_id=client.pk, kind="visit", text="今天去了")
        services.add_note(cast.lin, client_id=client.pk, kind="call", text="补记", happened_on=dt.date(2026, 11, 10))
    client.refresh_from_db()
    assert client.last_contact_at is not None and client.last_contact_at.date() == TODAY
    assert clock.zone() and TimelineEntry.objects.get(text="补记").at.astimezone(clock.zone()).date() == dt.date(
        2026, 11, 10
    )


def test_a_promise_becomes_a_step_with_a_date(cast: Cast, api: ApiClient, client: Client) -> None:
    body = {"kind": "call", "text": "电话", "promise": "两周内给出节能测算", "promise_due": "2026-12-02"}
    assert api.as_("lin").post(f"/clients/{client.pk}/notes", body).status_code == 201
    step = NextStep.objects.get()
    assert (step.kind, step.title, step.due_on, step.assignee_id) == (
        "promise",
        "两周内给出节能测算",
        dt.date(2026, 12, 2),
        cast.lin.id,
    )
    refused = api.post(f"/clients/{client.pk}/notes", {**body, "promise_due": None})
    assert [e["field"] for e in refused.json()["errors"]] == ["promise_due"]
    late = api.post(f"/clients/{client.pk}/notes", {"kind": "call", "text": "x", "happened_on": "2999-01-01"})
    assert [e["field"] for e in late.json()["errors"]] == ["happened_on"]
    assert TimelineEntry.objects.filter(kind="call").count() == NextStep.objects.count() == 1


def send(api: ApiClient, client: Client, data: bytes, key: str = "") -> object:
    file = SimpleUploadedFile("三期图纸.eml", data, content_type="message/rfc822")
    headers = {"Idempotency-Key": key} if key else {}
    return api.http.post(f"/api/v1/clients/{client.pk}/mails", {"file": file}, headers=headers)


def test_a_mail_comes_in_once_with_its_file(cast: Cast, api: ApiClient, client: Client) -> None:
    api.as_("lin")
    with clock.frozen("2026-11-18T10:00+08:00"):
        data = mail("三期图纸用第四版，请确认。").as_bytes()
        first, again = send(api, client, data, "k1"), send(api, client, data, "k1")
    assert first.status_code == again.status_code == 201 and first.json() == again.json()
    told = api.get(f"/clients/{client.pk}/timeline?kind=mail").json()["items"]
    assert [(e["text"], e["data"]["subject"], e["data"]["sender"]) for e in told] == [
        ("三期图纸用第四版，请确认。", "三期图纸版本确认", "孙立衡 <sun@client.example>")
    ]
    assert told[0]["at"].startswith("2026-11-17T08:20")
    assert Attachment.objects.count() == 1


def test_what_is_no_mail_is_refused_and_nothing_is_kept(cast: Cast, api: ApiClient, client: Client) -> None:
    api.as_("lin")
    answer = send(api, client, "一段话".encode())
    assert (answer.status_code, answer.json()["code"]) == (422, "no_mail")
    assert not Attachment.objects.exists()
    assert (
        api.as_("gu")
        .http.post(f"/api/v1/clients/{client.pk}/mails", {"file": SimpleUploadedFile("a.eml", mail("x").as_bytes())})
        .status_code
        == 404
    )

"""Whoever sees only the mask may ask for the whole, and it is known that he did."""

from __future__ import annotations

import uuid

import pytest

from dougong.accounts.actors import forget
from dougong.accounts.models import FieldRule, raise_access_version
from dougong.audit.models import AuditEntry
from dougong.privacy.tests.factories import PHONE, Traces, traces
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _masked(role: str, field: str = "phone", mode: str = "mask") -> None:
    FieldRule.objects.create(role_id=role, resource="clients.client", field=field, mode=mode)
    raise_access_version()
    forget()


def _ask(held: Traces, field: str = "contacts.phone", **more: object) -> dict[str, object]:
    return {
        "resource": "clients.client",
        "id": str(held.client.pk),
        "field": field,
        "part": str(held.contact.pk),
        **more,
    }


def test_a_masked_phone_is_shown_on_request_and_put_on_record(cast: Cast, api: ApiClient) -> None:
    held = traces(cast)
    _masked("sales")
    answer = api.as_("lin").post("/reveal", _ask(held))
    assert answer.json() == {"value": f"+86{PHONE}"} and answer["Cache-Control"] == "no-store"
    entry = AuditEntry.objects.latest("id")
    assert (entry.action, entry.resource, entry.object_id) == ("reveal", "clients.client", str(held.client.pk))
    assert entry.after == {"field": "contacts.phone", "part": str(held.contact.pk)}
    assert PHONE not in repr(entry.__dict__), "the record of a look does not hold what was seen"


def test_what_is_whole_hidden_absent_or_invisible_is_not_revealed(cast: Cast, api: ApiClient) -> None:
    held = traces(cast)
    assert api.as_("lin").post("/reveal", _ask(held)).json()["code"] == "not_masked"
    _masked("sales")
    before = AuditEntry.objects.count()
    unseen = api.as_("gu").post("/reveal", _ask(held))
    absent = api.post("/reveal", {**_ask(held), "id": str(uuid.uuid4())})
    assert unseen.status_code == absent.status_code == 404
    assert {k: v for k, v in unseen.json().items() if k != "request_id"} == {
        k: v for k, v in absent.json().items() if k != "request_id"
    }
    assert api.as_("lin").post("/reveal", _ask(held, part=str(uuid.uuid4()))).status_code == 404
    assert api.post("/reveal", _ask(held, field="password")).status_code == 404
    assert api.post("/reveal", _ask(held, resource="no.such")).status_code == 404
    assert AuditEntry.objects.filter(action="reveal").count() == 0 and AuditEntry.objects.count() == before
    FieldRule.objects.update(mode="hide")
    raise_access_version()
    forget()
    assert api.post("/reveal", _ask(held)).json()["code"] == "not_masked"


def test_many_at_once_is_a_confirmed_act_of_stewards(cast: Cast, api: ApiClient) -> None:
    held = traces(cast)
    _masked("steward", "email")
    _masked("sales", "email")
    body = {"resource": "clients.client", "ids": [str(held.client.pk)], "field": "email"}
    assert api.as_("fang").post("/reveal/many", body).json()["code"] == "confirmation_needed"
    assert api.sure("核对邮箱").post("/reveal/many", body).json() == {
        "items": [{"id": str(held.client.pk), "title": held.client.name, "value": ""}]
    }
    assert AuditEntry.objects.get(action="reveal").reason == "核对邮箱"
    api.always = {}
    assert api.as_("lin").sure().post("/reveal/many", body).status_code == 403

"""A company adds fields to a record: in versions, together, by whoever may."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection

from dougong.audit.models import AuditEntry
from dougong.forms import errors
from dougong.forms.models import Form
from dougong.forms.services import ensure_indexes, save_fields
from dougong.kit.errors import FieldErrors, NotAllowed, Stale
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CLIENT = "clients.client"
BUDGET = {"type": "amount", "zh": "年度预算", "en": "Annual budget", "listed": True, "required_for": ["employer"]}
ZONE = {"type": "choice", "zh": "园区", "choices": [{"zh": "高新区"}, {"zh": "工业园"}]}


def save(cast: Cast, *fields: dict[str, Any], version: int | None = None) -> Form:
    form = Form.objects.filter(code=CLIENT).first()
    now = form.version if form and version is None else version or 0
    return save_fields(cast.fang, code=CLIENT, version=now, fields=list(fields))


def kept(form: Form) -> list[dict[str, Any]]:
    """The definition as it would be sent again."""
    return [
        {
            "key": f.key, "type": f.type, "zh": f.zh, "en": f.en, "listed": f.listed, "removed": f.removed,
            "choices": [{"value": v, "zh": zh, "en": en} for v, zh, en in f.choices], "required_for": f.required_for,
        }
        for f in form.fields
    ]  # fmt: skip


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "clients_client")
    return {name for name in found if "_fact_" in name}


def test_every_change_is_a_version_and_on_record(cast: Cast) -> None:
    form = save(cast, BUDGET)
    again = save(cast, *kept(form), ZONE)
    assert [f.zh for f in again.fields] == ["年度预算", "园区"]
    assert list(again.versions.values_list("number", "by_name")) == [(1, "方禹洲"), (2, "方禹洲")]
    first = again.versions.get(number=1).schema
    assert first["$schema"].endswith("2020-12/schema") and len(first["properties"]) == 1
    entry = AuditEntry.objects.filter(resource="forms.form").latest("pk")
    assert entry.after["fields"] == ["年度预算", "园区"] and entry.before["fields"] == ["年度预算"]


def test_two_who_change_it_at_once_do_not_overwrite_each_other(cast: Cast) -> None:
    save(cast, BUDGET)
    with pytest.raises(Stale):
        save(cast, ZONE, version=0)
    assert [f.zh for f in Form.objects.get(code=CLIENT).fields] == ["年度预算"]


def test_a_field_is_retired_never_dropped(cast: Cast) -> None:
    form = save(cast, BUDGET, ZONE)
    with pytest.raises(errors.FieldInForce):
        save(cast, kept(form)[0])
    retired = save(cast, kept(form)[0], {**kept(form)[1], "removed": True})
    assert [f.removed for f in retired.fields] == [False, True]
    assert [f.zh for f in save(cast, *kept(retired), {**ZONE, "zh": "园区"}).fields if not f.removed] == [
        "年度预算",
        "园区",
    ]


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ({"type": "choice", "zh": "空"}, "fields.0.choices"),
        ({"type": "choice", "zh": "重", "choices": [{"zh": "甲"}, {"zh": "甲"}]}, "fields.0.choices"),
        ({"type": "number", "zh": "数", "minimum": 5, "maximum": 1}, "fields.0.maximum"),
        ({"type": "text", "zh": "文", "required_for": ["nobody"]}, "fields.0.required_for"),
        ({"type": "text", "zh": "文", "key": "x_none"}, "fields.0.key"),
    ],
)
def test_a_wrong_definition_is_told_at_its_place(cast: Cast, field: dict[str, Any], place: str) -> None:
    with pytest.raises(FieldErrors) as refused:
        save(cast, field)
    assert refused.value.errors[0].field == place


@pytest.mark.parametrize("name", ["客户名称", "员工人数"])
def test_the_products_own_names_are_taken(cast: Cast, name: str) -> None:
    with pytest.raises(errors.FieldNameTaken):
        save(cast, {"type": "text", "zh": name})


def test_what_a_field_is_can_not_change_under_its_values(cast: Cast) -> None:
    form = save(cast, BUDGET)
    for other in ({"type": "text"}, {"secret": True, "listed": False}):
        with pytest.raises(errors.FieldTypeFixed):
            save(cast, {**kept(form)[0], **other})


def test_listed_fields_have_an_index_and_others_none(
    cast: Cast, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    standard = {
        f"clients_client_fact_{key}"
        for key in ("trade", "staff", "turnover", "stage", "potential", "maturity", "satisfaction", "payment")
    }
    ensure_indexes()
    assert indexes() == standard
    with django_capture_on_commit_callbacks(execute=True):
        form = save(cast, BUDGET, ZONE)
    assert indexes() == {*standard, f"clients_client_fact_{form.fields[0].key}"}
    with django_capture_on_commit_callbacks(execute=True):
        save(cast, {**kept(form)[0], "listed": False}, kept(form)[1])
    assert indexes() == standard


def test_a_secret_field_is_never_listed(cast: Cast) -> None:
    form = save(cast, {**BUDGET, "secret": True})
    assert (form.fields[0].secret, form.fields[0].listed) == (True, False)


def test_only_who_keeps_the_data_changes_definitions(cast: Cast, api: ApiClient) -> None:
    with pytest.raises(NotAllowed):
        save_fields(cast.lin, code=CLIENT, version=0, fields=[])
    assert api.as_("lin").get(f"/forms/{CLIENT}").status_code == 200
    assert api.put(f"/forms/{CLIENT}", {"fields": []}, version=0).status_code == 403
    assert api.get("/forms/nothing").status_code == 404


def test_the_definition_over_http(cast: Cast, api: ApiClient) -> None:
    api.as_("fang")
    before = api.get(f"/forms/{CLIENT}").json()
    assert before["version"] == 0 and {f["key"] for f in before["fields"]} > {"staff", "turnover", "purchasing"}
    answer = api.put(f"/forms/{CLIENT}", {"fields": [BUDGET]}, version=0)
    assert answer.status_code == 200, answer.json()
    own = [f for f in answer.json()["fields"] if not f["standard"]]
    assert [(f["zh"], f["section"], f["required_for"]) for f in own] == [("年度预算", "more", ["employer"])]
    told = api.get(f"/forms/{CLIENT}/schema").json()
    assert told["properties"][own[0]["key"]]["x-type"] == "amount"
    assert [v["number"] for v in api.get(f"/forms/{CLIENT}/versions").json()["items"]] == [1]
    assert len(api.get("/trades").json()["items"]) == 117

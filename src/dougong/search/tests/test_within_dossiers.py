"""What is written within a dossier is found by what it says: traces, fields, steps; by whoever sees the client and the field."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.db.models import BigIntegerField, Value

from dougong.accounts.actors import forget
from dougong.accounts.models import FieldRule, raise_access_version
from dougong.clients import services as clients
from dougong.clients.models import Client, NextStep, TimelineEntry
from dougong.forms.models import Form
from dougong.forms.services import save_fields
from dougong.kit.tests.test_mails import mail
from dougong.search.kinds import _KeyOf, key_of, kind
from dougong.search.models import ChangedRecord, SearchDocument
from dougong.search.services import Swept, sweep
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CLIENT, TRACE, FIELDS, STEP = "clients.client", "clients.trace", "clients.fields", "clients.step"
WITHIN = (TRACE, FIELDS, STEP)
FACTS = {"pain": "冷却塔夜里停机", "payment": "slow"}


@pytest.fixture
def client(cast: Cast, deliver) -> Client:
    made = clients.create_client(cast.lin, name="沧澜水务集团有限公司", address="苏州工业园区星湖街1号", facts=FACTS)
    clients.add_note(
        cast.lin, client_id=made.pk, kind="minutes", text="三方例会\n业主同意水泵更换", keywords=["防汛"],
        promise="下周给出吊装方案", promise_due=dt.date(2027, 1, 8),
    )  # fmt: skip
    deliver()
    return made


def hits(api: ApiClient, q: str, **more: str) -> dict[str, list[dict[str, Any]]]:
    answer = api.get(f"/search/everything?{urlencode({'q': q, **more})}")
    assert answer.status_code == 200, answer.json()
    return {g["kind"]: g["items"] for g in answer.json()["groups"] if g["kind"] in WITHIN}


def marked(hit: dict[str, Any]) -> list[str]:
    return [p["text"] for part in ("name", "passage") for p in hit[part] if p["hit"]]


def test_a_trace_is_found_by_what_it_says_and_leads_to_its_place(client: Client, api: ApiClient) -> None:
    entry = TimelineEntry.objects.get(kind="minutes")
    (hit,) = hits(api.as_("lin"), "水泵更换")[TRACE]
    assert (hit["title"], hit["link"]) == ("三方例会", f"/clients/{client.pk}?entry={entry.pk}")
    assert str(hit["subtitle"]).startswith("沧澜水务集团有限公司 · ") and marked(hit) == ["水泵更换"]
    assert hits(api, "防汛")[TRACE] and hits(api, "吊装方案")[STEP][0]["title"] == "下周给出吊装方案"
    told = api.get(f"/clients/{client.pk}/timeline?entry={entry.pk}").json()
    assert told["items"][0]["id"] == entry.pk
    assert api.get(f"/search?q={'水泵更换'}").json()["items"] == [], "the palette knows names"


def test_a_mail_is_found_by_its_subject_and_a_fact_by_its_words(client: Client, cast: Cast, api: ApiClient, deliver) -> None:
    clients.add_mail(cast.lin, client_id=client.pk, filename="a.eml", data=mail("泵房改造报价").as_bytes())
    deliver()
    assert hits(api.as_("lin"), "泵房改造")[TRACE][0]["title"] == "三期图纸版本确认"
    (hit,) = hits(api, "夜里停机")[FIELDS]
    assert (hit["title"], hit["subtitle"], hit["link"]) == (client.name, "现有痛点", f"/clients/{client.pk}?tab=details")
    assert marked(hit) == ["夜里停机"]
    assert hits(api, "偶有拖延")[FIELDS][0]["subtitle"] == "付款行为"
    assert hits(api, "星湖街")[FIELDS][0]["subtitle"] == "注册地址"


@pytest.mark.parametrize("typed", ["水泵更换", "夜里停机", "吊装方案"])
def test_who_does_not_see_the_client_finds_nothing_of_it(client: Client, cast: Cast, api: ApiClient, deliver, typed: str) -> None:
    assert [hits(api.as_(login), typed) for login in ("gu", "admin")] == [{}, {}]
    assert all(hits(api.as_(login), typed) for login in ("lin", "zhou", "fang"))
    for kind_ in WITHIN:
        assert hits(api.as_("gu"), typed, kind=kind_) == {kind_: []}
    clients.archive_clients(cast.lin, client_ids=[client.pk])
    deliver()
    assert hits(api.as_("lin"), typed) == {}


def test_a_field_that_is_hidden_or_masked_for_a_role_is_not_found_by_it(client: Client, cast: Cast, api: ApiClient) -> None:
    for key, mode in (("facts.pain", "hide"), ("address", "mask")):
        FieldRule.objects.create(role_id="sales", resource=CLIENT, field=key, mode=mode)
    raise_access_version()
    forget()
    assert hits(api.as_("lin"), "夜里停机") == hits(api, "星湖街") == {}
    assert hits(api, "水泵更换") and hits(api.as_("fang"), "夜里停机") and hits(api, "星湖街")


def test_a_field_of_the_company_is_found_until_it_is_removed_and_a_secret_one_never(
    client: Client, cast: Cast, api: ApiClient, deliver
) -> None:
    own = [{"type": "long_text", "zh": "现场条件"}, {"type": "text", "zh": "内部评语", "secret": True}]
    save_fields(cast.fang, code=CLIENT, version=0, fields=own)
    forget()
    keys = {f.zh: f.key for f in Form.objects.get(code=CLIENT).fields}
    made = clients.create_client(cast.lin, name="明湖学院", facts={keys["现场条件"]: "地下水位偏高", keys["内部评语"]: "难缠得很"})
    deliver()
    assert hits(api.as_("lin"), "水位偏高")[FIELDS][0]["subtitle"] == "现场条件"
    assert hits(api, "难缠得很") == {} and not SearchDocument.objects.filter(text__contains="难缠").exists()
    gone = [{**f, "key": keys[str(f["zh"])], "removed": f["zh"] == "现场条件"} for f in own]
    save_fields(cast.fang, code=CLIENT, version=1, fields=gone)
    forget()
    assert hits(api.as_("lin"), "水位偏高") == {}
    assert made.facts


def test_all_goes_at_once_with_the_client_and_each_with_its_row(client: Client, cast: Cast, api: ApiClient, deliver) -> None:
    TimelineEntry.objects.filter(kind="minutes").update(text="改为更换阀门")
    deliver()
    assert hits(api.as_("lin"), "水泵更换") == {} and hits(api, "更换阀门")[TRACE]
    NextStep.objects.all().delete()
    deliver()
    assert hits(api, "吊装方案") == {}
    clients.archive_clients(cast.lin, client_ids=[client.pk])
    clients.purge_clients(cast.fang, client_ids=[client.pk], reason="测试用的档案")
    assert not SearchDocument.objects.filter(resource__in=[CLIENT, *WITHIN]).exists()


def test_only_what_is_written_is_marked_and_the_index_is_made_anew(client: Client, cast: Cast) -> None:
    clients.update_client(cast.lin, client_id=client.pk, version=None, industry="水务")
    assert set(ChangedRecord.objects.values_list("resource", flat=True)) == {CLIENT}, "what happened is no trace"
    ChangedRecord.objects.all().delete()
    assert [sweep(code) for code in WITHIN] == [Swept(1, 0)] * 3
    SearchDocument.objects.filter(resource=TRACE).update(text="", words="")
    stray = key_of(2**62)
    SearchDocument.objects.create(resource=TRACE, object_id=stray, title="x", client_id=client.pk)
    assert sweep(TRACE) == Swept(1, 2) and sweep(TRACE, anew=True) == Swept(1, 1)
    assert not SearchDocument.objects.filter(object_id=stray).exists()


def test_a_number_has_the_same_key_in_python_and_in_the_database(client: Client) -> None:
    entry = TimelineEntry.objects.annotate(key=_KeyOf("pk"), far=_KeyOf(Value(2**62, BigIntegerField()))).first()
    assert entry is not None
    assert (entry.key, entry.far) == (key_of(entry.pk), key_of(2**62))
    assert kind(TRACE).pks({entry.key}) == {entry.pk}
    with connection.cursor() as cursor:
        cursor.execute("SELECT object_id FROM search_searchdocument WHERE resource = %s", [TRACE])
        found = {str(row[0]).replace("-", "") for row in cursor.fetchall()}
    assert found == {key_of(TimelineEntry.objects.get(kind="minutes").pk).hex}

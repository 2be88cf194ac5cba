"""Segments stay live, in the scope of whoever looks; nobody learns by them what he may not ask."""

from __future__ import annotations

import dataclasses

import pytest

from dougong.accounts.models import Department
from dougong.accounts.structure.departments import create_department
from dougong.audit.models import AuditEntry
from dougong.care.segments import errors, selectors, services
from dougong.care.segments.models import Segment, SegmentMember
from dougong.clients import services as clients
from dougong.clients.models import Client
from dougong.contracts.tests import factories as contracts
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import BadQuery, NotFound, Stale
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CHIPS = ["industry:contains:半导体", "completeness:lt:90"]


def client(cast: Cast, name: str = "启岳半导体", owner: str = "lin", **values: object) -> Client:
    return clients.create_client(getattr(cast, owner), name=name, **{"industry": "半导体", **values})


def shared(cast: Cast, filters: list[str] = CHIPS, **values: object) -> Segment:
    return services.create_segment(cast.zhou, name="芯片客户", filters=filters, **{"share": "all", **values})


def test_who_is_in_it_is_asked_each_time_and_of_what_the_reader_sees(cast: Cast, api: ApiClient) -> None:
    made, segment = client(cast), shared(cast)
    client(cast, "沈的半导体", "shen")
    assert api.as_("lin").get(f"/segments/{segment.pk}").json()["count"] == 1
    assert api.as_("manager").get(f"/segments/{segment.pk}").json()["count"] == 2
    clients.update_client(cast.lin, client_id=made.pk, version=None, industry="食品")
    assert api.as_("lin").get(f"/segments/{segment.pk}").json()["count"] == 0
    clients.update_client(cast.lin, client_id=made.pk, version=None, industry="半导体材料")
    clients.archive_clients(cast.lin, client_ids=[made.pk])
    assert api.get(f"/segments/{segment.pk}").json()["count"] == 0


def test_it_is_a_filter_of_clients_contracts_and_exports_alike(cast: Cast, api: ApiClient) -> None:
    inside, segment = client(cast), shared(cast)
    outside = client(cast, "沧澜水务", industry="水务")
    held = contracts.draft(cast.lin, inside)
    contracts.draft(cast.lin, outside)
    here = f"filter=segment:in:{segment.pk}"
    assert [c["name"] for c in api.as_("lin").get(f"/clients?{here}").json()["items"]] == ["启岳半导体"]
    assert [c["id"] for c in api.get(f"/contracts?{here}").json()["items"]] == [str(held.pk)]
    assert api.get(f"/clients/summary?filter=segment:nin:{segment.pk}").json()["count"] == 1
    told = next(f for f in api.get("/lists/clients").json()["filters"] if f["key"] == "segment")
    assert told["choices"] == [{"value": str(segment.pk), "label": "芯片客户"}]
    for list_, what in (("opportunities", "200"), ("projects", "200"), ("receivables", "200"), ("receipts", "200")):
        assert str(api.as_("manager").get(f"/{list_}?{here}").status_code) == what, list_


def test_one_s_own_is_nobody_else_s_and_only_a_manager_shares(cast: Cast, api: ApiClient) -> None:
    own = services.create_segment(cast.lin, name="我的", filters=["owner:in:me"])
    assert api.as_("shen").get(f"/clients?filter=segment:in:{own.pk}").status_code == 422
    assert api.as_("manager").get(f"/segments/{own.pk}").status_code == 404
    with pytest.raises(errors.MayNotShare):
        services.create_segment(cast.lin, name="大家的", filters=CHIPS, share="all")
    mine = services.create_segment(
        cast.zhou, name="本部门", filters=CHIPS, share="department", department_id=cast.zhou.department_id
    )
    near = services.create_segment(cast.zhou, name="财务看", filters=CHIPS, share="role", role_id="finance")
    assert {s["name"] for s in api.as_("xu").get("/segments").json()["items"]} == {"财务看"}
    assert "本部门" in {s["name"] for s in api.as_("lin").get("/segments").json()["items"]}
    with pytest.raises(NotFound):
        services.set_archived(cast.shen, segment_id=near.pk, archived=True)
    assert services.set_archived(cast.zhou, segment_id=mine.pk, archived=True).archived_at is not None


def test_a_condition_that_one_may_not_ask_tells_nothing(cast: Cast, api: ApiClient) -> None:
    """Whoever is not shown what clients owe gets neither a number nor names from a segment that asks for it."""
    client(cast)
    segment = shared(cast, ["receivable:gte:0.00"])
    services.count_all()
    assert api.as_("he").get(f"/segments/{segment.pk}").json()["count"] == 1
    blind = dataclasses.replace(cast.he, fields={"clients.client": {"receivable": "hide"}})
    told = selectors.segment_out(blind, segment.pk)
    assert (told["count"], told["fault"], told["entered"]) == (None, "receivable:gte:0.00", [])
    assert selectors.of_client(blind, Client.objects.get().pk)["segments"] == []
    with pytest.raises(BadQuery):
        list(selectors.in_segment(blind, segment))
    with pytest.raises(errors.FilterNotUsable):
        services.create_segment(cast.he, name="x", filters=["nothing:eq:1"])
    for bad in ([], ["segment:in:" + str(segment.pk)], ["archived:eq:true"], ["region:in:abc"]):
        with pytest.raises((errors.FilterNotUsable, errors.NoConditions)):
            services.create_segment(cast.lin, name="x", filters=bad)


def test_who_entered_and_left_since_the_first_count(cast: Cast, api: ApiClient) -> None:
    stays, goes = client(cast), client(cast, "走的半导体")
    segment = shared(cast)
    with clock.frozen("2026-11-16T03:20+08:00"):
        services.count_all()
    comes = client(cast, "新来的半导体")
    clients.update_client(cast.lin, client_id=goes.pk, version=None, industry="食品")
    with clock.frozen("2026-11-17T03:20+08:00"):
        services.count_all()
        services.count_all()
    with clock.frozen("2026-11-18T09:00+08:00"):
        told = api.as_("lin").get(f"/segments/{segment.pk}").json()
        assert [(m["name"], m["day"]) for m in told["entered"]] == [(comes.name, "2026-11-17")]
        assert [(m["name"], m["day"]) for m in told["left"]] == [(goes.name, "2026-11-17")]
        assert api.as_("shen").get(f"/segments/{segment.pk}").json()["entered"] == []
    assert SegmentMember.objects.filter(client=stays, entered_on=None, left_on=None).count() == 1
    with pytest.raises(Stale):
        services.update_segment(cast.zhou, segment_id=segment.pk, version=0, name="芯片", filters=CHIPS)
    services.update_segment(cast.zhou, segment_id=segment.pk, version=segment.version, name="芯片", filters=CHIPS[:1])
    assert not SegmentMember.objects.filter(segment=segment).exists()
    assert AuditEntry.objects.filter(resource="care.segment", action="update").count() == 1


def test_the_list_takes_as_many_queries_for_five_as_for_one(cast: Cast, django_assert_num_queries: object) -> None:
    from django.http import QueryDict

    from dougong.kit.listing import page

    for n in range(5):
        services.create_segment(cast.lin, name=f"分层{n}", filters=CHIPS)
    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture of pytest-django
        assert len(page(selectors.SEGMENTS, cast.lin, QueryDict(""))["items"]) == 5


def test_shared_with_a_department_it_reaches_those_below_and_not_those_beside(cast: Cast) -> None:
    own = Department.objects.get(pk=cast.zhou.department_id)
    made = services.create_segment(cast.zhou, name="本部门", filters=CHIPS, share="department", department_id=own.pk)
    below = create_department(Actor.system(), name="苏州组", parent_id=own.pk)
    beside = create_department(Actor.system(), name="别的部门", parent_id=own.parent_id)
    for department, seen in ((below, True), (beside, False)):
        someone = dataclasses.replace(
            cast.lin, department_id=department.pk, department_ids=(department.pk,), tree_ids=(department.pk,)
        )
        assert Segment.objects.visible_to(someone).filter(pk=made.pk).exists() is seen

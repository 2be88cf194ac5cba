"""Requirements are written, agreed in a wording, and changed with a reason that the timeline keeps."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from dougong.clients.models import TimelineEntry
from dougong.clients.services import add_contact, add_note
from dougong.kit import clock
from dougong.kit.errors import FieldError, NotAllowed, NotFound, Stale
from dougong.kit.fields import FieldNotYours
from dougong.projects.tests import factories as projects
from dougong.requirements import errors, rules, services
from dougong.requirements.models import Requirement, Specification
from dougong.requirements.selectors import requirement as told
from dougong.requirements.selectors import specification as overview
from dougong.requirements.tests.factories import requirement, specification
from dougong.sales.tests import factories as sales
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_numbers() -> None:
    assert [rules.number("requirement", n) for n in (1, 42, 1234)] == ["R-001", "R-042", "R-1234"]
    assert [rules.seq_of("requirement", t) for t in ("R-012", "r12", " 12 ", "T-001", "R-0", "x")] == [
        12, 12, 12, None, None, None,
    ]  # fmt: skip
    found = rules.coverage([(True, True), (True, False), (False, False)])
    assert (found.live, found.tested, found.accepted, found.whole, found.percent) == (3, 2, 1, 1, 33)
    assert rules.coverage([]).percent == 0


def test_it_begins_with_the_opportunity_and_once(cast: Cast) -> None:
    made = sales.opportunity(cast.lin)
    services.begin(opportunity_id=made.pk)
    assert Specification.objects.get().opportunity_id == made.pk


def test_agreed_to_in_a_wording_by_the_clients_contact(cast: Cast) -> None:
    spec = specification(cast)
    contact = add_contact(cast.lin, client_id=spec.opportunity.client_id, name="孙立衡")
    one, two = requirement(cast.liang, spec), requirement(cast.liang, spec, "竣工资料四份")
    with clock.frozen("2026-11-18T10:00+08:00"):
        done = services.agree_requirements(
            cast.liang, specification_id=spec.pk, ids=[one.pk], contact_id=contact.pk, agreed_on=dt.date(2026, 11, 17)
        )
        with pytest.raises(FieldError):
            services.agree_requirements(
                cast.liang, specification_id=spec.pk, ids=[two.pk], agreed_on=dt.date(2026, 11, 19)
            )
    assert [(r.number, r.state, r.agreed_revision) for r in done] == [("R-001", "agreed", 1)]
    answer = told(cast.liang, one.pk)
    assert answer["agreed_with"]["name"] == "孙立衡" and [c["what"] for c in answer["changes"]] == ["agreed", "made"]
    with pytest.raises(errors.NothingToAgree):
        services.agree_requirements(cast.liang, specification_id=spec.pk, ids=[one.pk])
    stranger = add_contact(cast.gu, client_id=sales.client(cast.gu, "顾的客户").pk, name="路人")
    with pytest.raises(errors.NotThisClients):
        services.agree_requirements(cast.liang, specification_id=spec.pk, ids=[two.pk], contact_id=stranger.pk)
    assert Requirement.objects.get(pk=two.pk).state == "draft"


def test_a_change_of_what_was_agreed_takes_a_reason_and_is_a_change_request(cast: Cast) -> None:
    spec = specification(cast)
    one = requirement(cast.liang, spec)
    services.update_requirement(cast.liang, requirement_id=one.pk, version=1, text="核心区")  # a draft: freely
    services.agree_requirements(cast.liang, specification_id=spec.pk, ids=[one.pk])
    with pytest.raises(errors.ReasonNeeded):
        services.update_requirement(cast.liang, requirement_id=one.pk, version=3, text="核心区与走道")
    with pytest.raises(Stale):
        services.update_requirement(cast.liang, requirement_id=one.pk, version=1, text="核心区与走道", reason="x")
    now = services.update_requirement(
        cast.liang, requirement_id=one.pk, version=3, text="核心区与走道", reason="业主扩大净化范围"
    )
    assert (now.state, now.revision, now.agreed_revision) == ("changed", 3, 2)
    trace = TimelineEntry.objects.get(kind="requirement_changed")
    assert (trace.text, trace.data["number"], trace.keywords) == ("业主扩大净化范围", "R-001", "、需求变更、")
    services.update_requirement(cast.liang, requirement_id=one.pk, version=None, source_note="纪要第三条")
    assert TimelineEntry.objects.filter(kind="requirement_changed").count() == 1, "where it comes from is no wording"
    dropped = services.drop_requirement(cast.liang, requirement_id=one.pk, version=None, reason="取消走道净化")
    assert dropped.state == "dropped" and TimelineEntry.objects.filter(kind="requirement_changed").count() == 2
    with pytest.raises(errors.RequirementDropped):
        services.update_requirement(cast.liang, requirement_id=one.pk, version=None, text="又要", reason="x")
    assert services.restore_requirement(cast.liang, requirement_id=one.pk).state == "changed"


def test_who_sells_sees_what_is_wanted_and_not_the_wording_in_detail(cast: Cast, api: ApiClient) -> None:
    spec = specification(cast)
    one = requirement(cast.liang, spec, text="每小时换气 42 次")
    page = api.as_("lin").get(f"/requirements/{one.pk}").json()
    assert "text" not in page and page["hidden"] == ["text"] and "text" not in page["changes"][0]["values"]
    row = api.get(f"/requirements?filter=specification:in:{spec.pk}").json()["items"][0]
    assert row["title"] == one.title and "text" not in row
    assert api.get("/test-cases").status_code == 403
    with pytest.raises(FieldNotYours):
        services.update_requirement(cast.lin, requirement_id=one.pk, version=None, text="改")
    with pytest.raises(FieldNotYours):
        requirement(cast.lin, spec, "新要求", text="细节")
    assert requirement(cast.lin, spec, "新要求").number == "R-002"
    assert api.as_("liang").get(f"/requirements/{one.pk}").json()["text"] == "每小时换气 42 次"


def test_who_is_on_the_project_works_by_it(cast: Cast) -> None:
    opportunity = sales.opportunity(cast.zhou, of="启岳半导体（苏州）有限公司")
    contract = projects.contract(cast, by=cast.zhou, opportunity_id=opportunity.pk)
    spec = Specification.objects.get(opportunity=opportunity)
    for who in (cast.liang, cast.tang, cast.gu):
        with pytest.raises(NotFound):
            overview(who, spec.pk)
    projects.project(cast, contract)
    one = requirement(cast.liang, spec)
    assert overview(cast.tang, spec.pk)["may"] == {
        "update": False, "agree": False, "test": True, "assign": False, "share": False, "export": True,
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        services.update_requirement(cast.tang, requirement_id=one.pk, version=None, title="改")
    with pytest.raises(NotFound):
        services.update_requirement(cast.luo, requirement_id=one.pk, version=None, title="改")


def test_the_trace_that_it_comes_from_is_one_of_this_client(cast: Cast) -> None:
    spec = specification(cast)
    entry = add_note(cast.lin, client_id=spec.opportunity.client_id, kind="minutes", text="三方会")
    other = add_note(cast.gu, client_id=sales.client(cast.gu, "顾的客户").pk, kind="minutes", text="别家")
    one = requirement(cast.liang, spec, source="trace", source_entry_id=entry.pk)
    assert told(cast.liang, one.pk)["source_entry"] == "三方会"
    with pytest.raises(FieldError):
        services.update_requirement(cast.liang, requirement_id=one.pk, version=None, source_entry_id=other.pk)


def test_over_http_each_wrong_thing_is_told_at_its_field(cast: Cast, api: ApiClient) -> None:
    spec = specification(cast)
    api.as_("liang")
    path = f"/specifications/{spec.pk}/requirements"
    first, again = (api.post(path, {"title": "洁净度"}, key="k") for _ in range(2))
    assert first.status_code == 201 and first.json() == again.json() and first.json()["number"] == "R-001"
    assert [e["field"] for e in api.post(path, {"title": " "}).json()["errors"]] == ["title"]
    assert [e["field"] for e in api.post(path, {"title": "x", "source_entry_id": 999_999_999}).json()["errors"]] == [
        "source_entry_id"
    ]
    one = first.json()
    assert api.patch(f"/requirements/{one['id']}", {"title": "改"}, version=9).status_code == 412
    assert api.as_("gu").get(f"/requirements/{one['id']}").status_code == 404
    assert api.get(f"/specifications/{uuid.uuid4()}").status_code == 404
    with pytest.raises(NotFound):
        services.set_keeper(cast.gu, specification_id=spec.pk, keeper_id=None)

"""Prototypes, test cases and acceptance standards; what lacks them; what a client is shown; lists and files."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dougong.clients.services import add_contact
from dougong.files.services import attach
from dougong.kit.errors import FieldError, NotAllowed
from dougong.kit.tabular import Column, write_xlsx
from dougong.portal import services as portal
from dougong.requirements import errors, services
from dougong.requirements.models import Criterion, Requirement, Specification, TestCase
from dougong.requirements.policies import PROTOTYPE
from dougong.requirements.selectors import prototype as told
from dougong.requirements.tests.factories import requirement, specification
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_what_lacks_a_test_case_or_a_standard_is_found(
    cast: Cast, api: ApiClient, django_assert_num_queries: Any
) -> None:
    spec = specification(cast)
    made = [requirement(cast.liang, spec, f"要求{n}") for n in range(4)]
    services.add_test_case(cast.liang, specification_id=spec.pk, title="风量", requirement_ids=[made[0].pk, made[1].pk])
    judged = services.add_criterion(
        cast.liang, specification_id=spec.pk, title="风量偏差", standard="GB 50243-2016", requirement_ids=[made[0].pk]
    )
    services.drop_requirement(cast.liang, requirement_id=made[3].pk, version=None)
    page = api.as_("liang").get(f"/specifications/{spec.pk}").json()
    assert page["coverage"] == {"live": 3, "tested": 2, "accepted": 1, "percent": 33} and page["tests"] == {"never": 1}

    def found(what: str) -> list[str]:
        items = api.get(f"/requirements?filter=specification:in:{spec.pk}&filter=coverage:in:{what}").json()["items"]
        return [i["number"] for i in items]

    assert (found("no_test"), found("no_criterion"), found("whole")) == (["R-003"], ["R-002", "R-003"], ["R-001"])
    services.set_archived(cast.liang, Criterion, part_id=judged.pk, archived=True)
    assert found("whole") == [] and found("no_criterion,no_test") == ["R-001", "R-002", "R-003"]
    for path, count in (("requirements", 2), ("test-cases", 3), ("criteria", 3), ("specifications", 4)):
        api.get(f"/{path}")
        with django_assert_num_queries(count):
            assert api.get(f"/{path}?size=50").status_code == 200
    assert api.get("/specifications").json()["items"][0]["coverage"] == 0


def test_links_are_of_the_same_specification(cast: Cast) -> None:
    spec, other = specification(cast), specification(cast, title="四期")
    stranger = requirement(cast.liang, other)
    with pytest.raises(errors.NotInThisSpecification):
        services.add_test_case(cast.liang, specification_id=spec.pk, title="x", requirement_ids=[stranger.pk])
    assert not TestCase.objects.exists()


def test_a_prototype_has_versions_and_the_clients_word_on_each(cast: Cast) -> None:
    spec = specification(cast)
    made = services.add_prototype(cast.liang, specification_id=spec.pk, title="样板间")
    with pytest.raises(errors.VersionEmpty):
        services.add_version(cast.liang, prototype_id=made.pk)
    with pytest.raises(FieldError):
        services.add_version(cast.liang, prototype_id=made.pk, link="javascript:alert(1)")
    services.add_version(cast.liang, prototype_id=made.pk, link="https://models.example/1")
    with pytest.raises(FieldError):
        services.give_feedback(cast.liang, prototype_id=made.pk, no=1, verdict="changes")
    services.give_feedback(cast.liang, prototype_id=made.pk, no=1, verdict="changes", feedback="检修口太小")
    made.refresh_from_db()
    assert made.verdict == "changes"
    paper = attach(cast.liang, resource=PROTOTYPE, object_id=made.pk, filename="二版.txt", data=b"2")
    services.add_version(cast.liang, prototype_id=made.pk, attachment_id=paper.pk)
    answer = told(cast.lin, made.pk)
    assert [(v["no"], v["file"], v["verdict"]) for v in answer["versions"]] == [
        (2, "二版.txt", ""),
        (1, None, "changes"),
    ]
    assert answer["verdict"] == ""
    foreign = services.add_prototype(cast.liang, specification_id=spec.pk, title="另一个")
    with pytest.raises(errors.FileNotOfPrototype):
        services.add_version(cast.liang, prototype_id=foreign.pk, attachment_id=paper.pk)
    with pytest.raises(NotAllowed):
        attach(cast.he, resource=PROTOTYPE, object_id=made.pk, filename="x.txt", data=b"x")


def test_a_run_is_kept_and_a_failed_one_says_why(cast: Cast) -> None:
    spec = specification(cast)
    case = services.add_test_case(cast.liang, specification_id=spec.pk, title="风量")
    with pytest.raises(FieldError):
        services.record_run(cast.liang, case_id=case.pk, result="failed")
    services.record_run(cast.liang, case_id=case.pk, result="failed", note="送风口 3 偏差 22%")
    services.record_run(cast.liang, case_id=case.pk, result="passed")
    case.refresh_from_db()
    assert (case.last_result, case.last_run_by, case.runs.count()) == ("passed", "梁见山", 2)
    services.set_archived(cast.liang, TestCase, part_id=case.pk, archived=True)
    with pytest.raises(errors.PartArchived):
        services.record_run(cast.liang, case_id=case.pk, result="passed")


def test_the_client_is_shown_what_is_agreed_once_it_is_shared(cast: Cast) -> None:
    spec = specification(cast)
    contact = add_contact(cast.lin, client_id=spec.opportunity.client_id, name="孙立衡", phone="13800000001")
    one, _ = requirement(cast.liang, spec, text="七级"), requirement(cast.liang, spec, "还没谈定")
    services.agree_requirements(cast.liang, specification_id=spec.pk, ids=[one.pk])
    services.add_criterion(cast.liang, specification_id=spec.pk, title="风量偏差", tolerance="±10%")
    made = portal.invite(cast.lin, contact_id=contact.pk)
    portal.open_invitation(token=made.token, password="see-my-own-project")
    window = ApiClient()
    assert window.post("/portal/session", {"login": made.login, "password": "see-my-own-project"}).status_code == 200
    assert window.get("/portal/specifications").json()["items"] == []
    services.share(cast.lin, specification_id=spec.pk, shared=True)
    shown = window.get("/portal/specifications").json()["items"]
    assert [(r["number"], r["text"]) for r in shown[0]["requirements"]] == [("R-001", "七级")]
    assert [c["tolerance"] for c in shown[0]["criteria"]] == ["±10%"]
    services.share(cast.lin, specification_id=spec.pk, shared=False)
    assert window.get("/portal/specifications").json()["items"] == []


def book(*rows: tuple[Any, ...]) -> SimpleUploadedFile:
    out = io.BytesIO()
    write_xlsx(out, [Column(str(head)) for head in rows[0]], rows[1:])
    return SimpleUploadedFile("需求.xlsx", out.getvalue())


def send(api: ApiClient, spec: Specification, file: Any, query: str = "") -> Any:
    return api.http.post(f"/api/v1/specifications/{spec.pk}/import{query}", {"file": file})


HEAD = ("编号", "需求", "详细要求", "类型", "优先级", "来源")


def test_a_spreadsheet_is_shown_first_then_written_and_its_bad_rows_are_named(cast: Cast, api: ApiClient) -> None:
    spec = specification(cast)
    requirement(cast.liang, spec)
    agreed = requirement(cast.liang, spec, "资料四份")
    services.agree_requirements(cast.liang, specification_id=spec.pk, ids=[agreed.pk])
    rows = (
        HEAD, ("R-001", "洁净度达到 ISO 6 级", "", "性能", "必须", ""), ("", "=停产窗口", "每月末", "工期", "", "访谈"),
        ("", "", "没有名称", "", "", ""), ("R-002", "资料六份", "", "", "", ""), ("甲", "x", "", "", "", ""),
        ("", "类型不对", "", "甜度", "", ""),
    )  # fmt: skip
    api.as_("liang")
    preview = send(api, spec, book(*rows)).json()
    assert (preview["committed"], preview["new"], preview["changed"]) == (False, 1, 1)
    assert [r["row"] for r in preview["refused"]] == [4, 5, 6, 7] and Requirement.objects.count() == 2
    done = send(api, spec, book(*rows), "?commit=true").json()
    assert {**done, "committed": False} == preview
    titles = list(Requirement.objects.order_by("seq").values_list("title", "kind", "priority"))
    assert titles == [
        ("洁净度达到 ISO 6 级", "performance", "must"), ("资料四份", "function", "should"), ("=停产窗口", "schedule", "should"),
    ]  # fmt: skip
    again = send(api, spec, book(*rows[:2]), "?commit=true").json()
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 1)


def test_a_file_that_is_none_says_so_at_its_field(cast: Cast, api: ApiClient) -> None:
    spec = specification(cast)
    api.as_("liang")
    for data, code in (
        (b"\x89PNG\r\n\x1a\nxx", "tabular_not_a_spreadsheet"),
        ("甲,乙\n1,2".encode(), "specification_sheet_unknown"),
    ):
        answer = send(api, spec, SimpleUploadedFile("x.csv", data))
        assert (answer.status_code, answer.json()["code"], answer.json()["errors"][0]["field"]) == (422, code, "file")
    assert api.as_("tang") and send(api, spec, book(HEAD)).status_code == 404
    service = send(api.as_("he"), spec, book(HEAD, ("", "x", "", "", "", "")))
    assert service.status_code == 403

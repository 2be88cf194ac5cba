"""Grades from real contracts: line by line, by version, on events and at night; overridden only by two people and for a time."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from dougong.approvals.models import Approval
from dougong.audit.models import AuditEntry
from dougong.care.credit import errors, selectors, services, tasks
from dougong.care.credit.models import CreditChange, CreditOverride, CreditRule, CreditStanding
from dougong.clients import services as clients
from dougong.clients.models import Client
from dougong.contracts import services as contracts
from dougong.contracts.tests import factories
from dougong.kit import clock
from dougong.kit.errors import FieldErrors
from dougong.kit.jobs import run_due
from dougong.kit.money import Money
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NOW = "2026-11-18T10:00+08:00"


def pay(cast: Cast, contract: Any, amount: str, day: dt.date) -> None:
    contracts.record_receipt(cast.xu, contract_id=contract.pk, amount=Money(amount), received_on=day)


def slow(cast: Cast, name: str = "澄江城投") -> Client:
    """1,000.00 due on 1 May paid 60 days late; 1,000.00 due on 1 June stands since."""
    client = factories.client_of(cast.lin, name)
    contract = factories.simple(cast, "1000.00", "1000.00", client=client)
    pay(cast, contract, "1000.00", dt.date(2026, 7, 5))
    return client


def grade(client: Client) -> CreditStanding:
    return CreditStanding.objects.get(pk=client.pk)


def test_a_grade_is_explained_line_by_line_with_its_rows(
    cast: Cast, api: ApiClient, deliver: Callable[[], int]
) -> None:
    with clock.frozen(NOW):
        client = slow(cast)
        deliver()
        told = api.as_("lin").get(f"/clients/{client.pk}/credit").json()
        assert {(line["code"], line["value"], line["points"]) for line in told["lines"]} == {
            # 1 May to 5 May are days off: the term ended on the 6th. (60 + 170) / 2
            ("delay", 115, 0), ("late_share", 100, 0), ("overdue_days", 170, 0), ("broken", 0, 15), ("disputes", 0, 10),
            ("years", 0, 1),
        }  # fmt: skip
        assert (told["grade"], told["points"], told["rule_no"]) == ("D", 26, 1)
        assert told["terms"] == {"advance": 50, "limit": "0.00", "days": 0, "received": "1000.00"}
        rows = [(r["line"], r["amount"], r["days"], r["open"]) for r in told["rows"]]
        assert rows == [("overdue_days", "1000.00", 170, True), ("delay", "1000.00", 60, False)]
        assert all(r["link"].startswith("/contracts/") for r in told["rows"])
        assert api.get("/clients?filter=grade:in:D").json()["items"][0]["grade"] == "D"
        assert api.as_("he").get(f"/clients/{client.pk}/credit").status_code == 403
        assert "grade" not in api.get(f"/clients/{client.pk}").json()["figures"]
        assert api.as_("shen").get(f"/clients/{client.pk}/credit").status_code == 404


def test_money_and_disputes_change_it_at_once_and_the_night_what_only_time_does(
    cast: Cast, deliver: Callable[[], int]
) -> None:
    with clock.frozen("2026-05-20T10:00+08:00"):
        client = factories.client_of(cast.lin)
        contract = factories.simple(cast, "1000.00", "9000.00", client=client)
        pay(cast, contract, "1000.00", dt.date(2026, 5, 6))
        deliver()
        assert (grade(client).grade, grade(client).points) == ("AAA", 96)
        clients.update_client(cast.lin, client_id=client.pk, version=None, facts={"payment": "disputed"})
        deliver()
        assert (grade(client).grade, grade(client).points) == ("AAA", 90)
    with clock.frozen("2026-07-20T02:10+08:00"):
        services.grade_all()
        assert grade(client).grade == "D"
        services.grade_all()
    kinds = list(CreditChange.objects.filter(client=client).order_by("pk").values_list("before", "grade"))
    assert kinds == [("", "AAA"), ("AAA", "D")]
    assert CreditChange.objects.filter(client=client).latest("pk").cause == "night"


def test_a_new_version_is_tried_then_decided_by_another_and_old_grades_keep_theirs(
    cast: Cast, api: ApiClient, deliver: Callable[[], int]
) -> None:
    with clock.frozen(NOW):
        client = slow(cast)
        deliver()
        made = api.as_("xu").post("/credit/rules", {}).json()
        body = copy.deepcopy(made["body"])
        body["grades"][4]["least"], body["grades"][3]["least"] = 20, 50
        early = api.post(f"/credit/rules/{made['id']}/submit", {"in_force_on": "2026-11-20"}, version=1)
        assert early.json()["code"] == "credit_rule_not_tried"
        assert api.put(f"/credit/rules/{made['id']}", {"body": body, "note": "宽一点"}, version=1).status_code == 200
        assert api.post(f"/credit/rules/{made['id']}/try", {}).status_code == 202
        run_due()
        tried = api.get(f"/credit/rules/{made['id']}").json()
        assert tried["trial"]["moved"] == [{"before": "D", "grade": "C", "count": 1}]
        assert [(d["name"], d["before"], d["grade"]) for d in tried["trial"]["differ"]] == [(client.name, "D", "C")]
        assert grade(client).grade == "D" and grade(client).rule.no == 1
        api.post(f"/credit/rules/{made['id']}/submit", {"in_force_on": "2026-11-20"}, version=2)
        waiting = api.as_("manager").get("/approvals?filter=for_me:eq:true").json()["items"][0]
        assert waiting["link"] == f"/credit/rules/{made['id']}"
        api.post(f"/approvals/{waiting['id']}/decide", {"approve": True})
        services.grade_all()
        assert grade(client).grade == "D"
    with clock.frozen("2026-11-20T02:10+08:00"):
        services.grade_all()
        assert (grade(client).grade, grade(client).rule.no) == ("C", 2)
        history = api.as_("xu").get(f"/clients/{client.pk}/credit").json()["history"]
        assert [(h["rule_no"], h["grade"]) for h in history] == [(2, "C"), (1, "D")]
        with pytest.raises(errors.NotADraftRule):
            services.change_rule(cast.xu, rule_id=CreditRule.objects.get(no=2).pk, version=None, body=body, note="")


def test_a_rule_that_can_t_be_is_refused_at_its_place(cast: Cast) -> None:
    rule = services.draft_rule(cast.xu)
    body = copy.deepcopy(rule.body)
    body["lines"]["delay"]["steps"][0][1] = 99
    with pytest.raises(FieldErrors) as wrong:
        services.change_rule(cast.xu, rule_id=rule.pk, version=None, body=body, note="")
    assert [e.field for e in wrong.value.errors] == ["lines"]


def test_an_override_takes_a_reason_a_second_person_and_ends(
    cast: Cast, api: ApiClient, deliver: Callable[[], int]
) -> None:
    with clock.frozen(NOW):
        client = slow(cast)
        deliver()
        ask = {"grade": "A", "until": "2026-12-31", "reason": "集团担保函已到"}
        address = f"/clients/{client.pk}/credit/override"
        assert api.as_("lin").post(address, {**ask, "reason": " "}).status_code == 422
        assert api.post(address, {**ask, "until": "2028-01-01"}).json()["code"] == "credit_override_until"
        assert api.post(address, {**ask, "grade": "D"}).json()["code"] == "credit_override_same"
        asked = api.post(address, ask).json()
        assert (asked["grade"], asked["override"]["state"]) == ("D", "waiting")
        assert api.post(address, {**ask, "grade": "B"}).json()["code"] == "credit_override_there"
        row = Approval.objects.get(subject="care.credit")
        assert api.post(f"/approvals/{row.pk}/decide", {"approve": True}).status_code == 403
        api.as_("manager").post(f"/approvals/{row.pk}/decide", {"approve": True, "comment": "到年底"})
        told = api.as_("lin").get(f"/clients/{client.pk}/credit").json()
        assert (told["grade"], told["computed"], told["terms"]["advance"]) == ("A", "D", 20)
        assert (told["override"]["asked_by"], told["override"]["decided_by"]) == (cast.lin.name, cast.manager.name)
        assert api.get(f"/clients/{client.pk}").json()["figures"]["grade"] == "A"
        services.grade_all()
        assert grade(client).effective == "A"
        timeline = api.get(f"/clients/{client.pk}/timeline").json()["items"]
        assert "credit_set" in {e["kind"] for e in timeline}
    with clock.frozen("2027-01-01T02:10+08:00"):
        services.grade_all()
        assert grade(client).effective == "D" and CreditOverride.objects.get().state == "ended"
        last = CreditChange.objects.filter(client=client).latest("pk")
        assert (last.kind, last.before, last.grade) == ("ended", "A", "D")


def test_sent_back_it_changes_nothing_and_ended_early_it_says_why(cast: Cast, deliver: Callable[[], int]) -> None:
    from dougong.approvals import services as approvals

    with clock.frozen(NOW):
        client = slow(cast)
        deliver()
        until = dt.date(2026, 12, 31)
        services.ask_override(cast.lin, client_id=client.pk, grade="A", reason="担保", until=until)
        approvals.decide(cast.manager, approval_id=Approval.objects.get().pk, approve=False, comment="没有担保函")
        assert CreditOverride.objects.get().state == "rejected" and grade(client).effective == "D"
        services.ask_override(cast.lin, client_id=client.pk, grade="B", reason="担保函补了", until=until)
        approvals.decide(cast.manager, approval_id=Approval.objects.get(state="waiting").pk, approve=True)
        assert grade(client).effective == "B"
        services.end_override(cast.lin, client_id=client.pk, reason="担保撤回")
        assert grade(client).effective == "D"
        with pytest.raises(errors.NoOverride):
            services.end_override(cast.lin, client_id=client.pk, reason="再来")
    acts = AuditEntry.objects.filter(resource="care.credit").values_list("action", flat=True)
    assert {"override_asked", "override_set", "override_ended"} == set(acts)


def test_many_clients_take_as_many_queries_as_two(
    cast: Cast, deliver: Callable[[], int], django_assert_max_num_queries: Any
) -> None:
    with clock.frozen(NOW):
        for name in ("甲城投", "乙城投", "丙城投"):
            slow(cast, name)
        deliver()
        ids = list(Client.objects.values_list("pk", flat=True))
        # the rule, clients, five of contracts, standings, and what is written; one for each client to compare its figure
        with django_assert_max_num_queries(16):
            services.grade_clients(ids)
        assert tasks.grade_all is not None and selectors.RULES.code == "credit-rules"

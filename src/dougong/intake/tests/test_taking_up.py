"""Whose an enquiry is, and what it becomes: a client, with an opportunity in the same act, both taken back while untouched."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dougong.accounts.models import Department
from dougong.clients import services as clients
from dougong.clients.models import Client, Contact, TimelineEntry
from dougong.intake import deciding, errors, rules
from dougong.intake.models import PublicForm, Submission
from dougong.intake.selectors import submission
from dougong.intake.tests.factories import published, sent
from dougong.kit.errors import NotAllowed
from dougong.sales.models import Opportunity
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BOTH = {"title": "洁净车间改造", "amount": "1200000.00"}


@pytest.mark.parametrize(
    ("region", "whose"),
    [("320583", "city"), ("320100", "province"), ("510100", None), ("500103", "chongqing"), ("", None)],
)
def test_the_nearest_place_counts(region: str, whose: str | None) -> None:
    """重庆 is 50: its rule is not for all codes that begin with a 5."""
    known = [("320000", "province"), ("320500", "city"), ("500000", "chongqing")]
    found = rules.rule_for([{"region": code, "owner_id": name} for code, name in known], region)
    assert (found["owner_id"] if found else None) == whose


def test_a_region_goes_to_a_colleague_or_to_the_head_of_a_department(cast: Cast, api: ApiClient) -> None:
    east = Department.objects.get(pk=cast.lin.department_id)
    east.manager_id = cast.zhou.user_id
    east.save()
    body = {
        "purpose_zh": "答复",
        "owner_id": str(cast.fang.user_id),
        "form_id": str(published(cast.fang, cast.fang).form_id),
    }
    by_region = [
        {"region": "320000", "department_id": str(east.pk)},
        {"region": "440000", "owner_id": str(cast.chen.user_id)},
    ]
    made = api.as_("fang").post("/public-forms", {**body, "owners": by_region}).json()
    told = [(r["place"], (r["owner"] or r["department"])["id"]) for r in made["owners"]]
    assert told == [("江苏", str(east.pk)), ("广东", str(cast.chen.user_id))]
    form = PublicForm.objects.get(pk=made["id"])
    got = [sent(form, name=f"{n}食品", region=n) for n in ("320000", "440000", "330000")]
    assert [s.owner_id for s in got] == [cast.zhou.user_id, cast.chen.user_id, cast.fang.user_id]
    assert got[0].department_id == east.pk
    nobody, both = {"region": "320000"}, {**by_region[0], "owner_id": str(cast.chen.user_id)}
    nowhere = {"region": "999999", "owner_id": str(cast.chen.user_id)}
    for wrong in ([nobody], [both], by_region[:1] * 2, [nowhere]):
        assert api.post("/public-forms", {**body, "owners": wrong}).status_code == 422


def test_client_and_opportunity_are_made_in_one_act_and_both_are_shown(cast: Cast, api: ApiClient) -> None:
    one = sent(published(cast.fang, cast.lin))
    told = api.as_("lin").post(f"/enquiries/{one.pk}/accept", {"opportunity": BOTH}).json()
    opened = Opportunity.objects.get()
    assert told["client"]["name"] == opened.client.name and str(opened.amount) == BOTH["amount"]
    assert [(m["title"], m["link"]) for m in told["made"]] == [(opened.title, f"/opportunities/{opened.pk}")]
    assert told["may_undo"] is True and opened.owner_id == cast.lin.user_id
    undone = api.post(f"/enquiries/{one.pk}/undo-accept", {}).json()
    assert (undone["state"], undone["client"], undone["made"]) == ("new", None, [])
    assert not (
        Client.objects.exists()
        or Opportunity.objects.exists()
        or Contact.objects.exists()
        or TimelineEntry.objects.exists()
    )
    assert api.post(f"/enquiries/{one.pk}/accept", {}).json()["made"] == [], "and it can be taken up again"


def test_what_cannot_be_opened_makes_no_client_either(cast: Cast) -> None:
    one = sent(published(cast.fang, cast.lin))
    with pytest.raises(NotAllowed):
        deciding.accept(cast.fang, submission_id=one.pk, opportunity=BOTH)
    one.refresh_from_db()
    assert one.state == "new" and not Client.objects.exists()


@pytest.mark.parametrize("touch", ["client", "note", "contact", "opportunity"])
def test_once_somebody_did_something_with_it_nothing_is_taken_back(cast: Cast, touch: str) -> None:
    one = sent(published(cast.fang, cast.lin))
    deciding.accept(cast.lin, submission_id=one.pk, opportunity=BOTH)
    made, opened = Client.objects.get(), Opportunity.objects.get()
    acts: dict[str, Any] = {
        "client": lambda: clients.update_client(cast.lin, client_id=made.pk, version=None, website="https://x.example"),
        "note": lambda: clients.add_note(cast.lin, client_id=made.pk, kind="call", text="谈过"),
        "contact": lambda: clients.add_contact(cast.lin, client_id=made.pk, name="孙立衡"),
        "opportunity": lambda: opened.store("title"),
    }
    acts[touch]()
    with pytest.raises(errors.UndoTooLate):
        deciding.undo_accept(cast.lin, submission_id=one.pk)
    assert Submission.objects.get().state == "accepted" and Client.objects.exists()


def test_field_rules_hold_for_what_strangers_told(cast: Cast) -> None:
    one = sent(published(cast.fang, cast.lin), problem="洁净改造一期")
    rules_of = {"clients.client": {"phone": "mask", "facts.problem": "hide"}}
    told = submission(replace(cast.lin, fields=rules_of), one.pk)
    assert told["fed"]["contact.phone"] == "138****0071" and "facts.problem" not in told["fed"]
    assert "13800000071" not in str(told) and "洁净改造一期" not in str(told)
    assert submission(cast.lin, one.pk)["fed"]["facts.problem"] == "洁净改造一期"

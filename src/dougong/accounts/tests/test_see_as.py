from __future__ import annotations

import datetime as dt

import pytest

from dougong.accounts.granting import seeing
from dougong.accounts.models import SeeAs
from dougong.audit.models import AuditEntry
from dougong.clients.services import create_client
from dougong.kit import clock
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def looking(cast: Cast, api: ApiClient, login: str = "lin") -> ApiClient:
    answer = api.as_("admin").sure("林舒然说看不到客户").post("/see-as", {"person_id": str(cast.user(login).pk)})
    assert answer.status_code == 201, answer.json()
    return api


def names(api: ApiClient) -> list[str]:
    return [c["name"] for c in api.get("/clients").json()["items"]]


def test_an_administrator_sees_what_the_other_sees_and_can_write_nothing(cast: Cast, api: ApiClient) -> None:
    mine = create_client(cast.lin, name="启岳半导体")
    create_client(cast.shen, name="沧澜水务")
    assert api.as_("admin").get("/clients").status_code == 403
    looking(cast, api)
    assert names(api) == ["启岳半导体"]
    assert api.get("/me").json()["id"] == str(cast.lin.id)
    assert api.get("/see-as").json()["look"]["viewer"] == "秦守一"
    for answer in (
        api.post("/clients", {"name": "新客户"}),
        api.patch(f"/clients/{mine.pk}", {"industry": "芯片"}, version=1),
        api.post("/exports", {"list": "clients"}),
        api.put(f"/people/{cast.lin.id}/roles", {"roles": ["admin"]}, version=1),
        api.delete(f"/views/{mine.pk}"),
        api.post("/see-as", {"person_id": str(cast.user("gu").pk)}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "read_only_look")
    assert api.delete("/see-as").json() == {"ended": True}
    assert api.get("/clients").status_code == 403 and api.get("/me").json()["id"] == str(cast.admin.id)


def test_a_look_stands_on_record_from_beginning_to_end(cast: Cast, api: ApiClient) -> None:
    looking(cast, api).delete("/see-as")
    begun, ended = AuditEntry.objects.filter(action__startswith="see_as").order_by("pk")
    assert (begun.action, begun.actor_name, begun.title, begun.reason) == (
        "see_as_begun", "秦守一", "林舒然", "林舒然说看不到客户"
    )  # fmt: skip
    assert (ended.action, ended.actor_name, ended.title, ended.after["why"]) == (
        "see_as_ended", "秦守一", "林舒然", "by_hand"
    )  # fmt: skip


def test_a_look_is_over_after_half_an_hour_by_itself(cast: Cast, api: ApiClient) -> None:
    looking(cast, api)
    SeeAs.objects.update(until=clock.now() - dt.timedelta(seconds=1))
    assert api.get("/me").json()["id"] == str(cast.admin.id)
    assert seeing.end_overdue() == 1 and seeing.end_overdue() == 0
    assert AuditEntry.objects.get(action="see_as_ended").after["why"] == "time_over"


def test_signing_out_ends_it_and_so_does_losing_the_right(cast: Cast, api: ApiClient) -> None:
    looking(cast, api)
    cast.user("admin").roles.clear()
    from dougong.accounts.models import raise_access_version

    raise_access_version()
    assert api.get("/me").json()["id"] == str(cast.admin.id)
    assert api.delete("/session").status_code == 200
    assert seeing.end_overdue() == 1
    assert AuditEntry.objects.get(action="see_as_ended").after["why"] == "signed_out"


def test_nobody_looks_as_himself_as_one_who_left_or_without_the_right(cast: Cast, api: ApiClient) -> None:
    gu = cast.user("gu")
    gu.is_active = False
    gu.store("is_active")
    api.as_("admin").sure()
    for person in (cast.user("admin"), gu):
        assert api.post("/see-as", {"person_id": str(person.pk)}).json()["code"] == "not_this_person"
    refused = api.as_("zhou").sure().post("/see-as", {"person_id": str(cast.lin.id)})
    assert refused.json()["code"] == "not_allowed"
    assert not SeeAs.objects.exists()


def test_a_look_costs_a_request_no_further_query(cast: Cast, api: ApiClient, count_queries: object) -> None:
    assert callable(count_queries)
    api.as_("lin").get("/departments")
    own = count_queries(lambda: api.get("/departments"))
    looking(cast, api).get("/departments")
    assert count_queries(lambda: api.get("/departments")) == own

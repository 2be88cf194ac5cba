"""Who belongs to whom: companies of a group, people of a decision chain."""

from __future__ import annotations

import pytest

from dougong.clients import services
from dougong.clients.models import Client, Contact
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def company(cast: Cast, name: str, login: str = "lin") -> Client:
    return services.create_client(getattr(cast, login), name=name)


def put(api: ApiClient, client: Client, parent: Client | None, relation: str = "subsidiary") -> object:
    return api.put(
        f"/clients/{client.pk}/parent", {"parent_id": str(parent.pk) if parent else None, "relation": relation}
    )


def test_a_group_is_read_from_both_ends(cast: Cast, api: ApiClient) -> None:
    top, firm, branch = company(cast, "启岳科技集团"), company(cast, "启岳半导体"), company(cast, "启岳苏州分公司")
    api.as_("lin")
    assert put(api, firm, top).json()["relation"] == "subsidiary"
    assert put(api, branch, firm, "branch").json()["above"] == [
        {"id": str(top.pk), "name": "启岳科技集团"}, {"id": str(firm.pk), "name": "启岳半导体"}
    ]  # fmt: skip
    told = api.get(f"/clients/{firm.pk}/group").json()
    assert [(m["name"], m["relation"]) for m in told["members"]] == [("启岳苏州分公司", "branch")]
    assert put(api, branch, None).json() == {"relation": None, "above": [], "members": [], "more": False}
    kinds = [e["kind"] for e in api.get(f"/clients/{branch.pk}/timeline").json()["items"]]
    assert kinds == ["client_left", "client_joined", "client_created"]


def test_a_circle_of_companies_is_refused(cast: Cast, api: ApiClient) -> None:
    a, b, c = (company(cast, n) for n in ("甲集团", "乙公司", "丙公司"))
    api.as_("lin")
    put(api, b, a)
    put(api, c, b)
    for child, parent in ((a, c), (a, b), (a, a)):
        refused = put(api, child, parent)
        assert (refused.status_code, refused.json()["code"]) == (409, "circle_of_companies")
    assert Client.objects.get(pk=a.pk).parent_id is None


def test_of_a_group_only_the_own_part_is_told(cast: Cast, api: ApiClient) -> None:
    top, firm, other = company(cast, "启岳科技集团", "gu"), company(cast, "启岳半导体"), company(cast, "启岳光电", "gu")
    put(api.as_("zhou"), firm, top)
    put(api, other, firm)
    told = api.as_("lin").get(f"/clients/{firm.pk}/group").json()
    assert told == {"relation": None, "above": [], "members": [], "more": False}
    assert put(api, firm, top).status_code == api.get(f"/clients/{top.pk}/group").status_code == 404


def person(cast: Cast, client: Client, name: str, **more: object) -> Contact:
    return services.add_contact(cast.lin, client_id=client.pk, name=name, **more)


def test_people_report_to_people_of_their_own_company(cast: Cast, api: ApiClient) -> None:
    client, other = company(cast, "启岳半导体"), company(cast, "沧澜水务")
    chief = person(cast, client, "孙立衡", influence="high")
    buyer = person(cast, client, "吴念慈", reports_to_id=chief.pk)
    stranger = person(cast, other, "赵启明")
    told = {c["name"]: c for c in api.as_("lin").get(f"/clients/{client.pk}").json()["contacts"]}
    assert told["吴念慈"]["reports_to_id"] == str(chief.pk) and told["孙立衡"]["influence"] == "high"
    for who, superior, code in (
        (buyer, stranger, "no_such_superior"), (buyer, buyer, "no_such_superior"), (chief, buyer, "circle_of_reports")
    ):  # fmt: skip
        answer = api.patch(f"/contacts/{who.pk}", {"name": who.name, "reports_to_id": str(superior.pk)}, version=1)
        assert (answer.status_code, answer.json()["code"]) == (422, code)

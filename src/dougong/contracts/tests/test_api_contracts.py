"""Contracts, receivables and receipts over HTTP: who sees what, what is refused and how, what a list costs."""

from __future__ import annotations

import datetime as dt

import pytest

from dougong.contracts import services
from dougong.contracts.models import Contract, Receipt
from dougong.contracts.tests.factories import client_of, draft, in_force, owed, rows_of, simple
from dougong.kit import clock
from dougong.kit.money import Money
from dougong.sales.models import Opportunity
from dougong.sales.services import create_opportunity
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 5, 20)


@pytest.fixture(autouse=True)
def autumn():
    with clock.frozen("2026-11-18T10:00+08:00"):
        yield


def test_a_contract_is_drafted_from_an_opportunity_and_takes_it_to_signing(cast: Cast, api: ApiClient) -> None:
    client = client_of(cast.lin)
    found = create_opportunity(cast.lin, client_id=client.pk, title="二期机电", amount=Money("100.00"))
    body = {
        "title": "二期机电安装", "opportunity_id": str(found.pk), "amount": "100.00", "tax_rate": "9.00",
        "signed_on": "2026-03-05", "starts_on": "2026-03-05", "ends_on": "2027-03-31",
        "instalments": [
            {"kind": "advance", "title": "预付款", "amount": "30.00", "due_on": "2026-03-20"},
            {"kind": "final", "title": "结算款", "amount": "70.00", "due_kind": "acceptance", "days_after": 60},
        ],
    }  # fmt: skip
    services.install_entity()
    made = api.as_("lin").post("/contracts", body, key="c1")
    assert made.status_code == 201 and api.post("/contracts", body, key="c1").json() == made.json()
    assert made.json()["client_id"] == str(client.pk) and Contract.objects.count() == 1
    assert api.post(f"/contracts/{made.json()['id']}/activate").status_code == 428
    done = _versioned(api.as_("xu"), f"/contracts/{made.json()['id']}/activate", {}, 1)
    assert done.status_code == 200 and done.json()["status"] == "in_force"
    assert Opportunity.objects.get(pk=found.pk).stage.code == "contract"


def _versioned(api: ApiClient, path: str, body: object, version: int):
    return api._send("post", path, body, {"If-Match": f'"{version}"'})


def test_the_page_says_what_stands_where(cast: Cast, api: ApiClient) -> None:
    contract = in_force(cast)
    services.record_receipt(cast.xu, contract_id=contract.pk, amount=Money("25010000.00"), received_on=DAY)
    page = api.as_("xu").get(f"/contracts/{contract.pk}").json()
    assert page["breakdown"] == {
        "received": "25010000.00", "deducted": "0.00", "overdue": "4150000.00", "soon": "9720000.00", "later": "8262000.00",
        "retention": "1458000.00",
    }  # fmt: skip
    assert [(r["state"], r["days"]) for r in page["instalments"]] == [
        ("paid", None), ("paid", None), ("overdue", 18), ("due_soon", 37), ("waiting", None), ("retained", 864),
    ]  # fmt: skip
    assert page["price"] == "44587155.96" and page["tax"] == "4012844.04"
    assert "record_receipt" in page["can"] and page["counts"] == {"receipts": 1}
    mine = api.as_("lin").get(f"/contracts/{contract.pk}").json()
    assert mine["can"] == ["update", "archive"]


@pytest.mark.parametrize("amount", ["-1.00", "123456789012345", "1.005", "", "1e3", 12.5])
def test_a_wrong_amount_is_told_at_its_field(cast: Cast, api: ApiClient, amount: object) -> None:
    contract = simple(cast, "100.00")
    answer = api.as_("xu").post(f"/contracts/{contract.pk}/receipts", {"amount": amount, "received_on": "2026-05-20"})
    assert answer.status_code == 422
    said = answer.json()
    assert {e["field"] for e in said["errors"]} == {"amount"} and Receipt.objects.count() == 0
    drafted = api.post("/contracts", {"title": "x", "client_id": str(contract.client_id), "amount": amount})
    assert drafted.status_code == 422 and drafted.json()["errors"][0]["field"] == "amount"


def test_the_same_receipt_sent_twice_is_one(cast: Cast, api: ApiClient) -> None:
    contract = simple(cast, "100.00")
    body = {"amount": "60.00", "received_on": "2026-05-20", "reference": "CMB-1"}
    first = api.as_("xu").post(f"/contracts/{contract.pk}/receipts", body, key="r1")
    again = api.post(f"/contracts/{contract.pk}/receipts", body, key="r1")
    assert first.status_code == again.status_code == 201 and first.json() == again.json()
    other = api.post(f"/contracts/{contract.pk}/receipts", body, key="r2")
    assert other.status_code == 409 and other.json()["code"] == "reference_taken"
    assert other.json()["params"]["receipt_id"] == first.json()["id"]
    assert Receipt.objects.count() == 1 and owed(contract) == ["40.00"]


def test_more_than_owed_offers_credit(cast: Cast, api: ApiClient) -> None:
    contract = simple(cast, "100.00")
    path = f"/contracts/{contract.pk}/receipts"
    shown = api.as_("xu").post(f"{path}/preview", {"amount": "130.00"}).json()
    row = str(rows_of(contract)[0].pk)
    assert shown == {"allocations": [{"instalment_id": row, "amount": "100.00"}], "excess": "30.00"}
    refused = api.post(path, {"amount": "130.00", "received_on": "2026-05-20"}, key="r1")
    assert refused.status_code == 409 and refused.json()["code"] == "more_than_owed"
    assert {k: refused.json()["params"][k] for k in ("owed", "given", "excess")} == {
        "owed": "¥100.00", "given": "¥130.00", "excess": "¥30.00",
    }  # fmt: skip
    taken = api.post(path, {"amount": "130.00", "received_on": "2026-05-20", "excess": "credit"}, key="r1")
    assert taken.status_code == 201
    assert api.get(f"/contracts/{contract.pk}").json()["figures"]["credit"] == "30.00"
    english = api.post(path, {"amount": "1.00", "received_on": "2026-05-20"}, language="en").json()
    assert english["detail"].startswith("¥0.00 is owed")


def test_a_receipt_is_reversed_over_http_with_its_story(cast: Cast, api: ApiClient) -> None:
    contract = simple(cast, "100.00")
    made = services.record_receipt(cast.xu, contract_id=contract.pk, amount=Money("60"), received_on=DAY)
    done = api.as_("xu").post(f"/receipts/{made.pk}/reverse", {"reason": "记错"}, key="v1")
    assert done.status_code == 201 and done.json()["amount"] == "-60.00"
    assert api.post(f"/receipts/{made.pk}/reverse", {"reason": "记错"}, key="v2").json()["code"] == "already_reversed"
    items = api.get(f"/contracts/{contract.pk}/receipts").json()["items"]
    assert [i["amount"] for i in items] == ["-60.00", "60.00"]
    assert items[1]["allocations"][0]["title"] == "进度款1"
    history = api.get(f"/contracts/{contract.pk}/history").json()
    assert [e["action"] for e in history["entries"]] == ["reverse", "record", "activate", "create"]
    assert [v["no"] for v in history["versions"]] == [1]


def test_ages_add_up_to_the_list_and_filter_it(cast: Cast, api: ApiClient) -> None:
    in_force(cast)
    late = simple(cast, "10.00", "20.00", client=client_of(cast.lin, "沧澜水务"))
    strip = api.as_("xu").get("/receivables/ageing").json()
    assert [(i["age"], i["owed"], i["count"]) for i in strip["items"]] == [
        ("not_due", "19440000.00", 3), ("d1_30", "12150000.00", 1), ("d31_90", "0.00", 0),
        ("d90_plus", "17010030.00", 4),
    ]  # fmt: skip
    total = api.get("/receivables/summary").json()
    assert (total["sums"]["owed"], total["count"]) == (strip["owed"], strip["count"]) == ("48600030.00", 8)
    for segment in strip["items"]:
        listed = api.get(f"/receivables/summary?filter=age:in:{segment['age']}").json()
        assert (listed["sums"]["owed"], listed["count"]) == (segment["owed"], segment["count"])
    mine = api.get(f"/receivables?filter=client:in:{late.client_id}&filter=age:in:d90_plus").json()["items"]
    assert [(i["title"], i["state"], i["days"], i["age"]) for i in mine] == [
        ("进度款1", "overdue", 201, "d90_plus"), ("进度款2", "overdue", 170, "d90_plus"),
    ]  # fmt: skip
    assert api.get("/receivables/ageing?filter=age:in:d1_30&q=沧澜").json()["owed"] == "30.00"


def test_every_list_is_cut_to_the_readers_rows(cast: Cast, api: ApiClient) -> None:
    contract = in_force(cast)
    services.record_receipt(cast.xu, contract_id=contract.pk, amount=Money("1"), received_on=DAY)
    for path, count in (("/contracts", 1), ("/receivables", 6), ("/receipts", 1)):
        for login in ("lin", "zhou", "xu", "manager"):
            assert len(api.as_(login).get(path).json()["items"]) == count, (login, path)
        for login in ("gu", "chen", *(("tang", "he") if path == "/contracts" else ())):  # on no project of it
            assert api.as_(login).get(path).json()["items"] == [], (login, path)
            assert api.get(f"{path}/summary").json()["count"] == 0
        for login in ("admin", "fang", *(() if path == "/contracts" else ("tang", "he"))):
            assert api.as_(login).get(path).status_code == 403, (login, path)
    assert api.as_("liang").get("/contracts").json()["items"] == []
    assert api.get("/receipts").status_code == 403


def test_a_strangers_contract_answers_like_an_absent_one(cast: Cast, api: ApiClient) -> None:
    contract = simple(cast, "100.00")
    receipt = services.record_receipt(cast.xu, contract_id=contract.pk, amount=Money("1"), received_on=DAY)
    nobody = "0198b5a0-0000-7000-8000-000000000000"
    api.as_("gu")
    for path in ("/contracts/{}", "/contracts/{}/receipts", "/contracts/{}/history"):
        assert api.get(path.format(contract.pk)).status_code == api.get(path.format(nobody)).status_code == 404
    for pk in (contract.pk, nobody):
        body = {"amount": "1.00", "received_on": "2026-05-20"}
        assert api.post(f"/contracts/{pk}/receipts", body).status_code == 404
    for pk in (receipt.pk, nobody):
        assert api.post(f"/receipts/{pk}/reverse", {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("path", ["/contracts", "/receivables", "/receipts"])
def test_a_list_costs_the_same_for_few_rows_and_for_many(cast: Cast, api: ApiClient, count_queries, path: str) -> None:
    client = client_of(cast.lin)
    for n in range(2):
        _with_receipt(cast, client, n)
    api.as_("lin")
    few = count_queries(lambda: api.get(path))
    for n in range(2, 12):
        _with_receipt(cast, client, n)
    assert count_queries(lambda: api.get(path)) == few <= 5


def _with_receipt(cast: Cast, client, n: int) -> None:
    contract = simple(cast, "100.00", "100.00", client=client)
    services.record_receipt(cast.xu, contract_id=contract.pk, amount=Money("50"), received_on=DAY)


def test_the_page_costs_a_fixed_number_of_queries(cast: Cast, api: ApiClient, count_queries) -> None:
    short, long = simple(cast, "1.00"), simple(cast, *["1.00"] * 8)
    api.as_("xu")
    few = count_queries(lambda: api.get(f"/contracts/{short.pk}"))
    assert count_queries(lambda: api.get(f"/contracts/{long.pk}")) == few <= 8


def test_drafts_are_no_receivables_and_not_the_contacts(cast: Cast) -> None:
    from dougong.accounts.services import create_person
    from dougong.clients.models import Contact
    from dougong.contracts.models import Instalment
    from dougong.kit.actor import Actor

    contract = draft(cast.lin)
    user = create_person(cast.admin, name="孙立衡", email="sun@qiyue.example", kind="contact")
    Contact.objects.create(client_id=contract.client_id, name="孙立衡", user=user)
    sun = Actor(id=user.pk, name="孙立衡", kind="contact")
    other = in_force(cast, client_of(cast.gu, "沧澜水务"), by=cast.gu)
    assert not Contract.objects.visible_to(sun).exists() and not Instalment.objects.visible_to(sun).exists()
    services.activate_contract(cast.xu, contract_id=contract.pk)
    assert list(Contract.objects.visible_to(sun)) == [contract]
    assert {r.contract_id for r in Instalment.objects.visible_to(sun)} == {contract.pk} != {other.pk}
    assert not Receipt.objects.visible_to(sun).exists()


def test_legal_entities_are_kept_by_finance_and_the_administrator(cast: Cast, api: ApiClient) -> None:
    made = api.as_("xu").post("/legal-entities", {"name": "筑衡机电有限公司", "is_default": True})
    assert made.status_code == 201
    assert api.post("/legal-entities", {"name": "筑衡机电有限公司"}).json()["code"] == "legal_entity_taken"
    path = f"/legal-entities/{made.json()['id']}"
    assert api.as_("admin").patch(path, {"bank": "招商银行"}, version=1).status_code == 200
    assert api.as_("lin").patch(path, {"bank": "x"}, version=2).status_code == 403
    assert made.json()["id"] in [e["id"] for e in api.get("/legal-entities").json()["items"]]
    assert api.as_("xu").post(f"{path}/archive").status_code == 200
    assert made.json()["id"] not in [e["id"] for e in api.get("/legal-entities").json()["items"]]

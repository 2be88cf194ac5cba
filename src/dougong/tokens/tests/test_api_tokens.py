"""Making, seeing and revoking tokens."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dougong.audit.models import AuditEntry
from dougong.kit import clock
from dougong.kit.errors import NotAllowed, NotFound
from dougong.tokens import errors, services
from dougong.tokens.models import ApiToken
from dougong.tokens.tests.factories import token_of
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BODY: dict[str, Any] = {
    "name": "ERP 同步",
    "purpose": "每晚同步客户",
    "scopes": {"clients.client": ["view"]},
    "days": 30,
}


def test_a_token_is_shown_once_and_kept_as_a_digest(cast: Cast, api: ApiClient) -> None:
    made = api.as_("lin").sure().post("/tokens", BODY)
    assert made.status_code == 201
    text = made.json()["token"]
    row = ApiToken.objects.get()
    secret = text.rpartition("_")[2] if text.count("_") == 2 else text[36:]
    assert text.startswith(f"dg_{row.pk.hex}_") and len(secret) == 43
    kept = " ".join(str(v) for v in ApiToken.objects.values_list().get())
    assert text not in kept and secret not in kept and len(row.digest) == 64
    shown = api.get("/tokens").json()["items"][0]
    assert (shown["name"], shown["state"], shown["hint"]) == ("ERP 同步", "active", text[-4:])
    assert "digest" not in shown and secret not in str(shown)


def test_making_one_asks_who_is_there_once_more(cast: Cast, api: ApiClient) -> None:
    answer = api.as_("lin").post("/tokens", BODY)
    assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed")
    assert not ApiToken.objects.exists()


def test_making_and_revoking_are_on_record_without_the_secret(cast: Cast, api: ApiClient) -> None:
    made = api.as_("lin").sure().post("/tokens", BODY).json()
    api.post(f"/tokens/{made['id']}/revoke")
    api.post(f"/tokens/{made['id']}/revoke")
    entries = list(AuditEntry.objects.filter(resource="tokens.token").order_by("pk"))
    assert [(e.action, e.actor_name, e.title) for e in entries] == [
        ("create", "林舒然", "ERP 同步"),
        ("revoke", "林舒然", "ERP 同步"),
    ]
    assert entries[0].after["scopes"] == {"clients.client": ["view"]}
    assert made["token"][36:] not in str([e.after for e in entries])


@pytest.mark.parametrize(
    "scopes",
    [
        {"clients.client": ["assign"]},  # lin may not
        {"accounts.user": ["view"]},  # never a token's
        {"tokens.token": ["create"]},
        {"nothing.here": ["view"]},
    ],
)
def test_nobody_gives_more_than_he_has(cast: Cast, api: ApiClient, scopes: dict[str, list[str]]) -> None:
    answer = api.as_("lin").sure().post("/tokens", {**BODY, "scopes": scopes})
    assert (answer.status_code, answer.json()["code"]) == (422, "scope_not_yours")
    assert answer.json()["errors"][0]["field"] == "scopes" and not ApiToken.objects.exists()


@pytest.mark.parametrize("change", [{"days": 366}, {"days": 0}, {"scopes": {}}, {"purpose": " "}, {"name": ""}])
def test_what_a_token_must_have(cast: Cast, api: ApiClient, change: dict[str, Any]) -> None:
    assert api.as_("lin").sure().post("/tokens", {**BODY, **change}).status_code == 422
    assert not ApiToken.objects.exists()


def test_offers_are_ones_own_rights_where_tokens_are_admitted(cast: Cast, api: ApiClient) -> None:
    told = api.as_("lin").get("/tokens/offers", language="en").json()
    offered = {item["code"]: [a["code"] for a in item["actions"]] for item in told["items"]}
    assert "view" in offered["clients.client"] and "assign" not in offered["clients.client"]
    assert {code.partition(".")[0] for code in offered} <= {
        "clients", "sales", "requirements", "contracts", "projects", "loyalty", "files", "insights", "intake",
    }  # fmt: skip
    assert (told["most_days"], told["per_minute"]) == (365, 600)
    assert next(i["label"] for i in told["items"] if i["code"] == "clients.client") == "Clients"


def test_a_person_sees_his_own_and_the_administrator_all(cast: Cast, api: ApiClient) -> None:
    mine, _ = token_of(cast.lin, clients__client=["view"])
    token_of(cast.gu, clients__client=["view"])
    assert [i["owner_name"] for i in api.as_("lin").get("/tokens").json()["items"]] == ["林舒然"]
    assert len(api.as_("admin").get("/tokens").json()["items"]) == 2
    assert api.as_("gu").post(f"/tokens/{mine.pk}/revoke").status_code == 404
    assert api.as_("admin").post(f"/tokens/{mine.pk}/revoke").status_code == 200
    states = api.as_("admin").get("/tokens?filter=state:in:revoked").json()["items"]
    assert [i["owner_name"] for i in states] == ["林舒然"]


def test_a_list_of_tokens_costs_the_same_for_any_number(cast: Cast, api: ApiClient, count_queries: Any) -> None:
    token_of(cast.lin, clients__client=["view"])
    api.as_("lin").get("/tokens")
    one = count_queries(lambda: api.get("/tokens"))
    for n in range(5):
        token_of(cast.lin, name=f"{n}", clients__client=["view"])
    assert count_queries(lambda: api.get("/tokens")) == one


def test_two_tokens_of_one_name_can_be_told_apart_only_one_after_the_other(cast: Cast) -> None:
    token, _ = token_of(cast.lin, clients__client=["view"])
    with pytest.raises(errors.TokenNameTaken):
        token_of(cast.lin, clients__client=["view"])
    services.revoke_token(cast.lin, token_id=token.pk)
    again, _ = token_of(cast.lin, clients__client=["view"], days=1)
    with clock.frozen(clock.now() + dt.timedelta(days=2)):
        token_of(cast.lin, clients__client=["view"])
    again.refresh_from_db()
    assert again.revoked_at is not None


def test_the_number_of_tokens_in_use_is_bounded(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_TOKENS", 1)
    token_of(cast.lin, clients__client=["view"])
    with pytest.raises(errors.TooManyTokens):
        token_of(cast.lin, name="另一个", clients__client=["view"])


def test_an_auditor_reads_but_does_not_revoke(cast: Cast) -> None:
    from dougong.accounts.actors import actor_by_id
    from dougong.accounts.services import create_person
    from dougong.kit.actor import Actor

    token, _ = token_of(cast.lin, clients__client=["view"])
    person = create_person(
        Actor.system(), name="温", email="wen@zhuheng.example", department_id=None, roles=["auditor"]
    )
    auditor = actor_by_id(person.pk)
    assert auditor is not None
    with pytest.raises(NotAllowed):
        services.revoke_token(auditor, token_id=token.pk)
    with pytest.raises(NotFound):
        services.revoke_token(cast.gu, token_id=token.pk)

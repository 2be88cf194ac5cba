"""A token in use: what it opens, what never, and when it ends."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from dougong.accounts import services as accounts
from dougong.accounts.models import Grant, raise_access_version
from dougong.audit.models import AuditEntry
from dougong.clients.services import create_client
from dougong.config.api import OPEN_TO_TOKENS
from dougong.config.api import api as contract
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.listing import list_specs
from dougong.tokens import rules, services, using
from dougong.tokens.api import ApiTokenBearer
from dougong.tokens.models import ApiToken, TokenAddress
from dougong.tokens.tests.factories import HERE, Integration, token_of
from tests.cast import Cast
from tests.fixtures.contract import document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> None:
    using.forget()


def _names(answer: Any) -> list[str]:
    return [item["name"] for item in answer.json()["items"]]


def test_it_reads_what_its_owner_sees_and_nothing_else(cast: Cast) -> None:
    create_client(cast.lin, name="启岳半导体")
    create_client(cast.shen, name="沧澜生物")
    _, erp = token_of(cast.lin, clients__client=["view"])
    answer = erp.get("/clients")
    assert answer.status_code == 200 and _names(answer) == ["启岳半导体"]
    assert answer.cookies == {}


def test_an_action_outside_its_scopes_is_refused_though_its_owner_may(cast: Cast) -> None:
    client = create_client(cast.lin, name="启岳半导体")
    _, erp = token_of(cast.lin, clients__client=["view"])
    refused = erp.post("/clients", {"name": "云汀"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert erp.post(f"/clients/{client.pk}/notes", {"text": "x"}).status_code == 403
    _, writer = token_of(cast.lin, name="写", clients__client=["view", "create"])
    made = writer.post("/clients", {"name": "云汀"})
    assert made.status_code == 201
    entry = AuditEntry.objects.filter(resource="clients.client", action="create").latest("pk")
    assert (entry.actor_id, entry.actor_name, entry.address) == (cast.lin.id, "林舒然（写）", HERE)


def test_with_one_scope_every_other_list_is_closed(cast: Cast) -> None:
    _, erp = token_of(cast.manager, loyalty__account=["view"])
    schema = document()["paths"]
    by_name = {ops["get"]["operationId"]: path for path, ops in schema.items() if "get" in ops}
    answers = {s.code: erp.get(by_name[f"list_{s.code.replace('-', '_')}"][7:]).status_code for s in list_specs()}
    assert len(answers) > 10
    opened = {code for code, status in answers.items() if status == 200}
    assert opened == {s.code for s in list_specs() if s.resource == "loyalty.account"}
    assert set(answers.values()) == {200, 403}


def _operations() -> list[tuple[str, str, bool]]:
    """(method, path, whether a router that admits tokens has it)."""
    found = []
    for bound in contract._get_bound_routers():
        for path, view in bound.path_operations.items():
            for operation in view.operations:
                guards = operation.auth_callbacks
                admitted = any(isinstance(guard, ApiTokenBearer) for guard in guards)
                found += [(method, f"{bound.prefix}{path}", admitted) for method in operation.methods if guards]
    return found


def test_sessions_tokens_people_and_grants_are_closed_to_every_token(cast: Cast, settings: Any) -> None:
    settings.DOUGONG_TOKEN_PER_MINUTE = 10_000  # all of them are asked at once
    settings.DOUGONG_ANONYMOUS_PER_MINUTE = 0
    _, erp = token_of(cast.manager, clients__client=["view"])
    closed = [(m, p) for m, p, admitted in _operations() if not admitted and not p.startswith("/portal")]
    wrong, asked = [], 0
    for method, path in closed:
        address = re.sub(r"{(int:[^}]*|delivery_id)}", "1", path)
        answer = erp.ask(method.lower(), re.sub(r"{[^}]*id}", "0198b5a0-0000-7000-8000-0000000000ab", address))
        asked += 1
        if answer.status_code == 405:  # another router has this address for another method
            continue
        if answer.json()["code"] not in ("token_not_here", "csrf", "not_signed_in"):
            wrong.append((method, path, answer.status_code))
    assert wrong == [] and asked > 60
    assert erp.get("/me").json()["code"] == "token_not_here"


def test_the_scopes_offered_are_those_of_the_routers_that_admit_tokens() -> None:
    apps = {tag for router in OPEN_TO_TOKENS for tag in (router.tags or [])}
    assert apps >= rules.OPEN_APPS and apps - rules.OPEN_APPS == {"search"}


@pytest.mark.parametrize("how", ["expired", "revoked", "owner left", "wrong secret", "unknown", "nonsense"])
def test_what_is_no_good_is_refused_in_one_way(cast: Cast, how: str) -> None:
    token, erp = token_of(cast.lin, clients__client=["view"])
    assert erp.get("/clients").status_code == 200
    moment = clock.now()
    if how == "expired":
        moment += dt.timedelta(days=31)
    elif how == "revoked":
        services.revoke_token(cast.lin, token_id=token.pk)
    elif how == "owner left":
        accounts.deactivate_person(Actor.system(), user_id=cast.user("lin").pk, version=None)
    elif how == "wrong secret":
        erp.text = erp.text[:-1] + ("A" if erp.text[-1] != "A" else "B")
    elif how == "unknown":
        erp.text = rules.make(cast.user("lin").pk).text
    else:
        erp.text = "dg_x"
    with clock.frozen(moment):
        answer = erp.get("/clients")
    assert (answer.status_code, answer.json()["code"]) == (401, "token_refused")
    assert "invalid_token" in answer.headers["WWW-Authenticate"] and "RateLimit-Limit" not in answer.headers


def test_a_wrong_secret_uses_up_nobodys_rate(cast: Cast) -> None:
    token, erp = token_of(cast.lin, clients__client=["view"])
    Integration(erp.text[:-1] + ("A" if erp.text[-1] != "A" else "B")).get("/clients")
    token.refresh_from_db()
    assert (token.window_count, token.last_used_at) == (0, None)


def test_a_right_taken_from_the_owner_is_gone_from_his_token_at_once(cast: Cast) -> None:
    _, erp = token_of(cast.lin, clients__client=["view"])
    assert erp.get("/clients").status_code == 200
    Grant.objects.filter(role_id="sales", resource="clients.client", action="view").delete()
    raise_access_version()
    assert erp.get("/clients").status_code == 403


def test_a_bad_token_is_not_helped_by_a_good_session(cast: Cast) -> None:
    from tests.api import ApiClient

    api = ApiClient().as_("lin")
    refused = api.http.get("/api/v1/clients", headers={"Authorization": "Bearer dg_nonsense"})
    assert refused.status_code == 401


def test_a_token_makes_no_tokens(cast: Cast) -> None:
    _, erp = token_of(cast.manager, clients__client=["view"])
    answer = erp.post("/tokens", {"name": "x", "purpose": "x", "scopes": {"clients.client": ["view"]}})
    assert (answer.status_code, answer.json()["code"]) == (403, "token_not_here")
    assert ApiToken.objects.count() == 1


def test_no_cookie_means_no_csrf_token_is_asked(cast: Cast) -> None:
    _, writer = token_of(cast.lin, clients__client=["view", "create"])
    assert writer.http.handler.enforce_csrf_checks
    assert writer.post("/clients", {"name": "云汀"}).status_code == 201


def test_a_request_costs_one_query_as_with_a_session(cast: Cast, count_queries: Any) -> None:
    from tests.api import ApiClient

    _, erp = token_of(cast.lin, clients__client=["view"])
    erp.get("/clients")
    session = ApiClient().as_("lin")
    session.get("/clients")
    assert count_queries(lambda: erp.get("/clients")) == count_queries(lambda: session.get("/clients"))


def test_last_use_is_told_by_the_minute_and_a_new_address_is_on_record_once(cast: Cast) -> None:
    token, erp = token_of(cast.lin, clients__client=["view"])
    start = clock.now()
    for seconds, address in ((0, HERE), (20, HERE), (59, "2001:db8::5"), (61, HERE)):
        erp.address = address
        with clock.frozen(start + dt.timedelta(seconds=seconds)):
            assert erp.get("/clients").status_code == 200
        token.refresh_from_db()
        assert token.last_used_at == start + dt.timedelta(seconds=61 if seconds == 61 else 0)
    assert token.last_address == HERE
    noted = AuditEntry.objects.filter(action="first_use_from").order_by("pk")
    assert [(e.after["address"], e.title, e.actor_id) for e in noted] == [
        (HERE, "ERP 同步", cast.lin.id),
        ("2001:db8::5", "ERP 同步", cast.lin.id),
    ]


def test_addresses_are_remembered_up_to_a_number(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(using, "MOST_ADDRESSES", 2)
    _, erp = token_of(cast.lin, clients__client=["view"])
    for n in range(4):
        erp.address = f"198.51.100.{n}"
        assert erp.get("/clients").status_code == 200
    assert TokenAddress.objects.count() == AuditEntry.objects.filter(action="first_use_from").count() == 2


def test_the_cached_actor_of_the_owner_and_of_his_token_do_not_mix(cast: Cast) -> None:
    from tests.api import ApiClient

    create_client(cast.lin, name="启岳半导体")
    _, erp = token_of(cast.lin, sales__opportunity=["view"])
    session = ApiClient().as_("lin")
    for _ in range(2):
        assert erp.get("/clients").status_code == 403
        assert _names(session.get("/clients")) == ["启岳半导体"]

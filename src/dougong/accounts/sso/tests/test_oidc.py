"""OpenID Connect against a provider that really answers: what is taken, and what is not."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from dougong.accounts.models import Role, Session, SsoFlow
from dougong.accounts.sign_in.tests.doors import Browser
from dougong.accounts.sso.tests.going import come_back, leave, linked, through, trust
from dougong.audit.models import AuditEntry
from dougong.kit import clock
from tests.cast import Cast
from tests.providers import Oidc

pytestmark = pytest.mark.django_db
HOUR = 3600


def test_a_linked_person_comes_in_and_it_is_on_record(cast: Cast, idp: Oidc) -> None:
    linked(trust(idp), cast.user("lin"))
    lin = Browser()
    url = leave(lin)
    asked = {k: v[0] for k, v in parse_qs(urlsplit(url).query).items()}
    assert (asked["response_type"], asked["scope"], asked["code_challenge_method"]) == (
        "code",
        "openid profile email",
        "S256",
    )
    assert asked["redirect_uri"] == "http://localhost:8000/sso/idp" and len(asked["nonce"]) == 43
    answer = come_back(lin, idp, url)
    assert (answer.status_code, answer.json()["me"]["name"]) == (200, "林舒然")
    assert lin.get("/me").status_code == 200
    entry = AuditEntry.objects.get(action="sign_in")
    assert entry.after["by"] == "公司账号" and "sub" not in str(entry.after)
    assert SsoFlow.objects.count() == 0


SPOILT: tuple[dict[str, Any], ...] = (
    {"iss": "https://elsewhere.example"}, {"aud": "another"}, {"aud": ["dougong", "another"]}, {"azp": "another"},
    {"exp": -120}, {"iat": HOUR}, {"nbf": HOUR}, {"nonce": "guessed"}, {"nonce": None}, {"sub": ""}, {"sub": 7}, {"exp": None},
    {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, {"exp": "soon"}, {"iss": None}, {"aud": None},
)  # fmt: skip


def test_a_token_that_is_not_for_us_now_is_refused(cast: Cast, idp: Oidc) -> None:
    linked(trust(idp), cast.user("lin"))
    now = int(clock.now().timestamp())
    lin, taken = Browser(), []
    for spoil in SPOILT:
        idp.spoil = {k: now + v if k in ("exp", "iat", "nbf") and isinstance(v, int) else v for k, v in spoil.items()}
        answer = through(lin, idp)
        if (answer.status_code, answer.json()["code"]) != (401, "sso_refused"):
            taken.append((spoil, answer.json()))
    assert taken == [] and not Session.objects.exists()
    whys = [entry.after["why"] for entry in AuditEntry.objects.filter(action="sign_in_failed")]
    assert set(whys) == {"sso_refused"} and len(whys) < len(SPOILT)  # what is alike is written once a minute
    idp.spoil = {}
    assert through(lin, idp).status_code == 200


def test_a_token_without_the_issuers_signature_is_refused(cast: Cast, idp: Oidc) -> None:
    """Not even where the issuer says that it signs so."""
    linked(trust(idp), cast.user("lin"))
    for idp.alg in ("HS256", "none"):
        assert through(Browser(), idp).json()["code"] == "sso_refused", idp.alg


def test_clocks_may_be_a_minute_apart(cast: Cast, idp: Oidc) -> None:
    linked(trust(idp), cast.user("lin"))
    now = clock.now()
    idp.spoil = {"iat": int(now.timestamp()) + 50, "exp": int(now.timestamp()) - 50}
    with clock.frozen(now):
        assert through(Browser(), idp).status_code == 200


def test_a_new_signing_key_is_fetched_when_it_signs_and_not_for_every_stranger(cast: Cast, idp: Oidc) -> None:
    linked(trust(idp), cast.user("lin"))
    now = idp.at = clock.now()
    with clock.frozen(now):
        assert through(Browser(), idp).status_code == 200
        idp.turn_key()
        assert through(Browser(), idp).json()["code"] == "sso_refused" and idp.asked.count("/jwks") == 1
    with clock.frozen(now + dt.timedelta(seconds=30)):
        assert through(Browser(), idp).status_code == 200
    assert idp.asked.count("/jwks") == 2


def test_a_state_is_good_once_in_its_own_browser_and_for_ten_minutes(cast: Cast, idp: Oidc) -> None:
    provider = trust(idp)
    trust(idp, code="other")
    linked(provider, cast.user("lin"))
    lin, stranger = Browser(), Browser()
    url = leave(lin)
    assert come_back(lin, idp, url, state="forged").json()["code"] == "sso_over"
    assert come_back(stranger, idp, url).json()["code"] == "sso_over"
    assert come_back(lin, idp, url, "other").json()["code"] == "sso_over"
    with clock.frozen(clock.now() + dt.timedelta(minutes=11)):
        assert come_back(lin, idp, url).json()["code"] == "sso_over"
    assert come_back(lin, idp, url).status_code == 200
    assert come_back(lin, idp, url).json()["code"] == "sso_over"


def test_an_answer_of_another_issuer_is_not_taken_to_this_one(cast: Cast, idp: Oidc) -> None:
    """RFC 9207."""
    linked(trust(idp), cast.user("lin"))
    lin = Browser()
    assert come_back(lin, idp, leave(lin), iss="https://elsewhere.example").json()["code"] == "sso_refused"
    idp.more = {"authorization_response_iss_parameter_supported": True}
    trust(idp, code="strict")
    assert come_back(lin, idp, leave(lin, "/sso/strict/start"), "strict").json()["code"] == "sso_refused"


def test_a_code_of_somebody_elses_sign_in_is_worth_nothing_here(cast: Cast, idp: Oidc) -> None:
    """PKCE: the code is bound to the browser that asked."""
    linked(trust(idp), cast.user("lin"))
    thief, lin = Browser(), Browser()
    stolen = idp.sent_back(leave(lin))["code"]
    answer = come_back(thief, idp, leave(thief), code=stolen)
    assert (answer.json()["code"], answer.json()["params"]["what"]) == ("provider_failed", "invalid_grant")


def test_who_turned_back_at_the_provider_is_told_so(cast: Cast, idp: Oidc) -> None:
    trust(idp)
    lin = Browser()
    url = leave(lin)
    state = idp.sent_back(url)["state"]
    answer = lin.post("/sso/idp/finish", {"params": {"state": state, "error": "access_denied<b>"}})
    assert answer.json()["detail"] == "没有在「公司账号」完成登录（access_deniedb）。"


def test_a_provider_that_lies_about_itself_or_answers_nonsense_is_not_used(cast: Cast, idp: Oidc) -> None:
    trust(idp)
    for more in ({"issuer": "https://elsewhere.example"}, {"token_endpoint": "http://10.0.0.9/token"}, {"jwks_uri": 7}):
        idp.more = more
        assert Browser().post("/sso/idp/start", {}).json()["code"] == "provider_failed", more
    idp.pages["/.well-known/openid-configuration"] = lambda q, h: (200, "<html>")
    assert Browser().post("/sso/idp/start", {}).json()["code"] == "provider_failed"


def test_name_and_mail_come_from_userinfo_only_when_it_speaks_of_the_same_person(cast: Cast, idp: Oidc) -> None:
    trust(idp, link_by_email=True)
    idp.claims = {"sub": "u-1"}
    idp.userinfo = {"sub": "u-2", "email": "lin@zhuheng.example", "email_verified": True}
    assert through(Browser(), idp).json()["code"] == "sso_refused"
    idp.userinfo["sub"] = "u-1"
    assert through(Browser(), idp).json()["me"]["name"] == "林舒然"


def test_a_second_factor_seen_there_counts_only_where_it_is_set(cast: Cast, idp: Oidc) -> None:
    Role.objects.filter(pk="sales").update(needs_second_factor=True)
    provider = trust(idp)
    linked(provider, cast.user("lin"))
    idp.claims |= {"amr": ["pwd", "otp"]}
    assert through(Browser(), idp).json()["step"]["stage"] == "enrol"
    provider.strong_values = ["otp"]
    provider.save()
    assert through(Browser(), idp).json()["me"]["name"] == "林舒然"
    idp.claims |= {"amr": "pwd", "acr": "0"}
    assert through(Browser(), idp).json()["step"]["stage"] == "enrol"

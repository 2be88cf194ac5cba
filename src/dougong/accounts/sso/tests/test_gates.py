"""Who comes in by a provider meets the same gates as with a password; links and confirmations."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dougong.accounts.models import Identity, Passkey, Session, SignInPolicy, SparedPerson, SsoLogin, User, email_key
from dougong.accounts.services import deactivate_person
from dougong.accounts.sign_in.tests.doors import Browser, with_app
from dougong.accounts.sso.tests.going import come_back, leave, linked, through, trust
from dougong.audit.models import AuditEntry
from dougong.kit import clock
from tests.cast import Cast, departments
from tests.providers import Oidc

pytestmark = pytest.mark.django_db
LIN = "lin@zhuheng.example"


def test_nobody_is_linked_by_mail_unless_the_administrator_allows_it_and_the_provider_answers_for_it(
    cast: Cast, idp: Oidc
) -> None:
    provider = trust(idp)
    assert through(Browser(), idp).json()["code"] == "sso_not_linked"
    provider.link_by_email = True
    provider.save()
    for verified in (False, None, "yes", 1.5):
        idp.claims["email_verified"] = verified
        assert through(Browser(), idp).json()["code"] == "sso_not_linked", verified
    idp.claims["email_verified"] = True
    provider.domains = ["elsewhere.example"]
    provider.save()
    assert through(Browser(), idp).json()["code"] == "sso_not_linked"
    provider.domains = ["zhuheng.example"]
    provider.save()
    assert through(Browser(), idp).json()["me"]["name"] == "林舒然"
    assert Identity.objects.get().how == "email" and AuditEntry.objects.filter(action="link_identity").count() == 1
    # From now on the link counts, not the address: another account there with her mail is not she.
    idp.claims |= {"sub": "u-2"}
    assert through(Browser(), idp).json()["code"] == "sso_not_linked"
    idp.claims |= {"sub": "u-1", "email": "married@zhuheng.example"}
    assert through(Browser(), idp).json()["me"]["name"] == "林舒然"


def test_people_are_made_only_where_it_is_set_with_what_was_set(cast: Cast, idp: Oidc) -> None:
    idp.claims |= {"sub": "n-1", "email": "new@zhuheng.example", "name": "新来的"}
    provider = trust(idp)
    before = User.objects.count()
    assert through(Browser(), idp).json()["code"] == "sso_not_linked" and User.objects.count() == before
    provider.creates, provider.domains = True, ["zhuheng.example"]
    provider.default_department, provider.default_role_id = departments()["工程部"], "engineer"
    provider.save()
    me = through(Browser(), idp).json()["me"]
    assert (me["name"], me["roles"], me["department"]["name"]) == ("新来的", ["engineer"], "工程部")
    assert not User.objects.get(email_index=email_key("new@zhuheng.example")).has_usable_password()
    idp.claims |= {"sub": "n-2", "email": "new@elsewhere.example"}
    assert through(Browser(), idp).json()["code"] == "sso_not_linked"


def test_locks_blocks_and_second_steps_hold_here_too(cast: Cast, idp: Oidc, settings: Any) -> None:
    linked(trust(idp), cast.user("lin"))
    lin = Browser()
    lin.enter()
    with_app(lin)
    assert through(Browser(), idp).json()["step"]["stage"] == "second"
    for _ in range(settings.DOUGONG_SIGN_IN_FAILURES):
        Browser("10.2.2.2").enter(password="wrong-password-1")
    assert through(Browser(), idp).json()["code"] == "sign_in_locked"
    settings.DOUGONG_SIGN_IN_ADDRESS_FAILURES = 5
    assert Browser("10.2.2.2").post("/sso/idp/start", {}).json()["code"] == "address_locked"
    deactivate_person(cast.admin, user_id=cast.lin.user_id, version=None)
    assert through(Browser(), idp).json()["code"] == "sso_inactive"


def test_a_person_links_and_unlinks_himself_but_keeps_a_way_in(cast: Cast, idp: Oidc) -> None:
    provider = trust(idp)
    linked(provider, cast.user("gu"), "u-9")
    lin = Browser()
    lin.enter()
    assert lin.post("/me/identities/idp/start", {}).json()["code"] == "confirmation_needed"
    lin.sure()
    idp.claims["sub"] = "u-9"
    taken = come_back(lin, idp, leave(lin, "/me/identities/idp/start"))
    assert (taken.status_code, taken.json()["code"]) == (409, "sso_taken")
    idp.claims["sub"] = "u-1"
    gu = Browser()
    gu.enter("gu")
    url = leave(lin, "/me/identities/idp/start")
    gu.http.cookies["dougong_sso"] = lin.http.cookies["dougong_sso"].value
    assert come_back(gu, idp, url).json()["code"] == "not_signed_in"  # another person sits there now
    assert come_back(lin, idp, leave(lin, "/me/identities/idp/start")).json() == {
        "purpose": "link",
        "confirmed_until": None,
    }
    mine = lin.get("/me/identities").json()["items"][0]
    assert (mine["zh"], mine["linked"]["label"]) == ("公司账号", LIN)
    assert through(Browser(), idp).json()["me"]["name"] == "林舒然"
    User.objects.filter(email_index=email_key(LIN)).update(
        password="!"
    )  # the session is bound to the password: a new one
    fresh = Browser()
    through(fresh, idp)
    fresh.sure()
    assert fresh.delete(f"/me/identities/{mine['linked']['id']}").json()["code"] == "last_way_in"
    key = {"user": cast.user("lin"), "name": "k", "credential_id": "c", "credential": "", "rp_id": "localhost"}
    Passkey.objects.create(**key)
    assert fresh.delete(f"/me/identities/{mine['linked']['id']}").status_code == 200
    assert not Identity.objects.filter(user__email_index=email_key(LIN)).exists()


def test_who_has_nothing_else_confirms_by_signing_in_there_anew(cast: Cast, idp: Oidc) -> None:
    linked(trust(idp), cast.user("admin"))
    User.objects.filter(pk=cast.admin.user_id).update(password="!")
    admin = Browser()
    through(admin, idp)
    asked = admin.put("/sign-in/roles/sales", {"needed": True}).json()
    assert asked["params"]["methods"] == ["sso:idp"]
    url = leave(admin, "/session/confirm/sso/idp", {"act": "accounts.demand_second_factor"})
    assert "prompt=login" in url and "max_age=0" in url
    idp.claims["auth_time"] = int(clock.now().timestamp()) - 3600
    assert come_back(admin, idp, url).json()["code"] == "sso_not_fresh"
    idp.claims |= {"auth_time": int(clock.now().timestamp()) + 600, "sub": "u-2"}
    assert come_back(admin, idp, leave(admin, "/session/confirm/sso/idp")).json()["code"] == "sso_not_you"
    idp.claims["sub"] = "u-1"
    assert come_back(admin, idp, leave(admin, "/session/confirm/sso/idp")).json()["confirmed_until"]
    admin.always = {"X-Confirm-Reason": "x"}
    assert admin.put("/sign-in/roles/sales", {"needed": True}).status_code == 200
    assert AuditEntry.objects.get(action="confirm").after["method"] == "sso:idp"


def test_only_single_sign_on_lets_nobody_else_in_but_who_is_spared(cast: Cast, idp: Oidc) -> None:
    linked(trust(idp), cast.user("lin"))
    admin = Browser()
    admin.enter("admin")
    with_app(admin)
    SignInPolicy.objects.create(pk=1, sso_only=True)
    SparedPerson.objects.create(user=cast.user("admin"))
    offer = Browser().get("/session").json()["offer"]
    assert offer["sso_only"] and [p["code"] for p in offer["providers"]] == ["idp"]
    refused = Browser().enter("lin")
    assert refused.json()["code"] == "sign_in_refused"  # as for a wrong password: nothing is learned of it
    assert Browser().enter("admin").json()["step"]["stage"] == "second"
    assert AuditEntry.objects.filter(action="break_glass").count() == 1
    assert admin.delete("/me/totp").json()["code"] == "second_factor_needed"  # the spared keep two steps
    assert through(Browser(), idp).json()["me"]["name"] == "林舒然"


def test_signing_out_leads_to_the_provider_and_its_word_ends_the_session(cast: Cast, idp: Oidc) -> None:
    linked(trust(idp), cast.user("lin"))
    idp.claims["sid"] = "s-1"
    lin, phone = Browser(), Browser()
    through(lin, idp)
    leave_url = lin.delete("/session").json()["leave"]
    assert leave_url.startswith(f"{idp.url}/logout?id_token_hint=ey") and "localhost%3A8000%2F" in leave_url
    assert lin.get("/me").status_code == 401
    through(phone, idp)
    assert phone.get("/me").status_code == 200

    def heard(token: str) -> Any:
        return phone.http.post("/api/v1/sso/idp/back-channel-logout", {"logout_token": token})

    token = idp.logout_token()
    assert heard(idp.logout_token(nonce="n")).status_code == 401 and heard(idp.signed()).status_code == 401
    assert heard(idp.logout_token(iss="https://elsewhere.example")).status_code == 401
    assert phone.get("/me").status_code == 200
    assert heard(token).json() == {"ended": 1}
    assert phone.get("/me").status_code == 401 and heard(token).status_code == 401
    assert AuditEntry.objects.filter(action="end_sessions").count() == 1


def test_what_is_over_is_thrown_away(cast: Cast, idp: Oidc) -> None:
    linked(trust(idp), cast.user("lin"))
    lin = Browser()
    through(lin, idp)
    Session.objects.all().delete()
    leave(lin)
    with clock.frozen(clock.now() + dt.timedelta(hours=2)):
        from dougong.accounts.sign_in.tasks import prune

        prune(None)  # type: ignore[arg-type]  # it reads nothing of its context
    assert not SsoLogin.objects.exists()

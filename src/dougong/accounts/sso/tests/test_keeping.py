"""What an administrator may set, and what he may not."""

from __future__ import annotations

from typing import Any

import pytest

from dougong.accounts.models import SignInPolicy, SignInProvider
from dougong.accounts.sign_in.tests.doors import Browser, with_app
from dougong.accounts.sso.tests.going import linked, through, trust
from dougong.audit.models import AuditEntry
from tests.api import ApiClient
from tests.cast import Cast
from tests.providers import CLIENT, SECRET, Oidc

pytestmark = pytest.mark.django_db
NEW = {
    "code": "idp",
    "kind": "oidc",
    "zh": "公司账号",
    "en": "Company account",
    "client_id": CLIENT,
    "client_secret": SECRET,
}


def made(api: ApiClient, **more: Any) -> dict[str, Any]:
    answer = api.post("/sign-in-providers", {**NEW, **more})
    assert answer.status_code == 201, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_it_is_for_administrators_confirmed_on_record_and_the_secret_is_ciphertext(
    cast: Cast, api: ApiClient, idp: Oidc
) -> None:
    assert api.as_("lin").get("/sign-in-providers").status_code == 403
    body = {**NEW, "server": idp.url}
    assert api.as_("admin").post("/sign-in-providers", body).json()["code"] == "confirmation_needed"
    api.sure("上线统一登录")
    row = made(api, server=idp.url)
    assert (row["secret"], row["enabled"], row["back_to"]) == ("here", False, "http://testserver/sso/idp")
    assert api.post("/sign-in-providers", body).json()["code"] == "provider_code_taken"
    assert Browser().post("/sso/idp/start", {}).status_code == 404  # not enabled yet
    raw = SignInProvider.objects.extra(select={"raw": "client_secret"}).values_list("raw", flat=True)[0]
    assert raw.startswith("k1.") and SECRET not in raw
    changed = api.patch(f"/sign-in-providers/{row['id']}", {"enabled": True}, version=1).json()
    assert (changed["enabled"], changed["version"]) == (True, 2)
    assert api.patch(f"/sign-in-providers/{row['id']}", {"enabled": False}, version=1).json()["code"] == "stale"
    kept = " ".join(
        map(
            str,
            AuditEntry.objects.filter(resource="accounts.sign_in_provider").values_list("before", "after", "reason"),
        )
    )
    assert SECRET not in kept and "***" in kept and "上线统一登录" in kept
    tried = api.post(f"/sign-in-providers/{row['id']}/try").json()
    assert tried["ok"] and [s["ok"] for s in tried["steps"]] == [True, True, True]


def test_the_try_says_which_step_fails(cast: Cast, api: ApiClient, idp: Oidc) -> None:
    api.as_("admin")
    row = trust(idp, client_secret="wrong")
    steps = api.post(f"/sign-in-providers/{row.pk}/try").json()["steps"]
    assert (steps[-1]["ok"], steps[-1]["text"]) == (False, "应用标识或密钥不对（invalid_client）。")
    idp.pages["/jwks"] = lambda q, h: (200, {"keys": []})
    steps = api.post(f"/sign-in-providers/{row.pk}/try", language="en").json()["steps"]
    assert (len(steps), steps[-1]["ok"]) == (2, False) and steps[-1]["text"].startswith("Signing keys:")
    SignInProvider.objects.update(server="http://127.0.0.1:1")
    assert "没有答复" in api.post(f"/sign-in-providers/{row.pk}/try").json()["steps"][0]["text"]


def test_what_would_let_the_wrong_people_in_is_refused(cast: Cast, api: ApiClient, idp: Oidc, settings: Any) -> None:
    api.as_("admin").sure()
    row = made(api, server=idp.url)

    def refused(body: dict[str, Any], of: Any = row) -> Any:
        return [e["field"] for e in api.patch(f"/sign-in-providers/{of['id']}", body, version=1).json()["errors"]]

    assert refused({"creates": True}) == ["domains"]
    assert refused({"server": "http://10.0.0.5"}) == ["server"]
    assert refused({"domains": ["not a domain"]}) == ["domains"]
    for role in ("admin", "auditor"):
        assert refused({"default_role_id": role}) == ["default_role"]
    ding = made(api, code="ding", kind="dingtalk")
    assert (refused({"creates": True}, ding), refused({"link_by_email": True}, ding)) == (["tenant"], ["link_by_email"])
    assert refused({"creates": True}, made(api, code="wx", kind="wechat")) == ["creates"]
    assert (
        api.post("/sign-in-providers", {**NEW, "code": "wc", "kind": "wecom"}).json()["errors"][0]["field"] == "agent"
    )
    settings.DOUGONG_OUTGOING_ALLOWED = ()
    SignInProvider.objects.update(enabled=True)
    assert Browser().post("/sso/idp/start", {}).json()["code"] in ("provider_unfit", "outgoing_refused")


def test_who_people_are_there_cannot_be_moved_under_them(cast: Cast, api: ApiClient, idp: Oidc) -> None:
    """Another issuer could say that anybody is anybody: it is another provider."""
    row = trust(idp)
    linked(row, cast.user("lin"))
    api.as_("admin").sure()
    for body in ({"server": "https://evil.example"}, {"client_id": "other"}):
        assert api.patch(f"/sign-in-providers/{row.pk}", body, version=1).json()["code"] == "provider_in_use"
    assert api.delete(f"/sign-in-providers/{row.pk}").status_code in (403, 422)
    assert SignInProvider.objects.count() == 1


def test_a_secret_may_stand_in_the_settings(cast: Cast, idp: Oidc, settings: Any) -> None:
    settings.DOUGONG_SSO_SECRETS = {"idp": SECRET}
    linked(trust(idp, client_secret=""), cast.user("lin"))
    assert through(Browser(), idp).status_code == 200


def test_closing_every_other_door_takes_a_tried_one_and_somebody_who_can_help(cast: Cast, idp: Oidc) -> None:
    row = trust(idp)
    admin = Browser()
    admin.enter("admin")
    admin.sure()
    on = {"sso_only": True, "spared": [str(cast.user("admin").pk)]}
    assert admin.put("/sign-in-policy", on).json()["code"] == "not_tried_yourself"
    linked(row, cast.user("admin"))
    through(admin, idp)
    admin.sure()
    assert admin.put("/sign-in-policy", {**on, "spared": []}).json()["code"] == "nobody_spared"
    assert admin.put("/sign-in-policy", on).json()["code"] == "nobody_spared"  # no second factor yet
    with_app(admin)
    done = admin.put("/sign-in-policy", on).json()
    assert (done["sso_only"], done["spared"][0]["ready"], done["linked"]) == (True, True, 1)
    assert (
        admin.patch(f"/sign-in-providers/{row.pk}", {"enabled": False}, version=1).json()["code"] == "no_provider_left"
    )
    assert SignInPolicy.objects.get().sso_only and AuditEntry.objects.filter(action="sign_in_policy").count() == 1

"""DingTalk, Feishu, WeChat and WeCom against stand-ins of their documented protocols. The vendors themselves were not asked."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from dougong.accounts.models import Identity
from dougong.accounts.sign_in.tests.doors import Browser
from dougong.accounts.sso.kinds import KINDS
from dougong.accounts.sso.kinds.told import Question
from dougong.accounts.sso.models import SignInProvider
from dougong.accounts.sso.tests.going import come_back, leave, linked, through, trust
from dougong.kit import clock
from tests.cast import Cast
from tests.providers import CLIENT, SECRET, Vendors

pytestmark = pytest.mark.django_db
#: Kind, who it says he is, what else it is set up with.
SETUP = {
    "dingtalk": ("ding-1", {"tenant": "corp-1"}),
    "feishu": ("ou-1", {"tenant": "corp-1"}),
    "wechat": ("wx-1", {}),
    "wecom": ("linshuran", {"agent": "1000002"}),
}
FORGED, SPENT = (
    "sso_over",
    {"dingtalk": "invalidParameter.authCode.notFound", "feishu": "20003", "wechat": "40029", "wecom": "40029"},
)


@pytest.mark.parametrize("kind", SETUP)
def test_a_member_comes_in_by_it_once_for_each_code(cast: Cast, vendors: Vendors, kind: str) -> None:
    subject, more = SETUP[kind]
    linked(trust(vendors, kind, kind, **more), cast.user("lin"), subject)
    lin = Browser()
    url = leave(lin, f"/sso/{kind}/start")
    back = vendors.sent_back(url, code_name="authCode" if kind == "dingtalk" else "code")
    assert lin.post(f"/sso/{kind}/finish", {"params": {**back, "state": "forged"}}).json()["code"] == FORGED
    answer = lin.post(f"/sso/{kind}/finish", {"params": back})
    assert (answer.status_code, answer.json()["me"]["name"]) == (200, "林舒然")
    again = come_back(lin, vendors, leave(lin, f"/sso/{kind}/start"), kind, code=back.get("code") or back["authCode"])
    assert (again.json()["code"], again.json()["params"]["what"]) == ("provider_failed", SPENT[kind])


@pytest.mark.parametrize("kind", SETUP)
def test_a_wrong_secret_is_told_by_the_try_and_never_shown(
    cast: Cast, vendors: Vendors, kind: str, caplog: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    provider = trust(vendors, kind, kind, **SETUP[kind][1])
    admin = Browser()
    admin.enter("admin")
    good = admin.post(f"/sign-in-providers/{provider.pk}/try").json()
    assert good["ok"] and len(good["steps"]) == 1
    SignInProvider.objects.filter(pk=provider.pk).update(client_secret="wrong-secret-77")
    bad = admin.post(f"/sign-in-providers/{provider.pk}/try").json()
    assert not bad["ok"]
    shown = admin.get("/sign-in-providers").content.decode() + str(bad)
    assert "wrong-secret-77" not in shown
    from dougong.config.logs import scrub

    assert "wrong-secret-77" not in scrub(caplog.text) and SECRET not in scrub(caplog.text)


@pytest.mark.parametrize("kind", ["dingtalk", "feishu"])
def test_somebody_of_another_company_is_not_let_in(cast: Cast, vendors: Vendors, kind: str) -> None:
    subject, more = SETUP[kind]
    linked(trust(vendors, kind, kind, **more), cast.user("lin"), subject)
    vendors.tenant = "corp-2"
    assert through(Browser(), vendors, kind).json()["code"] == "sso_other_company"


def test_mail_that_the_company_gave_links_and_that_the_person_typed_does_not(cast: Cast, vendors: Vendors) -> None:
    trust(vendors, "feishu", "feishu", tenant="corp-1", link_by_email=True)
    trust(vendors, "wecom", "wecom", agent="1", link_by_email=True)
    trust(vendors, "dingtalk", "dingtalk", tenant="corp-1", link_by_email=True)
    assert through(Browser(), vendors, "dingtalk").json()["code"] == "sso_not_linked"
    for kind in ("feishu", "wecom"):
        assert through(Browser(), vendors, kind).json()["me"]["name"] == "林舒然"
    assert sorted(Identity.objects.values_list("how", flat=True)) == ["email", "email"]


def test_wecom_keeps_its_token_renews_it_once_and_lets_no_outsider_in(cast: Cast, vendors: Vendors) -> None:
    linked(trust(vendors, "wecom", "wecom", agent="1"), cast.user("lin"), "linshuran")
    assert through(Browser(), vendors, "wecom").status_code == 200
    assert through(Browser(), vendors, "wecom").status_code == 200
    assert vendors.asked.count("/cgi-bin/gettoken") == 1
    vendors.over = "t-1"
    assert through(Browser(), vendors, "wecom").status_code == 200
    assert vendors.asked.count("/cgi-bin/gettoken") == 2
    with clock.frozen(clock.now() + dt.timedelta(seconds=7000)):
        assert through(Browser(), vendors, "wecom").status_code == 200
    assert vendors.asked.count("/cgi-bin/gettoken") == 3
    lin = Browser()
    outsider = vendors.new_code(outsider=True)
    assert (
        come_back(lin, vendors, leave(lin, "/sso/wecom/start"), "wecom", code=outsider).json()["code"]
        == "sso_other_company"
    )
    vendors.member = {"status": 5}
    assert through(Browser(), vendors, "wecom").json()["code"] == "sso_other_company"
    vendors.member = {}  # the application may not read members: the link is enough
    assert through(Browser(), vendors, "wecom").status_code == 200


def test_people_are_sent_to_the_vendors_documented_pages() -> None:
    asked = Question(state="s", nonce="n", verifier="v" * 43, back_to="https://crm.example/sso/x")
    found = {}
    for kind in SETUP:
        row = SignInProvider(kind=kind, client_id=CLIENT, tenant="", agent="1000002")
        place = urlsplit(KINDS[kind].address(row, asked))
        query = {k: v[0] for k, v in parse_qs(place.query).items()}
        assert (query["redirect_uri"], query["state"]) == (asked.back_to, "s") and asked.verifier not in place.query
        found[kind] = (f"{place.scheme}://{place.netloc}{place.path}", query.get("appid") or query["client_id"])
    assert found == {
        "dingtalk": ("https://login.dingtalk.com/oauth2/auth", CLIENT),
        "feishu": ("https://accounts.feishu.cn/open-apis/authen/v1/authorize", CLIENT),
        "wechat": ("https://open.weixin.qq.com/connect/qrconnect", CLIENT),
        "wecom": ("https://login.work.weixin.qq.com/wwlogin/sso/login", CLIENT),
    }
    inside = Question(
        state="s", nonce="", verifier="", back_to="https://crm.example/sso/x", agent="Mozilla/5.0 wxwork/4.1.0"
    )
    row = SignInProvider(kind="wecom", client_id=CLIENT, agent="1000002")
    assert "/connect/oauth2/authorize?" in KINDS["wecom"].address(row, inside)
    lark = SignInProvider(kind="feishu", client_id=CLIENT, server="https://open.larksuite.com")
    assert KINDS["feishu"].address(lark, asked).startswith("https://accounts.larksuite.com/open-apis/")

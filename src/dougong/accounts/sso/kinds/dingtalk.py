"""DingTalk (钉钉): OAuth 2 with names of its own (open.dingtalk.com, “登录第三方网站”)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from dougong.accounts.sso.calls import call, failed, secret_of, text
from dougong.accounts.sso.errors import SsoOtherCompany
from dougong.accounts.sso.kinds.told import Params, Question, Step, Told, tried_by_token
from dougong.accounts.sso.models import SignInProvider


class DingTalk:
    def address(self, provider: SignInProvider, asked: Question) -> str:
        query = {
            "response_type": "code",
            "client_id": provider.client_id,
            "redirect_uri": asked.back_to,
            "scope": "openid corpid" if provider.tenant else "openid",
            "state": asked.state,
            "prompt": "consent",
            **({"corpId": provider.tenant} if provider.tenant else {}),
        }
        return f"{provider.server or 'https://login.dingtalk.com'}/oauth2/auth?{urlencode(query)}"

    def told(self, provider: SignInProvider, params: Params, asked: Question) -> Told:
        code = params.get("authCode") or params["code"]
        body = {
            "clientId": provider.client_id,
            "clientSecret": secret_of(provider),
            "code": code,
            "grantType": "authorization_code",
        }
        answer = _good(provider, *call(provider, "POST", f"{_api(provider)}/v1.0/oauth2/userAccessToken", body=body))
        if provider.tenant and answer.get("corpId") != provider.tenant:
            raise SsoOtherCompany(name=provider.zh)
        headers = {"x-acs-dingtalk-access-token": text(answer.get("accessToken"), 4000)}
        who = _good(provider, *call(provider, "GET", f"{_api(provider)}/v1.0/contact/users/me", headers=headers))
        if not text(who.get("openId")):
            raise failed(provider, "openId")
        # The e-mail there is what the person wrote down himself: it is not taken for his.
        return Told(subject=text(who["openId"]), name=text(who.get("nick"), 60))

    def tried(self, provider: SignInProvider, back_to: str) -> list[Step]:
        body = {"appKey": provider.client_id, "appSecret": secret_of(provider)}
        place = f"{_api(provider)}/v1.0/oauth2/accessToken"
        return tried_by_token(
            lambda: _good(provider, *call(provider, "POST", place, body=body)),
            "AppKey 和 AppSecret", "AppKey and AppSecret", of_zh="应用的 ",
        )  # fmt: skip

    def leaving(self, provider: SignInProvider, id_token: str, back_to: str) -> str:
        return ""


def _api(provider: SignInProvider) -> str:
    return provider.server or "https://api.dingtalk.com"


def _good(provider: SignInProvider, status: int, answer: dict[str, Any]) -> dict[str, Any]:
    if status != 200 or "code" in answer:
        raise failed(provider, answer.get("code") or f"HTTP {status}")
    return answer

"""Feishu and Lark (飞书): OAuth 2 with PKCE (open.feishu.cn, “获取授权码”, “获取 user_access_token”)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from dougong.accounts.sso.calls import call, failed, secret_of, text
from dougong.accounts.sso.errors import SsoOtherCompany
from dougong.accounts.sso.kinds.oidc import challenge
from dougong.accounts.sso.kinds.told import Params, Question, Step, Told, tried_by_token
from dougong.accounts.sso.models import SignInProvider


class Feishu:
    def address(self, provider: SignInProvider, asked: Question) -> str:
        query = {
            "response_type": "code",
            "client_id": provider.client_id,
            "redirect_uri": asked.back_to,
            "state": asked.state,
            "code_challenge": challenge(asked.verifier),
            "code_challenge_method": "S256",
            **({"scope": provider.scopes} if provider.scopes else {}),
        }
        return f"{_accounts(provider)}/open-apis/authen/v1/authorize?{urlencode(query)}"

    def told(self, provider: SignInProvider, params: Params, asked: Question) -> Told:
        body = {
            "grant_type": "authorization_code",
            "client_id": provider.client_id,
            "client_secret": secret_of(provider),
            "code": params["code"],
            "redirect_uri": asked.back_to,
            "code_verifier": asked.verifier,
        }
        answer = _good(
            provider, *call(provider, "POST", f"{_api(provider)}/open-apis/authen/v2/oauth/token", body=body)
        )
        headers = {"Authorization": f"Bearer {text(answer.get('access_token'), 8000)}"}
        found = _good(
            provider, *call(provider, "GET", f"{_api(provider)}/open-apis/authen/v1/user_info", headers=headers)
        )
        who = found.get("data")
        if not isinstance(who, dict) or not text(who.get("open_id")):
            raise failed(provider, "open_id")
        if provider.tenant and who.get("tenant_key") != provider.tenant:
            raise SsoOtherCompany(name=provider.zh)
        # Only the mailbox that the company itself gave; `email` is what the person wrote down.
        email = text(who.get("enterprise_email")).lower() if provider.tenant else ""
        return Told(subject=text(who["open_id"]), name=text(who.get("name"), 60), email=email)

    def tried(self, provider: SignInProvider, back_to: str) -> list[Step]:
        body = {"app_id": provider.client_id, "app_secret": secret_of(provider)}
        place = f"{_api(provider)}/open-apis/auth/v3/app_access_token/internal"
        return tried_by_token(
            lambda: _good(provider, *call(provider, "POST", place, body=body)),
            "App ID 和 App Secret", "App ID and App Secret", of_zh=" ",
        )  # fmt: skip

    def leaving(self, provider: SignInProvider, id_token: str, back_to: str) -> str:
        return ""


def _accounts(provider: SignInProvider) -> str:
    return provider.server.replace("https://open.", "https://accounts.", 1) or "https://accounts.feishu.cn"


def _api(provider: SignInProvider) -> str:
    return provider.server or "https://open.feishu.cn"


def _good(provider: SignInProvider, status: int, answer: dict[str, Any]) -> dict[str, Any]:
    if status != 200 or answer.get("code") != 0:
        raise failed(provider, answer.get("code") or f"HTTP {status}")
    return answer

"""WeChat (微信): a website's sign-in by scanning (open.weixin.qq.com, “网站应用微信登录”). It knows no company, no e-mail and no PKCE."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from dougong.accounts.sso.calls import call, failed, secret_of, text
from dougong.accounts.sso.kinds.told import Params, Question, Step, Told
from dougong.accounts.sso.models import SignInProvider
from dougong.kit.errors import BusinessError

#: What it says of a code that is none: id and secret were right then.
BAD_CODE = (40029, 40163)


class WeChat:
    def address(self, provider: SignInProvider, asked: Question) -> str:
        query = {
            "appid": provider.client_id,
            "redirect_uri": asked.back_to,
            "response_type": "code",
            "scope": "snsapi_login",
            "state": asked.state,
        }
        base = provider.server or "https://open.weixin.qq.com"
        return f"{base}/connect/qrconnect?{urlencode(query)}#wechat_redirect"

    def told(self, provider: SignInProvider, params: Params, asked: Question) -> Told:
        answer = _good(provider, *_exchange(provider, params["code"]))
        subject = text(answer.get("openid"))
        query = urlencode({"access_token": text(answer.get("access_token"), 1000), "openid": subject, "lang": "zh_CN"})
        who = _good(provider, *call(provider, "GET", f"{_api(provider)}/sns/userinfo?{query}"))
        if not subject or who.get("openid") != subject:
            raise failed(provider, "openid")
        return Told(subject=subject, name=text(who.get("nickname"), 60))

    def tried(self, provider: SignInProvider, back_to: str) -> list[Step]:
        try:
            code = _exchange(provider, "not-a-code")[1].get("errcode")
        except BusinessError as error:
            return [Step(f"换取令牌：{error.sentence('zh')}", f"Token: {error.sentence('en')}", False)]
        if code in BAD_CODE:
            return [Step("AppID 和 AppSecret 都对。", "AppID and AppSecret are right.", True)]
        return [
            Step(
                f"微信不认可 AppID 或 AppSecret（{code}）。", f"WeChat refuses the AppID or AppSecret ({code}).", False
            )
        ]

    def leaving(self, provider: SignInProvider, id_token: str, back_to: str) -> str:
        return ""


def _api(provider: SignInProvider) -> str:
    return provider.server or "https://api.weixin.qq.com"


def _exchange(provider: SignInProvider, code: str) -> tuple[int, dict[str, Any]]:
    query = {
        "appid": provider.client_id,
        "secret": secret_of(provider),
        "code": code,
        "grant_type": "authorization_code",
    }
    return call(provider, "GET", f"{_api(provider)}/sns/oauth2/access_token?{urlencode(query)}")


def _good(provider: SignInProvider, status: int, answer: dict[str, Any]) -> dict[str, Any]:
    if status != 200 or answer.get("errcode"):
        raise failed(provider, answer.get("errcode") or f"HTTP {status}")
    return answer

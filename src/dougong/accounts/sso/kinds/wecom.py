"""WeCom (企业微信): a member's sign-in to an application of his company (developer.work.weixin.qq.com, “Web 登录”)."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any
from urllib.parse import urlencode

from dougong.accounts.sso.calls import call, failed, secret_of, text
from dougong.accounts.sso.errors import SsoOtherCompany
from dougong.accounts.sso.kinds.told import Params, Question, Step, Told, tried_by_token
from dougong.accounts.sso.models import SignInProvider
from dougong.kit import clock
from dougong.kit.memo import Memo

API = "https://qyapi.weixin.qq.com"
#: Told of a token that is over.
EXPIRED = (40014, 42001)
#: The application may not read the member: his name is not known then.
NO_RIGHT = (48002, 60011, 60020, 60111, 301002)
_EARLY = dt.timedelta(minutes=5)
_tokens: Memo[tuple[str, str, str], tuple[dt.datetime, str]] = Memo(100)


class WeCom:
    """`client_id` is the corpid, `agent` the application's agentid."""

    def address(self, provider: SignInProvider, asked: Question) -> str:
        base = {
            "appid": provider.client_id,
            "agentid": provider.agent,
            "redirect_uri": asked.back_to,
            "state": asked.state,
        }
        if "wxwork" in asked.agent.lower():  # inside WeCom one is signed in without scanning
            query = urlencode({**base, "response_type": "code", "scope": "snsapi_base"})
            return f"{provider.server or 'https://open.weixin.qq.com'}/connect/oauth2/authorize?{query}#wechat_redirect"
        query = urlencode({**base, "login_type": "CorpApp"})
        return f"{provider.server or 'https://login.work.weixin.qq.com'}/wwlogin/sso/login?{query}"

    def told(self, provider: SignInProvider, params: Params, asked: Question) -> Told:
        found = _asked(provider, "/cgi-bin/auth/getuserinfo", code=params["code"])
        member = text(found.get("userid") or found.get("UserId"), 64)
        if not member:  # somebody outside: only an openid or external_userid
            raise SsoOtherCompany(name=provider.zh)
        name, email = _card(provider, member)
        return Told(subject=member.lower(), name=name or member[:60], email=email)

    def tried(self, provider: SignInProvider, back_to: str) -> list[Step]:
        return tried_by_token(lambda: token(provider, fresh=True), "企业 ID 和 Secret", "Corp ID and Secret")

    def leaving(self, provider: SignInProvider, id_token: str, back_to: str) -> str:
        return ""


def forget() -> None:
    _tokens.clear()


def token(provider: SignInProvider, *, fresh: bool = False) -> str:
    """The application's access token, kept until shortly before its end."""
    secret = secret_of(provider)
    key = (provider.server, provider.client_id, hashlib.sha256(secret.encode()).hexdigest())
    kept = _tokens.get(key)
    if kept is not None and not fresh and kept[0] > clock.now():
        return kept[1]
    query = urlencode({"corpid": provider.client_id, "corpsecret": secret})
    status, answer = call(provider, "GET", f"{provider.server or API}/cgi-bin/gettoken?{query}")
    found = text(answer.get("access_token"), 1000)
    if status != 200 or answer.get("errcode") or not found:
        raise failed(provider, answer.get("errcode") or f"HTTP {status}")
    lasts = answer.get("expires_in")
    until = clock.now() + dt.timedelta(seconds=lasts if isinstance(lasts, int) and 0 < lasts < 86400 else 7200) - _EARLY
    _tokens.keep(key, (until, found))
    return found


def _asked(provider: SignInProvider, path: str, allowed: tuple[int, ...] = (), **query: str) -> dict[str, Any]:
    """The answer with errcode 0 or one of `allowed`; a token that is over is fetched anew once."""
    for fresh in (False, True):
        told = urlencode({"access_token": token(provider, fresh=fresh), **query})
        status, answer = call(provider, "GET", f"{provider.server or API}{path}?{told}")
        code = answer.get("errcode", 0)
        if code in EXPIRED and not fresh:
            continue
        if status != 200 or (code and code not in allowed):
            raise failed(provider, code or f"HTTP {status}")
        return answer
    raise failed(provider, "token")


def _card(provider: SignInProvider, member: str) -> tuple[str, str]:
    """Name and company mailbox, as far as the application may read them."""
    card = _asked(provider, "/cgi-bin/user/get", NO_RIGHT, userid=member)
    if card.get("errcode"):
        return "", ""
    if card.get("status") in (2, 5):  # disabled there, or has left
        raise SsoOtherCompany(name=provider.zh)
    return text(card.get("name"), 60), text(card.get("biz_mail")).lower()

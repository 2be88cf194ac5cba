"""Parties that say who somebody is, really answering on loopback: an OpenID Connect provider, and stand-ins of the protocols that
DingTalk, Feishu, WeChat and WeCom document. The vendors themselves were not asked."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from dougong.kit import clock

CLIENT, SECRET = "dougong", "s3cret/with+signs"
EVENT = "http://schemas.openid.net/event/backchannel-logout"
Answer = tuple[int, Any]


def _flat(text: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(text).items()}


class Server:
    """Answers `pages` (path → function of (query or form or JSON, headers)); keeps what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Callable[[dict[str, str], Any], Answer]] = {}
        self.asked: list[str] = []
        self.codes: dict[str, dict[str, Any]] = {}
        found = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found.answer(self, _flat(urlsplit(self.path).query))

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                form = "json" not in self.headers.get("Content-Type", "")
                found.answer(self, _flat(raw) if form else json.loads(raw))

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def answer(self, request: BaseHTTPRequestHandler, given: dict[str, Any]) -> None:
        path = urlsplit(request.path).path
        self.asked.append(path)
        page = self.pages.get(path)
        status, body = page(given, request.headers) if page else (404, {"error": "no such page"})
        request.send_response(status)
        raw = b""
        if status == 302:
            request.send_header("Location", body)
        else:
            raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
            request.send_header(
                "Content-Type", "text/html; charset=utf-8" if isinstance(body, str) else "application/json"
            )
        request.send_header("Content-Length", str(len(raw)))
        request.end_headers()
        request.wfile.write(raw)

    @contextmanager
    def running(self) -> Iterator[Any]:
        thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.http.shutdown()
            self.http.server_close()
            thread.join(5)

    def new_code(self, **facts: Any) -> str:
        code = secrets.token_urlsafe(12)
        self.codes[code] = facts
        return code

    def sent_back(self, url: str, *, code_name: str = "code") -> dict[str, str]:
        """As the browser would be after signing in there: what is added to the address it comes back to."""
        query = _flat(urlsplit(url).query)
        return {code_name: self.new_code(query=query), "state": query["state"]}


@cache
def _first_key() -> Any:
    """Made once: it takes as long as a test."""
    return RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"})


class Oidc(Server):
    """Checks what a provider must: client, redirect, PKCE, each code once. `claims` are added to every token, `spoil` to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.key: Any = _first_key()
        self.alg, self.issuer = "RS256", self.url
        self.claims: dict[str, Any] = {
            "sub": "u-1",
            "email": "lin@zhuheng.example",
            "email_verified": True,
            "name": "林舒然",
        }
        self.spoil: dict[str, Any] = {}
        self.more: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        #: Its clock, where a test makes time stand still: that of a test's thread is not seen in the server's.
        self.at: dt.datetime | None = None
        self.pages = {
            "/.well-known/openid-configuration": lambda q, h: (200, self.document()),
            "/jwks": lambda q, h: (200, KeySet([self.key]).as_dict(private=False)),
            "/authorize": self.authorize,
            "/token": self.token,
            "/userinfo": lambda q, h: (200, self.userinfo),
            "/logout": lambda q, h: (302, q["post_logout_redirect_uri"]),
        }

    def document(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "end_session_endpoint": f"{self.url}/logout",
            "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256", "none"],
            **self.more,
        }

    def turn_key(self) -> None:
        self.key, self.alg = ECKey.generate_key("P-256", {"kid": "k2", "use": "sig", "alg": "ES256"}), "ES256"

    def authorize(self, query: dict[str, str], headers: Any) -> Answer:
        """Whoever comes is signed in already."""
        assert query["response_type"] == "code" and query["code_challenge_method"] == "S256"
        added = {"code": self.new_code(query=query), "state": query["state"], "iss": self.issuer}
        return 302, f"{query['redirect_uri']}?{urlencode(added)}"

    def token(self, form: dict[str, str], headers: Any) -> Answer:
        scheme, _, pair = headers.get("Authorization", "").partition(" ")
        name, _, secret = base64.b64decode(pair).decode().partition(":")
        if scheme != "Basic" or (unquote(name), unquote(secret)) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(form["code"], None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if (
            asked is None
            or asked["query"]["redirect_uri"] != form["redirect_uri"]
            or asked["query"]["code_challenge"] != proof
        ):
            return 400, {"error": "invalid_grant"}
        access = secrets.token_urlsafe(16)
        half = hashlib.sha256(access.encode()).digest()[:16]
        extra = {"nonce": asked["query"]["nonce"], "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode()}
        return 200, {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": 300,
            "id_token": self.signed(**extra),
        }

    def signed(self, **more: Any) -> str:
        now = int((self.at or clock.now()).timestamp())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            **self.claims,
            **more,
            **self.spoil,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        if self.alg == "HS256":  # signed with what everybody may know
            return jwt.encode({"alg": "HS256", "kid": "k1"}, claims, OctKey.import_key(SECRET * 3), ["HS256"])
        if self.alg == "none":
            parts = [
                base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode()
                for p in ({"alg": "none", "kid": "k1"}, claims)
            ]
            return f"{parts[0]}.{parts[1]}."
        return jwt.encode({"alg": self.alg, "kid": self.key.kid}, claims, self.key, [self.alg])

    def logout_token(self, **more: Any) -> str:
        """RFC-style back-channel logout: no nonce, an event, a name of its own."""
        told = {
            "jti": secrets.token_urlsafe(8),
            "events": {EVENT: {}},
            "auth_time": None,
            "email": None,
            "name": None,
            **more,
        }
        return self.signed(**told)


class Vendors(Server):
    """One server with the pages of all four. A code is good once; `over` says the token that is over."""

    def __init__(self) -> None:
        super().__init__()
        self.tenant, self.over, self.member = (
            "corp-1",
            "",
            {"name": "林舒然", "biz_mail": "lin@zhuheng.example", "status": 1},
        )
        self.number = 0
        self.pages = {
            "/v1.0/oauth2/userAccessToken": self.ding_token,
            "/v1.0/oauth2/accessToken": self.ding_app,
            "/v1.0/contact/users/me": self.ding_me,
            "/open-apis/authen/v2/oauth/token": self.feishu_token,
            "/open-apis/authen/v1/user_info": self.feishu_me,
            "/open-apis/auth/v3/app_access_token/internal": self.feishu_app,
            "/sns/oauth2/access_token": self.wechat_token,
            "/sns/userinfo": self.wechat_me,
            "/cgi-bin/gettoken": self.wecom_token,
            "/cgi-bin/auth/getuserinfo": self.wecom_who,
            "/cgi-bin/user/get": self.wecom_card,
        }

    def spent(self, code: str) -> bool:
        return self.codes.pop(code, None) is None

    # DingTalk: JSON both ways, failures as HTTP 400 with {code, message, requestid}
    def ding_token(self, body: dict[str, str], headers: Any) -> Answer:
        if body["clientSecret"] != SECRET:
            return 400, {"code": "invalidClientSecret", "message": "无效的clientSecret", "requestid": "1"}
        if body["grantType"] != "authorization_code" or self.spent(body["code"]):
            return 400, {
                "code": "invalidParameter.authCode.notFound",
                "message": "不合法的临时授权码",
                "requestid": "1",
            }
        return 200, {"accessToken": "t-ding", "refreshToken": "r", "expireIn": 7200, "corpId": self.tenant}

    def ding_app(self, body: dict[str, str], headers: Any) -> Answer:
        if body["appSecret"] != SECRET:
            return 400, {
                "code": "invalidClientIdOrSecret",
                "message": "无效的clientId或者clientSecret",
                "requestid": "1",
            }
        return 200, {"accessToken": "a", "expireIn": 7200}

    def ding_me(self, query: dict[str, str], headers: Any) -> Answer:
        if headers.get("x-acs-dingtalk-access-token") != "t-ding":
            return 403, {"code": "Forbidden.AccessDenied", "message": "没有权限", "requestid": "1"}
        return 200, {
            "nick": "舒然",
            "openId": "ding-1",
            "unionId": "union-1",
            "email": "lin@zhuheng.example",
            "mobile": "13800000000",
        }

    # Feishu: RFC 6749 with PKCE, and a number beside (0 is good)
    def feishu_token(self, body: dict[str, str], headers: Any) -> Answer:
        if body["client_secret"] != SECRET:
            return 400, {"code": 20002, "error": "invalid_client", "error_description": "The client secret is invalid."}
        asked = self.codes.pop(body["code"], None)
        if asked is None:
            return 400, {
                "code": 20003,
                "error": "invalid_grant",
                "error_description": "The authorization code is not found.",
            }
        proof = base64.urlsafe_b64encode(hashlib.sha256(body["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if asked["query"]["code_challenge"] != proof or asked["query"]["redirect_uri"] != body["redirect_uri"]:
            return 400, {"code": 20049, "error": "invalid_grant", "error_description": "PKCE verification failed."}
        return 200, {"code": 0, "access_token": "t-feishu", "expires_in": 7200, "token_type": "Bearer", "scope": ""}

    def feishu_app(self, body: dict[str, str], headers: Any) -> Answer:
        if body["app_secret"] != SECRET:
            return 200, {"code": 10014, "msg": "app secret invalid"}
        return 200, {"code": 0, "msg": "ok", "app_access_token": "a", "expire": 7200}

    def feishu_me(self, query: dict[str, str], headers: Any) -> Answer:
        if headers.get("Authorization") != "Bearer t-feishu":
            return 400, {"code": 20005, "msg": "The user access token passed is invalid."}
        who = {
            "name": "林舒然",
            "open_id": "ou-1",
            "union_id": "on-1",
            "tenant_key": self.tenant,
            "email": "private@mail.example",
            "enterprise_email": "lin@zhuheng.example",
        }
        return 200, {"code": 0, "msg": "success", "data": who}

    # WeChat and WeCom: HTTP 200 always, failures as {errcode, errmsg}
    def wechat_token(self, query: dict[str, str], headers: Any) -> Answer:
        if query["secret"] != SECRET:
            return 200, {"errcode": 40125, "errmsg": "invalid appsecret, rid: 1"}
        if self.spent(query["code"]):
            return 200, {"errcode": 40029, "errmsg": "invalid code, rid: 1"}
        return 200, {
            "access_token": "t-wechat",
            "expires_in": 7200,
            "refresh_token": "r",
            "openid": "wx-1",
            "scope": "snsapi_login",
        }

    def wechat_me(self, query: dict[str, str], headers: Any) -> Answer:
        if query["access_token"] != "t-wechat":
            return 200, {"errcode": 40001, "errmsg": "invalid credential, rid: 1"}
        return 200, {"openid": query["openid"], "nickname": "舒然😀", "sex": 0}

    def wecom_token(self, query: dict[str, str], headers: Any) -> Answer:
        if (query["corpid"], query["corpsecret"]) != (CLIENT, SECRET):
            return 200, {"errcode": 40001, "errmsg": "invalid credential"}
        self.number += 1
        return 200, {"errcode": 0, "errmsg": "ok", "access_token": f"t-{self.number}", "expires_in": 7200}

    def wecom_who(self, query: dict[str, str], headers: Any) -> Answer:
        if query["access_token"] in (self.over, ""):
            return 200, {"errcode": 42001, "errmsg": "access_token expired"}
        asked = self.codes.pop(query["code"], None)
        if asked is None:
            return 200, {"errcode": 40029, "errmsg": "invalid code"}
        if asked.get("outsider"):
            return 200, {"errcode": 0, "errmsg": "ok", "openid": "o-1", "external_userid": "wm-1"}
        return 200, {"errcode": 0, "errmsg": "ok", "userid": "LinShuRan"}

    def wecom_card(self, query: dict[str, str], headers: Any) -> Answer:
        if not self.member:
            return 200, {"errcode": 60011, "errmsg": "no privilege to access/modify contact/party/agent"}
        return 200, {"errcode": 0, "errmsg": "ok", "userid": query["userid"], **self.member}

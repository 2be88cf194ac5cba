"""OpenID Connect: discovery, authorization code with PKCE, the ID token checked by its issuer's keys."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from dougong.accounts.sso.calls import call, failed, is_safe, secret_of, text
from dougong.accounts.sso.errors import SsoRefused
from dougong.accounts.sso.kinds import jose
from dougong.accounts.sso.kinds.told import Params, Question, Step, Told
from dougong.accounts.sso.models import SignInProvider
from dougong.kit import clock
from dougong.kit.errors import BusinessError
from dougong.kit.memo import Memo

HOUR = dt.timedelta(hours=1)
SCOPES = "openid profile email"
Document = dict[str, Any]
_documents: Memo[str, tuple[dt.datetime, Document]] = Memo(100)


class Oidc:
    def address(self, provider: SignInProvider, asked: Question) -> str:
        document = discovered(provider)
        query = {
            "response_type": "code",
            "client_id": provider.client_id,
            "redirect_uri": asked.back_to,
            "scope": provider.scopes or SCOPES,
            "state": asked.state,
            "nonce": asked.nonce,
            "code_challenge": challenge(asked.verifier),
            "code_challenge_method": "S256",
        }
        if asked.fresh:
            query |= {"prompt": "login", "max_age": "0"}
        return with_query(document["authorization_endpoint"], query)

    def told(self, provider: SignInProvider, params: Params, asked: Question) -> Told:
        document = discovered(provider)
        _same_issuer(provider, document, params.get("iss", ""))
        status, answer = call(
            provider, "POST", document["token_endpoint"], **_exchange(provider, document, params["code"], asked)
        )
        token = text(answer.get("id_token"), 20_000)
        if status != 200 or not token:
            raise failed(provider, answer.get("error") or f"HTTP {status}")
        claims = _claims(provider, document, token, asked.nonce)
        access = text(answer.get("access_token"), 20_000)
        _fits(provider, claims, access)
        return _person(claims, _more(provider, document, claims, access), token)

    def tried(self, provider: SignInProvider, back_to: str) -> list[Step]:
        try:
            _documents.pop(provider.server, None)
            document = discovered(provider)
        except BusinessError as error:
            return [Step(f"读取签发方的配置：{error.sentence('zh')}", f"Discovery: {error.sentence('en')}", False)]
        steps = [Step("签发方的配置读到了，签发方一致。", "Discovery answered, and the issuer is the same.", True)]
        try:
            count = jose.count(provider, document["jwks_uri"])
            steps.append(Step(f"签名公钥 {count} 把。", f"{count} signing keys.", count > 0))
        except BusinessError as error:
            return [
                *steps,
                Step(f"读取签名公钥：{error.sentence('zh')}", f"Signing keys: {error.sentence('en')}", False),
            ]
        return [*steps, _known(provider, document, back_to)]

    def leaving(self, provider: SignInProvider, id_token: str, back_to: str) -> str:
        place = text(discovered(provider).get("end_session_endpoint"), 500)
        if not place or not is_safe(place):
            return ""
        hint = {"id_token_hint": id_token} if id_token else {}
        return with_query(place, {**hint, "client_id": provider.client_id, "post_logout_redirect_uri": back_to})


def forget() -> None:
    """Nothing was read yet: for tests, and when an administrator changed a provider."""
    _documents.clear()
    jose.forget()


def challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def with_query(url: str, query: Mapping[str, str]) -> str:
    return f"{url}{'&' if '?' in url else '?'}{urlencode(query)}"


def discovered(provider: SignInProvider) -> Document:
    """The issuer's own description, kept for an hour. Its issuer must be the one asked for (a mix-up else)."""
    kept = _documents.get(provider.server)
    if kept is not None and kept[0] > clock.now() - HOUR:
        return kept[1]
    place = f"{provider.server.rstrip('/')}/.well-known/openid-configuration"
    status, document = call(provider, "GET", place)
    if status != 200:
        raise failed(provider, f"HTTP {status}")
    if document.get("issuer") != provider.server:
        raise failed(provider, "issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not isinstance(document.get(name), str) or not is_safe(document[name]):
            raise failed(provider, name)
    _documents.keep(provider.server, (clock.now(), document))
    return document


def _same_issuer(provider: SignInProvider, document: Document, said: str) -> None:
    """RFC 9207: an answer of another issuer is not taken to this one."""
    demanded = document.get("authorization_response_iss_parameter_supported") is True
    if (said or demanded) and said != provider.server:
        raise SsoRefused(name=provider.zh)


def _exchange(provider: SignInProvider, document: Document, code: str, asked: Question) -> dict[str, Any]:
    secret = secret_of(provider)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": asked.back_to,
        "code_verifier": asked.verifier,
    }
    ways = document.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if secret and "client_secret_basic" in ways:
        pair = f"{quote(provider.client_id, safe='')}:{quote(secret, safe='')}"
        return {"form": form, "headers": {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}}
    form["client_id"] = provider.client_id
    return {"form": {**form, **({"client_secret": secret} if secret else {})}}


def _claims(provider: SignInProvider, document: Document, token: str, nonce: str) -> dict[str, Any]:
    claims = jose.claims(provider, document, token)
    said = text(claims.get("nonce"))
    if not hmac.compare_digest(said.encode(), nonce.encode()):
        raise SsoRefused(name=provider.zh)
    return claims


def _fits(provider: SignInProvider, claims: dict[str, Any], access: str) -> None:
    """`at_hash`, where it is sent, binds the access token to this ID token."""
    said = text(claims.get("at_hash"))
    half = hashlib.sha256(access.encode()).digest()[:16]
    if said and len(said) == 22 and said != base64.urlsafe_b64encode(half).rstrip(b"=").decode():
        raise SsoRefused(name=provider.zh)


def _more(provider: SignInProvider, document: Document, claims: dict[str, Any], access: str) -> dict[str, Any]:
    """Name and e-mail from the userinfo endpoint when the token does not say them. It must speak of the same person."""
    place = document.get("userinfo_endpoint")
    if claims.get("email") or not access or not isinstance(place, str) or not is_safe(place):
        return claims
    status, found = call(provider, "GET", place, headers={"Authorization": f"Bearer {access}"})
    if status != 200 or found.get("sub") != claims["sub"]:
        raise SsoRefused(name=provider.zh)
    return {**found, **claims}


def _person(claims: dict[str, Any], more: dict[str, Any], token: str) -> Told:
    known = more.get("email_verified") in (True, "true")
    amr = claims.get("amr")
    values = {text(v) for v in (amr if isinstance(amr, list) else [amr])} | {text(claims.get("acr"))}
    moment = claims.get("auth_time")
    return Told(
        subject=claims["sub"],
        name=text(more.get("name") or more.get("preferred_username"), 60),
        email=text(more.get("email")).lower() if known else "",
        values=frozenset(values - {""}),
        auth_time=dt.datetime.fromtimestamp(moment, dt.UTC) if isinstance(moment, int) and 0 < moment < 2**40 else None,
        sid=text(claims.get("sid")),
        id_token=token,
    )


def _known(provider: SignInProvider, document: Document, back_to: str) -> Step:
    """A code that can't be good: whoever is told so, and not that the client is unknown, has the right id and secret."""
    asked = Question(state="", nonce="", verifier="x" * 43, back_to=back_to)
    try:
        status, answer = call(
            provider, "POST", document["token_endpoint"], **_exchange(provider, document, "not-a-code", asked)
        )
    except BusinessError as error:
        return Step(f"换取令牌：{error.sentence('zh')}", f"Token endpoint: {error.sentence('en')}", False)
    said = text(answer.get("error"), 60)
    if said in ("invalid_client", "unauthorized_client") or status == 401:
        return Step(f"应用标识或密钥不对（{said}）。", f"The client id or its secret is wrong ({said}).", False)
    if said == "invalid_grant":
        return Step("应用标识和密钥都对。", "The client id and its secret are right.", True)
    return Step(
        f"换取令牌的答复读不懂（{said or status}）。",
        f"The token endpoint's answer is unclear ({said or status}).",
        False,
    )

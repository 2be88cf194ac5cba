"""Signed tokens of providers: their keys, fetched again when a new one signs, and the claims that every token must meet."""

from __future__ import annotations

import datetime as dt
import json
from base64 import urlsafe_b64decode
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from dougong.accounts.sso.calls import call, failed, text
from dougong.accounts.sso.errors import SsoRefused
from dougong.accounts.sso.models import SignInProvider
from dougong.kit import clock
from dougong.kit.memo import Memo

#: Never `none`, and never HMAC: its key would be the client's secret.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
#: How far clocks may be apart.
SKEW = 60
KEPT = dt.timedelta(hours=1)
#: A key that is not known is asked for at most so often: else forged tokens would be calls to the provider.
AGAIN = dt.timedelta(seconds=10)
_BAD = (JoseError, ValueError, TypeError, KeyError, AttributeError)
_keys: Memo[str, tuple[dt.datetime, KeySet]] = Memo(100)


def forget() -> None:
    _keys.clear()


def count(provider: SignInProvider, place: str) -> int:
    """How many keys sign; read anew."""
    return len(_read(provider, place).keys)


def claims(
    provider: SignInProvider, document: dict[str, Any], token: str, *, of_somebody: bool = True
) -> dict[str, Any]:
    """The claims of a token that the issuer signed for us and that holds now; `sub` must be there if `of_somebody`. Raises SsoRefused."""
    try:
        found = _claims(provider, document, token)
        if of_somebody and (not text(found["sub"]) or len(found["sub"]) > 255):
            raise ValueError("of nobody")
    except _BAD:
        raise SsoRefused(name=provider.zh) from None
    return found


def _claims(provider: SignInProvider, document: dict[str, Any], token: str) -> dict[str, Any]:
    said = document.get("id_token_signing_alg_values_supported") or ["RS256"]
    allowed = [name for name in ALGORITHMS if name in said]
    found: dict[str, Any] = jwt.decode(token, _key_of(provider, document["jwks_uri"], token), algorithms=allowed).claims
    audience = found["aud"] if isinstance(found["aud"], list) else [found["aud"]]
    party = found.get("azp")
    if found["iss"] != provider.server or provider.client_id not in audience:
        raise ValueError("for or from somebody else")
    if (party is not None or len(audience) > 1) and party != provider.client_id:
        raise ValueError("given to another party")
    now = clock.now().timestamp()
    if not found["exp"] > now - SKEW or not found["iat"] < now + SKEW or not found.get("nbf", now) <= now + SKEW:
        raise ValueError("not of this time")
    return found


def _key_of(provider: SignInProvider, place: str, token: str) -> Any:
    """The key that the token names; the keys are read again when it is new."""
    head = token.split(".")[0]
    kid = json.loads(urlsafe_b64decode(head + "=" * (-len(head) % 4))).get("kid")
    kept = _keys.get(place)
    if kept is None or kept[0] < clock.now() - KEPT:
        return _read(provider, place).get_by_kid(kid)
    try:
        return kept[1].get_by_kid(kid)
    except JoseError:
        if kept[0] > clock.now() - AGAIN:
            raise
        return _read(provider, place).get_by_kid(kid)


def _read(provider: SignInProvider, place: str) -> KeySet:
    status, found = call(provider, "GET", place)
    usable = [
        k
        for k in found.get("keys") or []
        if isinstance(k, dict) and k.get("use", "sig") == "sig" and k.get("kty") in ("RSA", "EC", "OKP")
    ]
    if status != 200 or not usable:
        raise failed(provider, f"jwks {status}")
    try:
        made = KeySet.import_key_set({"keys": usable})
    except _BAD:
        raise failed(provider, "jwks") from None
    _keys.keep(place, (clock.now(), made))
    return made

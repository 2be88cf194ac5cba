"""Signing out of the provider too, and hearing of it when somebody signed out there."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import IntegrityError, transaction

from dougong.accounts.models import Session
from dougong.accounts.sign_in.visit import Visit
from dougong.accounts.sso import coming
from dougong.accounts.sso.calls import text
from dougong.accounts.sso.errors import SsoRefused
from dougong.accounts.sso.flow import digest, enabled
from dougong.accounts.sso.kinds import KINDS, jose
from dougong.accounts.sso.kinds.oidc import discovered
from dougong.accounts.sso.models import SpentToken
from dougong.kit import clock
from dougong.kit.errors import BusinessError, NotFound

log = logging.getLogger("dougong.accounts")
EVENT = "http://schemas.openid.net/event/backchannel-logout"
#: A message older than this is not heard.
FRESH = dt.timedelta(minutes=5)


def place_of(visit: Visit) -> str:
    """Where this browser signs out of the provider it came by; empty when it came otherwise. Ask before the session ends."""
    row = (
        Session.objects.filter(session_key=visit.session_key, via__isnull=False).select_related("via__provider").first()
    )
    if row is None or row.via is None or not row.via.provider.enabled:
        return ""
    try:
        provider = row.via.provider
        return KINDS[provider.kind].leaving(provider, row.via.id_token, f"{visit.origin}/")
    except BusinessError as error:  # here he is out in any case
        log.info("no sign-out at %s: %s", row.via.provider.code, error.code)
        return ""


def heard(code: str, token: str) -> int:
    """A back-channel logout token (OpenID Connect Back-Channel Logout 1.0): how many sign-ins ended. Raises SsoRefused."""
    provider = enabled(code)
    if provider.kind != "oidc":
        raise NotFound()
    claims = jose.claims(provider, discovered(provider), token, of_somebody=False)
    events, sid, subject = claims.get("events"), text(claims.get("sid")), text(claims.get("sub"))
    late = claims["iat"] < (clock.now() - FRESH).timestamp()
    if not isinstance(events, dict) or EVENT not in events or "nonce" in claims or late or not (sid or subject):
        raise SsoRefused(name=provider.zh)
    try:
        with transaction.atomic():
            SpentToken.objects.create(
                digest=digest(f"{provider.code}:{claims.get('jti')}"), expires_at=clock.now() + 2 * FRESH
            )
    except IntegrityError:
        raise SsoRefused(name=provider.zh) from None
    return coming.signed_out_there(provider, subject=subject, sid=sid)

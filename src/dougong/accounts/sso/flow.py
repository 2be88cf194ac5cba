"""To a provider and back: once, within ten minutes, in the same browser."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from dougong.accounts.models import User
from dougong.accounts.sign_in.visit import Visit
from dougong.accounts.sso.calls import text
from dougong.accounts.sso.errors import SsoCancelled, SsoOver, SsoRefused
from dougong.accounts.sso.kinds import KINDS
from dougong.accounts.sso.kinds.told import Params, Question, Told
from dougong.accounts.sso.models import SignInProvider, SsoFlow
from dougong.kit import clock
from dougong.kit.errors import NotFound

LIFE = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Sent:
    """`url` is where the browser goes; `browser` the value of the cookie that must come back with it."""

    url: str
    browser: str


def enabled(code: str) -> SignInProvider:
    found: SignInProvider | None = SignInProvider.objects.filter(code=code, enabled=True).first()
    if found is None:
        raise NotFound()
    return found


def back_to(visit: Visit, provider: SignInProvider) -> str:
    """The page that a provider sends people back to; it must be written down there."""
    return f"{visit.origin}/sso/{provider.code}"


def begin(
    visit: Visit,
    code: str,
    *,
    purpose: str,
    browser: str,
    user: User | None = None,
    remember: bool = False,
    act: str = "",
) -> Sent:
    """Send the browser away. `browser` is the cookie it has already, if any: several windows share it."""
    provider = enabled(code)
    browser = browser if len(browser) == 43 else secrets.token_urlsafe(32)
    asked = Question(
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        back_to=back_to(visit, provider),
        fresh=purpose == "confirm",
        agent=visit.agent,
    )
    url = KINDS[provider.kind].address(provider, asked)  # calls out: before anything is written
    now = clock.now()
    SsoFlow.objects.create(
        state=digest(asked.state),
        browser=digest(browser),
        provider=provider,
        purpose=purpose,
        user=user,
        nonce=asked.nonce,
        verifier=asked.verifier,
        back_to=asked.back_to,
        remember=remember,
        act=act,
        begun_at=now,
        expires_at=now + LIFE,
    )
    return Sent(url, browser)


def finish(params: Params, code: str, browser: str) -> tuple[SsoFlow, Told]:
    """Who came back, and what he had been sent for.

    Raises SsoOver for what nobody waits for in this browser, SsoCancelled, SsoRefused, ProviderFailed. The flow is gone with it.
    """
    rows = SsoFlow.objects.filter(
        state=digest(params.get("state", "")), browser=digest(browser), expires_at__gt=clock.now()
    )
    row = rows.filter(provider__code=code, provider__enabled=True).select_related("provider", "user").first()
    if row is None or not rows.delete()[0]:
        raise SsoOver()
    if said := params.get("error"):
        raise SsoCancelled(name=row.provider.zh, why=tame(said))
    if not (params.get("code") or params.get("authCode")):
        raise SsoRefused(name=row.provider.zh)
    given = {"code": params.get("code") or params.get("authCode", ""), **{k: v for k, v in params.items() if v}}
    asked = Question(state="", nonce=row.nonce, verifier=row.verifier, back_to=row.back_to)
    return row, KINDS[row.provider.kind].told(row.provider, given, asked)


def tame(said: str) -> str:
    """An error code of somebody else's, fit to be shown."""
    return "".join(c for c in text(said, 40) if c.isascii() and (c.isalnum() or c in "_-. ")) or "?"


def digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()

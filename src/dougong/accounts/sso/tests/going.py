"""A person who goes to a provider and comes back, in a test's browser."""

from __future__ import annotations

from typing import Any

from dougong.accounts.models import Identity, SignInProvider, User
from dougong.accounts.sign_in.tests.doors import Browser
from dougong.accounts.sso.kinds import oidc, wecom
from dougong.kit import noting
from tests.providers import CLIENT, SECRET, Server


def trust(server: Server, kind: str = "oidc", code: str = "idp", **more: Any) -> SignInProvider:
    """The provider as an administrator has set it up and enabled it."""
    oidc.forget()
    wecom.forget()
    noting.forget()
    facts = {"zh": "公司账号", "en": "Company account", "enabled": True, "client_id": CLIENT, "client_secret": SECRET}
    made: SignInProvider = SignInProvider.objects.create(code=code, kind=kind, server=server.url, **{**facts, **more})
    return made


def linked(provider: SignInProvider, user: User, subject: str = "u-1") -> Identity:
    made: Identity = Identity.objects.create(provider=provider, user=user, subject=subject, how="self")
    return made


def leave(browser: Browser, path: str = "/sso/idp/start", body: Any = None) -> str:
    answer = browser.post(path, body or {})
    assert answer.status_code == 200, answer.content
    return str(answer.json()["url"])


def come_back(browser: Browser, server: Server, url: str, at: str = "idp", **changed: str) -> Any:
    """The answer to what the provider's page adds to the address."""
    params = {**server.sent_back(url), **changed}
    return browser.post(f"/sso/{at}/finish", {"params": params})


def through(browser: Browser, server: Server, at: str = "idp", **body: Any) -> Any:
    return come_back(browser, server, leave(browser, f"/sso/{at}/start", body), at)

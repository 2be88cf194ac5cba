"""What a provider is asked and what it answers, whichever it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from dougong.accounts.sso.models import SignInProvider
from dougong.kit.errors import BusinessError

Params = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One flow in clear, as long as the request that makes or ends it lasts. `fresh`: he must show himself anew."""

    state: str
    nonce: str
    verifier: str
    back_to: str
    fresh: bool = False
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Who somebody is. `email` is empty unless the provider answers for it; `values` are those of amr and acr."""

    subject: str
    name: str = ""
    email: str = ""
    values: frozenset[str] = frozenset()
    auth_time: dt.datetime | None = None
    sid: str = ""
    id_token: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of trying a configuration: what was looked at, whether it held, and in words of both languages what was found."""

    zh: str
    en: str
    ok: bool
    facts: dict[str, Any] = field(default_factory=dict)


def tried_by_token(ask: Callable[[], object], keys_zh: str, keys_en: str, *, of_zh: str = "") -> list[Step]:
    """Whether a token is given for the application's keys, of these names; `ask()` raises where it is not."""
    try:
        ask()
    except BusinessError as error:
        zh = f"用{of_zh}{keys_zh} 取令牌：{error.sentence('zh')}"
        return [Step(zh, f"Token of the application: {error.sentence('en')}", False)]
    return [Step(f"{keys_zh} 都对。", f"{keys_en} are right.", True)]


class Kind(Protocol):
    """A protocol. All that call out raise ProviderFailed and the errors of `kit.outgoing`."""

    def address(self, provider: SignInProvider, asked: Question) -> str:
        """Where the browser is sent."""

    def told(self, provider: SignInProvider, params: Params, asked: Question) -> Told:
        """Who came back. Raises SsoRefused, SsoOtherCompany."""

    def tried(self, provider: SignInProvider, back_to: str) -> list[Step]:
        """Whether the configuration would work, without anybody signing in."""

    def leaving(self, provider: SignInProvider, id_token: str, back_to: str) -> str:
        """Where to sign out of the provider too; empty when it has no such place."""

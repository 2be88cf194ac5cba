from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.accounts.sign_in.schemas import Secret
from dougong.kit.schemas import ABSENT, MAYBE, In, Out

Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
ProviderCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,38}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
Needed = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Words = Annotated[list[Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]], Field(max_length=20)]
Param = Annotated[str, StringConstraints(max_length=4000)]
ProviderKind = Literal["oidc", "dingtalk", "feishu", "wechat", "wecom"]


class SsoStart(In):
    remember: bool = False


class SsoConfirmStart(In):
    act: Annotated[str, StringConstraints(max_length=60)] = ""


class SsoBack(In):
    """What the provider added to the address that it sent the browser back to."""

    params: Annotated[dict[Annotated[str, StringConstraints(max_length=60)], Param], Field(max_length=20)]


class ProviderIn(In):
    code: ProviderCode
    kind: ProviderKind
    zh: Label
    en: Label
    client_id: Needed
    client_secret: Secret = ""
    server: Text = ""
    tenant: Short = ""
    agent: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] = ""
    scopes: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""


class ProviderPatch(In):
    """Only what is sent is changed. The secret is never told; an empty one clears it."""

    zh: Label = ABSENT
    en: Label = ABSENT
    enabled: bool = ABSENT
    client_id: Needed = ABSENT
    client_secret: Secret = ABSENT
    server: Text = ABSENT
    tenant: Short = ABSENT
    agent: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] = ABSENT
    scopes: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ABSENT
    strong_values: Words = ABSENT
    link_by_email: bool = ABSENT
    domains: Words = ABSENT
    creates: bool = ABSENT
    default_department_id: uuid.UUID | None = None
    default_role_id: Annotated[str, StringConstraints(max_length=40)] | None = None


class SsoPolicyIn(In):
    sso_only: bool
    spared: list[uuid.UUID] = Field(max_length=20)


class WentTo(Out):
    url: str


class SsoFinished(Out):
    """Of a sign-in who is in (`me`) or which `step` comes next, as of `POST /session`. Else `purpose` is what the browser had been
    sent for, and `confirmed_until` of a confirmation."""

    me: dict[str, Any] | None = MAYBE
    step: dict[str, Any] | None = MAYBE
    purpose: Literal["link", "confirm"] = MAYBE
    confirmed_until: dt.datetime | None = MAYBE


class ProviderOut(Out):
    id: uuid.UUID
    version: int
    code: str
    kind: ProviderKind
    zh: str
    en: str
    enabled: bool
    server: str
    client_id: str
    tenant: str
    agent: str
    scopes: str
    strong_values: list[str]
    link_by_email: bool
    domains: list[str]
    creates: bool
    default_department_id: uuid.UUID | None
    default_role_id: str | None
    secret: Literal["here", "settings", "none"]
    people: int
    back_to: str


class ProvidersOut(Out):
    items: list[ProviderOut]


class TriedStep(Out):
    text: str
    ok: bool


class TriedOut(Out):
    ok: bool
    steps: list[TriedStep]


class SparedOut(Out):
    """`ready`: with a password and a second factor."""

    id: uuid.UUID
    name: str
    ready: bool


class SsoPolicyOut(Out):
    sso_only: bool
    spared: list[SparedOut]
    staff: int
    linked: int


class LinkedOut(Out):
    id: uuid.UUID
    label: str
    linked_at: dt.datetime
    last_used_at: dt.datetime | None


class IdentityOut(Out):
    code: str
    kind: ProviderKind
    zh: str
    en: str
    enabled: bool
    linked: LinkedOut | None


class IdentitiesOut(Out):
    items: list[IdentityOut]


class UnlinkedOut(Out):
    id: uuid.UUID


class HeardOut(Out):
    ended: int

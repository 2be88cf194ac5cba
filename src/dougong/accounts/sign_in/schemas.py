from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.accounts.schemas import CompanyOut, MeOut
from dougong.kit.schemas import MAYBE, In, Name60, Out, ShortText

Secret = Annotated[str, StringConstraints(max_length=200)]
Code = Annotated[str, StringConstraints(max_length=40)]


class SignIn(In):
    login: ShortText
    password: Secret
    remember: bool = False


class PasskeyAnswer(In):
    """`credential` is what the browser's `PublicKeyCredential.toJSON()` gives."""

    challenge_id: uuid.UUID
    credential: dict[str, Any]


class PasskeySignIn(PasskeyAnswer):
    remember: bool = False


class SecondIn(In):
    method: Literal["totp", "recovery", "passkey"]
    code: Code = ""
    passkey: PasskeyAnswer | None = None

    def answer(self) -> Any:
        return self.passkey.model_dump() if self.passkey else self.code


class ConfirmIn(In):
    method: Literal["password", "totp", "passkey"]
    password: Secret = ""
    code: Code = ""
    passkey: PasskeyAnswer | None = None
    act: Annotated[str, StringConstraints(max_length=60)] = ""

    def answer(self) -> Any:
        if self.passkey:
            return self.passkey.model_dump()
        return self.password if self.method == "password" else self.code


class NewPasswordIn(In):
    password: Secret


class ChangePasswordIn(In):
    current: Secret
    password: Secret


class ForgottenIn(In):
    email: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200)]


class ResetIn(In):
    token: Annotated[str, StringConstraints(max_length=100)]
    password: Secret


class CodeIn(In):
    code: Code


class PasskeyIn(PasskeyAnswer):
    name: Name60


class PasskeyName(In):
    name: Name60


class DemandIn(In):
    needed: bool = Field(...)


# ---- answers


class SignInStep(Out):
    """What a sign-in waits for: a second factor by one of `methods`, a new password (then whose), or setting one up."""

    stage: Literal["second", "password", "enrol"]
    methods: list[str]
    name: str = MAYBE
    email: str | None = MAYBE


class SignedIn(Out):
    """Who is in, or which step comes next."""

    me: MeOut | None
    step: SignInStep | None


class OfferedProvider(Out):
    code: str
    kind: str
    zh: str
    en: str


class SignInOffer(Out):
    """What the sign-in page shows to whoever is not in; of whom is, only the first three."""

    remember_days: int
    passkeys: bool
    forgotten: bool
    providers: list[OfferedProvider] = MAYBE
    sso_only: bool = MAYBE


class DemoSignIn(Out):
    name: str
    title: str
    login: str


class SessionOut(SignedIn):
    offer: SignInOffer
    company: CompanyOut
    demo: list[DemoSignIn] = MAYBE
    demo_password: str = MAYBE


class SignedOut(Out):
    """`leave` is where to sign out of the provider too."""

    me: None
    leave: str | None


class PasskeyQuestion(Out):
    """`options` are what `navigator.credentials` takes, in the JSON of WebAuthn."""

    challenge_id: uuid.UUID
    options: dict[str, Any]


class LinkAsked(Out):
    asked: bool


class PasswordReset(Out):
    reset: bool


class IdentityConfirmed(Out):
    confirmed_until: dt.datetime


class PasskeyRow(Out):
    """`here`: made for this name of the installation."""

    id: uuid.UUID
    name: str
    created_at: dt.datetime
    last_used_at: dt.datetime | None
    here: bool


class SecurityOut(Out):
    name: str
    email: str | None
    password_set_at: dt.datetime | None
    has_password: bool
    password_max_days: int
    password_least: int
    totp: bool
    recovery_left: int
    passkeys: list[PasskeyRow]
    takes_passkeys: bool
    host: str
    demanded: bool


class TotpStarted(Out):
    """`qr` is an SVG."""

    secret: str
    uri: str
    qr: str


class RecoveryCodes(Out):
    recovery_codes: list[str]


class TotpGone(Out):
    totp: bool


class PasskeyMade(Out):
    id: uuid.UUID
    name: str
    recovery_codes: list[str]


class PasskeyRenamed(Out):
    id: uuid.UUID
    name: str


class PasskeyGone(Out):
    id: uuid.UUID


class SessionRow(Out):
    id: uuid.UUID
    current: bool
    device: str
    address: str
    kept: bool
    created_at: dt.datetime
    last_used_at: dt.datetime


class SessionsOut(Out):
    items: list[SessionRow]


class SessionsEnded(Out):
    ended: int


class SessionEnded(Out):
    id: uuid.UUID


class SignInState(Out):
    """Of a colleague, for whoever may change him."""

    id: uuid.UUID
    locked_minutes: int | None
    methods: list[str]
    demanded: bool
    must_change_password: bool
    password_set_at: dt.datetime | None
    sessions: list[SessionRow]


class RoleDemand(Out):
    code: str
    zh: str
    en: str
    needs_second_factor: bool
    people_count: int
    with_second: int


class RoleDemands(Out):
    items: list[RoleDemand]

from __future__ import annotations

import uuid
from typing import Annotated, Any, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.schemas import In, Name60, ShortText

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

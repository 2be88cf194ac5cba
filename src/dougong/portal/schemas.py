from __future__ import annotations

from ninja import Field

from dougong.kit.schemas import In, ShortText


class SignInIn(In):
    login: ShortText
    password: str = Field(max_length=200)
    remember: bool = False


class InvitationIn(In):
    token: str = Field(min_length=20, max_length=100)
    password: str = Field(max_length=200)


class PasswordIn(In):
    current: str = Field(max_length=200)
    password: str = Field(max_length=200)

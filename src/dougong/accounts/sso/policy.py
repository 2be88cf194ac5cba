"""Whom a password or a passkey of ours lets in, where the company signs in by single sign-on only."""

from __future__ import annotations

from dougong.accounts.models import User
from dougong.accounts.sso.models import SignInPolicy, SparedPerson


def sso_only() -> bool:
    return SignInPolicy.objects.filter(sso_only=True).exists()


def takes_own(user: User) -> bool:
    """Contacts of clients always come in by what they have here; of the staff, where that is the rule, the spared alone."""
    return user.kind != "staff" or not sso_only() or is_spared(user)


def is_spared(user: User) -> bool:
    return SparedPerson.objects.filter(user=user).exists()


def broke_glass(user: User) -> bool:
    """Somebody spared came in by what he has here, although the company signs in otherwise."""
    return user.kind == "staff" and sso_only()

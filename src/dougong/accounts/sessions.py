"""Signing in and out: a database session that names the person and the stamp of his password."""

from __future__ import annotations

from django.http import HttpRequest

from dougong.accounts.actors import SESSION_KEY, STAMP_KEY, stamp_of
from dougong.accounts.models import User


def begin(request: HttpRequest, user: User, *, remember: bool) -> None:
    """A new session key on every sign-in, so that a planted one is worth nothing."""
    request.session.flush()
    request.session[SESSION_KEY] = str(user.pk)
    request.session[STAMP_KEY] = stamp_of(user.password)
    if not remember:
        request.session.set_expiry(0)


def end(request: HttpRequest) -> None:
    request.session.flush()

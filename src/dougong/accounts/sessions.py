"""Signing in and out: a database session that names the person and the stamp of his password."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase

from dougong.accounts.actors import stamp_of
from dougong.accounts.models import User
from dougong.accounts.session_store import PERSON, STAMP


def begin(session: SessionBase, user: User, *, remember: bool) -> None:
    """A new session key on every sign-in, so that a planted one is worth nothing."""
    session.flush()
    session[PERSON] = str(user.pk)
    session[STAMP] = stamp_of(user.password)
    if not remember:
        session.set_expiry(0)


def end(session: SessionBase) -> None:
    session.flush()

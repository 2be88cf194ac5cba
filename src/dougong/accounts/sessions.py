"""Signing in and out: a database session that names the person and the stamp of his password."""

from __future__ import annotations

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from dougong.accounts.actors import stamp_of
from dougong.accounts.models import SsoLogin, User
from dougong.accounts.session_store import FACTS, PERSON, STAMP
from dougong.accounts.sign_in import on_record


def begin(session: SessionBase, user: User, *, remember: bool, stage: str = "", **facts: str) -> None:
    """A new session key on every sign-in and every step of it, so that a planted one is worth nothing.

    `stage` is what is missing before it counts as signed in. `facts`: address, agent, device (its digest), and `via_id` of
    who came by a provider.
    """
    kept = remember and settings.DOUGONG_SESSION_DAYS > 0
    session.flush()
    session[PERSON] = str(user.pk)
    session[STAMP] = stamp_of(user.password)
    session[FACTS] = {"stage": stage, "kept": kept, **facts}
    if not kept:
        session.set_expiry(0)
    if not stage:
        login = SsoLogin.objects.filter(pk=facts["via_id"]).select_related("provider") if "via_id" in facts else None
        on_record.came_in(user, kept=kept, by=login.get().provider.zh if login is not None else "")


def end(session: SessionBase) -> None:
    key = session.get(PERSON)
    user = User.objects.filter(pk=key).first() if key else None
    session.flush()
    if user is not None:
        on_record.left(user)

"""What somebody came back from a provider for: to sign in, to link his account there, to confirm who he is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from dougong.accounts.models import Session, User
from dougong.accounts.sign_in import confirmation, entering, throttle
from dougong.accounts.sign_in.errors import SignInLocked
from dougong.accounts.sign_in.visit import Visit
from dougong.accounts.sso import errors, linking
from dougong.accounts.sso.kinds.jose import SKEW
from dougong.accounts.sso.kinds.told import Told
from dougong.accounts.sso.models import Identity, SignInProvider, SsoFlow, SsoLogin
from dougong.audit.services import note
from dougong.kit import clock, context, noting
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError, NotSignedIn


def sign_in(session: SessionBase, visit: Visit, flow: SsoFlow, told: Told) -> entering.Entered:
    """Through the same gates as with a password: locks, second factor unless the provider's is taken, session, device, record."""
    user = linking.person_of(flow.provider, told)
    locked = throttle.minutes_person_locked(user)
    if locked is not None:
        raise SignInLocked(minutes=locked)
    login = SsoLogin.objects.create(
        provider=flow.provider,
        user=user,
        subject=told.subject,
        sid=told.sid,
        id_token=told.id_token,
        strong=bool(told.values & set(flow.provider.strong_values)),
    )
    User.objects.filter(pk=user.pk).update(last_login=clock.now())
    return entering.enter(
        session, visit, user, remember=flow.remember, proven=login.strong, via=entering.Via(login.pk, login.strong)
    )


def link(actor: Actor | None, flow: SsoFlow, told: Told) -> Identity:
    himself = _the_same(actor, flow)
    return linking.link(himself, flow.provider, User.objects.get(pk=himself.user_id), told, how="self")


def confirm(actor: Actor | None, visit: Visit, flow: SsoFlow, told: Told) -> dt.datetime:
    """He has just signed in anew over there, by the very account that is linked. Raises SsoNotYou, SsoNotFresh."""
    himself = _the_same(actor, flow)
    if not Identity.objects.filter(provider=flow.provider, user_id=himself.user_id, subject=told.subject).exists():
        raise errors.SsoNotYou(name=flow.provider.zh)
    if told.auth_time is None or told.auth_time < flow.begun_at - dt.timedelta(seconds=SKEW):
        raise errors.SsoNotFresh(name=flow.provider.zh)
    user = User.objects.get(pk=himself.user_id)
    return confirmation.confirmed(himself, visit, user, act=flow.act, method=f"sso:{flow.provider.code}")


def _the_same(actor: Actor | None, flow: SsoFlow) -> Actor:
    """Whoever set out must still be there, and be himself."""
    if actor is None or actor.seen_by is not None or actor.id != flow.user_id:
        raise NotSignedIn()
    return actor


@contextmanager
def watched(code: str) -> Iterator[None]:
    """What is refused inside comes on record, what is alike of one address once a minute."""
    try:
        yield
    except BusinessError as error:
        left_out = noting.first_this_minute((None, f"sso:{code}", f"{error.code} {context.current().address}"))
        if left_out is not None:
            facts = {"method": f"sso:{code}", "why": error.code, **({"left_out": left_out} if left_out else {})}
            note(None, "sign_in_failed", "accounts.user", after=facts)
        raise


@transaction.atomic
def signed_out_there(provider: SignInProvider, *, subject: str, sid: str) -> int:
    """The provider says that somebody signed out, everywhere or of one session of its own: so do we. How many ended."""
    logins = SsoLogin.objects.filter(provider=provider)
    logins = logins.filter(sid=sid) if sid else logins.filter(subject=subject)
    people = set(logins.values_list("user_id", "user__name"))
    ended = Session.objects.filter(via__in=logins).count()
    logins.delete()
    for user_id, name in people:
        facts = {"by": provider.zh, "ended": ended}
        note(None, "end_sessions", "accounts.user", object_id=user_id, title=name, after=facts)
    return ended

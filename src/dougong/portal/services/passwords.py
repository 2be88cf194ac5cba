from __future__ import annotations

from django.contrib.auth.hashers import check_password
from django.db import transaction

from dougong.accounts.models import User
from dougong.accounts.services import set_password
from dougong.accounts.sign_in import throttle
from dougong.accounts.sign_in.entering import check_sign_in
from dougong.accounts.sign_in.keeping import digest_of
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.formats import normalise_phone
from dougong.portal import errors
from dougong.portal.models import Invitation


def sign_in(*, login: str, password: str, address: str) -> User:
    """The contact whose phone or e-mail and password these are, with the same lock as for staff."""
    return check_sign_in(login=_as_stored(login), password=password, address=address, kind="contact")


@transaction.atomic
def open_invitation(*, token: str, password: str) -> User:
    """Set the password with a link that was not used yet. Raises InvitationSpent or WeakPassword."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("user")
    found = rows.filter(digest=digest_of(token), used_at__isnull=True, expires_at__gt=clock.now()).first()
    if found is None or not found.user.is_active or found.user.kind != "contact":
        raise errors.InvitationSpent()
    found.used_at = clock.now()
    found.save(update_fields=["used_at"])
    user = found.user
    set_password(_himself(user), user_id=user.pk, password=password)
    throttle.unlock(user)
    user.refresh_from_db()
    return user


@transaction.atomic
def change_password(actor: Actor, *, current: str, password: str) -> User:
    """His own password; every session of his ends, the caller begins a new one."""
    user: User = User.objects.locked(actor.user_id)
    if not check_password(current, user.password):
        raise errors.PasswordWrong(field="current")
    set_password(actor, user_id=user.pk, password=password)
    user.refresh_from_db()
    return user


def _himself(user: User) -> Actor:
    return Actor(id=user.pk, name=user.name, kind="contact")


def _as_stored(login: str) -> str:
    """A phone in the form in which it is kept, however it was typed."""
    login = login.strip()
    return login if "@" in login else normalise_phone(login).value or login

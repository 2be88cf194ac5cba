"""What a password must be, and the last ones of each person. The same rules stand in the web app for the meter."""

from __future__ import annotations

import datetime as dt
import re
from difflib import SequenceMatcher
from functools import lru_cache

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator

from dougong.accounts.models import PastPassword, User
from dougong.accounts.sign_in import errors
from dougong.kit import clock

LEAST = 10
REMEMBERED = 5
ALIKE = 0.7


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Twenty thousand passwords that are guessed first; Django carries the list, no network is asked."""
    return frozenset(CommonPasswordValidator().passwords)


def check(password: str, *, name: str = "", email: str = "", phone: str = "") -> None:
    """Raise WeakPassword, or the class of it that says what is wrong."""
    if len(password) < LEAST:
        raise errors.ShortPassword(field="password", least=LEAST)
    low = password.lower().strip()
    if low in _common() or len(set(low)) < 4 or (low.rstrip("0123456789!@#.") in _common() and len(low) < LEAST + 2):
        raise errors.CommonPassword(field="password")
    if any(_like(low, part) for part in _parts(name, email, phone)):
        raise errors.PasswordLikeName(field="password")


def _parts(name: str, email: str, phone: str) -> set[str]:
    from pypinyin import Style, lazy_pinyin  # its words take a second to load, which no process is to start with

    spelt = lazy_pinyin(name, style=Style.NORMAL)
    mailbox, _, host = email.lower().partition("@")
    found = {
        name.lower(),
        "".join(spelt).lower(),
        "".join([*spelt[1:], *spelt[:1]]).lower(),
        mailbox,
        email.lower(),
        host,
        phone,
    }
    return {part for part in found if len(part) >= 3}


def _like(password: str, part: str) -> bool:
    """Hardly more than the part: what is left without it is short, or the two are nearly the same."""
    left = re.sub(r"[\W_]", "", password.replace(part, ""))
    return (part in password and len(left) < 4) or (
        SequenceMatcher(a=password, b=part).quick_ratio() >= ALIKE
        and (SequenceMatcher(a=password, b=part).ratio() >= ALIKE)
    )


def accept(user: User, password: str) -> None:
    """Give the person this password if it is good and none of his last five. The caller stores
    `password`, `password_set_at` and `must_change_password`."""
    check(password, name=user.name, email=user.email or "", phone=str(user.phone or ""))
    past = user.past_passwords.order_by("-set_at", "-pk").values_list("password", flat=True)
    if any(check_password(password, old) for old in (user.password, *past[: REMEMBERED - 1]) if old):
        raise errors.PasswordUsedBefore(field="password", count=REMEMBERED)
    if user.has_usable_password():
        PastPassword.objects.create(user=user, password=user.password, set_at=user.password_set_at or clock.now())
    kept = user.past_passwords.order_by("-set_at", "-pk").values_list("pk", flat=True)[: REMEMBERED - 1]
    user.past_passwords.exclude(pk__in=list(kept)).delete()
    user.password = make_password(password)
    user.password_set_at = clock.now()


def too_old(user: User) -> bool:
    days: int = settings.DOUGONG_PASSWORD_MAX_DAYS
    set_at = user.password_set_at or user.created_at
    return days > 0 and set_at < clock.now() - dt.timedelta(days=days)

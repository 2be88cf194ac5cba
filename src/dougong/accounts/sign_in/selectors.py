"""How things stand with a person's sign-in."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db.models import Count, Q

from dougong.accounts.models import Passkey, RecoveryCode, Role, Session, Totp, User
from dougong.accounts.policies import ROLES
from dougong.accounts.sign_in import factors, passwords, throttle
from dougong.accounts.sign_in.rules import device_name
from dougong.accounts.sign_in.visit import Visit
from dougong.kit import clock
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor

USER = "accounts.user"


def security(user: User, visit: Visit) -> dict[str, Any]:
    passkeys = Passkey.objects.filter(user=user).order_by("created_at")
    return {
        "name": user.name,
        "email": user.email,
        "password_set_at": user.password_set_at,
        "has_password": user.has_usable_password(),
        "password_max_days": settings.DOUGONG_PASSWORD_MAX_DAYS,
        "password_least": passwords.LEAST,
        "totp": Totp.objects.filter(user=user, confirmed_at__isnull=False).exists(),
        "recovery_left": RecoveryCode.objects.filter(user=user, used_at__isnull=True).count(),
        "passkeys": [
            {
                "id": row.pk,
                "name": row.name,
                "created_at": row.created_at,
                "last_used_at": row.last_used_at,
                "here": row.rp_id == visit.name,
            }
            for row in passkeys
        ],
        "takes_passkeys": visit.takes_passkeys,
        "host": visit.name,
        "demanded": factors.demanded(user),
    }


def is_kept(session_key: str) -> bool:
    return Session.objects.filter(session_key=session_key, kept=True).exists()


def sessions_of(user_id: uuid.UUID, current_key: str) -> list[dict[str, Any]]:
    """The whole sign-ins that still hold, this one first, then by last use."""
    now = clock.now()
    rows = Session.objects.filter(user_id=user_id, stage="", expire_date__gt=now).exclude(idle_until__lte=now)
    found = [
        {
            "id": row.uid,
            "current": row.session_key == current_key,
            "device": device_name(row.agent),
            "address": row.address,
            "kept": row.kept,
            "created_at": row.created_at,
            "last_used_at": row.last_used_at,
        }
        for row in rows.order_by("-last_used_at")
    ]
    return sorted(found, key=lambda row: not row["current"])


def sign_in_of(actor: Actor, user_id: uuid.UUID) -> dict[str, Any]:
    """Of a colleague, for whoever may change him."""
    require(actor, USER, "update")
    user: User = get_visible(User.objects.visible_to(actor), user_id)
    return {
        "id": user.pk,
        "locked_minutes": throttle.minutes_person_locked(user),
        "methods": factors.methods(user),
        "demanded": factors.demanded(user),
        "must_change_password": user.must_change_password,
        "password_set_at": user.password_set_at,
        "sessions": sessions_of(user.pk, ""),
    }


def demands(actor: Actor) -> list[dict[str, Any]]:
    require(actor, ROLES, "view")
    active = Q(people__is_active=True, people__kind="staff")
    has = active & (Q(people__totp__confirmed_at__isnull=False) | Q(people__passkeys__isnull=False))
    rows = Role.objects.filter(archived_at__isnull=True).annotate(
        people_count=Count("people", filter=active, distinct=True),
        with_second=Count("people", filter=has, distinct=True),
    )
    return [
        dict(row)
        for row in rows.order_by("pk").values("code", "zh", "en", "needs_second_factor", "people_count", "with_second")
    ]

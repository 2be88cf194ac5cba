"""Whom a person manages goes over to another when he leaves; what only says who did something, or is his own, stays."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from dougong.accounts.models import Department, User
from dougong.kit.actor import Actor
from dougong.kit.handing import Holding, Person, Rows, holds, stays


def _not_oneself(actor: Actor, rows: Rows, giver: Person, taker: Person) -> dict[Any, Any]:
    """The taker himself may have been one of his: then his department says who manages him."""
    for row in rows:
        if row.pk == taker.id:
            row.manager_id = None
    return {}


holds(
    Holding(
        code="accounts.headed",
        zh="负责的部门",
        en="Departments headed",
        model=Department,
        field="manager",
        resource="accounts.department",
        live=Q(archived_at__isnull=True),
        title=lambda row: row.name,
    ),
    Holding(
        code="accounts.reports",
        zh="直属下级",
        en="People managed",
        model=User,
        field="manager",
        resource="accounts.user",
        live=Q(is_active=True),
        title=lambda row: row.name,
        passed=_not_oneself,
    ),
)
stays(
    "who did something, as it was",
    "accounts.RoleChange.by",
    "accounts.DepartmentChange.by",
    "accounts.SeeAs.viewer",
    "accounts.SeeAs.person",
)
stays(
    "a person's own, which ends or rests with his account",
    "accounts.Challenge.user",
    "accounts.Device.user",
    "accounts.Identity.user",
    "accounts.Invitation.user",
    "accounts.Passkey.user",
    "accounts.PastPassword.user",
    "accounts.Post.user",
    "accounts.RecoveryCode.user",
    "accounts.ResetLink.user",
    "accounts.SavedView.user",
    "accounts.Session.user",
    "accounts.SparedPerson.user",
    "accounts.SsoFlow.user",
    "accounts.SsoLogin.user",
    "accounts.Totp.user",
)

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Count

from dougong.accounts.models import SparedPerson, User
from dougong.accounts.sign_in import factors
from dougong.accounts.sign_in.visit import Visit
from dougong.accounts.sso import policy
from dougong.accounts.sso.calls import secret_of
from dougong.accounts.sso.flow import back_to
from dougong.accounts.sso.models import Identity, SignInProvider
from dougong.accounts.sso.resources import PROVIDER
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor

_FACTS = (
    "id", "version", "code", "kind", "zh", "en", "enabled", "server", "client_id", "tenant", "agent", "scopes",
    "strong_values", "link_by_email", "domains", "creates", "default_department_id", "default_role_id",
)  # fmt: skip


def offer() -> dict[str, Any]:
    """What the sign-in page shows: the providers, and whether it shows nothing else."""
    rows = SignInProvider.objects.filter(enabled=True).order_by("created_at")
    return {"providers": [dict(row) for row in rows.values("code", "kind", "zh", "en")], "sso_only": policy.sso_only()}


def providers(actor: Actor, visit: Visit) -> list[dict[str, Any]]:
    rows = SignInProvider.objects.visible_to(actor).annotate(people=Count("identities")).order_by("created_at")
    return [_page(row, visit) for row in rows]


def provider(actor: Actor, visit: Visit, provider_id: uuid.UUID) -> dict[str, Any]:
    rows = SignInProvider.objects.visible_to(actor)
    return _page(get_visible(rows.annotate(people=Count("identities")), provider_id), visit)


def _page(row: Any, visit: Visit) -> dict[str, Any]:
    """Without the secret: only whether there is one, and whether it stands here or in the settings."""
    kept = "here" if row.client_secret else "settings" if secret_of(row) else "none"
    return {
        **{name: getattr(row, name) for name in _FACTS},
        "secret": kept,
        "people": row.people,
        "back_to": back_to(visit, row),
    }


def sign_in_policy(actor: Actor) -> dict[str, Any]:
    require(actor, PROVIDER, "view")
    people = SparedPerson.objects.select_related("user").order_by("user__name")
    return {
        "sso_only": policy.sso_only(),
        "spared": [
            {"id": p.user_id, "name": p.user.name, "ready": p.user.has_usable_password() and factors.has_second(p.user)}
            for p in people
        ],
        "staff": User.objects.filter(kind="staff", is_active=True).count(),
        "linked": User.objects.filter(kind="staff", is_active=True, identities__provider__enabled=True)
        .distinct()
        .count(),
    }


def identities_of(user: User) -> list[dict[str, Any]]:
    """Every enabled provider with the account there that is linked, or none."""
    mine = {i.provider_id: i for i in Identity.objects.filter(user=user)}
    rows = SignInProvider.objects.order_by("created_at")
    return [_mine(row, mine.get(row.pk)) for row in rows if row.enabled or row.pk in mine]


def _mine(row: SignInProvider, found: Identity | None) -> dict[str, Any]:
    linked = None
    if found is not None:
        linked = {
            "id": found.pk,
            "label": found.label,
            "linked_at": found.linked_at,
            "last_used_at": found.last_used_at,
        }
    return {"code": row.code, "kind": row.kind, "zh": row.zh, "en": row.en, "enabled": row.enabled, "linked": linked}

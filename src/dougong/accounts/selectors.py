from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from dougong.accounts.inviting.selectors import of_person as invitation_of
from dougong.accounts.models import Grant, Role, SavedView, User, email_key
from dougong.accounts.roles import LANDINGS
from dougong.accounts.structure.selectors import department_filter, manager_facts, posts_of
from dougong.kit import fields
from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec


def me(actor: Actor) -> dict[str, Any]:
    """The signed-in person, as the web app needs him: who, where, and what he may do."""
    user = User.objects.select_related("department").prefetch_related("roles").get(pk=actor.user_id)
    roles = [r.code for r in user.roles.all()]
    grants: dict[str, list[str]] = {}
    for code, action in sorted(actor.grants):
        grants.setdefault(code, []).append(action)
    landing = next((LANDINGS[r] for r in LANDINGS if r in roles), "/clients")
    return {
        "id": user.pk,
        "name": user.name,
        "kind": user.kind,
        "title": user.title,
        "email": user.email,
        "department": {"id": user.department.pk, "name": user.department.name} if user.department else None,
        "roles": roles,
        "grants": grants,
        "company": {"name": settings.DOUGONG_COMPANY, "short_name": settings.DOUGONG_COMPANY_SHORT},
        "landing": landing,
        "language": user.language,
        "seen_by": actor.seen_by,
    }


def views_of(actor: Actor, list_code: str) -> list[dict[str, Any]]:
    rows = SavedView.objects.visible_to(actor).filter(list_code=list_code).order_by("created_at")
    return [dict(row) for row in rows.values("id", "name", "query", "columns")]


def _search(rows: Any, text: str, actor: Actor) -> Any:
    """By part of a name, or by a whole e-mail address: that is ciphertext, and found by its index."""
    if "@" not in text or fields.mode(actor, "accounts.user", "email"):
        return rows.filter(name__icontains=text)
    return rows.filter(Q(name__icontains=text) | Q(email_index=email_key(text)))


def _roles(items: list[dict[str, Any]], actor: Actor) -> None:
    held: dict[Any, list[str]] = {}
    through = User.roles.through.objects.filter(user_id__in=[i["id"] for i in items])
    codes: dict[Any, list[str]] = {}
    for user_id, code, zh in through.order_by("role_id").values_list("user_id", "role_id", "role__zh"):
        held.setdefault(user_id, []).append(zh)
        codes.setdefault(user_id, []).append(code)
    for item in items:
        item["roles"] = held.get(item["id"], [])
        item["role_codes"] = codes.get(item["id"], [])


def _role(op: str, values: list[str], actor: Actor) -> Q:
    if op in ("empty", "filled"):
        return Q(roles__isnull=op == "empty")
    found = Q(pk__in=User.roles.through.objects.filter(role_id__in=values).values("user_id"))
    return found if op == "in" else ~found


def _role_choices() -> tuple[tuple[str, str, str], ...]:
    return tuple(Role.objects.order_by("pk").values_list("code", "zh", "en"))


def people_who_may(code: str, action: str) -> QuerySet[User]:
    """Colleagues, not blocked, with a role that grants it."""
    roles = Grant.objects.filter(resource=code, action=action).values("role_id")
    found: QuerySet[User] = User.objects.filter(roles__in=roles, is_active=True, kind="staff").distinct()
    return found


def person(actor: Actor, user_id: uuid.UUID) -> dict[str, Any]:
    """One colleague; the phone only for whoever may change people."""
    rows = User.objects.visible_to(actor).select_related("department").prefetch_related("roles")
    found: User = get_visible(rows, user_id)
    facts = {
        **{name: getattr(found, name) for name in _FACTS},
        "phone": found.phone if actor.can("accounts.user", "update") else None,
        "department": {"id": found.department.pk, "name": found.department.name} if found.department else None,
        "department_id": found.department_id,
        "roles": sorted(r.code for r in found.roles.all()),
        "has_password": found.has_usable_password(),
        "posts": posts_of(found),
        **manager_facts(found),
        "invitation": invitation_of(found) if actor.can("accounts.invitation", "view") else None,
    }
    return fields.shown(actor, "accounts.user", facts)


_FACTS = ("id", "version", "name", "title", "email", "is_active", "last_login", "created_at")


PEOPLE = ListSpec(
    code="people",
    resource="accounts.user",
    zh="成员",
    en="People",
    default_sort="name",
    cols=(
        Col("id", hidden=True),
        Col("name", "姓名", "Name", sort=True),
        Col("title", "职务", "Title"),
        Col("department", "部门", "Department", path="department__name"),
        Col("email", "邮箱", "E-mail"),
        Col("active", "在用", "Active", path="is_active", type="bool"),
        Col("department_id", hidden=True),
        Col("version", hidden=True),
        Col("last_login", "上次登录", "Last sign-in", type="datetime", sort=True, nullable=True),
    ),
    filters=(
        Filter("name", "姓名", "Name"),
        Filter("active", "在用", "Active", type="bool", lookup="is_active"),
        Filter("department", "部门", "Department", type="record", custom=department_filter),
        Filter("role", "角色", "Role", type="choice", choices=_role_choices, custom=_role),
    ),
    search=_search,
    finish=_roles,
)

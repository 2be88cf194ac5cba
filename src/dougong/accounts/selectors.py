from __future__ import annotations

from typing import Any

from django.conf import settings

from dougong.accounts.models import SavedView, User
from dougong.accounts.roles import LANDINGS
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec


def me(actor: Actor) -> dict[str, Any]:
    """The signed-in person, as the web app needs him: who, where, and what he may do."""
    user = User.objects.select_related("department").prefetch_related("roles").get(pk=actor.user_id)
    roles = [r.code for r in user.roles.all()]
    grants: dict[str, list[str]] = {}
    for resource, action in sorted(actor.grants):
        grants.setdefault(resource, []).append(action)
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
    }


def views_of(actor: Actor, list_code: str) -> list[dict[str, Any]]:
    rows = SavedView.objects.visible_to(actor).filter(list_code=list_code).order_by("created_at")
    return [dict(row) for row in rows.values("id", "name", "query", "columns")]


def _search(rows: Any, text: str, actor: Actor) -> Any:
    return rows.filter(name__icontains=text) | rows.filter(email__icontains=text)


def _roles(items: list[dict[str, Any]], actor: Actor) -> None:
    held: dict[Any, list[str]] = {}
    through = User.roles.through.objects.filter(user_id__in=[i["id"] for i in items])
    for user_id, zh in through.values_list("user_id", "role__zh"):
        held.setdefault(user_id, []).append(zh)
    for item in items:
        item["roles"] = held.get(item["id"], [])


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
        Col("email", "邮箱", "E-mail", sort=True, nullable=True),
        Col("active", "在用", "Active", path="is_active", type="bool"),
        Col("last_login", "上次登录", "Last sign-in", type="datetime", sort=True, nullable=True),
    ),
    filters=(
        Filter("name", "姓名", "Name"),
        Filter("active", "在用", "Active", type="bool", lookup="is_active"),
        Filter("department", "部门", "Department", type="record", lookup="department_id"),
    ),
    search=_search,
    finish=_roles,
)

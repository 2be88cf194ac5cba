"""Reading the shape of the company."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dougong.accounts.models import Department, DepartmentChange, Post, User
from dougong.accounts.structure.managers import manager_of
from dougong.accounts.structure.placing import on_day
from dougong.accounts.structure.rules import current
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import BadQuery
from dougong.kit.ids import parse_id
from dougong.kit.listing import Col, ListSpec, register_list
from dougong.kit.registry import resource

DEPARTMENT = "accounts.department"


def _counted(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With how many active people have a post in it today, second posts too."""
    today = Post.objects.filter(on_day(clock.today()), user__is_active=True, user__kind="staff")
    held = today.filter(department=OuterRef("pk")).order_by().values("department")
    return rows.annotate(people_count=Coalesce(Subquery(held.annotate(n=Count("user", distinct=True)).values("n")), 0))


def _open(actor: Actor) -> QuerySet[Any]:
    rows: QuerySet[Any] = resource(DEPARTMENT).visible_to(actor).filter(archived_at__isnull=True)
    return rows


def departments(actor: Actor) -> list[dict[str, Any]]:
    """The whole tree from the top."""
    rows = _counted(_open(actor)).order_by("path")
    names = ("id", "version", "name", "parent_id", "path", "people_count", "manager_id", "manager__name")
    return [{**row, "manager": row.pop("manager__name")} for row in rows.values(*names)]


def last_change(department_id: uuid.UUID) -> uuid.UUID | None:
    """The change that can be taken back: the last one, if it made the version that stands."""
    found = DepartmentChange.objects.filter(department_id=department_id, undone_at__isnull=True)
    return found.order_by("-version", "-at").values_list("pk", flat=True).first()


def department_filter(op: str, values: list[str], actor: Actor) -> Q:
    """People with a post there today, whichever of theirs it is."""
    ids = [found for value in values if (found := parse_id(value))]
    if len(ids) < len(values):
        raise BadQuery(field="department", what=f"department: {','.join(values)}")
    here = Q(pk__in=Post.objects.filter(on_day(clock.today()), department_id__in=ids).values("user_id"))
    return here if op == "in" else ~here


def posts_of(user: User) -> list[dict[str, Any]]:
    """All posts, the present ones first and the main one before them; those that ended are history."""
    rows = Post.objects.filter(user=user).order_by("-main", "-since")
    names = ("id", "version", "title", "main", "since", "until", "department_id", "department__name")
    today = clock.today()
    found = [
        {**row, "department": row.pop("department__name"), "current": current(row["since"], row["until"], today)}
        for row in rows.values(*names)
    ]
    return sorted(found, key=lambda row: (not row["current"], not row["main"]))


def manager_facts(user: User) -> dict[str, Any]:
    """Whose word counts for him, and whether that was given or follows from his department."""
    found = manager_of(user.pk)
    given = found is not None and found.pk == user.manager_id
    return {
        "manager_id": user.manager_id,
        "manager": {"id": found.pk, "name": found.name, "given": given} if found else None,
    }


def _paths(items: list[dict[str, Any]], actor: Actor) -> None:
    names = {d.path: d.name for d in Department.objects.only("path", "name")}
    for item in items:
        steps = item.pop("path").rstrip(".").split(".")
        whole = [names.get(".".join(steps[: n + 1]) + ".", "") for n in range(len(steps))]
        item["place"] = "/".join(whole)


register_list(
    ListSpec(
        code="departments",
        resource=DEPARTMENT,
        zh="部门",
        en="Departments",
        default_sort="path",
        cols=(
            Col("id", hidden=True),
            Col("path", hidden=True, sort=True),
            Col("name", "部门", "Department"),
            Col("place", "路径", "Path", path="name"),
            Col("manager", "负责人", "Manager", path="manager__name"),
            Col("people_count", "人数", "People", type="number"),
        ),
        search=lambda rows, text, actor: rows.filter(name__icontains=text),
        rows=_open,
        base=_counted,
        finish=_paths,
    )
)

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from dougong.contracts.selectors.filters import department, department_filter, region_filter
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter, archived_filter
from dougong.kit.ids import parse_id
from dougong.kit.listing import Col, ListSpec, Row
from dougong.projects import choices as project_choices
from dougong.staffing import choices
from dougong.staffing.models import ResourceSkill, Skill
from dougong.staffing.policies import LEVELLING, RESOURCE, SKILL
from dougong.staffing.selectors.loads import busy_of, region_name


def told(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With the account's name and department where there is one."""
    return rows.annotate(
        label=Coalesce("user__name", "name"),
        place_name=Coalesce("user__department__name", "department__name"),
    )


def in_department(op: str, values: list[str], actor: Actor) -> Q:
    if op == "nin":
        return ~in_department("in", values, actor)
    if op == "empty":
        return ~in_department("filled", values, actor)
    return department("department")(op, values, actor) | department("user__department")(op, values, actor)


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(Q(label__icontains=text) | Q(skills__skill__name__icontains=text)).distinct()


def _skills() -> tuple[tuple[str, str, str], ...]:
    rows = Skill.objects.filter(archived_at__isnull=True).order_by("name").values_list("pk", "name")
    return tuple((str(pk), name, name) for pk, name in rows)


def _can(op: str, values: list[str], actor: Actor) -> Q:
    held = ResourceSkill.objects.all()
    if op in ("empty", "filled"):
        has = Q(pk__in=held.values("resource_id"))
        return has if op == "filled" else ~has
    ids = [found for v in values if (found := parse_id(v)) is not None]
    has = Q(pk__in=held.filter(skill_id__in=ids).values("resource_id"))
    return has if op == "in" else ~has


def _finish(items: list[Row], actor: Actor) -> None:
    """Skills, places and how full the next four weeks are: four queries for the page."""
    ids = [item["id"] for item in items]
    skills: dict[Any, list[str]] = {pk: [] for pk in ids}
    rows = ResourceSkill.objects.filter(resource__in=ids).order_by("-level", "skill__name")
    for owner, name, level in rows.values_list("resource_id", "skill__name", "level"):
        skills[owner].append(f"{name} {level}")
    busy = busy_of(ids)
    for item in items:
        item["region_name"] = region_name(item["region"])
        item["skills"] = skills[item["id"]]
        item["busy"] = busy.get(item["id"])


RESOURCES = ListSpec(
    code="resources",
    resource=RESOURCE,
    zh="资源",
    en="People and equipment",
    default_sort="name",
    cols=(
        Col("id", hidden=True),
        Col("name", "名称", "Name", path="label", sort=True),
        Col("kind", "类别", "Kind", type="choice", choices=choices.KINDS, sort=True),
        Col("department", "部门", "Department", path="place_name", sort=True, nullable=True),
        Col("capacity", "数量（%）", "Capacity (%)", type="number", sort=True),
        Col("calendar", "日历", "Calendar", type="choice", choices=project_choices.CALENDARS),
        Col("region", hidden=True),
        Col("rate", "费率（元/时）", "Rate (¥/h)", type="money", sort=True, nullable=True),
        Col("from_on", "到位", "From", type="date", sort=True, nullable=True),
        Col("until_on", "离场", "Until", type="date", sort=True, nullable=True),
        Col("archived_at", "归档时间", "Archived", type="datetime"),
        Col("user_id", hidden=True),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("name", "名称", "Name", lookup="label"),
        Filter("kind", "类别", "Kind", type="choice", choices=choices.KINDS),
        Filter("department", "部门", "Department", type="choice", choices=department_filter("department").choices, custom=in_department),
        Filter("skill", "技能", "Skill", type="choice", choices=_skills, custom=_can),
        region_filter("region"),
        Filter("rate", "费率（元/时）", "Rate (¥/h)", type="money"),
        Filter("until_on", "离场", "Until", type="date"),
        archived_filter(),
    ),
    search=_search,
    base=told,
    finish=_finish,
)  # fmt: skip


def _search_skills(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(name__icontains=text)


def _holders(items: list[Row], actor: Actor) -> None:
    rows = ResourceSkill.objects.filter(skill__in=[i["id"] for i in items], resource__archived_at__isnull=True)
    counts = dict(rows.values_list("skill_id").annotate(Count("pk")))
    for item in items:
        item["holders"] = counts.get(item["id"], 0)


SKILLS = ListSpec(
    code="skills",
    resource=SKILL,
    zh="技能",
    en="Skills",
    default_sort="name",
    cols=(
        Col("id", hidden=True),
        Col("name", "技能", "Skill", sort=True),
        Col("archived_at", "停用时间", "Put away", type="datetime"),
        Col("version", hidden=True),
    ),
    filters=(Filter("name", "技能", "Skill"), archived_filter("已停用", "Put away")),
    search=_search_skills,
    finish=_holders,
)

STATES = (
    ("queued", "排队", "Queued"),
    ("running", "计算中", "Working"),
    ("ready", "待选", "To choose"),
    ("applied", "已应用", "Applied"),
    ("undone", "已撤销", "Taken back"),
    ("stopped", "已停止", "Stopped"),
    ("failed", "没有算成", "Failed"),
)


def _search_levellings(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(title__icontains=text)


LEVELLINGS = ListSpec(
    code="levellings",
    resource=LEVELLING,
    zh="资源平衡方案",
    en="Levelling proposals",
    default_sort="-created_at",
    cols=(
        Col("id", hidden=True),
        Col("title", "项目", "Projects", sort=True),
        Col("state", "状态", "State", type="choice", choices=STATES),
        Col("applied", "应用的方案", "Applied proposal", type="choice", choices=(
            ("fewest", "少动", "Fewest moves"), ("earliest", "早完成", "Earliest finish"), ("float", "只用时差", "Within float"),
        )),
        Col("applied_by", "应用人", "Applied by"),
        Col("applied_at", "应用时间", "Applied at", type="datetime"),
        Col("created_at", "计算时间", "Worked out", type="datetime", sort=True),
        Col("version", hidden=True),
    ),
    filters=(Filter("title", "项目", "Projects"), Filter("state", "状态", "State", type="choice", choices=STATES)),
    search=_search_levellings,
)  # fmt: skip

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from typing import Any

from django.db.models import Q, QuerySet

from dougong.accounts.models import Department
from dougong.care.segments.selectors import segment_filter
from dougong.clients.policies import CLIENT
from dougong.kit import clock
from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.errors import BadQuery
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec
from dougong.kit.regions import provinces, region_prefix
from dougong.kit.registry import resource
from dougong.sales import choices, rules
from dougong.sales.models import Opportunity, OpportunityStageChange, Stage
from dougong.sales.policies import OPPORTUNITY, STAGE
from dougong.search.selectors import candidates

ALARMS = (
    ("late", "日期已过", "Date passed"),
    ("no_next_step", "未安排下一步", "No next step"),
    ("stay", "停留过久", "Too long in stage"),
)


#: From so many matches on, walking the list until its page is full costs less than reading the matches.
FEW, FEW_LATIN = 600, 20_000


def _search(rows: QuerySet[Opportunity], text: str, actor: Actor) -> QuerySet[Opportunity]:
    """By part of the title or the client's name, pinyin initials, or the beginning of the number or of a Latin word."""
    found = Q(title__contains=text) | Q(client__name__contains=text)
    if text.isascii():
        found |= Q(title__icontains=text) | Q(client__initials__startswith=text.lower())
        found |= Q(number__startswith=text.upper())
    limit = FEW_LATIN if text.isascii() else FEW
    mine, theirs = candidates(OPPORTUNITY, text, limit=limit), candidates(CLIENT, text, limit=limit)
    if mine is None or theirs is None:
        return rows.filter(found)
    return rows.filter(found, Q(pk__among=mine) | Q(client__id__among=theirs))


def _stages() -> tuple[tuple[str, str, str], ...]:
    rows = Stage.objects.active().order_by("position").values_list("pk", "name", "name_en")
    return tuple((str(pk), name, name_en) for pk, name, name_en in rows)


def _departments() -> tuple[tuple[str, str, str], ...]:
    return tuple((str(pk), name, name) for pk, name in Department.objects.order_by("path").values_list("pk", "name"))


def _ids(key: str, values: list[str]) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(v) for v in values]
    except ValueError:
        raise BadQuery(field=key, what=f"{key}: {','.join(values)}") from None


def _stage(op: str, values: list[str], actor: Actor) -> Q:
    if op in ("empty", "filled"):
        return Q(stage__isnull=op == "empty")
    found = Q(stage_id__in=_ids("stage", values))
    return found if op == "in" else ~found


def _department(op: str, values: list[str], actor: Actor) -> Q:
    """A department counts with all below it."""
    if op in ("empty", "filled"):
        return Q(department__isnull=op == "empty")
    paths = Department.objects.filter(pk__in=_ids("department", values)).values_list("path", flat=True)
    below = Q(pk__in=[])
    for path in paths:
        below |= Q(path__startswith=path)
    found = Q(department_id__in=list(Department.objects.filter(below).values_list("pk", flat=True)))
    return found if op == "in" else ~found


def _provinces() -> tuple[tuple[str, str, str], ...]:
    return tuple((p.code, p.name, p.name) for p in provinces())


def _region(op: str, values: list[str], actor: Actor) -> Q:
    """Of the client; a province's code covers its cities."""
    if op in ("empty", "filled"):
        return Q(client__region="") if op == "empty" else ~Q(client__region="")
    found = Q(pk__in=[])
    for code in values:
        if not code.isdigit():
            raise BadQuery(field="region", what=code)
        found |= Q(client__region__startswith=region_prefix(code))
    return found if op == "in" else ~found


def _alarm(op: str, values: list[str], actor: Actor) -> Q:
    """Of open opportunities: those with one of the alarms; `stay` compares with each stage's own limit."""
    today = clock.today()
    late = Q(expected_on__lt=today) | Q(next_step_on__lt=today)
    stay = Q(pk__in=[])
    for pk, limit in Stage.objects.filter(stay_limit_days__isnull=False).values_list("pk", "stay_limit_days"):
        stay |= Q(stage_id=pk, stage_since__lt=clock.day_start(today - dt.timedelta(days=limit or 0)))
    known = {"late": late, "no_next_step": Q(next_step=""), "stay": stay}
    wanted = list(known) if op in ("empty", "filled") else values
    if unknown := [v for v in wanted if v not in known]:
        raise BadQuery(field="alarm", what=unknown[0])
    found = Q(pk__in=[])
    for value in wanted:
        found |= known[value]
    found &= Q(status="open")
    return found if op in ("in", "filled") else ~found


def _live(actor: Actor) -> QuerySet[Opportunity]:
    rows: QuerySet[Opportunity] = resource(OPPORTUNITY).visible_to(actor).filter(archived_at__isnull=True)
    return rows


def _archived(actor: Actor) -> QuerySet[Opportunity]:
    rows: QuerySet[Opportunity] = resource(OPPORTUNITY).visible_to(actor).filter(archived_at__isnull=False)
    return rows


def _finish(items: list[dict[str, Any]], actor: Actor) -> None:
    """Days in the stage, and what asks for attention; both only of open ones."""
    today = clock.today()
    for item in items:
        limit = item.pop("stay_limit")
        item["stay_days"], item["alarms"] = None, []
        if item["status"] == "open":
            stay = (today - clock.local_date(item["stage_since"])).days
            item["stay_days"] = stay
            item["alarms"] = rules.alarms(
                today=today, expected_on=item["expected_on"], next_step=item["next_step"],
                next_step_on=item["next_step_on"], stay=stay, limit=limit,
            )  # fmt: skip


OPPORTUNITIES = ListSpec(
    code="opportunities",
    resource=OPPORTUNITY,
    zh="商机",
    en="Opportunities",
    default_sort="expected_on",
    rows=_live,
    cols=(
        Col("id", hidden=True),
        Col("title", "商机", "Opportunity", sort=True),
        Col("client", "客户", "Client", path="client__name", sort="client__name_sort"),
        Col("client_id", hidden=True),
        Col("number", "编号", "Number", sort=True),
        Col("stage", "阶段", "Stage", path="stage__name", sort="stage__position"),
        Col("stage_en", path="stage__name_en", hidden=True),
        Col("stage_id", hidden=True),
        Col("status", "状态", "Status", type="choice", choices=choices.STATUSES, sort=True),
        Col("amount", "金额", "Amount", type="money", sort=True, sum=True),
        Col("probability", "赢率", "Chance", type="percent", sort=True),
        Col("weighted", "加权金额", "Weighted", type="money", sort=True, sum=True),
        Col("expected_on", "预计签约", "Expected", type="date", sort=True, nullable=True),
        Col("owner", "负责人", "Owner", path="owner__name", type="person"),
        Col("owner_id", hidden=True),
        Col("next_step", "下一步", "Next step"),
        Col("next_step_on", "下一步日期", "Next step on", type="date", sort=True, nullable=True),
        Col("stage_since", "进入阶段", "In stage since", type="datetime", sort=True),
        Col("stay_days", "停留天数", "Days in stage", path="stage_since", type="number", sort="stage_since"),
        Col("stay_limit", path="stage__stay_limit_days", hidden=True),
        Col("lost_reason", "丢单原因", "Lost because", type="choice", choices=choices.LOST_REASONS),
        Col("competitor", "竞争对手", "Competitor"),
        Col("won_on", "赢单日期", "Won on", type="date", sort=True, nullable=True),
        Col("lost_on", "丢单日期", "Lost on", type="date", sort=True, nullable=True),
        Col("created_at", "创建时间", "Created", type="datetime", sort=True),
        Col("rank", hidden=True, type="number", sort=True),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("title", "商机", "Opportunity"),
        Filter("client", "客户", "Client", type="record", lookup="client_id"),
        Filter("stage", "阶段", "Stage", type="choice", choices=_stages, custom=_stage),
        Filter("status", "状态", "Status", type="choice", choices=choices.STATUSES),
        Filter("owner", "负责人", "Owner", type="person", lookup="owner_id"),
        Filter("department", "团队", "Team", type="choice", choices=_departments, custom=_department),
        Filter("region", "地区", "Region", type="choice", choices=_provinces, custom=_region),
        Filter("amount", "金额", "Amount", type="money"),
        Filter("probability", "赢率", "Chance", type="number"),
        Filter("expected", "预计签约", "Expected", type="date", lookup="expected_on"),
        Filter("next_step_on", "下一步日期", "Next step on", type="date"),
        Filter("alarm", "提醒", "Alarm", type="choice", choices=ALARMS, custom=_alarm),
        Filter("stage_since", "进入阶段", "In stage since", type="date", instant=True),
        Filter("lost_reason", "丢单原因", "Lost because", type="choice", choices=choices.LOST_REASONS),
        Filter("competitor", "竞争对手", "Competitor"),
        Filter("won_on", "赢单日期", "Won on", type="date"),
        Filter("lost_on", "丢单日期", "Lost on", type="date"),
        Filter("created", "创建时间", "Created", type="date", lookup="created_at", instant=True),
        segment_filter(),
    ),
    search=_search,
    finish=_finish,
)
ARCHIVED = dataclasses.replace(
    OPPORTUNITIES, code="archived-opportunities", zh="已归档的商机", en="Archived opportunities", rows=_archived
)


def one(actor: Actor, opportunity_id: uuid.UUID) -> dict[str, Any]:
    """The facts of its page, with its way through the stages."""
    rows = Opportunity.objects.visible_to(actor).select_related("client", "stage", "owner", "department")
    found: Opportunity = get_visible(rows, opportunity_id)
    stay = (clock.today() - clock.local_date(found.stage_since)).days
    return {
        **{name: getattr(found, name) for name in _FACTS},
        "client": {"id": found.client_id, "name": found.client.name},
        "owner": {"id": found.owner_id, "name": found.owner.name} if found.owner else None,
        "department": found.department.name if found.department else None,
        "stage": stage_out(found.stage),
        "stay_days": stay if found.status == "open" else None,
        "alarms": _alarms(found, stay),
        "changes": _changes(found),
    }


_FACTS = (
    "id", "version", "number", "title", "status", "amount", "probability", "probability_set", "weighted", "expected_on",
    "next_step", "next_step_on", "stage_since", "contracted_on", "won_on", "lost_on", "lost_reason", "lost_text",
    "competitor", "archived_at", "created_at", "changed_by", "updated_at",
)  # fmt: skip


def _alarms(found: Opportunity, stay: int) -> list[str]:
    if found.status != "open":
        return []
    return rules.alarms(
        today=clock.today(), expected_on=found.expected_on, next_step=found.next_step,
        next_step_on=found.next_step_on, stay=stay, limit=found.stage.stay_limit_days,
    )  # fmt: skip


def _changes(found: Opportunity) -> list[dict[str, Any]]:
    rows = OpportunityStageChange.objects.filter(opportunity=found).order_by("pk")
    names = (
        "id", "what", "at", "from_stage_id", "to_stage_id", "to_stage__name", "to_stage__name_en", "stayed_seconds", "actor_name",
    )  # fmt: skip
    return [dict(zip(names, row, strict=True)) for row in rows.values_list(*names)]


def stages(actor: Actor, *, removed: bool = False) -> list[dict[str, Any]]:
    """The board's stages in their order, or those that were taken off it."""
    rows = resource(STAGE).visible_to(actor).filter(archived_at__isnull=not removed)
    return [stage_out(s) for s in rows.order_by("position", "pk")]


def stage_out(stage: Stage) -> dict[str, Any]:
    names = (
        "id", "version", "code", "name", "name_en", "position", "probability", "stay_limit_days", "needs_contract",
    )  # fmt: skip
    return {**{name: getattr(stage, name) for name in names}, "fixed": stage.code in choices.FIXED_STAGES}

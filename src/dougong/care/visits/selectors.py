from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q, QuerySet

from dougong.care.segments.selectors import segment_filter
from dougong.care.visits import rules
from dougong.care.visits.models import VisitPlan, VisitRule
from dougong.care.visits.policies import VISIT, VISIT_RULE, still_open
from dougong.clients.models import Client
from dougong.kit import clock
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec, Row, Walk
from dougong.kit.workcalendar import is_working_day

PUT_OFF = (("skip", "已跳过", "Skipped"), ("pause", "已暂停", "Paused"))


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    found = Q(client__name__contains=text)
    return rows.filter(found | Q(client__initials__startswith=text.lower()) if text.isascii() else found)


def _still(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Without those with whom somebody spoke since: they are planned anew within minutes."""
    return rows.filter(still_open())


def _told(items: list[Row], actor: Actor) -> None:
    today = clock.today()
    for item in items:
        item["days"] = (item["due_on"] - today).days


VISITS = ListSpec(
    code="visits",
    resource=VISIT,
    zh="回访计划",
    en="Revisits",
    default_sort="due_on",
    key="client_id",
    cols=(
        Col("id", path="pk", hidden=True),
        Col("client_id", hidden=True),
        Col("client", "客户", "Client", path="client__name", sort="client__name_sort"),
        Col("due_on", "应回访", "Due", type="date", sort=True),
        Col("last_contact_at", "最近跟进", "Last contact", path="client__last_contact_at", type="datetime"),
        Col("months", "间隔（月）", "Every (months)", type="number"),
        Col("segment", "按分层", "By segment", path="rule__segment__name"),
        Col("owner", "负责人", "Owner", path="client__owner__name", type="person"),
        Col("owner_id", path="client__owner_id", hidden=True),
        Col("department", "部门", "Department", path="client__department__name"),
        Col("put_off", "推迟", "Put off", type="choice", choices=PUT_OFF),
        Col("reason", "推迟原因", "Why put off"),
        Col("put_off_by", "推迟人", "Put off by"),
    ),
    filters=(
        Filter("due", "应回访", "Due", type="date", lookup="due_on"),
        Filter("owner", "负责人", "Owner", type="person", lookup="client__owner_id"),
        Filter("put_off", "推迟", "Put off", type="choice", choices=PUT_OFF),
        Filter("months", "间隔（月）", "Every (months)", type="number"),
        segment_filter(),
    ),
    search=_search,
    base=_still,
    finish=_told,
    walk=Walk(sorts=("due_on",), of=VISIT),
)


def rules_out(actor: Actor) -> dict[str, Any]:
    require(actor, VISIT_RULE, "view")
    rows = VisitRule.objects.select_related("segment").order_by("place", "pk")
    return {
        "otherwise": rules.MONTHS,
        "rules": [{"segment_id": r.segment_id, "name": r.segment.name, "months": r.months} for r in rows],
    }


def of_client(actor: Actor, client_id: uuid.UUID) -> dict[str, Any]:
    """When a client is next due, as things are now, and why then."""
    client = get_visible(Client.objects.visible_to(actor), client_id)
    plan = VisitPlan.objects.filter(pk=client.pk).select_related("rule__segment").first() or VisitPlan()
    contact = client.last_contact_at
    spoke = contact != plan.contact_at
    begun = clock.local_date(contact or client.created_at)
    held = None if spoke else plan.not_before
    due = rules.due(begun, plan.months, not_before=held, is_working=is_working_day)
    return {
        "due_on": due,
        "days": (due - clock.today()).days,
        "months": plan.months,
        "segment": plan.rule.segment.name if plan.rule else None,
        "last_contact_at": contact,
        "put_off": "" if spoke else plan.put_off,
        "reason": "" if spoke else plan.reason,
        "put_off_by": "" if spoke else plan.put_off_by,
        "archived": client.archived_at is not None,
    }

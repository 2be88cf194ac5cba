from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from dougong.clients.models import Contact
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec, Row
from dougong.privacy import choices
from dougong.privacy.policies import CONSENT, REQUEST


def _names(items: list[Row], actor: Actor) -> None:
    """Who it is about, in one query."""
    ids = {item["contact_id"] for item in items if item.get("contact_id")}
    contacts = {c.pk: c for c in Contact.objects.filter(pk__in=ids).select_related("client")} if ids else {}
    for item in items:
        contact = contacts.get(item["contact_id"])
        item["person"] = contact.name if contact else item.get("user_name") or item.get("asker") or ""
        item["client"] = contact.client.name if contact else ""


def _late(op: str, values: list[str], actor: Actor) -> Q:
    late = Q(state="open", due_on__lt=clock.today())
    return late if values[0] == "true" else ~late


def _withdrawn(op: str, values: list[str], actor: Actor) -> Q:
    return Q(withdrawn_at__isnull=values[0] != "true")


def _by_number(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(Q(number__contains=text) | Q(contact__name__contains=text) | Q(user__name__contains=text))


def _by_name(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(Q(contact__name__contains=text) | Q(user__name__contains=text))


REQUESTS = ListSpec(
    code="person-requests",
    resource=REQUEST,
    zh="个人信息请求",
    en="Requests of persons",
    default_sort="due_on",
    cols=(
        Col("id", hidden=True),
        Col("number", "编号", "Number"),
        Col("person", "提出人", "Person", path="contact__name", nullable=True),
        Col("client", "客户", "Client", path="contact__client__name", nullable=True),
        Col("kind", "请求", "Request", type="choice", choices=choices.REQUEST_KINDS),
        Col("state", "状态", "State", type="choice", choices=choices.REQUEST_STATES),
        Col("received_on", "收到", "Received", type="date"),
        Col("due_on", "期限", "Due", type="date", sort=True),
        Col("handler", "经办人", "Handler", path="handler__name", type="person"),
        Col("contact_id", hidden=True),
        Col("user_id", hidden=True),
        Col("user_name", path="user__name", hidden=True),
        Col("asker", hidden=True),
        Col("wish", hidden=True),
        Col("answer", hidden=True),
        Col("closed_by", hidden=True),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("kind", "请求", "Request", type="choice", choices=choices.REQUEST_KINDS),
        Filter("state", "状态", "State", type="choice", choices=choices.REQUEST_STATES),
        Filter("late", "已超期", "Overdue", type="bool", custom=_late),
        Filter("received", "收到", "Received", type="date", lookup="received_on"),
    ),
    search=_by_number,
    finish=_names,
)

CONSENTS = ListSpec(
    code="consents",
    resource=CONSENT,
    zh="同意记录",
    en="Consents",
    default_sort="-given_at",
    cols=(
        Col("id", hidden=True),
        Col("person", "个人", "Person", path="contact__name", nullable=True),
        Col("client", "客户", "Client", path="contact__client__name", nullable=True),
        Col("purpose", "目的", "Purpose", type="choice", choices=choices.CONSENT_PURPOSES),
        Col("notice", "说明版本", "Notice", path="notice__number", type="number"),
        Col("given_at", "同意时间", "Given", type="datetime", sort=True),
        Col("how", "方式", "How", type="choice", choices=choices.CONSENT_HOW),
        Col("withdrawn_at", "撤回时间", "Withdrawn", type="datetime"),
        Col("recorded_by", "记录人", "Recorded by"),
        Col("contact_id", hidden=True),
        Col("user_id", hidden=True),
        Col("user_name", path="user__name", hidden=True),
    ),
    filters=(
        Filter("purpose", "目的", "Purpose", type="choice", choices=choices.CONSENT_PURPOSES),
        Filter("how", "方式", "How", type="choice", choices=choices.CONSENT_HOW),
        Filter("withdrawn", "已撤回", "Withdrawn", type="bool", custom=_withdrawn),
        Filter("given", "同意时间", "Given", type="date", lookup="given_at", instant=True),
    ),
    search=_by_name,
    finish=_names,
)

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q, QuerySet

from dougong.accounts.models import Role
from dougong.approvals.models import Approval, Decider, RuleSet
from dougong.approvals.policies import APPROVAL, RULES
from dougong.approvals.subjects import subject
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec, Row
from dougong.kit.registry import resource

STATES = (
    ("waiting", "待审批", "Waiting"),
    ("approved", "已通过", "Approved"),
    ("rejected", "已退回", "Sent back"),
    ("withdrawn", "已撤回", "Withdrawn"),
)


def _for_me(op: str, values: list[str], actor: Actor) -> Q:
    mine = Q(state="waiting", pk__in=Decider.objects.filter(user_id=actor.user_id).values("approval_id"))
    return mine if values[0] == "true" else ~mine


def _asked_by_me(op: str, values: list[str], actor: Actor) -> Q:
    return Q(asked_by_id=actor.id) if values[0] == "true" else ~Q(asked_by_id=actor.id)


def _search(rows: QuerySet[Approval], text: str, actor: Actor) -> QuerySet[Approval]:
    return rows.filter(Q(title__icontains=text) | Q(note__icontains=text))


def _finish(items: list[Row], actor: Actor) -> None:
    """Where it leads, what kind of thing it is, and what the reader may do: one query for the page."""
    ids = [item["id"] for item in items]
    mine = set(Decider.objects.filter(approval_id__in=ids, user_id=actor.user_id).values_list("approval_id", flat=True))
    for item in items:
        known = subject(item["subject"])
        item["link"] = resource(item["subject"]).link.format(id=item["object_id"])
        item["kind"], item["kind_en"] = (known.zh, known.en) if known else (item["subject"], item["subject"])
        waits = item["state"] == "waiting"
        item["may_decide"] = waits and item["id"] in mine and item["asked_by_id"] != actor.id
        item["may_withdraw"] = waits and item["asked_by_id"] == actor.id


APPROVALS = ListSpec(
    code="approvals",
    resource=APPROVAL,
    zh="审批",
    en="Approvals",
    default_sort="-created_at",
    cols=(
        Col("id", hidden=True),
        Col("title", "事项", "Matter"),
        Col("note", "说明", "Note"),
        Col("state", "状态", "State", type="choice", choices=STATES, sort=True),
        Col("asked_by", "提交人", "Asked by", path="asked_by_name"),
        Col("created_at", "提交时间", "Asked", type="datetime", sort=True),
        Col("decided_by", "审批人", "Decided by", path="decided_by_name"),
        Col("decided_at", "审批时间", "Decided", type="datetime", sort=True, nullable=True),
        Col("comment", "意见", "Comment"),
        Col("subject", hidden=True),
        Col("object_id", hidden=True),
        Col("asked_by_id", hidden=True),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("state", "状态", "State", type="choice", choices=STATES),
        Filter("for_me", "待我审批", "Waits for me", type="bool", custom=_for_me),
        Filter("asked_by_me", "我提交的", "Asked by me", type="bool", custom=_asked_by_me),
        Filter("created", "提交时间", "Asked", type="date", lookup="created_at", instant=True),
    ),
    search=_search,
    finish=_finish,
)


def waits_for(code: str, object_id: uuid.UUID) -> dict[str, Any] | None:
    """The newest decision on a record, for whoever sees the record: who asked, who is asked, what came of it."""
    row = Approval.objects.filter(subject=code, object_id=object_id).order_by("-created_at", "-pk").first()
    if row is None:
        return None
    names = (
        "id",
        "state",
        "note",
        "asked_by_id",
        "asked_by_name",
        "created_at",
        "decided_by_name",
        "decided_at",
        "comment",
    )
    deciders = list(row.deciders.order_by("user__name").values_list("user_id", "user__name"))
    return {
        **{name: getattr(row, name) for name in names},
        "deciders": [name for _, name in deciders] if row.state == "waiting" else [],
        "decider_ids": [pk for pk, _ in deciders] if row.state == "waiting" else [],
    }


def rule_set(actor: Actor, code: str) -> dict[str, Any]:
    """The rules of one kind of thing with what they can be made of."""
    item = subject(code)
    if item is None:
        raise NotFound()
    require(actor, RULES, "view")
    row = RuleSet.objects.filter(subject=code).first()
    roles = Role.objects.filter(archived_at__isnull=True).order_by("pk").values_list("pk", "zh", "en")
    return {
        "subject": code,
        "zh": item.zh,
        "en": item.en,
        "version": row.version if row else 0,
        "rules": row.rules if row else [],
        "kinds": _words(item.kinds),
        "fields": _words(item.fields()),
        "deciders": [{"value": "manager", "zh": "提交人的上级", "en": "The manager of whoever asks"}, *_words(roles)],
    }


def _words(items: Any) -> list[dict[str, str]]:
    return [{"value": v, "zh": zh, "en": en} for v, zh, en in items]

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from dougong.clients.models import Client
from dougong.contracts.selectors.filters import department_filter
from dougong.kit import clock, context
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec, Row
from dougong.stewardship.quality.models import COMPANY, DEPARTMENT, OWNER, QualityDay, QualityIssue, QualityScore
from dougong.stewardship.quality.policies import QUALITY, score_rows
from dougong.stewardship.quality.rules import BY_CODE, KINDS, RULES, VERSION, sentence

TREND_DAYS = 90
STATES = (("open", "待处理", "Open"), ("ignored", "已忽略", "Set aside"), ("fixed", "已改好", "Mended"))
KIND_CHOICES = tuple((kind, zh, en) for kind, (zh, en) in KINDS.items())
FIELD_CHOICES = (
    ("owner", "负责人", "Owner"), ("uscc", "信用代码", "Credit code"), ("contacts", "联系人", "Contacts"),
    ("phone", "电话", "Phone"), ("email", "邮箱", "E-mail"), ("industry", "行业", "Industry"), ("region", "地区", "Region"),
    ("address", "注册地址", "Address"), ("legal_rep", "法定代表人", "Legal representative"), ("name", "名称", "Name"),
    ("timeline", "跟进", "Follow-up"), ("kind", "类型", "Kind"), ("since", "开始合作", "Client since"),
)  # fmt: skip


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    found = Q(client__name__contains=text)
    return rows.filter(found | Q(client__initials__startswith=text.lower()) if text.isascii() else found)


def _field(op: str, values: list[str], actor: Actor) -> Q:
    found = Q(rule__in=[rule.code for rule in RULES if rule.field in values])
    return found if op == "in" else ~found


def _told(items: list[Row], actor: Actor) -> None:
    """The sentence in the reader's language, and where it is mended."""
    language = context.current().language
    for item in items:
        rule = BY_CODE.get(item["rule"])
        item["text"] = sentence(rule, item.pop("params"), language) if rule else item["rule"]
        item["field"] = rule.field if rule else ""
        item["days"] = (clock.now() - item["found_at"]).days


ISSUES = ListSpec(
    code="quality-issues",
    resource=QUALITY,
    zh="档案问题",
    en="Issues of dossiers",
    default_sort="-points",
    cols=(
        Col("id", hidden=True),
        Col("version", hidden=True),
        Col("client", "客户", "Client", path="client__name", sort="client__name_sort"),
        Col("client_id", hidden=True),
        Col("rule", "规则", "Rule"),
        Col("params", hidden=True),
        Col("kind", "类别", "Kind", type="choice", choices=KIND_CHOICES),
        Col("points", "扣分", "Points", type="number", sort=True),
        Col("owner", "负责人", "Owner", path="client__owner__name", type="person"),
        Col("owner_id", path="client__owner_id", hidden=True),
        Col("found_at", "发现", "Found", type="datetime", sort=True),
        Col("state", "状态", "State", type="choice", choices=STATES),
        Col("settled_by", "处理人", "Settled by"),
        Col("reason", "原因", "Reason"),
    ),
    filters=(
        Filter("state", "状态", "State", type="choice", choices=STATES),
        Filter("kind", "类别", "Kind", type="choice", choices=KIND_CHOICES),
        Filter("field", "字段", "Field", type="choice", choices=FIELD_CHOICES, custom=_field),
        Filter("owner", "负责人", "Owner", type="person", lookup="client__owner_id"),
        department_filter("client__department"),
        Filter("found", "发现", "Found", type="date", lookup="found_at", instant=True),
        Filter("points", "扣分", "Points", type="number"),
        Filter("client", "客户", "Client", type="record", lookup="client_id"),
    ),
    search=_search,
    finish=_told,
)


def overview(actor: Actor, language: str) -> dict[str, Any]:
    """Scores of what the actor sees: in all, by department and by owner; the trend; the rules."""
    require(actor, QUALITY, "view")
    scores = QualityScore.objects.filter(score_rows(actor), client__archived_at__isnull=True)
    issues = QualityIssue.objects.visible_to(actor).filter(state="open")
    whole = scores.aggregate(dossiers=Count("pk"), total=Sum("score"), as_of=Max("judged_at"))
    counts = dict(issues.order_by().values_list("kind").annotate(n=Count("pk")))
    return {
        "as_of": whole["as_of"],
        "version": VERSION,
        "score": _mean(whole["total"], whole["dossiers"]),
        "dossiers": whole["dossiers"],
        "open": {kind: counts.get(kind, 0) for kind in KINDS},
        "departments": _by(scores, issues, "client__department_id", "client__department__name"),
        "owners": _by(scores, issues, "client__owner_id", "client__owner__name"),
        "trend": trend(actor),
        "rules": [
            {"code": r.code, "kind": r.kind, "points": r.points, "text": sentence(r, {"why": "…", "why_en": "…", "value": "…"}, language)}
            for r in RULES
        ],
        "months": _months() if actor.scope(QUALITY, "export") == "all" else [],
    }  # fmt: skip


def _mean(total: int | None, count: int) -> float | None:
    return round(total / count, 1) if total is not None and count else None


def _by(scores: QuerySet[Any], issues: QuerySet[Any], key: str, name: str) -> list[dict[str, Any]]:
    """The worst first."""
    counts = dict(issues.order_by().values_list(key).annotate(n=Count("pk")))
    found = scores.order_by().annotate(k=F(key), n=F(name)).values("k", "n").annotate(c=Count("pk"), s=Sum("score"))
    rows = [
        {"id": row["k"], "name": row["n"] or "", "score": _mean(row["s"], row["c"]), "dossiers": row["c"],
         "open": counts.get(row["k"], 0)}
        for row in found
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row["score"] or 0.0, row["name"]))


def trend(actor: Actor) -> list[dict[str, Any]]:
    """Of the company for who sees all of it, else of his department, else his own."""
    scope = actor.scope(QUALITY, "view")
    level, key = {"all": (COMPANY, ""), "own": (OWNER, str(actor.id))}.get(
        scope or "", (DEPARTMENT, str(actor.department_id))
    )
    first = clock.today() - dt.timedelta(days=TREND_DAYS)
    days = QualityDay.objects.filter(level=level, key=key, day__gte=first).order_by("day")
    return [
        {
            "day": d.day,
            "score": _mean(d.score_sum, d.dossiers),
            "open": d.missing + d.invalid + d.stale + d.contradictory,
        }
        for d in days
    ]


def _months() -> list[str]:
    """Those with a day on record, the newest first."""
    days = QualityDay.objects.filter(level=COMPANY).order_by("-day").values_list("day", flat=True)[:800]
    return list(dict.fromkeys(f"{day:%Y-%m}" for day in days))[:24]


def of_client(actor: Actor, client_id: uuid.UUID, language: str) -> dict[str, Any]:
    """A dossier's score, line by line; every rule that was found, what it costs and where it is mended."""
    require(actor, QUALITY, "view")
    client = get_visible(Client.objects.visible_to(actor), client_id)
    score = QualityScore.objects.filter(score_rows(actor), pk=client.pk).first()
    found = (
        QualityIssue.objects.visible_to(actor).filter(client=client).exclude(state="fixed").order_by("-points", "rule")
    )
    return {
        "score": score.score if score else None,
        "version": score.version if score else VERSION,
        "judged_at": score.judged_at if score else None,
        "issues": [issue_out(issue, language) for issue in found],
    }


def issue_out(issue: QualityIssue, language: str) -> dict[str, Any]:
    rule = BY_CODE.get(issue.rule)
    return {
        "id": issue.pk,
        "rule": issue.rule,
        "kind": issue.kind,
        "points": issue.points,
        "field": rule.field if rule else "",
        "text": sentence(rule, issue.params, language) if rule else issue.rule,
        "state": issue.state,
        "reason": issue.reason,
        "settled_by": issue.settled_by,
        "found_at": issue.found_at,
    }

from __future__ import annotations

import uuid
from typing import Any

from dougong.approvals.selectors import waits_for
from dougong.care.credit import inputs, rules
from dougong.care.credit.models import CreditChange, CreditOverride, CreditRule, CreditStanding
from dougong.care.credit.policies import CREDIT, CREDIT_RULE, clients_of
from dougong.care.credit.services import back, current_rule
from dougong.clients.models import Client
from dougong.clients.policies import CLIENT
from dougong.kit import clock, fields
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotAllowed, NotFound
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec, Row
from dougong.kit.money import Money

HISTORY = 50
SOURCES = 30
STATES = (
    ("draft", "草稿", "Draft"),
    ("waiting", "待批准", "Waits for approval"),
    ("approved", "已批准", "Approved"),
)


def of_client(actor: Actor, client_id: uuid.UUID) -> dict[str, Any]:
    """A client's grade line by line: what each was given for, the rows behind it that the reader sees, what it suggests, who
    changed it and when."""
    require(actor, CREDIT, "view")
    client = get_visible(Client.objects.visible_to(actor), client_id)
    if not Client.objects.filter(clients_of(actor, "view"), pk=client.pk).exists():
        raise NotFound()
    if fields.mode(actor, CLIENT, "credit"):
        raise NotAllowed(resource=CREDIT, action="view")
    standing = CreditStanding.objects.filter(pk=client.pk).select_related("rule").first()
    rule = standing.rule if standing else current_rule()
    override = CreditOverride.objects.filter(client=client, state__in=("waiting", "approved")).first()
    effective = standing.effective if standing else ""
    received = standing.received if standing else Money()
    terms = rules.terms_of(rule.body, effective, received.amount_fen)
    return {
        "client_id": client.pk,
        "grade": effective,
        "computed": standing.grade if standing else "",
        "points": standing.points if standing and standing.grade else None,
        "rule_no": rule.no,
        "rule_id": rule.pk,
        "computed_at": standing.computed_at if standing else None,
        "window_months": rule.body["window_months"],
        "lines": standing.lines if standing else [],
        "terms": _terms(terms, received) if terms else None,
        "rows": [row.out() for row in inputs.rows(actor, client.pk, back(rule.body["window_months"]))[:SOURCES]],
        "override": _override(client, override),
        "history": list(CreditChange.objects.filter(client=client).order_by("-at", "-pk").values(*_CHANGE)[:HISTORY]),
        "may_override": Client.objects.filter(clients_of(actor, "override"), pk=client.pk).exists()
        and actor.can(CREDIT, "override"),
    }


_CHANGE = ("id", "at", "kind", "before", "grade", "points", "rule_no", "by_name", "reason", "cause")


def _terms(terms: rules.Terms, received: Money) -> dict[str, Any]:
    return {"advance": terms.advance, "limit": Money.fen(terms.limit), "days": terms.days, "received": received}


def _override(client: Client, row: CreditOverride | None) -> dict[str, Any] | None:
    if row is None:
        return None
    names = ("grade", "computed", "reason", "until", "state", "asked_by", "created_at", "decided_by", "decided_at")
    told = {name: getattr(row, name) for name in names}
    return {**told, "approval": waits_for(CREDIT, client.pk) if row.state == "waiting" else None}


def _finish(items: list[Row], actor: Actor) -> None:
    """Which of them counts today: one query for the page."""
    counts = current_rule().pk
    for item in items:
        item["counts"] = item["id"] == counts


RULES = ListSpec(
    code="credit-rules",
    resource=CREDIT_RULE,
    zh="信用评级规则",
    en="Rules of credit grades",
    default_sort="-created_at",
    cols=(
        Col("id", hidden=True),
        Col("no", "版本", "Version", type="number", sort=True, nullable=True),
        Col("state", "状态", "State", type="choice", choices=STATES, sort=True),
        Col("in_force_on", "生效", "In force", type="date", sort=True, nullable=True),
        Col("note", "说明", "Note"),
        Col("made_by", "起草人", "Drafted by"),
        Col("approved_by", "批准人", "Approved by"),
        Col("approved_at", "批准时间", "Approved", type="datetime", sort=True, nullable=True),
        Col("created_at", "起草时间", "Drafted", type="datetime", sort=True),
        Col("version", hidden=True),
    ),
    filters=(Filter("state", "状态", "State", type="choice", choices=STATES),),
    finish=_finish,
)


def rule_out(actor: Actor, rule_id: uuid.UUID) -> dict[str, Any]:
    """A version with what it would change, as it was last tried; names of the clients that the reader sees."""
    require(actor, CREDIT_RULE, "view")
    rule = get_visible(CreditRule.objects.visible_to(actor), rule_id)
    names = (
        "id", "version", "no", "state", "in_force_on", "note", "made_by", "approved_by", "approved_at", "tried_at", "body",
    )  # fmt: skip
    return {
        **{name: getattr(rule, name) for name in names},
        "counts": rule.pk == current_rule().pk,
        "lines": [
            {"code": c, "zh": zh, "en": en, "unit": unit, "most": rules.most(rule.body["lines"][c])}
            for c, zh, en, unit in rules.LINES
        ],
        "trial": _trial(actor, rule.trial),
        "approval": waits_for(CREDIT_RULE, rule.pk) if rule.state == "waiting" else None,
        "today": clock.today(),
    }


def _trial(actor: Actor, trial: dict[str, Any] | None) -> dict[str, Any] | None:
    if trial is None:
        return None
    ids = [uuid.UUID(each[0]) for each in trial["differ"]]
    named = dict(Client.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", "name"))
    differ = [
        {"id": pk, "name": named[pk], "before": was, "points_before": had, "grade": now, "points": has}
        for pk, (_, was, had, now, has) in zip(ids, trial["differ"], strict=True)
        if pk in named
    ]
    moved = [
        {"before": pair.split(">")[0].strip("-"), "grade": pair.split(">")[1].strip("-"), "count": count}
        for pair, count in sorted(trial["moved"].items())
    ]
    return {"clients": trial["clients"], "differ_count": trial["differ_count"], "moved": moved, "differ": differ}

"""Rules and their versions; what their expressions may ask; whether one can be used."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from dougong.approvals.selectors import waits_for
from dougong.clients.models import Client
from dougong.kit import clock
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec, Row
from dougong.loyalty import choices, shaping
from dougong.loyalty.models import PointsRule
from dougong.loyalty.policies import RULE
from dougong.loyalty.triggers import BY_CODE, OF_THE_CLIENT, TRIGGERS, Asked

TRIGGER_WORDS = tuple((one.code, one.zh, one.en) for one in TRIGGERS)


def _finish(items: list[Row], actor: Actor) -> None:
    """Where each stands now: a draft, to come, in force, over; and whether the product tells of its events."""
    now = clock.now()
    for item in items:
        item["phase"] = phase(item, now)
        item["there"] = BY_CODE[item["on"]].there


def phase(row: Mapping[str, Any], now: Any) -> str:
    if row["state"] != "approved":
        return str(row["state"])
    if row["begins_at"] is not None and row["begins_at"] > now:
        return "to_come"
    return "over" if row["ends_at"] is not None and row["ends_at"] <= now else "in_force"


RULES = ListSpec(
    code="points-rules",
    resource=RULE,
    zh="积分规则",
    en="Points rules",
    default_sort="number",
    cols=(
        Col("id", hidden=True),
        Col("number", "顺序", "Order", type="number", sort=True),
        Col("zh", "名称", "Name", sort=True),
        Col("en", hidden=True),
        Col("code", "代码", "Code", sort=True),
        Col("no", "版本", "Version", type="number", nullable=True),
        Col("on", "触发事件", "About", type="choice", choices=TRIGGER_WORDS, sort=True),
        Col("state", "状态", "State", type="choice", choices=choices.RULE_STATES, sort=True),
        Col("begins_at", "生效", "From", type="datetime", nullable=True),
        Col("ends_at", "结束", "Until", type="datetime", nullable=True),
        Col("made_by", "起草人", "Drafted by"),
        Col("approved_by", "批准人", "Approved by"),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("state", "状态", "State", type="choice", choices=choices.RULE_STATES),
        Filter("on", "触发事件", "About", type="choice", choices=TRIGGER_WORDS),
    ),
    finish=_finish,
)
_NAMES = (
    "id", "version", "code", "no", "zh", "en", "on", "number", "body", "note", "state", "begins_on", "begins_at", "ends_at",
    "made_by", "approved_by", "approved_at", "tried_at",
)  # fmt: skip


def rule_out(actor: Actor, rule_id: uuid.UUID) -> dict[str, Any]:
    """A version with its trial, as far as the reader sees the clients in it."""
    require(actor, RULE, "view")
    row = get_visible(PointsRule.objects.visible_to(actor), rule_id)
    told = {name: getattr(row, name) for name in _NAMES}
    return {
        **told,
        "phase": phase(told, clock.now()),
        "there": BY_CODE[row.on].there,
        "when": shaping.condition(row.body),
        "points": shaping.amount(row.body),
        "trial": _trial(actor, row.trial),
        "approval": waits_for(RULE, row.pk) if row.state == "waiting" else None,
        "today": clock.today(),
    }


def _trial(actor: Actor, trial: dict[str, Any] | None) -> dict[str, Any] | None:
    if trial is None:
        return None
    ids = [one["id"] for one in trial["top"]]
    named = dict(Client.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", "name"))
    seen = {str(pk): name for pk, name in named.items()}
    return {**trial, "top": [{**one, "name": seen[one["id"]]} for one in trial["top"] if one["id"] in seen]}


def triggers(actor: Actor) -> dict[str, Any]:
    """What a rule can be about, with the fields that its expressions may ask."""
    require(actor, RULE, "view")
    return {
        "items": [
            {
                "code": one.code, "zh": one.zh, "en": one.en, "there": one.there, "by_hand": one.by_hand,
                "fields": [_field(asked) for asked in one.fields],
            }
            for one in TRIGGERS
        ],
        "client": [_field(asked) for asked in OF_THE_CLIENT],
    }  # fmt: skip


def _field(asked: Asked) -> dict[str, Any]:
    return {
        "name": asked.name, "type": asked.type, "zh": asked.zh, "en": asked.en,
        "example": asked.example if isinstance(asked.example, str) else _written(asked.example),
    }  # fmt: skip


def _written(value: object) -> str:
    if isinstance(value, list):
        return "['" + "', '".join(value) + "']" if value else "[]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def check(actor: Actor, *, on: str, body: dict[str, Any], language: str) -> dict[str, Any]:
    """Whether a body can be used, and what it gives on the example event."""
    require(actor, RULE, "view")
    wrong = [{"field": f.field, "message": f.en if language == "en" else f.zh} for f in shaping.faults(on, body)]
    answer: dict[str, Any] = {"faults": wrong, "when": "", "points": "", "gives": None}
    if not wrong:
        given = shaping.preview(on, body)
        answer |= {"when": shaping.condition(body), "points": shaping.amount(body), "gives": given}
    return answer

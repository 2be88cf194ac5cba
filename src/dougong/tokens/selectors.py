from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from dougong.kit import clock
from dougong.kit.access import NOTHING
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec
from dougong.kit.registry import ACTION_WORDS, Capability, Resource, capabilities, resources
from dougong.tokens import policies, rules

STATES = (("active", "在用", "In use"), ("expired", "已过期", "Expired"), ("revoked", "已吊销", "Revoked"))


def _state(op: str, values: list[str], actor: Actor) -> Q:
    """Told by the clock, so it is no column."""
    now = clock.now()
    meant = {
        "revoked": Q(revoked_at__isnull=False),
        "expired": Q(revoked_at__isnull=True, expires_at__lte=now),
        "active": Q(revoked_at__isnull=True, expires_at__gt=now),
    }
    found = NOTHING
    for value in meant if op in ("empty", "filled") else values:
        found |= meant.get(value, NOTHING)
    return ~found if op in ("nin", "empty") else found


def _finish(items: list[dict[str, Any]], actor: Actor) -> None:
    now = clock.now()
    for item in items:
        gone, ends = item.pop("revoked_at"), item["expires_at"]
        item["state"] = "revoked" if gone else "expired" if ends <= now else "active"


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(name__icontains=text) | rows.filter(purpose__icontains=text)


def offers(actor: Actor, language: str) -> list[dict[str, Any]]:
    """What the actor could give a token: his own rights, by resource, of what tokens are admitted to."""
    held: dict[str, list[str]] = {}
    for code, action in sorted(actor.grants):
        if rules.offered(code):
            held.setdefault(code, []).append(action)
    english = language == "en"
    items: list[Resource | Capability] = [*resources(), *capabilities()]
    return [
        {
            "code": item.code,
            "label": item.en if english else item.zh,
            "actions": [{"code": a, "label": _word(item, a, english)} for a in item.actions if a in held[item.code]],
        }
        for item in items
        if item.code in held
    ]


def _word(item: Resource | Capability, action: str, english: bool) -> str:
    zh, en = item.words.get(action) or ACTION_WORDS.get(action) or (action, action)
    return en if english else zh


def limits() -> dict[str, int]:
    return {"most_days": rules.MOST_DAYS, "per_minute": settings.DOUGONG_TOKEN_PER_MINUTE}


TOKENS = ListSpec(
    code="tokens",
    resource=policies.TOKEN,
    zh="API 令牌",
    en="API tokens",
    default_sort="-created_at",
    cols=(
        Col("id", hidden=True),
        Col("name", "名称", "Name", sort=True),
        Col("purpose", "用途", "Purpose"),
        Col("owner_name", "所有人", "Owner", path="owner__name"),
        Col("owner_id", hidden=True),
        Col("hint", "末四位", "Last four"),
        Col("scopes", hidden=True),
        Col("revoked_at", hidden=True),
        Col("created_at", "创建", "Created", type="datetime", sort=True),
        Col("expires_at", "到期", "Expires", type="datetime", sort=True),
        Col("last_used_at", "最近使用", "Last used", type="datetime", sort=True, nullable=True),
        Col("last_address", "使用地址", "Used from"),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("name", "名称", "Name"),
        Filter("owner", "所有人", "Owner", type="person", lookup="owner_id"),
        Filter("state", "状态", "State", type="choice", choices=STATES, custom=_state),
    ),
    search=_search,
    finish=_finish,
)

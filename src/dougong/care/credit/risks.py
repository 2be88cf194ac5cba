"""What to heed when a contract is begun with a client: shown, to be answered with a reason, or in the way, by setting."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from dougong.audit.services import record as audit
from dougong.care.credit import errors, rules
from dougong.care.credit.models import CreditStanding, RiskSetting, Sanction
from dougong.care.credit.policies import CREDIT, RISK, SANCTION
from dougong.clients.models import Client, ClientFigures
from dougong.clients.policies import CLIENT
from dougong.kit import clock, fields
from dougong.kit.access import get_visible, must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec, Row
from dougong.kit.money import Money, yuan
from dougong.kit.stream import notify

WORDS = {code: (zh, en) for code, zh, en, _ in rules.RISKS}
DEFAULTS = {code: level for code, _, _, level in rules.RISKS}


@dataclass(frozen=True)
class Flag:
    """One risk with its weight and its sentence in both languages."""

    code: str
    level: str
    zh: str
    en: str


def setting() -> RiskSetting:
    """How heavy each is; what was never set is as on a new installation."""
    row = RiskSetting.objects.order_by("created_at", "pk").first() or RiskSetting(version=0)
    row.levels = {**DEFAULTS, **row.levels}
    row.low_grades = row.low_grades or list(rules.Bounds().low_grades)
    return row


def flags(actor: Actor, client: Client, amount: Money) -> list[Flag]:
    """What is to be heeded, the heaviest first. Figures are told to whoever may see them. Four queries."""
    held = setting()
    bounds = rules.Bounds(tuple(held.low_grades), held.long_days, held.completeness)
    found = rules.risks(_standing(client), bounds, amount.amount_fen)
    shown = [_flag(actor, code, held.levels[code], values) for code, values in found.items()]
    weight = {level: place for place, level in enumerate(reversed(rules.LEVELS))}
    return sorted((f for f in shown if f.level != "off"), key=lambda f: weight[f.level])


def _standing(client: Client) -> rules.Standing:
    figures = ClientFigures.objects.filter(client=client).first() or ClientFigures()
    credit = CreditStanding.objects.filter(client=client).select_related("rule").first()
    terms = rules.terms_of(credit.rule.body, credit.effective, credit.received.amount_fen) if credit else None
    return rules.Standing(
        grade=credit.effective if credit else "", limit=terms.limit if terms else None,
        receivable=figures.receivable.amount_fen, overdue=figures.overdue.amount_fen, overdue_days=figures.overdue_days,
        completeness=client.completeness, in_force=client.state == "in_force", archived=client.archived_at is not None,
        sanction=_sanction_of(client),
    )  # fmt: skip


def _sanction_of(client: Client) -> str:
    """Why we don't work with it, by its dossier, its code or its name; "" when nothing stands against it."""
    today = clock.today()
    named = Q(client=client) | Q(name=client.name)
    if client.uscc:
        named |= Q(uscc=client.uscc)
    open_ = Q(lifted_at__isnull=True, since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))
    return Sanction.objects.filter(named, open_).values_list("reason", flat=True).first() or ""


def _flag(actor: Actor, code: str, level: str, values: dict[str, Any]) -> Flag:
    """The sentence; without its figures for whoever may not see them."""
    zh, en = WORDS[code]
    credit = actor.can(CREDIT, "view") and fields.mode(actor, CLIENT, "credit") is None
    money = fields.mode(actor, CLIENT, "receivable") is None
    if code == "sanctioned" and actor.can(SANCTION, "view"):
        return Flag(code, level, f"{zh}：{values['reason']}", f"{en}: {values['reason']}")
    if code == "grade_low" and credit:
        return Flag(code, level, f"{zh}：{values['grade']} 级", f"{en}: {values['grade']}")
    if code in ("overdue", "overdue_long") and money:
        late, days = yuan(Money.fen(values["fen"])), values["days"]
        return Flag(code, level, f"{zh}：{late}，最长 {days} 天", f"{en}: {late}, up to {days} days")
    if code == "over_limit" and credit and money:
        over, limit = yuan(Money.fen(values["fen"])), yuan(Money.fen(values["limit"]))
        told = f"{zh}：额度 {limit}，连同应收超出 {over}"
        return Flag(code, level, told, f"{en}: limit {limit}, over by {over} with what is owed")
    if code == "incomplete":
        return Flag(code, level, f"{zh}：{values['percent']}%", f"{en}: {values['percent']}%")
    return Flag(code, level, zh, en)


def look(actor: Actor, client_id: uuid.UUID, amount: Money) -> list[Flag]:
    """For the page that begins a contract."""
    require(actor, CLIENT, "view")
    return flags(actor, get_visible(Client.objects.visible_to(actor), client_id), amount)


def heed(actor: Actor, client: Client, amount: Money, reason: str) -> list[Flag]:
    """In the transaction that begins a contract: raises RiskStops, or RiskNeedsReason where a risk wants an answer. What was
    there goes on record with it."""
    found = refuse_stopped(actor, client, amount)
    wanting = [f for f in found if f.level == "reason"]
    if wanting and not reason.strip():
        raise errors.RiskNeedsReason(field="risk_reason", **_said(wanting))
    return found


def refuse_stopped(actor: Actor, client: Client, amount: Money) -> list[Flag]:
    """What there is to heed, when nothing of it is in the way; asked again when a draft comes into force."""
    found = flags(actor, client, amount)
    stops = [f for f in found if f.level == "stop"]
    if stops:
        raise errors.RiskStops(**_said(stops))
    return found


def _said(found: Sequence[Flag]) -> dict[str, str]:
    return {"zh_what": "；".join(f.zh for f in found), "en_what": "; ".join(f.en for f in found)}


# ---- the setting


def setting_out(actor: Actor) -> dict[str, Any]:
    require(actor, RISK, "view")
    held = setting()
    names = ("version", "low_grades", "long_days", "completeness")
    levels = [{"code": code, "zh": zh, "en": en, "level": held.levels[code]} for code, (zh, en) in WORDS.items()]
    return {**{name: getattr(held, name) for name in names}, "levels": levels}


@transaction.atomic
def save_setting(
    actor: Actor, *, version: int, levels: dict[str, str], low_grades: list[str], long_days: int, completeness: int
) -> None:
    """Raises Stale, FieldError for a risk that is none."""
    require(actor, RISK, "update")
    if set(levels) - set(WORDS) or set(levels.values()) - set(rules.LEVELS):
        raise FieldError("levels", "有不认识的风险或处理方式。", "There is an unknown risk or level.")
    row = RiskSetting.objects.select_for_update().order_by("created_at", "pk").first()
    if row is None:
        row = RiskSetting(version=0, created_by_id=actor.id)
        row.save(force_insert=True)
    row = RiskSetting.objects.locked(row.pk, version)
    before = {"levels": row.levels, "low_grades": row.low_grades, "long_days": row.long_days}
    row.levels, row.low_grades, row.long_days, row.completeness = levels, low_grades, long_days, completeness
    row.store()
    after = {"levels": levels, "low_grades": low_grades, "long_days": long_days, "completeness": completeness}
    audit(actor, "update", RISK, row, before=before, after=after)
    notify(RISK, row.pk)


# ---- the list of those we don't work with


def _open(op: str, values: list[str], actor: Actor) -> Q:
    today = clock.today()
    holds = Q(lifted_at__isnull=True) & (Q(until__isnull=True) | Q(until__gte=today))
    return holds if values[0] == "true" else ~holds


def _finish(items: list[Row], actor: Actor) -> None:
    today = clock.today()
    for item in items:
        over = item["until"] is not None and item["until"] < today
        item["state"] = "lifted" if item["lifted_at"] else "over" if over else "holds"


SANCTIONS = ListSpec(
    code="sanctions",
    resource=SANCTION,
    zh="停止合作名单",
    en="Companies we don't work with",
    default_sort="-since",
    cols=(
        Col("id", hidden=True),
        Col("name", "单位", "Company", sort=True),
        Col("uscc", "统一社会信用代码", "Credit code"),
        Col("client_id", hidden=True),
        Col("reason", "原因", "Reason"),
        Col("since", "开始", "Since", type="date", sort=True),
        Col("until", "到", "Until", type="date", sort=True, nullable=True),
        Col("made_by", "登记人", "Entered by"),
        Col("lifted_at", "解除", "Lifted", type="datetime", sort=True, nullable=True),
        Col("lifted_by", "解除人", "Lifted by"),
        Col("lifted_reason", "解除原因", "Why lifted"),
    ),
    filters=(Filter("open", "仍有效", "In force", type="bool", custom=_open), Filter("name", "单位", "Company")),
    search=lambda rows, text, actor: rows.filter(Q(name__icontains=text) | Q(uscc__startswith=text.upper())),
    finish=_finish,
)


@transaction.atomic
def add_sanction(
    actor: Actor, *, reason: str, client_id: uuid.UUID | None = None, name: str = "", uscc: str = "", since: Any = None,
    until: Any = None,
) -> Sanction:  # fmt: skip
    """By a dossier that the actor sees, or by name and code."""
    require(actor, SANCTION, "create")
    client = get_visible(Client.objects.visible_to(actor), client_id) if client_id else None
    called = client.name if client else name.strip()
    if not called:
        raise FieldError("name", "选一家客户，或写单位名称。", "Choose a client, or write the company's name.")
    if until is not None and until < (since or clock.today()):
        raise FieldError("until", "结束不能早于开始。", "The end can't be before the beginning.")
    row = Sanction(
        client=client, name=called, uscc=(client.uscc or "") if client else uscc.strip().upper(), reason=reason,
        since=since or clock.today(), until=until, made_by=actor.name, created_by_id=actor.id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit(actor, "create", SANCTION, row, after={"name": row.name, "since": row.since, "until": until}, reason=reason)
    notify(SANCTION, row.pk)
    return row


@transaction.atomic
def lift_sanction(actor: Actor, *, sanction_id: uuid.UUID, reason: str) -> Sanction:
    must_see(actor, SANCTION, sanction_id)
    require(actor, SANCTION, "update")
    row: Sanction = Sanction.objects.locked(sanction_id)
    if row.lifted_at is not None:
        raise errors.AlreadyLifted(name=row.name)
    row.lifted_at, row.lifted_by, row.lifted_reason = clock.now(), actor.name, reason
    row.store("lifted_at", "lifted_by", "lifted_reason")
    audit(actor, "lift", SANCTION, row, reason=reason)
    notify(SANCTION, row.pk)
    return row

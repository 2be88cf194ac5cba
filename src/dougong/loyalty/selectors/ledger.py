from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from dougong.contracts.selectors.filters import department_filter, region_filter
from dougong.kit import clock
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec
from dougong.kit.months import month_on
from dougong.kit.reading import Kept, read
from dougong.kit.registry import resource
from dougong.loyalty import choices
from dougong.loyalty.models import PointsAccount, PointsEntry, PointsMonth, PointsRule
from dougong.loyalty.policies import ACCOUNT, ENTRY, STATISTICS
from dougong.loyalty.selectors import standing
from dougong.loyalty.standing import first_month

#: What the page of an account is made of.
_ACCOUNT = (
    "id", "version", "client_id", "client__name", "client__owner_id", "client__owner__name", "contact__name", "balance", "entry_count",
    "last_entry_at", "created_at", "frozen_at", "frozen_by", "frozen_note", "frozen_reason",
)  # fmt: skip
_RULES = (F("number").asc(), F("code").asc(), F("no").asc())
_MONTHS = Kept(
    lambda account: PointsMonth.objects.filter(account=account),
    ("month", "given"),
    order=(F("month").desc(),),
    limit=12,
)
#: What a client was given: accruals, less what of them was taken back.
GIVEN = Q(kind="accrual") | Q(kind="reversal", reverses__kind="accrual")


def _given(op: str, values: list[str], actor: Actor) -> Q:
    return GIVEN if values[0] == "true" else ~GIVEN


def _of_a_contact(op: str, values: list[str], actor: Actor) -> Q:
    return Q(contact__isnull=values[0] != "true")


def _search_accounts(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    found = Q(client__name__contains=text)
    if text.isascii():
        found |= Q(client__initials__startswith=text.lower())
    return rows.filter(found)


def _search_entries(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(account__client__name__contains=text)


def rule_names() -> dict[str, tuple[str, str]]:
    """Every rule that is or was, by its newest name, and what moves points without one."""
    rows = read(
        PointsRule.objects.filter(state="approved"), ("code", "zh", "en"), key="loyalty.rules", order=_RULES, limit=5000
    )
    known = {row["code"]: (row["zh"], row["en"] or row["zh"]) for row in rows}
    return known | {code: (zh, en) for code, zh, en in (("manual", "手工调整", "By hand"), *choices.PLAIN_RULES)}


def _rule_choices(actor: Actor) -> list[tuple[str, str, str]]:
    return [(code, zh, en) for code, (zh, en) in rule_names().items()]


def _name_rules(items: list[dict[str, Any]], actor: Actor) -> None:
    names = rule_names()
    for item in items:
        item["rule_name"], item["rule_name_en"] = names.get(item["rule"], (item["rule"], item["rule"]))


def _this_year(ids: list[uuid.UUID]) -> dict[uuid.UUID, int]:
    """From the months, so that an account with a million lines costs no more than one with ten."""
    rows = PointsMonth.objects.filter(account__in=ids, month__startswith=f"{clock.today().year}-")
    return dict(rows.values_list("account_id").annotate(total=Sum("given")).order_by())


def _given_this_year(items: list[dict[str, Any]], actor: Actor) -> None:
    """Two queries for the page."""
    given = _this_year([item["id"] for item in items])
    tiers = standing.names()
    for item in items:
        item["given_this_year"] = given.get(item["id"], 0)
        item["tier"], item["tier_en"] = tiers.get(item["tier"], ("", ""))


ACCOUNTS = ListSpec(
    code="points",
    resource=ACCOUNT,
    zh="积分账户",
    en="Points accounts",
    default_sort="-balance",
    cols=(
        Col("id", hidden=True),
        Col("client", "客户", "Client", path="client__name", sort="client__name_sort"),
        Col("client_id", hidden=True),
        Col("contact", "联系人", "Contact", path="contact__name", nullable=True),
        Col("balance", "可用积分", "Balance", type="number", sort=True, sum=True),
        Col("given_this_year", "本年获得", "Given this year", path="balance", type="number"),
        Col("last_entry_at", "最近变动", "Last entry", type="datetime", sort=True, nullable=True),
        Col("entries", "流水笔数", "Entries", path="entry_count", type="number", sort=True),
        Col("tier", "等级", "Tier", sort=True),
        Col("tier_en", path="tier", hidden=True),
        Col("reserved", "已预留", "Put by", type="number"),
        Col("owner", "负责人", "Owner", path="client__owner__name", type="person"),
        Col("owner_id", path="client__owner_id", hidden=True),
    ),
    filters=(
        Filter("tier", "等级", "Tier", type="choice", choices_for=standing.choices),
        Filter("balance", "可用积分", "Balance", type="number"),
        Filter("last_entry", "最近变动", "Last entry", type="date", lookup="last_entry_at", instant=True),
        Filter("owner", "负责人", "Owner", type="person", lookup="client__owner_id"),
        Filter("client", "客户", "Client", type="record", lookup="client_id"),
        Filter("own", "联系人本人的", "A contact's own", type="bool", custom=_of_a_contact),
    ),
    search=_search_accounts,
    base=lambda rows: rows.filter(closed_into__isnull=True),
    finish=_given_this_year,
)
ENTRIES = ListSpec(
    code="points-entries",
    resource=ENTRY,
    zh="积分流水",
    en="Points entries",
    default_sort="-id",
    cols=(
        Col("id", "流水号", "No.", type="number", sort=True),
        Col("client", "客户", "Client", path="account__client__name"),
        Col("client_id", path="account__client_id", hidden=True),
        Col("account_id", hidden=True),
        Col("kind", "类型", "Type", type="choice", choices=choices.ENTRY_KINDS),
        Col("rule", hidden=True),
        Col("rule_name", "规则", "Rule", path="rule"),
        Col("rule_name_en", path="rule", hidden=True),
        Col("rule_version", "规则版本", "Rule version", type="number"),
        Col("amount", "积分", "Points", type="number", sum=True),
        Col("balance_after", "变动后", "Balance after", type="number"),
        Col("occurred_at", "发生时间", "When", type="datetime", sort=True),
        Col("actor_name", "经办", "By"),
        Col("source", hidden=True),
        Col("source_id", hidden=True),
        Col("reverses_id", hidden=True),
        Col("reversed", path="reversal__id", hidden=True),
        Col("reason", "原因", "Reason"),
        Col("data", hidden=True),
    ),
    filters=(
        Filter("account", "账户", "Account", type="record", lookup="account_id"),
        Filter("client", "客户", "Client", type="record", lookup="account__client_id"),
        Filter("kind", "类型", "Type", type="choice", choices=choices.ENTRY_KINDS),
        Filter("rule", "规则", "Rule", type="choice", choices_for=_rule_choices),
        Filter("occurred", "发生时间", "When", type="date", lookup="occurred_at", instant=True),
        Filter("amount", "积分", "Points", type="number"),
        Filter("given", "发放", "Given", type="bool", custom=_given),
        department_filter("account__client__department"),
        region_filter("account__client__region"),
    ),
    search=_search_entries,
    finish=_name_rules,
)


def account(actor: Actor, account_id: uuid.UUID) -> dict[str, Any]:
    """One account with its client and what it was given this year."""
    found = _account(actor, PointsAccount.objects.visible_to(actor).filter(pk=account_id))
    if found is None:
        raise NotFound()
    return found


def account_of(actor: Actor, client_id: uuid.UUID) -> dict[str, Any] | None:
    """The account of a client the actor may see; None before its first points."""
    get_visible(resource("clients.client").visible_to(actor), client_id)
    require(actor, ACCOUNT, "view")
    rows = PointsAccount.objects.visible_to(actor)
    return _account(actor, rows.filter(client_id=client_id, closed_into__isnull=True, contact__isnull=True))


def accounts_of_contacts(actor: Actor, client_id: uuid.UUID) -> list[dict[str, Any]]:
    """What the client's people have of their own, those with the most first."""
    rows = PointsAccount.objects.visible_to(actor).filter(client_id=client_id, closed_into__isnull=True)
    found = rows.filter(contact__isnull=False).order_by("-balance", "pk")
    return [
        {"id": pk, "contact": name, "balance": balance, "last_entry_at": at}
        for pk, name, balance, at in found.values_list("pk", "contact__name", "balance", "last_entry_at")
    ]


def _account(actor: Actor, rows: QuerySet[PointsAccount]) -> dict[str, Any] | None:
    """The one of these rows, if there is one."""
    for found in read(rows, _ACCOUNT, key="loyalty.account", limit=1):
        return _told(actor, found)
    return None


def _told(actor: Actor, found: dict[str, Any]) -> dict[str, Any]:
    owner, year, may = found["client__owner_id"], f"{clock.today().year}-", actor.can(ACCOUNT, "freeze")
    return {
        "id": found["id"],
        "version": found["version"],
        "client": {"id": found["client_id"], "name": found["client__name"]},
        "contact": found["contact__name"],
        "owner": {"id": owner, "name": found["client__owner__name"]} if owner else None,
        "balance": found["balance"],
        "entries": found["entry_count"],
        "given_this_year": sum(row["given"] for row in _MONTHS(found["id"]) if row["month"].startswith(year)),
        "last_entry_at": found["last_entry_at"],
        "opened_at": found["created_at"],
        "frozen": _frozen(found, why=may) if found["frozen_at"] else None,
        "may_freeze": may,
    }


def _frozen(found: dict[str, Any], *, why: bool) -> dict[str, Any]:
    """The reason is for those who freeze: it may be about whoever reads this."""
    told = {"since": found["frozen_at"], "by": found["frozen_by"], "note": found["frozen_note"]}
    return {**told, "reason": found["frozen_reason"] if why else ""}


def statistics(actor: Actor, *, months: int = 12) -> dict[str, Any]:
    """Totals by company month and what is owed to clients in points; no client is named. For finance and management."""
    require(actor, STATISTICS, "view")
    first = first_month(clock.today(), months)
    zone = clock.zone()
    totals: Any = (
        PointsEntry.objects.filter(occurred_at__gte=clock.day_start(first))
        .annotate(month=TruncMonth("occurred_at", tzinfo=zone))
        .values("month")
        .annotate(
            given=Sum("amount", filter=Q(kind="accrual"), default=0),
            taken=Sum("amount", filter=Q(kind="deduction"), default=0),
            reversed=Sum("amount", filter=Q(kind="reversal"), default=0),
            redeemed=Sum("amount", filter=Q(kind="redemption"), default=0),
            expired=Sum("amount", filter=Q(kind="expiry"), default=0),
            net=Sum("amount"),
            entries=Count("id"),
        )
        .order_by("month")
    )
    blank = {"given": 0, "taken": 0, "reversed": 0, "redeemed": 0, "expired": 0, "net": 0, "entries": 0}
    found = {row["month"].strftime("%Y-%m"): {name: row[name] for name in blank} for row in totals}
    held = PointsAccount.objects.aggregate(
        outstanding=Sum("balance", filter=Q(balance__gt=0), default=0),
        debt=Sum("balance", filter=Q(balance__lt=0), default=0),
        accounts=Count("id", filter=Q(closed_into__isnull=True)),
        accounts_in_debt=Count("id", filter=Q(balance__lt=0)),
    )
    names = [month_on(first, n).strftime("%Y-%m") for n in range(months)]
    by_month = [{"month": name, **found.get(name, blank)} for name in names]
    return {"as_of": clock.now(), "months": by_month, **held}


def broken_accounts() -> list[PointsAccount]:
    """Accounts whose snapshot is not what their entries, or their lots and debts, add up to."""
    summed = PointsAccount.objects.annotate(
        entry_sum=Sum("entries__amount", default=0), entry_lines=Count("entries")
    ).exclude(entry_sum=F("balance"), entry_lines=F("entry_count"))
    held = PointsAccount.objects.annotate(held=Sum("lots__left", filter=Q(lots__left__gt=0), default=0)).exclude(
        held=F("balance") + F("debt")
    )
    found = {row.pk: row for row in (*summed, *held)}
    return [found[pk] for pk in sorted(found)]

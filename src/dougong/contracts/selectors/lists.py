from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Sum, Value, When

from dougong.contracts import choices, rules
from dougong.contracts.models import Contract, Instalment
from dougong.contracts.selectors.filters import OWING, age, in_bucket, shared
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec, Row
from dougong.kit.money import Money

_TEXT = CharField()


def _search(contract: str, *more: str) -> Any:
    at = f"{contract}__" if contract else ""

    def search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
        q = Q()
        for path in (f"{at}title", f"{at}number", f"{at}client__name", *more):
            q |= Q(**{f"{path}__icontains": text})
        return rows.filter(q)

    return search


# ---- contracts


def _contracts(actor: Actor) -> QuerySet[Any]:
    return Contract.objects.visible_to(actor).filter(archived_at__isnull=True)


def _late(items: list[Row], actor: Actor) -> None:
    """What is overdue today, of the contracts on the page: one query."""
    ids: list[uuid.UUID] = [i["id"] for i in items]
    rows = Instalment.objects.filter(
        contract__in=ids, contract__status__in=OWING, figures__owed__gt=0, due_on__lt=clock.today()
    )
    late = dict(rows.values_list("contract").annotate(Sum("figures__owed")).order_by())
    for item in items:
        item["overdue"] = late.get(item["id"], Money())


def _is_late(op: str, values: list[str], actor: Actor) -> Q:
    late = Q(next_due_on_any__lt=clock.today(), status__in=OWING)
    return late if values[0] == "true" else ~late


CONTRACTS = ListSpec(
    code="contracts",
    resource="contracts.contract",
    zh="合同",
    en="Contracts",
    default_sort="-created_at",
    cols=(
        Col("id", hidden=True),
        Col("title", "合同", "Contract", sort=True),
        Col("number", "编号", "Number", sort=True, nullable=True),
        Col("client", "客户", "Client", path="client__name", sort="client__name_sort"),
        Col("client_id", hidden=True),
        Col("status", "状态", "Status", type="choice", choices=choices.CONTRACT_STATES),
        Col("amount", "合同金额", "Amount", type="money", sort=True, sum=True),
        Col("received", "已收", "Received", path="figures__received", type="money", sort=True, sum=True),
        Col("owed", "未收", "Owed", path="figures__owed", type="money", sort=True, sum=True),
        Col("overdue", "其中逾期", "Overdue", path="nothing", type="money"),
        Col("credit", "预收", "Credit", path="figures__credit", type="money", sort=True, sum=True),
        Col("next_due_on", "下次应收", "Next due", path="figures__next_due_on", type="date", sort=True, nullable=True),
        Col("signed_on", "签订日期", "Signed", type="date", sort=True, nullable=True),
        Col("ends_on", "竣工日期", "Ends", type="date", sort=True, nullable=True),
        Col("owner", "负责人", "Owner", path="owner__name", type="person"),
        Col("owner_id", hidden=True),
        Col("created_at", "建立时间", "Created", type="datetime", sort=True),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("status", "状态", "Status", type="choice", choices=choices.CONTRACT_STATES),
        *shared(""),
        Filter("title", "合同", "Contract"),
        Filter("number", "编号", "Number"),
        Filter("amount", "合同金额", "Amount", type="money"),
        Filter("owed", "未收", "Owed", type="money", lookup="figures__owed"),
        Filter("overdue", "有逾期", "Overdue", type="bool", custom=_is_late),
        Filter("signed", "签订日期", "Signed", type="date", lookup="signed_on"),
        Filter("ends", "竣工日期", "Ends", type="date", lookup="ends_on"),
        Filter("next_due", "下次应收", "Next due", type="date", lookup="figures__next_due_on"),
    ),
    search=_search(""),
    base=lambda rows: rows.annotate(nothing=Value("", _TEXT), next_due_on_any=F("figures__next_due_on")),
    finish=_late,
    rows=_contracts,
)


# ---- what is owed


def _receivables(actor: Actor) -> QuerySet[Any]:
    rows = Instalment.objects.visible_to(actor)
    return rows.filter(contract__status__in=OWING, dropped_at__isnull=True, figures__owed__gt=0)


def _aged(rows: QuerySet[Any]) -> QuerySet[Any]:
    late = ("d1_30", "d31_90", "d90_plus")
    age_case = Case(*[When(in_bucket(b), then=Value(b)) for b in late], default=Value("not_due"), output_field=_TEXT)
    return rows.annotate(age=age_case, state=Value("", _TEXT), days=Value("", _TEXT))


def _standing(items: list[Row], actor: Actor) -> None:
    today = clock.today()
    for item in items:
        now = rules.standing(item["owed"], item["due_on"], item["kind"], today)
        item["state"], item["days"] = now.state, now.days


RECEIVABLES = ListSpec(
    code="receivables",
    resource="contracts.instalment",
    zh="应收",
    en="Receivables",
    default_sort="due_on",
    cols=(
        Col("id", hidden=True),
        Col("client", "客户", "Client", path="contract__client__name", sort="contract__client__name_sort"),
        Col("client_id", hidden=True, path="contract__client_id"),
        Col("contract", "合同", "Contract", path="contract__title", sort=True),
        Col("contract_id", hidden=True),
        Col("number", "编号", "Number", path="contract__number"),
        Col("title", "款项", "Instalment"),
        Col("kind", "类别", "Kind", type="choice", choices=choices.INSTALMENT_KINDS),
        Col("amount", "应收", "Amount", type="money", sort=True, sum=True),
        Col("received", "已收", "Received", path="figures__received", type="money", sort=True, sum=True),
        Col("owed", "未收", "Owed", path="figures__owed", type="money", sort=True, sum=True),
        Col("due_on", "应付日", "Due", type="date", sort=True, nullable=True),
        Col("expected_on", "预计", "Expected", type="date"),
        Col("state", "状态", "State", type="choice", choices=choices.RECEIVABLE_STATES),
        Col("days", "天数", "Days", type="number"),
        Col("age", "账龄", "Age", type="choice", choices=choices.AGES),
        Col("owner", "负责人", "Owner", path="contract__owner__name", type="person"),
        Col("owner_id", hidden=True, path="contract__owner_id"),
    ),
    filters=(
        Filter("age", "账龄", "Age", type="choice", choices=choices.AGES, custom=age),
        Filter("due", "应付日", "Due", type="date", lookup="due_on"),
        *shared("contract"),
        Filter("kind", "类别", "Kind", type="choice", choices=choices.INSTALMENT_KINDS),
        Filter("owed", "未收", "Owed", type="money", lookup="figures__owed"),
        Filter("contract", "合同", "Contract", type="record", lookup="contract_id"),
    ),
    search=_search("contract", "title"),
    base=_aged,
    finish=_standing,
    rows=_receivables,
)


def ageing(actor: Actor, query: Any) -> dict[str, Any]:
    """What is owed by age under the list's other filters: the segments add up to the list without its age filter."""
    rest = query.copy()
    rest.setlist("filter", [f for f in query.getlist("filter") if not f.startswith("age:")])
    rows = RECEIVABLES.narrowed(actor, rest).order_by().values("age").annotate(owed=Sum("figures__owed"), n=Count("pk"))
    found = {row["age"]: row for row in rows}
    empty = {"owed": Money(), "n": 0}
    items = [
        {"age": code, "owed": found.get(code, empty)["owed"], "count": found.get(code, empty)["n"]}
        for code, _, _ in choices.AGES
    ]
    return {"items": items, "owed": Money.total(i["owed"] for i in items), "count": sum(i["count"] for i in items)}


# ---- what came in

_RECEIPT_STATE = Case(
    When(reverses__isnull=False, then=Value("reversal")),
    When(reversed_at__isnull=False, then=Value("reversed")),
    default=Value("recorded"),
    output_field=_TEXT,
)

RECEIPTS = ListSpec(
    code="receipts",
    resource="contracts.receipt",
    zh="回款",
    en="Receipts",
    default_sort="-received_on",
    cols=(
        Col("id", hidden=True),
        Col("received_on", "到账日期", "Received", type="date", sort=True),
        Col("client", "客户", "Client", path="contract__client__name", sort="contract__client__name_sort"),
        Col("client_id", hidden=True, path="contract__client_id"),
        Col("contract", "合同", "Contract", path="contract__title", sort=True),
        Col("contract_id", hidden=True),
        Col("number", "编号", "Number", path="contract__number"),
        Col("amount", "金额", "Amount", type="money", sort=True, sum=True),
        Col("payer", "付款方", "Payer", sort=True),
        Col("reference", "流水号", "Reference"),
        Col("state", "状态", "State", type="choice", choices=choices.RECEIPT_STATES),
        Col("recorded_by", "登记人", "Recorded by", path="recorded_by_name"),
        Col("reason", "冲销原因", "Reason"),
        Col("created_at", "登记时间", "Recorded", type="datetime", sort=True),
    ),
    filters=(
        Filter("received", "到账日期", "Received", type="date", lookup="received_on"),
        *shared("contract"),
        Filter("amount", "金额", "Amount", type="money"),
        Filter("state", "状态", "State", type="choice", choices=choices.RECEIPT_STATES),
        Filter("payer", "付款方", "Payer"),
        Filter("reference", "流水号", "Reference"),
        Filter("contract", "合同", "Contract", type="record", lookup="contract_id"),
    ),
    search=_search("contract", "payer", "reference"),
    base=lambda rows: rows.annotate(state=_RECEIPT_STATE),
)

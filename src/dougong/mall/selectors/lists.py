"""The lists of those who keep the mall."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, Sum

from dougong.contracts.selectors.filters import department_filter
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec, Row
from dougong.kit.registry import resource
from dougong.loyalty.selectors import standing
from dougong.mall import choices
from dougong.mall.models import StockMovement
from dougong.mall.policies import ORDER, REWARD


def _rewards(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(Q(title__icontains=text) | Q(title_en__icontains=text))


def _orders(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(Q(number__icontains=text) | Q(title__icontains=text) | Q(client__name__contains=text))


def _movements(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(reward__title__icontains=text)


def _finish_rewards(items: list[Row], actor: Actor) -> None:
    """How many of each the clients have whose orders one sees, and the tier's name: two queries for the page."""
    rows = (
        resource(ORDER)
        .visible_to(actor)
        .filter(reward__in=[item["id"] for item in items], state__in=choices.STANDS)
        .order_by()
    )
    given = dict(rows.values_list("reward_id").annotate(n=Sum("quantity")))
    names = standing.names()
    for item in items:
        item["redeemed"] = given.get(item["id"], 0)
        item["tier"], item["tier_en"] = names.get(item["tier"], (item["tier"], item["tier"]))
        if not item["limited"]:
            item["left"] = None


REWARDS = ListSpec(
    code="rewards",
    resource=REWARD,
    zh="奖品",
    en="Rewards",
    default_sort="place",
    cols=(
        Col("id", hidden=True),
        Col("version", hidden=True),
        Col("title", "奖品", "Reward", sort=True),
        Col("title_en", "英文名", "English name"),
        Col("kind", "类型", "Kind", type="choice", choices=choices.REWARD_KINDS, sort=True),
        Col("state", "状态", "State", type="choice", choices=choices.REWARD_STATES, sort=True),
        Col("points", "积分", "Points", type="number", sort=True),
        Col("value", "面值或成本", "Amount or cost", type="money", sort=True),
        Col("limited", hidden=True),
        Col("left", "剩余", "Left", type="number", sort=True),
        Col("redeemed", "已兑换", "Redeemed", path="left", type="number"),
        Col("per_client", "每家限量", "For each client", type="number", nullable=True),
        Col("period", "限量周期", "Within", type="choice", choices=choices.PERIODS),
        Col("tier", "最低等级", "Least tier", path="least_tier"),
        Col("tier_en", path="least_tier", hidden=True),
        Col("begins_on", "开始", "From", type="date", sort=True, nullable=True),
        Col("ends_on", "结束", "Until", type="date", sort=True, nullable=True),
        Col("place", "排序", "Place", type="number", sort=True),
        Col("picture_id", hidden=True),
    ),
    filters=(
        Filter("state", "状态", "State", type="choice", choices=choices.REWARD_STATES),
        Filter("kind", "类型", "Kind", type="choice", choices=choices.REWARD_KINDS),
        Filter("points", "积分", "Points", type="number"),
        Filter(
            "limited", "限量", "Limited", type="bool", custom=lambda op, values, actor: Q(limited=values[0] == "true")
        ),
        Filter("left", "剩余", "Left", type="number"),
        Filter("tier", "最低等级", "Least tier", type="choice", lookup="least_tier", choices_for=standing.choices),
    ),
    search=_rewards,
    finish=_finish_rewards,
)
ORDERS = ListSpec(
    code="mall-orders",
    resource=ORDER,
    zh="兑换订单",
    en="Orders of rewards",
    default_sort="-created_at",
    cols=(
        Col("id", hidden=True),
        Col("number", "订单号", "Order", sort=True),
        Col("client", "客户", "Client", path="client__name", sort="client__name_sort"),
        Col("client_id", hidden=True),
        Col("title", "奖品", "Reward", sort=True),
        Col("title_en", hidden=True),
        Col("reward_id", hidden=True),
        Col("kind", "类型", "Kind", type="choice", choices=choices.REWARD_KINDS),
        Col("quantity", "数量", "Number", type="number", sum=True),
        Col("points", "积分", "Points", type="number", sort=True, sum=True),
        Col("value", "价值", "Worth", type="money", sum=True),
        Col("state", "状态", "State", type="choice", choices=choices.ORDER_STATES, sort=True),
        Col("ordered_by", "下单人", "Ordered by", path="ordered_by_name"),
        Col("created_at", "下单时间", "Ordered", type="datetime", sort=True),
        Col("fulfilled_at", "兑现时间", "Fulfilled", type="datetime", sort=True, nullable=True),
        Col("carrier", "承运方", "Carrier"),
        Col("tracking", "运单号", "Tracking number"),
    ),
    filters=(
        Filter("state", "状态", "State", type="choice", choices=choices.ORDER_STATES),
        Filter("kind", "类型", "Kind", type="choice", choices=choices.REWARD_KINDS),
        Filter("client", "客户", "Client", type="record", lookup="client_id"),
        Filter("reward", "奖品", "Reward", type="record", lookup="reward_id"),
        Filter("contract", "合同", "Contract", type="record", lookup="contract_id"),
        Filter("created", "下单时间", "Ordered", type="date", lookup="created_at", instant=True),
        Filter("points", "积分", "Points", type="number"),
        department_filter("client__department"),
    ),
    search=_orders,
)


def _finish_stock(items: list[Row], actor: Actor) -> None:
    """An order, who made it and why it came back is told to whoever sees it: one query for the page."""
    keys = {item["order_id"] for item in items if item["order_id"]}
    seen = set(resource(ORDER).visible_to(actor).filter(pk__in=keys).values_list("pk", flat=True))
    for item in items:
        if item["order_id"] and item["order_id"] not in seen:
            item |= {"order": None, "order_id": None, "reason": "", "actor_name": ""}


def _stock_rows(actor: Actor) -> QuerySet[Any]:
    return StockMovement.objects.filter(reward__in=resource(REWARD).visible_to(actor).values("pk"))


STOCK = ListSpec(
    code="mall-stock",
    resource=REWARD,
    zh="库存流水",
    en="Movements of stock",
    default_sort="-id",
    cols=(
        Col("id", "流水号", "No.", type="number", sort=True),
        Col("reward", "奖品", "Reward", path="reward__title"),
        Col("reward_id", hidden=True),
        Col("kind", "类型", "Kind", type="choice", choices=choices.MOVES),
        Col("quantity", "数量", "Number", type="number", sum=True),
        Col("left_after", "变动后", "Left after", type="number"),
        Col("order", "订单", "Order", path="order__number"),
        Col("order_id", hidden=True),
        Col("reason", "原因", "Reason"),
        Col("actor_name", "经办", "By"),
        Col("at", "时间", "When", type="datetime", sort=True),
    ),
    filters=(
        Filter("reward", "奖品", "Reward", type="record", lookup="reward_id"),
        Filter("kind", "类型", "Kind", type="choice", choices=choices.MOVES),
        Filter("at", "时间", "When", type="date", instant=True),
    ),
    search=_movements,
    finish=_finish_stock,
    rows=_stock_rows,
)

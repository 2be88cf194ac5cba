"""Points of the demo company: what happened is told to the ledger day by day, so that each entry bears its own day and comes under
that day's head; then a rule that waits for its approval, points by hand, and a review of the tiers."""

from __future__ import annotations

from dougong.approvals import services as approvals
from dougong.approvals.models import Approval
from dougong.clients.models import Client
from dougong.kit import clock
from dougong.kit.demobuild import Demo
from dougong.kit.models import OutboxDelivery
from dougong.kit.outbox import run_pending
from dougong.loyalty import shaping
from dougong.loyalty.models import PointsAccount, PointsAdjustment
from dougong.loyalty.proof.growing import grow_all
from dougong.loyalty.proof.heads import publish
from dougong.loyalty.services import adjusting, ruling, tiers


def build(demo: Demo) -> None:
    """Deliver the history in its order, with the clock standing at the last event of each day."""
    waiting = OutboxDelivery.objects.filter(status="pending").order_by("due_at").values_list("due_at", flat=True)
    days = {clock.local_date(at): at for at in waiting}
    for done, at in enumerate(sorted(days.values()), 1):
        with clock.frozen(at):
            while run_pending(500):
                pass
            if grow_all():
                publish()
        demo.progress("积分", done, len(days))


def last(demo: Demo) -> None:
    """After the approvals' people are there."""
    _rule(demo)
    _by_hand(demo)
    tiers.review_all()


def _rule(demo: Demo) -> None:
    """The next version of the rule about receipts, tried and submitted: more for large receipts of well graded clients."""
    keeper = demo.actors["zhou"]
    with demo.at(demo.day(1, 3)):
        row = ruling.draft_rule(
            keeper,
            code="receipt",
            zh="每回款满 1 万元得 10 分，单笔 500 万以上得 12 分",
            en="10 points for every full 10,000 yuan, 12 above 5 million",
        )
        table = [
            {"cells": [{"field": "amount", "op": "gte", "value": "5000000"}], "points": "floor(amount / 10000) * 12"},
            {"cells": [], "points": "floor(amount / 10000) * 10"},
        ]
        body = shaping.body_of(table=table, months=24, caps=[{"per": "month", "points": 50_000}])
        row = ruling.change_rule(
            keeper,
            rule_id=row.pk,
            version=row.version,
            zh=row.zh,
            en=row.en,
            number=10,
            note="鼓励大额回款，积分两年有效",
            body=body,
        )
        ruling.try_rule(row.pk)
        row.refresh_from_db()
        ruling.submit_rule(keeper, rule_id=row.pk, version=row.version, begins_on=demo.today)


def _by_hand(demo: Demo) -> None:
    """Of three that were asked for two were given, one waits."""
    held = PointsAccount.objects.of_clients().filter(client__owner__isnull=False).order_by("-balance", "pk")[:3]
    told = (
        ("suggestion", 0, "建议把风管支架改为装配式，已在三个项目采用"),
        ("referral", 0, "推荐的新客户已签约"),
        ("manual", 200, "参加年度安全培训，补记 200 分"),
    )
    for place, (account, (kind, points, reason)) in enumerate(zip(held, told, strict=False)):
        owner = Client.objects.values_list("owner_id", flat=True).get(pk=account.client_id)
        actor = demo.actors[demo.login_of[owner]]
        with demo.at(demo.day(2 * place + 1, 2 * place + 3)):
            row = adjusting.ask(
                actor, client_id=account.client_id, kind=kind, points=points, reason=reason, filename="签收单.txt",
                data=reason.encode(),
            )  # fmt: skip
            if place < 2:
                approve(demo, row)


def approve(demo: Demo, row: PointsAdjustment) -> None:
    waiting = Approval.objects.get(subject="loyalty.adjustment", object_id=row.pk, state="waiting")
    decider = waiting.deciders.values_list("user_id", flat=True)[0]
    approvals.decide(demo.actors[demo.login_of[decider]], approval_id=waiting.pk, approve=True, comment="凭证齐全")

"""What the invented company does with its dossiers: segments, a rule of tags, grades, an override that waits."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dougong.approvals import services as approvals
from dougong.approvals.models import Approval
from dougong.care.credit import risks
from dougong.care.credit import services as credit
from dougong.care.credit.models import CreditStanding
from dougong.care.segments import services as segments
from dougong.care.visits import services as visits
from dougong.care.visits.models import VisitPlan
from dougong.clients.models import Client
from dougong.kit.demobuild import Demo

SEGMENTS: tuple[tuple[str, list[str], str], ...] = (
    ("长三角在履客户", ["region:in:310000,320000,330000", "receivable:gt:0.00"], "季度经营会看的一组"),
    ("有逾期款", ["overdue:gt:0.00"], "财务和销售每周对一次"),
    ("半年没有跟进", ["last_contact:lt:today-180"], "先打电话，再安排拜访"),
    ("档案过半的半导体与医药", ["industry:contains:半导体", "completeness:gte:50"], ""),
)


def last(demo: Demo) -> None:
    """After contracts and receipts are there."""
    with demo.at(demo.day(40, 60)):
        credit.install_rule()
        made = [
            segments.create_segment(demo.actors["fang"], name=name, filters=filters, note=note, share="all")
            for name, filters, note in SEGMENTS
        ]
        rule = segments.save_rule(
            demo.actors["fang"], tag="有逾期", filters=["overdue:gt:0.00"], note="财务每周看，收清后自动收回"
        )
    segments.run_rule(rule)
    with demo.at(demo.day(8, 9)):
        segments.count_all()
    credit.grade_all()
    visits.save_rules(
        demo.actors["fang"], wanted=[{"segment_id": made[1].pk, "months": 1}, {"segment_id": made[0].pk, "months": 2}]
    )
    visits.plan_all()
    _put_off(demo)
    _override(demo)
    with demo.at(demo.day(20, 30)):
        risks.add_sanction(demo.actors["xu"], name="昌隆信达贸易有限公司", reason="两次拒付进度款，仲裁执行中")
    demo.made["segments"] = [*made]


def _put_off(demo: Demo) -> None:
    """Three that are overdue are put off, each by its owner."""
    late = VisitPlan.objects.filter(due_on__lt=demo.today).order_by("due_on", "pk")[:3]
    for place, plan in enumerate(list(late)):
        owner = Client.objects.values_list("owner_id", flat=True).get(pk=plan.pk)
        actor = demo.actors[demo.login_of[owner]]
        if place == 1:
            visits.skip_visit(actor, client_id=plan.pk, reason="年底封账，不接待来访")
        else:
            until = demo.today + dt.timedelta(days=120 + 60 * place)
            visits.pause_visits(actor, client_id=plan.pk, until=until, reason="停产改造，复工后再联系")


def _override(demo: Demo) -> None:
    """Of the two that pay worst one is trusted more for a time, the other's request waits."""
    rows: list[Any] = list(CreditStanding.objects.filter(grade="D").order_by("points", "pk")[:2])
    for place, standing in enumerate(rows):
        client = Client.objects.get(pk=standing.pk)
        until = demo.today + dt.timedelta(days=100 + 40 * place)
        asker = demo.actors[demo.login_of[client.owner_id]]
        with demo.at(demo.day(1 + 5 * (1 - place), 3 + 5 * (1 - place))):
            credit.ask_override(
                asker, client_id=client.pk, grade="B", until=until,
                reason="集团出具付款承诺函，余款列入下季度资金计划" if place == 0 else "母公司愿意提供连带担保，函件本周到",
            )  # fmt: skip
            if place == 0:
                waiting = Approval.objects.filter(subject="care.credit", object_id=client.pk, state="waiting").first()
                decider = waiting.deciders.values_list("user_id", flat=True)[0] if waiting else None
                if waiting is not None and decider is not None:
                    approvals.decide(
                        demo.actors[demo.login_of[decider]], approval_id=waiting.pk, approve=True, comment="到期前复核"
                    )

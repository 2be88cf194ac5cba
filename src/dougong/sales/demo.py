"""Opportunities of the demo company that are still open, or were lost. Those that were signed come with their contracts."""

from __future__ import annotations

import datetime as dt

from dougong.kit.actor import Actor
from dougong.kit.demobuild import Demo
from dougong.kit.money import Money
from dougong.sales import services
from dougong.sales.choices import LOST_REASONS
from dougong.sales.models import Opportunity, Stage

OPEN, LOST = 62, 22
TITLES = (
    "洁净室机电工程", "自控系统改造", "冷冻机房节能改造", "工艺管道扩容", "变配电增容",
    "数据中心机电总包", "消防系统升级", "涂装车间 VOCs 治理",
    "实训楼智能化", "冷库制冷系统更新", "岸电改造", "储能站电气安装", "公用工程扩建", "能源托管", "污水站提标",
)  # fmt: skip
_NEXT = ("提交方案比选", "约基建负责人参观样板", "报价澄清", "补充检测数据", "对方财务确认付款节点", "技术交流", "")


def amount(demo: Demo) -> Money:
    """80 万 to 6,000 万, mostly small, in whole thousands."""
    return Money(int(80 * 1.042 ** demo.random.randint(0, 104)) * 10_000 + demo.random.randint(0, 9) * 1000)


def build(demo: Demo) -> None:
    stages = {stage.code: stage for stage in Stage.objects.active()}
    ladder = [stages["contact"], stages["proposal"], stages["contract"]]
    for done in range(OPEN + LOST):
        lost = done >= OPEN
        client = demo.random.choice(demo.made["clients"])
        actor = demo.actors[demo.login_of[client.owner_id]]
        age = demo.random.randint(150, 640) if lost else demo.random.randint(3, 110)
        born = max(client.created_at.date(), demo.today - dt.timedelta(days=age))
        with demo.at(born):
            opportunity = services.create_opportunity(
                actor,
                client_id=client.pk,
                title=demo.random.choice(TITLES),
                amount=amount(demo),
                expected_on=born + dt.timedelta(days=demo.random.randint(60, 150)),
                next_step=demo.random.choice(_NEXT),
            )
        steps = demo.random.choices((0, 1, 2), weights=(5, 4, 2))[0]
        for step in range(1, steps + 1):
            moved = born + dt.timedelta(days=step * max(1, (demo.today - born).days // (steps + 2)))
            with demo.at(moved):
                opportunity = services.move_opportunity(
                    actor, opportunity_id=opportunity.pk, version=opportunity.version, stage_id=ladder[step].pk
                )
        if lost:
            _lose(demo, actor, opportunity, born)
        demo.progress("商机", done + 1, OPEN + LOST)


def _lose(demo: Demo, actor: Actor, opportunity: Opportunity, born: dt.date) -> None:
    reason = demo.random.choice(LOST_REASONS[:-1])[0]
    with demo.at(min(demo.today, born + dt.timedelta(days=demo.random.randint(40, 140)))):
        services.lose_opportunity(actor, opportunity_id=opportunity.pk, version=opportunity.version, reason=reason)

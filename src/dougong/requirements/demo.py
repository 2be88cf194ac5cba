"""What some of the demo company's works are to bring about: written, agreed, tested, with the standards they are judged by."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dougong.clients.models import Contact
from dougong.kit.actor import Actor
from dougong.kit.demobuild import Demo
from dougong.requirements import services
from dougong.requirements.models import Requirement, Specification

SIGNED, OPEN = 12, 6
#: How long after the contract the first tests are run, and what was found.
BUILT = dt.timedelta(days=200)
_FOUND = ("静态检测 12 点全部合格", "总风量 +3%，风口最大偏差 9%", "3# 立管法兰渗漏，紧固后复试")
#: requirement, detail, kind, priority, test case, expected, acceptance standard, method, tolerance, standard, stage
_ROWS = (
    ("洁净室达到 ISO 7 级，静态检测合格", "核心区 ISO 7，走道 ISO 8；静态、空态各测一次，采样点按面积布置。", "performance", "must",
     "洁净度静态检测", "各采样点 ≥0.5 μm 粒子浓度不超过限值", "洁净度等级符合 ISO 7 级", "尘埃粒子计数器，按面积布点", "粒子浓度不超限值",
     "GB 50591-2010", "commissioning"),
    ("系统总风量与设计一致", "空调系统总风量、各风口风量实测，与设计值比对并留记录。", "performance", "must",
     "总风量与风口风量平衡测试", "总风量偏差 -5%～+10%，风口偏差不大于 15%", "系统总风量偏差", "毕托管或风量罩实测",
     "-5%～+10%", "GB 50243-2016", "commissioning"),
    ("空调水系统试压不渗漏", "分段试压与系统试压均做，稳压 10 分钟，记录压力表编号。", "safety", "must",
     "空调水管系统试压", "稳压 10 min，压降不大于 0.02 MPa，外观无渗漏", "水系统强度与严密性", "系统试压", "压降 ≤0.02 MPa",
     "GB 50243-2016", "concealed"),
    ("自控数据接入业主能源平台", "BACnet/IP 接入，点位 860 个，采集周期 60 秒，断线续传。", "interface", "should",
     "能源平台数据联调", "点位在线率不低于 99%，断网恢复后补传", "点位接入率", "平台抽检 10%", "≥99%", "", "commissioning"),
    ("停产窗口内完成切换", "每月末周六 20:00 至周日 08:00 可停产，切换方案提前七天报批。", "schedule", "must", "", "", "", "", "", "", ""),
    ("竣工资料一式四份并移交电子版", "含竣工图、设备随机资料、检测报告、操作手册。", "delivery", "should", "", "", "资料齐全并装订",
     "按移交清单逐项核对", "缺项为零", "GB/T 50328-2014", "completion"),
)  # fmt: skip


def last(demo: Demo) -> None:
    """After the contracts and projects: of those that were won all is agreed, of the others some."""
    rows = Specification.objects.select_related("opportunity__owner").filter(opportunity__owner__isnull=False)
    built = [contract.opportunity_id for contract in demo.made["contracts"]]  # those with a project
    signed = list(rows.filter(opportunity__in=built).order_by("-opportunity__number")[:SIGNED])
    open_ = list(rows.filter(opportunity__status="open", opportunity__contracted_on=None).order_by("pk")[:OPEN])
    for place, found in enumerate((*signed, *open_)):
        _write(demo, found, "liang" if place % 2 == 0 else "luo", agreed=found in signed)
        demo.progress("需求规格", place + 1, len(signed) + len(open_))


def _write(demo: Demo, found: Specification, login: str, *, agreed: bool) -> None:
    seller, keeper = demo.actors[demo.login_of[found.opportunity.owner_id]], demo.actors[login]
    born = found.opportunity.created_at.date() + dt.timedelta(days=6)
    with demo.at(min(born, demo.today)):
        services.set_keeper(seller, specification_id=found.pk, keeper_id=keeper.id)
        made = [_row(keeper, found, row) for row in (_ROWS if agreed else _ROWS[:4])]
    contact = Contact.objects.filter(client_id=found.opportunity.client_id, archived_at=None).order_by("pk").first()
    ready = made if agreed else made[:1]
    with demo.at(min(born + dt.timedelta(days=12), demo.today)):
        services.agree_requirements(
            keeper, specification_id=found.pk, ids=[r.pk for r in ready], contact_id=contact.pk if contact else None
        )
        prototype = services.add_prototype(
            keeper, specification_id=found.pk, title="机房设备布置样板", requirement_ids=[made[1].pk]
        )
        services.add_version(keeper, prototype_id=prototype.pk, link="https://models.example/plant-room/1", note="首版")
        services.give_feedback(
            keeper, prototype_id=prototype.pk, no=1, verdict="accepted" if agreed else "changes",
            feedback="" if agreed else "检修通道不足 800 mm，水泵基础往北移。", contact_id=contact.pk if contact else None,
        )  # fmt: skip
        if agreed:
            services.share(seller, specification_id=found.pk, shared=True)
    won = found.opportunity.contracted_on
    if won and won < demo.today - BUILT:
        with demo.at(demo.today - dt.timedelta(days=20)):
            for place, case in enumerate(found.test_cases.order_by("seq")[:3]):
                services.record_run(keeper, case_id=case.pk, result="failed" if place == 2 else "passed", note=_FOUND[place])


def _row(keeper: Actor, found: Specification, row: tuple[str, ...]) -> Requirement:
    title, text, kind, priority, case, expected, judged, method, tolerance, standard, stage = row
    made = services.add_requirement(
        keeper, specification_id=found.pk, title=title, text=text, kind=kind, priority=priority, source="interview"
    )
    linked: dict[str, Any] = {"specification_id": found.pk, "requirement_ids": [made.pk]}
    if case:
        services.add_test_case(keeper, title=case, steps="按方案逐点实测并填表。", expected=expected, **linked)
    if judged:
        services.add_criterion(
            keeper, title=judged, method=method, tolerance=tolerance, standard=standard, stage=stage, **linked
        )
    return made

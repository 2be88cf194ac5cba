"""What the demo company has filled in of level one, and the fields it added itself."""

from __future__ import annotations

from typing import Any

from dougong.clients.policies import CLIENT
from dougong.forms.selectors import own_fields
from dougong.forms.services import save_fields
from dougong.kit.demobuild import Demo

FIELDS: tuple[dict[str, Any], ...] = (
    {
        "type": "amount", "zh": "年度投资预算", "en": "Yearly budget", "section": "background", "listed": True,
        "meaning_zh": "本年度工程与技改的预算总额", "meaning_en": "Whole budget of the year for works and renewal",
        "rule_zh": "问计划部，单位元", "rule_en": "Ask their planning department; CNY",
    },
    {
        "type": "choice", "zh": "安全准入等级", "en": "Site access level", "section": "more", "listed": True,
        "meaning_zh": "进对方现场要办到哪一级", "meaning_en": "What it takes to enter their site",
        "choices": [
            {"value": "open", "zh": "登记即入", "en": "Sign in at the gate"},
            {"value": "trained", "zh": "培训后入", "en": "After a training"},
            {"value": "escorted", "zh": "专人陪同", "en": "With an escort"},
        ],
    },
    {
        "type": "person", "zh": "技术对接人", "en": "Technical counterpart", "section": "technology", "listed": True,
        "meaning_zh": "我们这边固定回答技术问题的人", "meaning_en": "Who of us answers their technical questions",
    },
    {"type": "date", "zh": "框架协议到期日", "en": "Framework agreement ends", "section": "history", "listed": True},
    {"type": "text", "zh": "内部评语", "en": "Internal remark", "section": "history", "secret": True},
)  # fmt: skip
_TRADES = {
    "半导体": "C39", "水务环保": "D46", "生物医药": "C27", "仓储物流": "G59", "轨道交通": "C37", "医疗卫生": "Q84", "文旅": "R90",
    "新能源": "D44", "港口航运": "G55", "酒店商业": "H61", "装备制造": "C35", "教育": "P83", "政府平台": "N78", "食品": "C14",
    "房地产": "K70", "数据中心": "I65", "新材料": "C30", "纺织": "C17", "化工": "C26",
}  # fmt: skip
_PAINS = (
    "二期洁净室温湿度漂移，每月报废两批片子，停机一天损失三百万。", "老泵站靠人工抄表，夜里爆管要等居民报修才知道。",
    "三套楼控各管各的，能耗算不清，节能奖年年拿不到。", "设备档案散在几个人的电脑里，检修一停就是两天。",
)  # fmt: skip
_PROBLEMS = (
    "把环境控制的波动压到 ±0.5℃、±3%RH。",
    "先把管网压力和流量看清楚，再谈节能。",
    "三套系统合成一套，按楼栋算账。",
)
_RIVALS = (
    "海澄机电报价低 8%，但没有同类业绩；对方也考虑只换控制柜。",
    "设计院推荐了一家外企，工期要 14 个月。",
    "集团内部有施工单位，想自己做。",
)
_BUYING = (
    "使用部门提需求，基建部立项，技术评审会打分，采购部三家比选，总经理办公会批，约两个月。",
    "50 万以上公开招标，挂网 20 天；以下三家询价，分管副总批。",
    "先进集团供应商库，再走年度框架下的订单，财务复核付款节点。",
)
_SYSTEMS = (
    "西门子楼控、海康安防、用友 U8；消防是 2016 年的，接口没有放开。",
    "自控是和利时，抄表系统自己写的，没有文档。",
    "SAP、MES 各一套，楼控三家品牌。",
)
_PAST = (
    "2023 年做过一期机电安装，1,260 万，提前 9 天竣工。",
    "做过两个小改造，共 310 万，质保期内报修 3 次。",
    "还没有合作过，投过一次标，第二名。",
)
_REMARKS = ("新来的厂长说了算，采购只走流程。", "付款要盯财务副总监，别只找项目部。", "对工期特别敏感，宁可贵一点。")


def define(demo: Demo) -> None:
    with demo.at(demo.day(700, 725)):
        save_fields(demo.actors["fang"], code=CLIENT, version=0, fields=list(FIELDS))


def values(demo: Demo, number: int, industry: str, *, leading: bool) -> dict[str, Any]:
    """Of the leading clients nearly all, of the others what a salesperson gets around to."""
    pick = demo.random
    found: dict[str, Any] = {"trade": _TRADES[industry]}
    if leading or pick.random() < 0.5:
        found |= {"staff": pick.randint(4, 600) * 10, "turnover": f"{pick.randint(20, 9000) * 100000}.00"}
    if leading or pick.random() < 0.3:
        found |= {
            "stage": pick.choice(("growing", "mature", "changing")),
            "potential": pick.choice(("high", "medium", "medium", "low")),
            "maturity": pick.choice(("paper", "islands", "joined", "measured")),
            "payment": pick.choice(("on_time", "on_time", "slow", "late")),
        }
    if leading or pick.random() < 0.85:
        found |= {"pain": pick.choice(_PAINS), "purchasing": pick.choice(_BUYING)}
    if leading:
        found |= _in_full(demo, number)
    return found


def _in_full(demo: Demo, number: int) -> dict[str, Any]:
    """One in three still lacks something, so that the dossier says what to ask next."""
    pick = demo.random
    keys = _keys(demo)
    found: dict[str, Any] = {
        "problem": pick.choice(_PROBLEMS), "systems": pick.choice(_SYSTEMS), "cloud": [pick.choice(("huawei", "aliyun", "none"))],
        "approval_days": pick.choice((15, 30, 45, 60)), "budget_month": "10 月报，次年 1 月批", "cooperation": pick.choice(_PAST),
        "satisfaction": pick.choice(("3", "4", "4", "5")), keys["年度投资预算"]: f"{pick.randint(3, 80) * 1000000}.00",
        keys["安全准入等级"]: pick.choice(("open", "trained", "escorted")), keys["内部评语"]: pick.choice(_REMARKS),
        keys["技术对接人"]: str(demo.actors[pick.choice(("liang", "luo"))].id),
    }  # fmt: skip
    if number % 3:
        found["competitors"] = pick.choice(_RIVALS)
    return found


def _keys(demo: Demo) -> dict[str, str]:
    if "field_keys" not in demo.made:
        demo.made["field_keys"] = [{f.zh: f.key for f in own_fields(CLIENT)}]
    found: dict[str, str] = demo.made["field_keys"][0]
    return found

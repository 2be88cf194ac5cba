"""Three hundred invented clients with two years of talks."""

from __future__ import annotations

import contextlib
import datetime as dt
from email.message import EmailMessage
from typing import Any

from dougong.approvals import services as approvals
from dougong.approvals.models import Approval
from dougong.clients import demo_facts, review, services
from dougong.clients.groups import set_parent
from dougong.clients.models import Client
from dougong.clients.policies import CLIENT
from dougong.kit import clock
from dougong.kit.demobuild import Demo
from dougong.kit.errors import FieldErrors
from dougong.kit.formats import check_character

COUNT = 300
#: Number → name, the leading client above it, and what it is to that one.
_BELOW = {
    20: ("沧澜水务集团江北运营有限公司", 1, "subsidiary"),
    21: ("沧澜（扬州）排水有限公司", 1, "subsidiary"),
    22: ("启岳半导体（苏州）有限公司昆山分公司", 0, "branch"),
    24: ("瀚川轨道装备（常州）检修有限公司", 4, "subsidiary"),
}
#: Complete, and not submitted until there was a rule.
_HELD_BACK = (41, 52, 63, 74, 85)
#: The clients that the other parts of the demo build on: name, industry, place (code, address), owner, kind.
LEADING: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("启岳半导体(苏州)有限公司", "半导体", "320594", "江苏省苏州市工业园区星湖街", "zhou", "employer"),
    ("沧澜水务集团有限公司", "水务环保", "320106", "江苏省南京市鼓楼区中山北路", "lin", "employer"),
    ("禾木生物制药股份有限公司", "生物医药", "330108", "浙江省杭州市滨江区江南大道", "zhou", "employer"),
    ("临港北辰冷链物流有限公司", "仓储物流", "310115", "上海市浦东新区临港大道", "chen", "employer"),
    ("瀚川轨道装备有限公司", "轨道交通", "320411", "江苏省常州市新北区通江路", "gu", "employer"),
    ("安澜市第一人民医院", "医疗卫生", "330402", "浙江省嘉兴市南湖区中环路", "lin", "government"),
    ("云麓文旅投资发展有限公司", "文旅", "341002", "安徽省黄山市屯溪区迎宾大道", "chen", "employer"),
    ("中垣新能源有限公司", "新能源", "320902", "江苏省盐城市亭湖区希望大道", "zhou", "employer"),
    ("远帆港务股份有限公司", "港口航运", "330206", "浙江省宁波市北仑区港城路", "gu", "employer"),
    ("青崧酒店管理有限公司", "酒店商业", "310106", "上海市静安区南京西路", "shen", "employer"),
    ("砺锋精密制造(无锡)有限公司", "装备制造", "320214", "江苏省无锡市新吴区长江路", "zhou", "employer"),
    ("明湖职业技术学院", "教育", "321102", "江苏省镇江市京口区学府路", "shen", "government"),
    ("澄江市城市建设投资有限公司", "政府平台", "320281", "江苏省无锡市江阴市澄江中路", "chen", "government"),
    ("博远食品工业有限公司", "食品", "340104", "安徽省合肥市蜀山区长江西路", "shen", "employer"),
    ("恒嘉置业(集团)有限公司", "房地产", "330302", "浙江省温州市鹿城区车站大道", "gu", "employer"),
    ("星垂数据科技有限公司", "数据中心", "320602", "江苏省南通市崇川区工农路", "zhou", "employer"),
)
_STEMS = "衡砚澄瀚沐岚屹翊霖昭朔璟煜栎筠珩淮泽峤穆砺垣溯曜澜檀恪邺骁蔚"
_TAILS = "川岳禾信达源诚海峰宁辰谷桥和远舟阳林泰新"
_TRADES: tuple[tuple[str, str], ...] = (
    ("环境工程", "水务环保"), ("生物医药", "生物医药"), ("精密机械", "装备制造"), ("新材料", "新材料"), ("智能装备", "装备制造"),
    ("冷链物流", "仓储物流"), ("置业", "房地产"), ("食品", "食品"), ("能源", "新能源"), ("信息技术", "数据中心"), ("轨道交通", "轨道交通"),
    ("建设发展", "政府平台"), ("酒店管理", "酒店商业"), ("纺织", "纺织"), ("化工", "化工"),
)  # fmt: skip
_PLACES: tuple[tuple[str, str], ...] = (
    ("320505", "江苏省苏州市虎丘区"), ("320114", "江苏省南京市雨花台区"),
    ("320205", "江苏省无锡市锡山区"), ("320621", "江苏省南通市海安市"),
    ("330106", "浙江省杭州市西湖区"), ("330411", "浙江省嘉兴市秀洲区"), ("330203", "浙江省宁波市海曙区"), ("310112", "上海市闵行区"),
    ("310120", "上海市奉贤区"), ("340111", "安徽省合肥市包河区"), ("340202", "安徽省芜湖市镜湖区"), ("440305", "广东省深圳市南山区"),
    ("440113", "广东省广州市番禺区"), ("441900", "广东省东莞市"), ("350203", "福建省厦门市思明区"), ("360102", "江西省南昌市东湖区"),
)  # fmt: skip
_ROADS = ("文汇", "人民", "创新", "科技", "滨江", "学府", "建设")
_FAMILY = "孙吴赵钱李王郑冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
_GIVEN = (
    "立衡",
    "念慈",
    "启明",
    "书白",
    "若谷",
    "知行",
    "景行",
    "怀瑾",
    "清和",
    "望之",
    "致远",
    "思齐",
    "明德",
    "亦舟",
    "砚秋",
    "云深",
    "静姝",
    "子衿",
    "伯言",
    "仲达",
)
_POSTS = (
    ("厂务总监", "decides"), ("采购经理", "buys"), ("财务副总监", "pays"), ("基建负责人", "decides"), ("设备主管", "uses"),
    ("总工程师", "influences"), ("项目负责人", "uses"),
)  # fmt: skip
_NOTES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("visit", "到现场看了机房和管廊，预算批复在下季度，关心工期和停机时间。", ("预算", "工期")),
    ("call", "电话确认了图纸版本，对方法务在审合同第七条。", ("图纸", "合同")),
    ("minutes", "三方会议：设计院答应下周给出修改后的系统图；甲方要求夜间施工报批。", ("图纸", "夜间施工")),
    ("visit", "拜访新任负责人，介绍了类似项目的做法，对方要两个业绩证明。", ("业绩",)),
    ("call", "催问付款审批，已到集团财务，预计月底前安排。", ("付款",)),
    ("note", "对方年底前要完成固定资产验收，付款节点会提前。", ("付款", "验收")),
    ("change_request", "冷冻水管改到管廊东侧，增加两台循环泵，等设计院出变更单。", ("变更", "图纸")),
    ("weekly_report", "本周：完成踏勘和测量；下周：报价澄清。对方关心节能率能不能写进合同。", ("周报", "节能")),
)
_STEPS = (
    ("step", "提交深化设计方案"), ("step", "约现场踏勘"), ("step", "报价澄清，带设备清单"), ("promise", "年底前提供备件清单"),
    ("step", "催收进度款余款"), ("promise", "两周内给出节能测算"), ("step", "邀请参观样板项目"),
)  # fmt: skip


def build(demo: Demo) -> None:
    made: list[Client] = []
    demo_facts.define(demo)
    for done in range(COUNT):
        values, login = _values(demo, done)
        with demo.at(demo.day(500, 730) if done < len(LEADING) else demo.day(20, 730)):
            client = services.create_client(demo.actors[login], **values)
            _contacts(demo, client, login)
            if done not in _HELD_BACK:
                _submit(demo, client, login)
        made.append(client)
        _talks(demo, client, login, leading=done < len(LEADING))
        demo.progress("客户", done + 1, COUNT)
    demo.made["clients"] = made
    _groups(demo, made)
    _reviews(demo, made)
    with demo.at(demo.day(2, 4)):
        services.add_mail(demo.actors["zhou"], client_id=made[0].pk, filename="三期图纸版本确认.eml", data=_mail(demo))


def _values(demo: Demo, number: int) -> tuple[dict[str, Any], str]:
    pick = demo.random
    if number < len(LEADING):
        name, industry, region, address, login, kind = LEADING[number]
        address += f"{pick.randint(8, 980)}号"
    else:
        trade, industry = pick.choice(_TRADES)
        region, place = pick.choice(_PLACES)
        stem = _STEMS[number % len(_STEMS)] + _TAILS[(number // len(_STEMS) + number) % len(_TAILS)]
        name = f"{stem}{trade}{pick.choice(['有限公司', '股份有限公司', '集团有限公司'])}"
        name = _BELOW[number][0] if number in _BELOW else name
        address = f"{place}{pick.choice(_ROADS)}路{pick.randint(1, 999)}号"
        login = pick.choice(["zhou", "lin", "gu"] if region < "340000" else ["chen", "shen"])
        kind = pick.choice(["employer"] * 6 + ["general_contractor", "subcontractor", "dealer", "design_institute"])
    full = number < len(LEADING) or pick.random() < 0.7
    return {
        "name": name,
        "industry": industry,
        "region": region,
        "address": address,
        "kind": kind,
        "uscc": _uscc(demo, region, number) if full or pick.random() < 0.6 else None,
        "phone": f"0{pick.choice(['512', '25', '571', '21'])}-{pick.randint(60000000, 89999999)}" if full else "",
        "email": f"office@client{number:03d}.example" if full and pick.random() < 0.6 else "",
        "website": f"www.client{number:03d}.example" if pick.random() < 0.4 else "",
        "legal_rep": _person(demo) if full and pick.random() < 0.8 else "",
        "business": f"{industry}的建设与运营" if full else "",
        "source": pick.choice(["老客户介绍", "招标网", "展会", "官网", "合作伙伴"]),
        "facts": demo_facts.values(demo, number, industry, leading=number < len(LEADING)),
    }, login


def _mail(demo: Demo) -> bytes:
    """As a mail program saves it."""
    mail = EmailMessage()
    mail["From"], mail["To"] = "孙立衡 <sun@client000.example>", "zhou@zhuheng.example"
    mail["Subject"], mail["Date"] = "三期图纸版本确认", clock.now()
    mail.set_content("周经理：\n\n三期洁净区按第四版图纸执行，第三版作废。请贵司本周内回传会签页。\n\n孙立衡")
    return mail.as_bytes()


def _submit(demo: Demo, client: Client, login: str) -> None:
    """As long as there was no rule, what was complete came into force at once; the rest is a draft to this day."""
    with contextlib.suppress(FieldErrors):
        review.submit_dossier(demo.actors[login], client_id=client.pk)


def _reviews(demo: Demo, made: list[Client]) -> None:
    """Since last month a manager looks at new dossiers and at changes of what counts; some wait, one was sent back."""
    with demo.at(demo.day(28, 30)):
        again = ["name", "uscc", "legal_rep", "facts.turnover"]
        rules = [{"kinds": [], "decider": "manager", "again": again}]
        approvals.save_rules(demo.actors["fang"], code=CLIENT, version=0, wanted=rules)
    for number in _HELD_BACK:
        client = made[number]
        with demo.at(demo.day(1, 6)):
            _submit(demo, client, demo.login_of[client.owner_id])
    waiting = Approval.objects.filter(state="waiting").order_by("pk").first()
    if waiting is not None:
        decider = demo.actors[demo.login_of[waiting.deciders.values_list("user_id", flat=True)[0]]]
        with demo.at(demo.day(0, 1)):
            approvals.decide(
                decider, approval_id=waiting.pk, approve=False, comment="营业执照照片还没上传，补上再提交。"
            )
    with demo.at(demo.day(1, 2)):
        lead = made[1]
        services.update_client(
            demo.actors[demo.login_of[lead.owner_id]], client_id=lead.pk, version=None, facts={"turnover": "3.7亿"}
        )


def _groups(demo: Demo, made: list[Client]) -> None:
    """Two companies have others below them, a third a branch."""
    for child, parent, relation in (
        (20, 1, "subsidiary"),
        (21, 1, "subsidiary"),
        (22, 0, "branch"),
        (24, 4, "subsidiary"),
    ):
        with demo.at(demo.day(5, 20)):
            set_parent(demo.actors["fang"], client_id=made[child].pk, parent_id=made[parent].pk, relation=relation)


def _uscc(demo: Demo, region: str, number: int) -> str:
    body = f"91{region}MA{number:03d}{demo.random.randint(1000, 9999)}"
    return body + check_character(body)


def _person(demo: Demo) -> str:
    return demo.random.choice(_FAMILY) + demo.random.choice(_GIVEN)


def _contacts(demo: Demo, client: Client, login: str) -> None:
    chief = None
    for n in range(demo.random.choice((1, 1, 2, 3))):
        post, role = demo.random.choice(_POSTS)
        made = services.add_contact(
            demo.actors[login],
            client_id=client.pk,
            name=_person(demo),
            post=post,
            phone=f"13{demo.random.randint(100000000, 999999999)}",
            decision_role=role,
            attitude=demo.random.choice(("supports", "neutral", "neutral")),
            is_primary=n == 0,
            influence=demo.random.choice(("high", "medium") if n == 0 else ("medium", "low", "unknown")),
            reports_to_id=chief,
        )
        chief = chief or made.pk


def _talks(demo: Demo, client: Client, login: str, *, leading: bool) -> None:
    actor = demo.actors[login]
    born = (demo.today - client.created_at.date()).days
    days = sorted(
        (demo.random.randint(0, born) for _ in range(6 if leading else demo.random.randint(0, 2))), reverse=True
    )
    for ago in days:
        kind, text, keywords = demo.random.choice(_NOTES)
        with demo.at(demo.today - dt.timedelta(days=ago)):
            services.add_note(actor, client_id=client.pk, kind=kind, text=text, keywords=keywords)
    if leading or demo.random.random() < 0.15:
        for kind, title in demo.random.sample(_STEPS, 2 if leading else 1):
            due = demo.today + dt.timedelta(days=demo.random.randint(-6, 40))
            services.add_step(actor, client_id=client.pk, title=title, kind=kind, due_on=due)
    if leading:
        services.set_tags(
            actor, client_id=client.pk, names=demo.random.sample(["重点客户", "上市公司", "战略合作", "续约"], 2)
        )

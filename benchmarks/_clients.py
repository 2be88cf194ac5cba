"""Client lists that are hard to match, invented whole: names of generated parts, people, codes, phones and addresses.

What is hard: rows of one client differ in code, phone, address and name at once; clients share switchboards,
bookkeepers and buildings; branches, subsidiaries, groups, namesakes elsewhere and near-namesakes stand beside them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from dougong.kit.formats import check_character
from dougong.kit.formats.uscc import ALPHABET

PLACES = (
    "北京", "上海", "天津", "重庆", "江苏", "浙江", "广东", "山东", "四川", "湖北", "湖南", "河南", "河北", "福建", "安徽", "辽宁",
    "陕西", "江西", "云南", "贵州", "南京", "苏州", "无锡", "常州", "杭州", "宁波", "温州", "深圳", "广州", "东莞", "佛山", "珠海",
    "武汉", "长沙", "成都", "西安", "青岛", "济南", "烟台", "厦门", "福州", "合肥", "郑州", "大连", "沈阳", "昆山", "江阴", "张家港",
    "义乌", "黑龙江", "内蒙古", "新疆",
)  # fmt: skip
_BRAND = (
    "华信达安恒泰盛昌隆兴旺宏鼎金鑫银宝瑞祥和顺永久长青绿源清泉海江河湖山岭峰云天宇星辰光明辉耀德仁义礼智诚正立创新科远航"
    "腾飞跃进博雅文翰墨林森木禾田丰登禄福寿康健宁静思齐贤良俊杰英伟雄凯胜捷迅联合众同协力建筑固坚磐石钢铁铜铝锐利精微"
    "纳米维拓扬帆启晨曦晓阳春秋冬夏东南西北中元初亿万千百佳美嘉艾洛克尔斯特曼巴格蓝紫红白玄彩虹龙凤麟鹏鹤鸿燕"
)
_TRADE = (
    "科技", "智能科技", "信息技术", "电子", "电气", "机械", "机械制造", "装备", "环保", "环保科技", "建设工程", "建筑装饰", "园林绿化",
    "新材料", "新能源", "生物科技", "制药", "医疗器械", "食品", "农业发展", "物流", "供应链管理", "国际贸易", "商贸", "房地产开发",
    "置业", "投资", "投资管理", "文化传播", "教育咨询", "软件", "网络科技", "通信技术", "自动化", "化工", "纺织", "服饰", "包装材料",
    "汽车零部件", "船务", "水务", "燃气", "电力设计", "工程咨询", "检测技术", "光电", "半导体材料", "精密仪器", "家具", "混凝土",
)  # fmt: skip
_FORMS = ("有限公司",) * 6 + ("股份有限公司",) * 3 + ("有限责任公司",)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰志国建文博宇轩子涵欣怡浩然思远嘉琪雨泽"
_ROADS = (
    "人民路", "中山路", "解放路", "建设路", "科技路", "迎宾路", "长江路", "黄河路", "学府街", "朝阳街", "滨江大道", "创业路",
    "园区三路", "金桥路", "玉泉街",
)  # fmt: skip
_DISTRICTS = (
    ("江苏省", "南京市", "鼓楼区"), ("江苏省", "苏州市", "吴中区"), ("浙江省", "杭州市", "滨江区"), ("广东省", "深圳市", "南山区"),
    ("广东省", "广州市", "天河区"), ("四川省", "成都市", "武侯区"), ("湖北省", "武汉市", "江岸区"), ("陕西省", "西安市", "雁塔区"),
    ("山东省", "济南市", "历下区"), ("", "北京市", "朝阳区"), ("", "上海市", "浦东新区"), ("福建省", "厦门市", "思明区"),
)  # fmt: skip
_INDUSTRIES = (
    "制造", "市政", "房建", "能源", "交通", "医疗", "教育", "金融", "水利", "环保",
)  # fmt: skip
_MAILS = ("example.com", "example.cn", "example.net")
_BRANCHES = (
    "南京分公司",
    "第二分公司",
    "西南分公司",
    "华东分公司",
    "苏州分公司",
    "上海办事处",
    "第一分公司",
    "北京分公司",
    "成都办事处",
)
_DAUGHTERS = ("科技", "贸易", "置业", "物流", "投资", "工程", "销售", "服务", "实业")
#: Confused in print or by hand; some are known to the matcher's table, some are not.
_CONFUSED = (
    "技枝", "国园", "集隼", "限线", "业亚", "天夭", "商啇", "科料", "电申", "海诲", "投头", "物务", "源原", "通同", "信新", "恒横", "博搏",
    "联连", "智知", "维唯", "德得", "设没", "凯剀", "瑞端", "辉晖", "林休", "明朋", "盛咸", "胜性", "材村", "建健", "远运", "达迖", "清请",
)  # fmt: skip


@dataclass(slots=True)
class Company:
    """A client: its name in parts, and what it says of itself."""

    place: str
    brand: str
    trade: str
    form: str
    group: bool = False
    inner: str = ""
    extra: str = ""
    branch: str = ""
    kind: str = "plain"
    said: dict[str, str] = field(default_factory=dict)

    def stem(self, *, place: bool = True, extra: bool = True) -> str:
        inner = f"({self.inner})" if self.inner else ""
        group = "集团" if self.group else ""
        return f"{self.place if place else ''}{self.brand}{self.trade}{group}{inner}{self.extra if extra else ''}"

    def name(self) -> str:
        return f"{self.stem()}{self.form}{self.branch}"


@dataclass(frozen=True, slots=True)
class HardRow:
    """`said` by the names of `matching.features.FIELDS`; `client` is the truth; `kind` what is hard about the client."""

    client: int
    kind: str
    said: dict[str, str]


@lru_cache(maxsize=1)
def _traditional() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2t").convert
    return convert


@lru_cache(maxsize=1)
def _homophones() -> dict[str, str]:
    """Common characters by sound: those of GB 2312's first level."""
    from pypinyin import lazy_pinyin

    common = bytes(b for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF) for b in (row, cell)).decode(
        "gb2312", "ignore"
    )
    by_sound: dict[str, str] = {}
    for character in common:
        sound = lazy_pinyin(character)[0]
        by_sound[sound] = by_sound.get(sound, "") + character
    return {character: by_sound[lazy_pinyin(character)[0]] for character in common}


class World:
    """Companies of one seed, with what they share."""

    def __init__(self, clients: int, seed: int) -> None:
        self.rng = random.Random(seed)
        self.companies: list[Company] = []
        self._names: set[str] = set()
        while len(self.companies) < clients:
            self._family()
        del self.companies[clients:]
        self._share()

    def code(self) -> str:
        body = self.rng.choice(("91310115", "91440305", "91320106", "91510107", "91110105"))
        body += "".join(self.rng.choice(ALPHABET) for _ in range(9))
        return body + check_character(body)

    def phone(self) -> str:
        if self.rng.random() < 0.12:
            return f"0{self.rng.choice(('21', '10', '25', '755', '28'))}{self.rng.randint(5 * 10**7, 9 * 10**7)}"
        return f"1{self.rng.choice(('3', '5', '8', '9'))}{self.rng.randint(10**8, 10**9 - 1)}"

    def person(self, given: int = 1) -> str:
        return self.rng.choice(_SURNAMES) + "".join(self.rng.choice(_GIVEN) for _ in range(given))

    def mail(self) -> str:
        letters = "".join(self.rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(7))
        return f"{letters}{self.rng.choice(('', '88', '2024'))}@{self.rng.choice(_MAILS)}"

    def address(self, site: str = "") -> str:
        room = f"{self.rng.randint(1, 30)}层{self.rng.randint(1, 28):02d}室" if self.rng.random() < 0.55 or site else ""
        return (site or self.site()) + room

    def site(self) -> str:
        province, city, district = self.rng.choice(_DISTRICTS)
        return f"{province}{city}{district}{self.rng.choice(_ROADS)}{self.rng.randint(1, 999)}号"

    def _facts(self) -> dict[str, str]:
        return {
            "uscc": self.code(), "phone": self.phone(), "person": self.person(), "legal_rep": self.person(2),
            "email": self.mail(), "address": self.address(), "industry": self.rng.choice(_INDUSTRIES),
        }  # fmt: skip

    def _brand(self) -> str:
        return "".join(self.rng.choice(_BRAND) for _ in range(self.rng.choice((2, 2, 2, 3, 3, 4))))

    def _company(self) -> Company:
        rng = self.rng
        trade = rng.choice(_TRADE) if rng.random() < 0.93 else ""
        made = Company(rng.choice(PLACES) if rng.random() < 0.75 else "", self._brand(), trade, rng.choice(_FORMS))
        made.group = rng.random() < 0.14
        if rng.random() < 0.06:
            made.inner = rng.choice(PLACES)
            made.place = ""
        made.said = self._facts()
        return made

    def _family(self) -> None:
        """A company, and with some of them what is easily taken for it."""
        rng = self.rng
        root = self._company()
        self._add(root)
        if rng.random() > 0.3:
            return
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            kind = rng.choice(("branch", "branch", "daughter", "daughter", "daughter", "inner", "sister", "elsewhere",
                               "near", "near", "group", "numbered"))  # fmt: skip
            self._relative(root, kind)

    def _relative(self, root: Company, kind: str) -> None:
        rng = self.rng
        made = Company(root.place, root.brand, root.trade, root.form, root.group, root.inner, kind=kind)
        getattr(self, f"_{kind}")(root, made)
        made.said = self._facts()
        if kind != "near":
            for key, share in (("phone", 0.5), ("email", 0.35), ("address", 0.45), ("legal_rep", 0.6), ("person", 0.2)):
                if rng.random() < share:
                    made.said[key] = root.said[key]
        if rng.random() < 0.6:
            made.said["industry"] = root.said["industry"]
        self._add(made)

    def _branch(self, root: Company, made: Company) -> None:
        made.branch = self.rng.choice(_BRANCHES)

    def _daughter(self, root: Company, made: Company) -> None:
        made.extra, made.form = self.rng.choice(_DAUGHTERS), "有限公司"
        made.inner = made.inner or (self.rng.choice(PLACES) if self.rng.random() < 0.15 else "")

    def _inner(self, root: Company, made: Company) -> None:
        made.inner, made.form = self.rng.choice([p for p in PLACES if p != root.inner]), "有限公司"

    def _sister(self, root: Company, made: Company) -> None:
        made.trade = self.rng.choice([t for t in _TRADE if t != root.trade])

    def _elsewhere(self, root: Company, made: Company) -> None:
        made.place, made.inner = self.rng.choice([p for p in PLACES if p != root.place]), ""

    def _near(self, root: Company, made: Company) -> None:
        at = self.rng.randrange(len(root.brand))
        pool = _homophones().get(root.brand[at], "") if self.rng.random() < 0.15 else _BRAND
        other = self.rng.choice([c for c in pool if c != root.brand[at]] or ["易"])
        made.brand = root.brand[:at] + other + root.brand[at + 1 :]

    def _group(self, root: Company, made: Company) -> None:
        made.group = not root.group

    def _numbered(self, root: Company, made: Company) -> None:
        trade = self.rng.choice(("建筑工程", "建设", "设计院", "水泥厂"))
        root.trade, made.trade = f"第一{trade}", f"第{self.rng.choice('二三四五')}{trade}"

    def _add(self, company: Company) -> None:
        """No two clients have one name: the register refuses that."""
        name = company.stem() + company.branch
        if name not in self._names:
            self._names.add(name)
            self.companies.append(company)

    def _share(self) -> None:
        """Switchboards, bookkeepers, buildings."""
        rng = self.rng
        for _ in range(max(1, len(self.companies) // 60)):
            phone = self.phone()
            for company in rng.choices(self.companies, k=rng.choice((3, 4, 6, 12, 30))):
                company.said["phone"] = phone
        for _ in range(max(1, len(self.companies) // 80)):
            mail, person, phone, desk = self.mail(), self.person(), self.phone(), self.address()
            for company in rng.choices(self.companies, k=rng.randint(3, 10)):
                company.said |= {"email": mail, "person": person}
                if rng.random() < 0.6:
                    company.said["phone"] = phone
                if rng.random() < 0.4:
                    company.said["address"] = desk
        for _ in range(max(1, len(self.companies) // 40)):
            site = self.site()
            one = self.address(site)
            for company in rng.choices(self.companies, k=rng.choice((3, 6, 12, 25))):
                company.said["address"] = one if rng.random() < 0.15 else self.address(site)


class Writer:
    """How people type what a company says. `hardness` scales how much each row deviates."""

    def __init__(self, world: World, hardness: float) -> None:
        self.world, self.rng, self.hardness = world, world.rng, hardness

    def _may(self, share: float) -> bool:
        return self.rng.random() < share * self.hardness

    def row(self, company: Company) -> dict[str, str]:
        said = company.said
        all_at_once = self._may(0.15)
        return {
            "name": self._name(company, all_at_once),
            "uscc": self._code(said["uscc"], all_at_once),
            "phone": self._phone(said["phone"], all_at_once),
            "person": self._other(said["person"], 0.1, 0.3, self.world.person),
            "legal_rep": self._other(said["legal_rep"], 0.45, 0.05, lambda: self.world.person(2)),
            "email": self._mail(said["email"]),
            "address": self._address(said["address"], all_at_once),
            "industry": self._other(said["industry"], 0.2, 0.12, lambda: self.rng.choice(_INDUSTRIES)),
        }

    def _other(self, value: str, blank: float, other: float, make: Callable[[], str]) -> str:
        if self._may(blank):
            return ""
        return make() if self._may(other) else value

    def _code(self, code: str, always: bool) -> str:
        if self._may(0.35) or (always and self.rng.random() < 0.6):
            return ""
        if self._may(0.05) or always:
            at = self.rng.randrange(8, 18)
            return code[:at] + self.rng.choice([c for c in ALPHABET if c != code[at]]) + code[at + 1 :]
        if self._may(0.08):
            return code.replace("0", "O").replace("1", "I").lower()
        if self._may(0.004):
            return self.world.code()
        return code[8:17] if self._may(0.01) else code

    def _phone(self, phone: str, always: bool) -> str:
        if self._may(0.15):
            return self.rng.choice(("", "无", "-"))
        if self._may(0.22) or always:
            phone = self.world.phone()
        elif self._may(0.015):
            phone = phone[:-1] + str(self.rng.randrange(10))
        if phone.startswith("0"):
            return phone
        shape = self.rng.randrange(4)
        shown = (phone, f"+86 {phone}", f"86{phone}", f"{phone[:3]}-{phone[3:7]}-{phone[7:]}")[shape]
        return f"{shown}/{self.world.phone()}" if self._may(0.02) else shown

    def _mail(self, mail: str) -> str:
        if self._may(0.25):
            return ""
        if self._may(0.18):
            return self.world.mail()
        return mail.upper() if self._may(0.1) else mail

    def _address(self, address: str, always: bool) -> str:
        if self._may(0.1):
            return ""
        if self._may(0.15) or always:
            return self.world.address()
        if self._may(0.25):
            address = address.replace("省", "").replace("市", "")
        elif self._may(0.12):
            for part in ("省", "市", "区"):
                address = address.partition(part)[2] or address
        if self._may(0.1) and "号" in address:
            address = address[: address.index("号") + 1]
        return address

    def _name(self, company: Company, always: bool) -> str:
        shortened = self._shortened(company, always)
        name = shortened or company.name()
        if not shortened and self._may(0.18):
            name = (
                name.replace("股份有限公司", "股份公司").replace("有限责任公司", "有限公司") if self._may(0.5) else name
            )
            name = name.replace("有限公司", "公司", 1)
        if self._may(0.13) or (always and self._may(0.4)):
            name = self._slip(name)
        if self._may(0.08):
            name = self._partly_traditional(name)
        if company.place and self._may(0.04) and name.startswith(company.place):
            name = company.place + ("省" if company.place in PLACES[4:20] else "市") + name[len(company.place) :]
        if self._may(0.08):
            at = self.rng.randint(1, len(name))
            name = name[:at] + " " + name[at:]
        return name.replace("(", "（").replace(")", "）") if self.rng.random() < 0.5 else name

    def _shortened(self, company: Company, always: bool) -> str:
        if company.branch:
            return ""
        if self._may(0.12) or (always and self._may(0.35)):
            return company.stem()
        if company.place and (self._may(0.06) or (always and self._may(0.25))):
            return company.stem(place=False) + (company.form if self.rng.random() < 0.1 else "")
        if self._may(0.015) and company.kind == "plain" and company.trade:
            return company.brand + company.trade[:2]
        return ""

    def _slip(self, name: str) -> str:
        """One character for another that looks or sounds like it; seldom any other, or one left out."""
        what = self.rng.random()
        places = list(range(len(name)))
        self.rng.shuffle(places)
        if what < 0.45:
            for pair in self.rng.sample(_CONFUSED, len(_CONFUSED)):
                if pair[0] in name:
                    return name.replace(pair[0], pair[1], 1)
        if what < 0.85:
            for at in places:
                others = _homophones().get(name[at], "").replace(name[at], "")
                if others:
                    return name[:at] + self.rng.choice(others) + name[at + 1 :]
        at = places[0]
        return name[:at] + (self.rng.choice(_BRAND) if what < 0.95 else "") + name[at + 1 :]

    def _partly_traditional(self, name: str) -> str:
        whole = _traditional()(name)
        return "".join(t if self.rng.random() < 0.6 else s for s, t in zip(name, whole, strict=True))


def hard_set(clients: int, seed: int, hardness: float = 1.0) -> list[HardRow]:
    """Rows in a shuffled order. With `hardness` 1 about one row in seven differs in code, phone, address and name at
    once; 0.5 is a usual list."""
    world = World(clients, seed)
    writer = Writer(world, hardness)
    rows = []
    for number, company in enumerate(world.companies):
        for _ in range(world.rng.choices((1, 2, 3, 4, 6), (40, 34, 16, 7, 3))[0]):
            rows.append(HardRow(number, company.kind, writer.row(company)))
    world.rng.shuffle(rows)
    return rows

"""What a Chinese company name says: place, core, trade, legal form, group, branch. Pure.

Names are folded first (width, traditional forms, spaces, brackets), so 廣東因赛 集團 and 广东因赛集团 are one. What is
told apart afterwards is what keeps two clients apart: a branch from its company, a subsidiary from its parent."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dougong.kit.formats import half_width
from dougong.kit.formats.script import simplified_table
from dougong.stewardship.matching import places
from dougong.stewardship.matching.characters import letters, shape_key, sound_key

#: Trades as they end a name; the longer first. What is before them is the brand.
TRADES = (
    "供应链管理", "企业管理咨询", "企业管理", "房地产开发", "建筑工程", "建设工程", "装饰工程", "园林绿化", "环境工程", "机电设备",
    "机械设备", "电力设备", "智能装备", "智能科技", "信息技术", "信息科技", "网络科技", "网络技术", "生物科技", "生物技术",
    "生物医药", "电子科技", "电子技术", "电子商务", "新材料", "新能源", "医疗器械", "文化传播", "文化传媒", "文化发展", "投资管理",
    "投资发展", "投资控股", "投资咨询", "资产管理", "股权投资", "创业投资", "融资租赁", "融资担保", "小额贷款", "物业管理",
    "物业服务", "人力资源", "国际贸易", "进出口", "国际物流", "环保科技", "环境科技", "环保工程", "农业科技", "农业发展", "水利水电",
    "工程技术", "工程设计", "工程咨询", "工程监理", "设计咨询", "汽车销售", "汽车服务", "建筑设计", "装备制造", "机械制造",
    "精密制造", "软件技术", "科技发展", "实业发展", "商业管理", "酒店管理", "餐饮管理", "系统集成", "技术服务", "城市建设",
    "建设发展", "建设集团", "科技", "技术", "贸易", "商贸", "置业", "地产", "房地产", "投资", "实业", "发展", "建设",
    "建筑", "工程", "装饰", "装修", "设计", "咨询", "服务", "管理", "销售", "制造", "机械", "设备", "装备", "仪器",
    "仪表", "电子", "电气", "电器", "电力", "电缆", "能源", "燃气", "化工", "化学", "材料", "建材", "钢铁", "金属",
    "塑料", "塑胶", "橡胶", "纸业", "印刷", "包装", "服装", "服饰", "纺织", "家具", "家居", "食品", "饮料", "餐饮",
    "酒店", "酒业", "乳业", "农业", "牧业", "渔业", "林业", "种业", "生物", "制药", "药业", "医药", "医疗", "医院",
    "健康", "教育", "文化", "传媒", "传播", "广告", "影视", "娱乐", "旅游", "体育", "物流", "运输", "航运", "航空",
    "海运", "船务", "港口", "汽车", "汽配", "软件", "网络", "信息", "数据", "通信", "通讯", "智能", "光电", "半导体",
    "自动化", "环保", "环境", "水务", "园林", "绿化", "物业", "保安", "家政", "租赁", "担保", "保险", "证券", "银行",
    "基金", "金融", "信托", "资本", "期货", "矿业", "煤业", "石油", "石化", "重工", "轻工", "照明", "门窗", "玻璃",
    "陶瓷", "水泥", "混凝土", "消防", "安防", "暖通", "制冷", "净化", "检测", "认证", "监理", "劳务", "人才", "商务",
    "国际", "产业", "工业", "股份", "动力", "水电", "热力", "交通", "市政", "路桥", "铁路", "轨道", "地质", "勘察",
    "测绘", "规划", "零售", "百货", "超市", "连锁", "医学", "基因", "传动",
)  # fmt: skip
_BARE = frozenset(TRADES)
_TRADE = re.compile(f"(?:{'|'.join(sorted(TRADES, key=len, reverse=True))})$")
_GROUP = re.compile(r"\(?(?:企业)?集团\)?|\(?控股\)?$|\(控股\)")
_GROUP_MARK = re.compile("集团")
#: 公司 with its forms; one wrong character is forgiven in the longer ones.
_FORM = re.compile(
    r"(?:股份|责任)?有[限线现险](?:责任)?公[司可同]|股份公司|有限合伙企业|(?:总|责任|有限)公司|公司|有限公|有限司|股份司|股份公"
    r"|co\.?,?ltd\.?|company(?:limited)?|limited|ltd\.?|inc\.?|corp(?:oration)?\.?|llc"
)
_FORM_END = re.compile(rf"(?:{_FORM.pattern})\.?$")
_FORM_IN_BRACKETS = re.compile(r"\(([^()]{0,6}公[司可同])\)$")
_SHORT_FORM = re.compile(r"(?:股份|责任)?有[限线现险](?:责任)?$|(?:股份|责任)$")
_LONG_FORMS = (("股份有限公司", 1), ("有限责任公司", 1), ("责任有限公司", 1), ("有限公司", 1), ("股份公司", 1))
_RIGHT_FORMS = tuple(form for form, _ in _LONG_FORMS)
#: Bodies that are no company and are complete without one of its forms.
_BODY = re.compile(
    r"(?:[厂院所局部社店校会]|中心|银行|大学|学校|医院|政府|事务所|合伙企业(?:\([^)]*\))?|合作社|委员会|办公室|个体工商户|经营部)$"
)
_BRANCH_WORD = (
    "分公[司可同]|分支机构|分行|支行|分院|分所|分局|分店|分厂|分校|分部|分社|支公司|办事处|代表处|联络处|营业部|营业厅|营业所"
    "|项目部|项目经理部|事业部|服务站|经营部|销售部|直营店|旗舰店|门市部|门店"
)
_ORDINAL = r"第?[一二三四五六七八九十百\d]{1,3}"
_SIDE = "华[东南西北中]|[东西][南北]|西部|东部|南部|北部|[东南西北中]区|江[南北]|长三角|珠三角"
_BRANCH = re.compile(rf"^(?P<head>.{{2,}}?)(?P<mark>(?:{_ORDINAL}|{_SIDE})?(?:{_BRANCH_WORD}))(?:\([^)]*\))?$")
_AFTER_COMPANY = re.compile(rf"^(?P<head>.{{2,}}?公[司可同])(?P<mark>.{{1,14}}?(?:{_BRANCH_WORD}))(?:\([^)]*\))?$")
#: Numbers and sides that tell sister companies apart: 中建三局 and 中建四局, 华东 and 华南.
_NUMBERED = re.compile(
    r"第[一二三四五六七八九十百\d]+|[一二三四五六七八九十\d]+(?=[建局处厂公院期分工号航冶煤])|华[东南西北中]|[东西南北](?=[区部方])"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
#: Nothing in it that folding once more could change.
_SETTLED = re.compile(r"[\u4e00-\u9fa5a-z0-9()]*")
_ROUND = str.maketrans("[【〔{]】〕}", "(((())))")
_NOISE = re.compile(
    r"[\s·.,，、。\-_&'\"“”‘’*#/\\;:!?|+~`@$%^=<>《》「」【】\[\]{}—…"
    r"\u203b\u2190-\u27bf\u2b00-\u2bff\ufe00-\ufe0f\U0001f000-\U0001faff]+"  # marks and pictures that people put before names
)
#: Words that tell what a name is, with slips in them; what may follow tells that the word was meant.
_AFTER_GROUP = "(?=有限|股份|公司|控股|\\(|$)"
_REPAIRS = (
    (re.compile("[集隼雋隽焦][团困闭囤]"), "集团"),
    (re.compile(f"[^歌舞剧乐工艺杂兵社集]团{_AFTER_GROUP}|集.{_AFTER_GROUP}"), "集团"),
    (re.compile("国[际标]|[园囯圆]际"), "国际"),
    (re.compile("中[园囯圆]"), "中国"),
    (re.compile("控[股投般]"), "控股"),
    (re.compile("科[枝支伎]|料技"), "科技"),
    (re.compile("股[份分]|股[^权份(](?=有限公司)|[^股身月年]份(?=有限公司)"), "股份"),
    (re.compile("(?<=[限份]公司)(.{0,8}?)(?:[芬酚吩氛纷坟焚汾粉奋份忿愤粪]公司|分[^公]司)$"), r"\1分公司"),
    (re.compile("(?<=[限份]公司)(.{1,8}?)(?:办.处|.事处|办事.)$"), r"\1办事处"),
)


@dataclass(frozen=True, slots=True)
class Name:
    """`plain` is the folded name; `stem` lacks branch and legal form (and
    省 and 市 behind places), `core` also places and group words; `brand` also
    trades. `place` stands before the core, `inner` in brackets within. `form` is full (a legal form or a body that
    needs none), short, or bare: a trade alone, such as 银行, which names nobody. The keys are equal for look-alikes and
    sound-alikes; `letters` are keys for distances, `stem_shape` is equal for look-alikes only."""

    plain: str
    stem: str
    core: str
    brand: str
    trade: str
    place: str
    inner: str
    form: str
    group: bool
    branch: str
    ordinal: str
    stem_key: str
    key: str
    brand_key: str
    stem_shape: str
    stem_letters: str
    letters: str


def fold(text: str) -> str:
    """Half-width, simplified, lower case, round brackets, no spaces and no other signs."""
    for _ in range(4):
        plain = _NOISE.sub("", half_width(text).translate(simplified_table()).lower().translate(_ROUND))
        for pattern, word in _REPAIRS:
            plain = pattern.sub(word, plain)
        if plain == text or _SETTLED.fullmatch(plain):
            break
        text = plain
    return plain


def _slipped(text: str) -> int:
    """Where a long legal form begins that has a wrong character or two: 有线公司, 有限公词, 股纷有限公司. -1: nowhere."""
    if text.endswith(_RIGHT_FORMS):
        return next((len(text) - len(form) for form, _ in _LONG_FORMS if text.endswith(form)), -1)
    for form, wrong in _LONG_FORMS:
        tail = text[-len(form) :]
        if len(text) >= len(form) + 2 and sum(a != b for a, b in zip(tail, form, strict=True)) <= wrong:
            return len(text) - len(form)
    return len(text) - 2 if len(text) >= 4 and sound_key(text[-2:]) == sound_key("公司") else -1


def _without_form(text: str) -> tuple[str, bool]:
    """The name before its legal form, and whether there was one."""
    text = _FORM_IN_BRACKETS.sub(r"\1", text)
    start = _slipped(text)
    if start >= 0:
        return _SHORT_FORM.sub("", text[:start]) or text[:start], True
    found = _FORM_END.search(text)
    if found and found.start() >= 2:
        head = text[: found.start()]
        return _SHORT_FORM.sub("", head) or head, True
    found = _SHORT_FORM.search(text)
    if found and found.start() >= 2:
        return text[: found.start()], False
    return text, False


def _split_branch(text: str) -> tuple[str, str]:
    """(company, branch): 上海紫江包装有限公司南京分公司 → (上海紫江包装有限公司, 南京分公司)."""
    found = _AFTER_COMPANY.match(text) or _BRANCH.match(text)
    if not found or len(found["head"]) < 3:
        return text, ""
    head, mark = found["head"], found["mark"]
    if not head.endswith("公司") and not re.match(rf"{_ORDINAL}|{_SIDE}", mark):
        for length in range(min(7, len(head) - 3), 1, -1):  # a place at the end of the head belongs to the branch
            if places.place(head[-length:]):
                return head[:-length], head[-length:] + mark
    return head, mark


def _bracketed(stem: str) -> tuple[str, str]:
    """(stem without bracketed places, those places)."""
    inner: list[str] = []

    def keep(found: re.Match[str]) -> str:
        known = places.place(found[1])
        if known:
            inner.append(known)
            return ""
        return found[1]

    return _BRACKETS.sub(keep, stem), " ".join(inner)


def _brand(core: str) -> tuple[str, str]:
    brand, trades = core, ""
    while len(brand) > 2:
        found = _TRADE.search(brand)
        if not found or found.start() < 2:
            break
        brand, trades = brand[: found.start()], found[0] + trades
    return brand, trades


def _form(core: str, place: str, complete: bool) -> str:
    if not place and core in _BARE:
        return "bare"
    return "full" if complete else "short"


def parse(text: str) -> Name:
    """The parts of a name as it was typed. Never fails; an empty name has empty parts."""
    plain = fold(text)
    head, branch = _split_branch(plain)
    stem, formed = _without_form(head)
    body = bool(_BODY.search(stem))
    place, rest = places.leading(stem)
    stem = place.replace(" ", "") + rest
    rest, inner = _bracketed(rest)
    group = bool(_GROUP_MARK.search(rest))
    core = _GROUP.sub("", rest)
    if len(core) < 2:
        core = rest if len(rest) >= 2 else stem
    core = re.sub(r"[()]", "", core) or plain
    brand, trade = _brand(core)
    stem_key, key = sound_key(re.sub(r"[()]", "", stem)), sound_key(core)
    return Name(
        plain=plain,
        stem=stem,
        core=core,
        brand=brand,
        trade=trade,
        place=place,
        inner=inner,
        form=_form(core, place, formed or body or bool(branch)),
        group=group,
        branch=sound_key(branch),
        ordinal=" ".join(_NUMBERED.findall(stem)),
        stem_key=stem_key,
        key=key,
        brand_key=sound_key(brand),
        stem_shape=shape_key(stem),
        stem_letters=letters(stem_key),
        letters=letters(key),
    )

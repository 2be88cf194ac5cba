"""Licences to be read: drawn, never photographed. Several layouts, invented companies, and what cameras and hands do to them."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from dougong.kit.formats.uscc import ALPHABET, check_character

SANS = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
SERIF = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
_NAMES = ("沧澜", "启岳", "明湖", "青崧", "瀚川", "澄峰", "珩林", "远帆", "筠和", "栖梧", "砚北", "霁川")
_TRADES = ("水务环境", "半导体", "智能装备", "轨道交通", "生物医药", "新能源", "建设工程", "食品")
_PLACES = (
    "江苏省苏州市工业园区星湖街",
    "浙江省嘉兴市南湖区中环南路",
    "上海市奉贤区金海公路",
    "广东省佛山市顺德区北滘镇工业大道",
    "四川省成都市高新区天府大道北段",
)
_PEOPLE = ("欧阳执中", "孙立衡", "魏清和", "褚致远", "金望之", "李思", "司马云帆", "赵一鸣")
_SCOPE = (
    "机电设备安装工程施工",
    "楼宇智能化系统集成",
    "冷冻机房节能改造",
    "水处理设备的研发、销售",
    "货物及技术进出口",
    "软件开发",
    "物业管理",
    "消防设施工程施工",
)
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
INK, FAINT = (38, 34, 30), (120, 96, 60)
Said = dict[str, str]


@dataclass(frozen=True)
class Drawn:
    """`said` is what each field says, in the form a dossier keeps."""

    picture: Image.Image
    said: Said
    layout: str


_ENDS = {"household": ("经营部",), "branch": ("有限公司苏州分公司",), "company": ("有限公司", "股份有限公司", "集团有限公司")}
_TYPES = {
    "household": ("个体工商户",),
    "branch": ("有限责任公司分公司",),
    "company": ("有限责任公司(自然人投资或控股)", "股份有限公司(非上市)", "有限责任公司(法人独资)"),
}
_WAN = {50: "伍拾", 100: "壹佰", 500: "伍佰", 800: "捌佰", 1000: "壹仟", 5000: "伍仟"}


def company(chance: random.Random, kind: str) -> tuple[Said, Said]:
    """(as printed, as kept)."""
    body = f"91{chance.choice((320505, 330402, 310120, 440606, 510109))}"
    body += "".join(chance.choice(ALPHABET) for _ in range(9))
    number = f"{chance.randint(1, 999)}号{chance.randint(1, 30)}幢{chance.randint(101, 2506)}室"
    scope = ";".join(chance.sample(_SCOPE, 5))
    printed = {
        "uscc": body + check_character(body),
        "name": chance.choice(_NAMES) + chance.choice(_TRADES) + chance.choice(_ENDS[kind]),
        "type": chance.choice(_TYPES[kind]),
        "legal_rep": chance.choice(_PEOPLE),
        "address": chance.choice(_PLACES) + number,
        "scope": f"一般项目:{scope}(除依法须经批准的项目外，凭营业执照依法自主开展经营活动)",
    }
    more, kept = _founded(chance), dict(printed)
    for key, (shown, held) in more.items():
        if kind == "company" or key == "founded":
            printed[key], kept[key] = shown, held
    return printed, kept


def _founded(chance: random.Random) -> dict[str, tuple[str, str]]:
    """Day, term and capital, as printed and as kept."""
    year, month, day = chance.randint(1996, 2024), chance.randint(1, 12), chance.randint(1, 28)
    shown, held = f"{year}年{month:02}月{day:02}日", f"{year}-{month:02}-{day:02}"
    wan = chance.choice(tuple(_WAN))
    term = (f"{shown}至长期", f"{held} 起长期")
    if chance.random() < 0.5:
        term = (f"{shown}至{year + 30}年{month:02}月{day:02}日", f"{held} 至 {year + 30}-{held[5:]}")
    capital = f"{wan}万元整" if chance.random() < 0.5 else f"{_WAN[wan]}万元整"
    return {"founded": (shown, held), "term": term, "capital": (capital, f"{wan * 10000}.00")}


def draw(seed: int, layout: str = "", size: float = 1.0) -> Drawn:
    """A licence, upright and clean."""
    chance = random.Random(seed)
    layout = layout or list(LAYOUTS)[seed % len(LAYOUTS)]
    kind = {"household": "household", "branch": "branch"}.get(layout, "company")
    printed, kept = company(chance, kind)
    picture = LAYOUTS[layout](printed, size, SERIF if seed % 2 else SANS)
    return Drawn(picture, kept, layout)


class _Sheet:
    def __init__(self, width: int, height: int, size: float, font: Path) -> None:
        self.size, self.font = size, font
        self.picture = Image.new("RGB", (int(width * size), int(height * size)), (252, 249, 240))
        self.pen = ImageDraw.Draw(self.picture)
        edge = 18 * size
        self.pen.rectangle(
            (edge, edge, width * size - edge, height * size - edge), outline=(190, 150, 90), width=int(6 * size)
        )

    def text(
        self, x: float, y: float, words: str, points: int, fill: tuple[int, int, int] = INK, spaced: float = 0.0
    ) -> None:
        font = ImageFont.truetype(str(self.font), int(points * self.size))
        x, y = x * self.size, y * self.size
        if not spaced:
            self.pen.text((x, y), words, font=font, fill=fill)
            return
        for ch in words:
            self.pen.text((x, y), ch, font=font, fill=fill)
            x += self.pen.textlength(ch, font=font) + spaced * self.size

    def wrapped(self, x: float, y: float, words: str, points: int, width: float, step: float) -> float:
        font = ImageFont.truetype(str(self.font), int(points * self.size))
        line = ""
        for ch in words:
            if self.pen.textlength(line + ch, font=font) > width * self.size:
                self.text(x, y, line, points)
                line, y = "", y + step
            line += ch
        self.text(x, y, line, points)
        return y + step

    def label(self, x: float, y: float, words: str, points: int = 24) -> None:
        """Two characters stand as far apart as four."""
        self.text(x, y, words, points, FAINT, spaced=points * 2.0 if len(words) == 2 else 0.0)


def _landscape(said: Said, size: float, font: Path) -> Image.Image:
    """The form of 2019: the code at the top left, two columns."""
    sheet = _Sheet(1500, 1060, size, font)
    sheet.text(70, 70, "统一社会信用代码", 20, FAINT)
    sheet.text(70, 102, said["uscc"], 28)
    sheet.text(590, 110, "营业执照", 76, (160, 30, 30), spaced=14)
    sheet.text(690, 220, "(副 本)", 28, FAINT)
    left = [("name", "名称"), ("type", "类型"), ("legal_rep", "法定代表人")]
    y = 330.0
    for key, words in left:
        sheet.label(90, y, words)
        y = sheet.wrapped(250, y, said[key], 24, 460, 36) + 22
    sheet.label(90, y, "经营范围")
    sheet.wrapped(250, y, said["scope"], 22, 470, 34)
    y = 330.0
    for key, words in (("capital", "注册资本"), ("founded", "成立日期"), ("term", "营业期限")):
        if key in said:
            sheet.label(790, y, words)
            y = sheet.wrapped(940, y, said[key], 24, 460, 36) + 22
    sheet.label(790, y, "住所")
    sheet.wrapped(940, y, said["address"], 24, 440, 36)
    sheet.text(930, 800, "登记机关", 26, FAINT, spaced=10)
    sheet.text(1010, 870, "2023 年 05 月 06 日", 24)
    sheet.text(70, 985, "国家企业信用信息公示系统网址: http://www.gsxt.gov.cn", 16, FAINT)
    sheet.text(930, 985, "国家市场监督管理总局监制", 16, FAINT)
    return sheet.picture


def _portrait(said: Said, size: float, font: Path) -> Image.Image:
    """The form of 2014: one column."""
    sheet = _Sheet(1060, 1500, size, font)
    sheet.text(300, 110, "营业执照", 84, (160, 30, 30), spaced=40)
    sheet.text(430, 232, "(副 本)", 28, FAINT)
    sheet.text(300, 300, "统一社会信用代码 " + said["uscc"], 24)
    y = 390.0
    for key, words in (
        ("name", "名称"),
        ("type", "类型"),
        ("address", "住所"),
        ("legal_rep", "法定代表人"),
        ("capital", "注册资本"),
        ("founded", "成立日期"),
        ("term", "营业期限"),
        ("scope", "经营范围"),
    ):
        if key in said:
            sheet.label(110, y, words)
            y = sheet.wrapped(300, y, said[key], 25, 640, 40) + 20
    sheet.text(640, 1200, "登 记 机 关", 26, FAINT)
    sheet.text(660, 1290, "2016 年 11 月 02 日", 24)
    sheet.text(110, 1400, "企业应当于每年1月1日至6月30日通过企业信用信息公示系统报送年度报告", 16, FAINT)
    return sheet.picture


def _household(said: Said, size: float, font: Path) -> Image.Image:
    """One person's business: other labels."""
    sheet = _Sheet(1500, 1060, size, font)
    sheet.text(80, 80, "统一社会信用代码", 20, FAINT)
    sheet.text(80, 112, said["uscc"], 28)
    sheet.text(560, 120, "营业执照", 80, (160, 30, 30), spaced=16)
    y = 350.0
    for key, words in (("name", "名称"), ("legal_rep", "经营者"), ("scope", "经营范围")):
        sheet.label(100, y, words)
        y = sheet.wrapped(270, y, said[key], 24, 450, 37) + 24
    y = 350.0
    for key, words in (("type", "组成形式"), ("founded", "注册日期"), ("address", "经营场所")):
        sheet.label(800, y, words)
        y = sheet.wrapped(960, y, said[key], 24, 430, 37) + 24
    sheet.text(960, 850, "登记机关", 26, FAINT)
    return sheet.picture


def _branch(said: Said, size: float, font: Path) -> Image.Image:
    """A branch, labels with a colon and close to their values."""
    sheet = _Sheet(1060, 1500, size, font)
    sheet.text(320, 120, "营业执照", 84, (160, 30, 30), spaced=30)
    sheet.text(250, 290, "统一社会信用代码：" + said["uscc"], 25)
    y = 400.0
    for key, words in (
        ("name", "名称"),
        ("type", "类型"),
        ("address", "营业场所"),
        ("legal_rep", "负责人"),
        ("founded", "成立日期"),
        ("scope", "经营范围"),
    ):
        sheet.text(100, y, f"{words}：", 25, FAINT)
        y = sheet.wrapped(240 if len(words) < 5 else 290, y, said[key], 25, 680, 40) + 24
    sheet.text(640, 1250, "登记机关", 26, FAINT)
    return sheet.picture


LAYOUTS: dict[str, Callable[[Said, float, Path], Image.Image]] = {
    "landscape": _landscape, "portrait": _portrait, "household": _household, "branch": _branch,
}  # fmt: skip


# ---- what happens to a picture


def noisy(picture: Image.Image, seed: int, strength: float = 18.0) -> Image.Image:
    import numpy

    chance = numpy.random.default_rng(seed)
    points = numpy.asarray(picture, dtype=numpy.float32)
    light = numpy.linspace(0.82, 1.06, points.shape[1], dtype=numpy.float32)[None, :, None]
    spoilt = points * light + chance.normal(0, strength, points.shape)
    return Image.fromarray(spoilt.clip(0, 255).astype("uint8"))


def askew(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(degrees, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=(96, 92, 88))


def in_perspective(picture: Image.Image, seed: int, share: float = 0.05) -> Image.Image:
    """Laid on a table, seen from one side."""
    import numpy

    chance = random.Random(seed)
    w, h = picture.size
    aimed = [(0.0, 0.0), (w, 0.0), (w, h), (0.0, h)]
    seen = [
        (
            x + chance.uniform(0, share) * w * (1 if x == 0 else -1),
            y + chance.uniform(0, share) * h * (1 if y == 0 else -1),
        )
        for x, y in aimed
    ]
    rows, right = [], []
    for (x, y), (u, v) in zip(seen, aimed, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    given: Any = numpy.linalg.solve(numpy.array(rows), numpy.array(right))
    return picture.transform(
        (w, h), Image.Transform.PERSPECTIVE, list(given), resample=Image.Resampling.BICUBIC, fillcolor=(96, 92, 88)
    )


def blurred(picture: Image.Image, radius: float) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(radius))


def as_jpeg(picture: Image.Image, quality: int = 80) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()

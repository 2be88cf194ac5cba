"""What the pieces of a field say, in the form a dossier keeps, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dougong.clients.licence.layout import Piece
from dougong.kit.formats import check_uscc, normalise_name, parse_amount, parse_date

_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
_DATE = re.compile(
    r"[\d〇零一二三四五六七八九十]{2,4}年[\d〇零一二三四五六七八九十]{1,3}月[\d〇零一二三四五六七八九十]{1,3}日|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
)
_PLACE = re.compile(r"省|市|区|县|州|镇|乡|村|路|街|号|室|楼|栋|园")
_KIND = re.compile(r"公司|企业|个体|合伙|独资|合作社|分支|机构|事务所|国有|集体|经营部|上市|控股|自然人")
_BODY = re.compile(r"公司|厂|院|店|部|中心|所|社|行|馆|站|场|校|集团|企业|合伙|会|局|处|队|室|铺|坊")
#: What a field is taken down to that reads well and yet is not what such a field says.
DOUBTFUL = 0.6
SHORT = {"name": 120, "legal_rep": 40, "address": 200, "type": 200, "term": 200, "scope": 5000}


@dataclass(frozen=True, slots=True)
class Found:
    """`value` in the form that is kept, empty where it could not be brought into it; `text` as it was read. `sure` is from 0 to 1;
    `mended` tells that letters O and I of a code were read as digits, which its check character proves."""

    key: str
    value: str
    text: str
    sure: float
    mended: bool = False


def found_in(key: str, pieces: list[Piece]) -> Found:
    text = "".join(piece.text for piece in pieces)
    sure = min((piece.sure for piece in pieces), default=0.0)
    value, good = _READ.get(key, _plain)(text)
    return Found(key, value[: SHORT.get(key, 200)], text, round(sure if good else min(sure, DOUBTFUL), 3))


def code_in(pieces: list[Piece], everything: Iterable[Piece]) -> Found | None:
    """The credit code: what stands at its label, else any code on the picture. A right check character is as good as seeing it."""
    near = "".join(piece.text for piece in pieces)
    texts = [(near, pieces), *((piece.text, [piece]) for piece in everything)]
    doubtful: Found | None = None
    for text, where in texts:
        plain = re.sub(r"[^0-9A-Za-z]", "", text).upper()
        for typed in [plain] if len(plain) == 18 else _CODE.findall(plain):
            checked = check_uscc(typed)
            sure = min(piece.sure for piece in where)
            if checked.value:
                return Found("uscc", checked.value, typed, round(max(sure, 0.98), 3))
            if checked.suggestion and checked.slips:
                return Found("uscc", checked.suggestion, typed, round(sure, 3), mended=True)
            if doubtful is None and text == near:
                doubtful = Found("uscc", typed, typed, round(min(sure, DOUBTFUL), 3))
    if doubtful is None and near:
        doubtful = Found("uscc", re.sub(r"[^0-9A-Za-z]", "", near).upper()[:18], near, 0.3)
    return doubtful


def _plain(text: str) -> tuple[str, bool]:
    return text.strip(":;,."), True


def _name(text: str) -> tuple[str, bool]:
    value = normalise_name(text.strip(":;,.·"))
    return value, len(value) >= 4 and bool(_BODY.search(value))


def _person(text: str) -> tuple[str, bool]:
    value = text.strip(":;,.")
    return value, 2 <= len(value) <= 40 and not re.search(r"\d", value)


def _type(text: str) -> tuple[str, bool]:
    return text.strip(":;,."), bool(_KIND.search(text))


def _address(text: str) -> tuple[str, bool]:
    return text.strip(":;,"), len(text) >= 6 and len(_PLACE.findall(text)) >= 2


def _scope(text: str) -> tuple[str, bool]:
    return text.strip(":"), len(text) >= 6


def _capital(text: str) -> tuple[str, bool]:
    """Yuan with two places; nothing for another currency."""
    plain = text.strip(":;,.").replace("圆", "元").replace("人民币", "")
    read = parse_amount(plain)
    if read.fen is None:
        return "", False
    return f"{read.fen // 100}.{read.fen % 100:02d}", True


def _date(text: str) -> tuple[str, bool]:
    hit = _DATE.search(text)
    read = parse_date(hit[0]) if hit else None
    return (read.value.isoformat(), True) if read is not None and read.value else ("", False)


def _term(text: str) -> tuple[str, bool]:
    """2015-03-12 至 2045-03-11; 2015-03-12 起长期; 长期."""
    days = [day for hit in _DATE.findall(text) if (day := _date(hit)[0])]
    open_ended = bool(re.search(r"长期|永久|无固定|不约定", text))
    if len(days) == 2:
        return f"{days[0]} 至 {days[1]}", days[0] < days[1]
    if open_ended:
        return f"{days[0]} 起长期" if days else "长期", True
    return text.strip(":;,."), False


_READ: dict[str, Callable[[str], tuple[str, bool]]] = {
    "name": _name, "legal_rep": _person, "type": _type, "address": _address, "scope": _scope, "capital": _capital,
    "founded": _date, "term": _term,
}  # fmt: skip

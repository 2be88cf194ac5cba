"""Codes, phones, e-mails, people and addresses in the form in which two of them are compared. Pure.

What cannot be read is kept as far as it helps (the digits of an odd phone); what says nothing is empty."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dougong.kit.formats import check_character, half_width, is_blank, normalise_phone
from dougong.kit.formats.script import simplified_table
from dougong.kit.formats.uscc import ALPHABET
from dougong.stewardship.matching import places

_CODE_NOISE = re.compile(r"[^0-9A-Z]+")
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "L", "Z": "2", "S": "5"})
_ALPHABET = set(ALPHABET)
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+", re.ASCII)
#: Mailboxes that anybody may have: their domain says nothing of the company.
_FREE = {
    "qq.com", "163.com", "126.com", "sina.com", "sina.cn", "sohu.com", "yeah.net", "139.com", "189.cn", "wo.cn",
    "foxmail.com", "aliyun.com", "gmail.com", "hotmail.com", "outlook.com", "live.cn", "icloud.com", "yahoo.com",
    "yahoo.com.cn", "vip.163.com", "vip.qq.com", "tom.com", "21cn.com", "example.com", "example.net", "example.cn",
    "example.org",
}  # fmt: skip
_TITLES = re.compile(r"(?:先生|女士|小姐|经理|总监|总经理|主任|老师|工程师|工|总)$")
_HAN_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,}")
_STREET = re.compile(r"^(?P<road>[^\d]{2,}?)(?P<no>\d+(?:-\d+)?)(?:号|弄|幢|栋|座)?(?P<rest>.*)$")
_DIGITS = re.compile(r"\d+|[a-z]+")
_NUMERALS = str.maketrans("一二三四五六七八九〇零", "12345678900")
_FLOORS = re.compile(r"[一二三四五六七八九〇零]+(?=[号层楼室栋幢座弄单])")


@dataclass(frozen=True, slots=True)
class Code:
    """`text` has slips of O and I mended; `ok` tells that its check character agrees; `org` are the nine characters of
    the organisation within it, or the old organisation code alone."""

    text: str = ""
    ok: bool = False
    org: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """`region` is the finest place named; `site` is street and number, `room` what follows; any may be empty."""

    region: str = ""
    site: str = ""
    room: str = ""


def code(value: object) -> Code:
    if value is None:
        return Code()
    typed = str(value)
    if not typed.isascii() or len(typed) < 8:
        if is_blank(typed):
            return Code()
        typed = half_width(typed)
    text = _CODE_NOISE.sub("", typed.upper())
    if len(text) == 18:
        text = text.translate(_LOOKALIKES)
        ok = _ALPHABET.issuperset(text) and check_character(text[:17]) == text[17]
        return Code(text, ok, text[8:17] if ok else "")
    if len(text) == 9:
        return Code(text, False, text)
    return Code(text if len(text) >= 8 else "")


def phones(value: object) -> tuple[str, str]:
    """The first two numbers of a cell, in E.164 where they are numbers, else their digits."""
    if value is None:
        return "", ""
    if isinstance(value, str):
        plain = value.replace(" ", "").replace("-", "")
        found = _MOBILE.fullmatch(plain)
        if found:
            return "+86" + found[1], ""
    return _phones(value if isinstance(value, str | int | float) else str(value))


@lru_cache(maxsize=8192)
def _phones(value: str | float) -> tuple[str, str]:
    result = normalise_phone(value)
    if result.value:
        return result.value, result.others[0] if result.others else ""
    if is_blank(value):
        return "", ""
    digits = "".join(ch for ch in half_width(str(value)) if ch.isdigit())
    return (digits if len(digits) >= 7 else ""), ""


def email(value: object) -> tuple[str, str]:
    """(address, domain of a company); the domain is empty for mailboxes that anybody may have."""
    if not isinstance(value, str):
        return "", ""
    found = _EMAIL.search(half_width(value))
    if not found:
        return "", ""
    address = found[0].lower()
    domain = address.partition("@")[2]
    return address, "" if domain in _FREE else domain


def person(value: object) -> str:
    return _person(value if isinstance(value, str) else "" if value is None else str(value))


@lru_cache(maxsize=65536)
def _person(value: str) -> str:
    text = word(value)
    short = _TITLES.sub("", text)
    return short if _HAN_PERSON.fullmatch(short) else text


def word(value: object) -> str:
    """A plain word such as an industry."""
    return _word(value if isinstance(value, str) else "" if value is None else str(value))


@lru_cache(maxsize=8192)
def _word(value: str) -> str:
    if is_blank(value):
        return ""
    return "".join(half_width(value).translate(simplified_table()).split()).lower()


def address(value: object) -> Address:
    """陕西西安雁塔区人民路568号23层21室 → region 雁塔区, site 人民路568, room 23-21."""
    if value is None or is_blank(value):
        return Address()
    text = "".join(half_width(str(value)).translate(simplified_table()).lower().split())
    text = _FLOORS.sub(lambda found: found[0].translate(_NUMERALS), text)
    regions, rest = places.leading(text.removeprefix("中国"), address=True)
    region = regions.rpartition(" ")[2]
    found = _STREET.match(rest)
    if not found:
        return Address(region, rest.strip(",.-()"), "")
    road = found["road"].strip(",.-()")
    return Address(region, road + found["no"], "-".join(part.lstrip("0") for part in _DIGITS.findall(found["rest"])))

"""Amounts of money as people write them, to whole fen. Exact: no step goes through a float's rounding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dougong.kit.formats.reasons import Reason
from dougong.kit.formats.text import half_width, is_blank

Unit = Literal["元", "千元", "万元", "百万元", "亿元"]

UNITS: dict[str, int] = {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}
LIMIT_FEN = 10**15  # the same as Money's
_SIGNS = re.compile(r"^(?:人民币|rmb|cny|cn¥|[¥￥])\s*[::]?\s*|\s*(?:人民币|rmb|cny)$", re.IGNORECASE)
_FOREIGN = re.compile(r"美元|美金|港币|港元|欧元|日元|英镑|usd|us\$|hkd|hk\$|eur|jpy|gbp|[$€£]", re.IGNORECASE)
_SUFFIX = re.compile(r"\s*(亿元?|百万元?|万元?|千元?|元)?\s*整?$")
_NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_FINANCIAL = {ch: i for i, ch in enumerate("零壹贰叁肆伍陆柒捌玖")} | {
    **{ch: i for i, ch in enumerate("〇一二三四五六七八九")},
    "两": 2,
    "貳": 2,
    "參": 3,
    "叄": 3,
    "陸": 6,
}
_STEPS = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_WORDS = re.compile(rf"[{''.join(_FINANCIAL)}{''.join(_STEPS)}{''.join(_BIG)}元圆圓角分整正]+")


@dataclass(frozen=True, slots=True)
class AmountResult:
    """`fen` is the amount in whole fen, `None` for a blank or refused cell."""

    fen: int | None = None
    reason: Reason | None = None

    @property
    def ok(self) -> bool:
        return self.reason is None


def parse_amount(value: object, *, unit: Unit = "元", allow_negative: bool = False) -> AmountResult:
    """Reads one cell: 1,280,000.00, ¥, RMB, 3774.5万, 2.4亿元, 叁拾伍万元整, (5,000) for a negative.

    `unit` is that of the column's header, and counts for cells that name none. Refused with a reason:
    negative (unless allowed), more than two decimals, more than 13 digits, another currency, misplaced
    commas."""
    if is_blank(value):
        return AmountResult()
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return AmountResult(reason=Reason("amount_unreadable"))
    if not isinstance(value, str):
        return _from_number(value, unit, allow_negative)
    text = "".join(half_width(value).split())
    foreign = _FOREIGN.search(text)
    if foreign:
        return AmountResult(reason=Reason("amount_currency", params={"currency": foreign[0]}))
    sign, text = _signed(text)
    text = _SIGNS.sub("", text)
    if not sign:
        sign, text = _signed(text)
    if _WORDS.fullmatch(text) and text[0] not in _BIG and text[0] not in "元圆圓角分整正":
        amount = _from_words(text, unit)
    else:
        amount = _from_digits(text, unit)
    if isinstance(amount, Reason):
        return AmountResult(reason=amount)
    return _to_fen(-amount if sign else amount, allow_negative)


def _signed(text: str) -> tuple[bool, str]:
    if text[:1] in ("-", "−", "–", "△", "▲"):
        return True, text[1:]
    if len(text) > 2 and text[0] == "(" and text[-1] == ")":
        return True, text[1:-1]
    return False, text[1:] if text[:1] == "+" else text


def _from_number(value: float | Decimal, unit: Unit, allow_negative: bool) -> AmountResult:
    """A float is taken at its shortest decimal form and, in 万元 and 亿元, at the 15 digits Excel keeps."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return AmountResult(reason=Reason("amount_unreadable"))
    if isinstance(value, float) and number.adjusted() < 15:
        number = Decimal(f"{value:.15g}")
    return _to_fen(number * UNITS[unit], allow_negative)


def _from_digits(text: str, unit: Unit) -> Decimal | Reason:
    found = _SUFFIX.search(text)
    named = found[1] if found else None
    number = text[: found.start()] if found else text
    factor = UNITS[named if named.endswith("元") else f"{named}元"] if named else UNITS[unit]
    if "," in number:
        if not _GROUPED.fullmatch(number):
            digits = number.replace(",", "")
            return Reason("amount_grouping" if _NUMBER.fullmatch(digits) else "amount_unreadable")
        number = number.replace(",", "")
    if not _NUMBER.fullmatch(number) or not number.isascii() or len(number) > 40:
        return Reason("amount_unreadable")
    return Decimal(number) * factor


def _from_words(text: str, unit: Unit) -> Decimal | Reason:
    """叁拾伍万元整, 壹仟贰佰元伍角陆分 (the figures of 票据法 and 正确填写票据和结算凭证的基本规定)."""
    yuan_text, yuan_sign, rest = _split_yuan(text.rstrip("整正"))
    yuan = _words_to_int(yuan_text) if yuan_text else 0
    if yuan is None:
        return Reason("amount_unreadable")
    if not yuan_sign and not rest:
        has_unit = any(ch in text for ch in (*_BIG, "整", "正"))
        return Decimal(yuan) * (1 if has_unit else UNITS[unit])
    found = re.fullmatch(r"零?(?:(.)角)?零?(?:(.)分)?", rest)
    if not found or (rest and not any(found.groups())):
        return Reason("amount_unreadable")
    parts = [_FINANCIAL.get(g, -1) if g else 0 for g in found.groups()]
    if min(parts) < 0:
        return Reason("amount_unreadable")
    return Decimal(yuan) + Decimal(parts[0] * 10 + parts[1]) / 100


def _split_yuan(text: str) -> tuple[str, str, str]:
    for sign in "元圆圓":
        if sign in text:
            return text.partition(sign)
    jiao = re.search(r".[角分]", text)
    return (text[: jiao.start()], "", text[jiao.start() :]) if jiao else (text, "", "")


def _words_to_int(text: str) -> int | None:
    total = section = 0
    digit: int | None = None
    for ch in text:
        if ch in _FINANCIAL:
            if digit:
                return None
            digit = _FINANCIAL[ch]
        elif ch in _STEPS:
            section += (1 if digit is None else digit) * _STEPS[ch]
            digit = None
        elif ch in _BIG:
            section += digit or 0
            if _BIG[ch] == 10**8:
                total, section = (total + section) * 10**8, 0
            else:
                total, section = total + section * 10**4, 0
            digit = None
        else:
            return None
    return total + section + (digit or 0)


def _to_fen(yuan: Decimal, allow_negative: bool) -> AmountResult:
    if abs(yuan) >= Decimal(LIMIT_FEN) / 100:
        return AmountResult(reason=Reason("amount_too_large"))
    fen = yuan * 100
    if fen != fen.to_integral_value():
        return AmountResult(reason=Reason("amount_decimals"))
    if fen < 0 and not allow_negative:
        return AmountResult(reason=Reason("amount_negative"))
    return AmountResult(int(fen))

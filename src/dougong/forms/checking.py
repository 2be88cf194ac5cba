"""One value against its field: in the form in which it is kept, or the sentence that says what is wrong. Pure.

Amounts come as "350000.00" and are kept in fen, so that a database can compare them; all else is kept as it comes.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dougong.forms.rules import STAR, Fault, FieldDef, is_blank
from dougong.kit.formats import half_width, parse_amount, parse_date
from dougong.kit.money import Money
from dougong.kit.regions import region_by_code
from dougong.kit.trades import trade_by_name

_LINK = re.compile(r"https?://[^\s]+")
#: What a number in JSON and in both databases can be, exactly.
MOST = 10**15
#: Characters of one part of an answer told as STAR.
MOST_OF_PART = 2000


class Wrong(Exception):
    """A fault on its way to its field."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def check(
    fields: Iterable[FieldDef], values: Mapping[str, Any], *, kind: str = "", whole: bool = False
) -> tuple[dict[str, Any], list[Fault]]:
    """The values as they are kept (None for what is emptied), and what is wrong, in the fields' order.

    `whole`: all that a record of this `kind` must have is asked for; otherwise only what is given is looked at.
    """
    known = {f.key: f for f in fields if not f.removed}
    good: dict[str, Any] = {}
    faults = [Fault(key, "没有这一项，或已停用。", "There is no such field, or it is no longer used.")
              for key in values if key not in known]  # fmt: skip
    for key, field in known.items():
        if key not in values or is_blank(values[key]):
            if key in values:
                good[key] = None
            if whole and field.asked_of(kind):
                faults.append(Fault(key, f"{field.zh}要填。", f"{field.name_en} is needed."))
            continue
        try:
            good[key] = stored(field, values[key])
        except Wrong as wrong:
            faults.append(Fault(key, wrong.zh, wrong.en))
    return good, faults


def stored(field: FieldDef, value: Any) -> Any:
    """A filled value in the form in which it is kept. Raises Wrong."""
    return _STORED[field.type](field, value)


def told(field: FieldDef, value: Any) -> Any:
    """A kept value as an answer tells it."""
    return str(Money.fen(value)) if field.type == "amount" and isinstance(value, int) else value


def _text(field: FieldDef, value: Any) -> str:
    if not isinstance(value, str):
        raise Wrong("这里要填文字。", "This takes text.")
    if "\x00" in value:
        raise Wrong("含有无法保存的字符。", "It holds a character that can't be kept.")
    found, most = value.strip(), field.max_length or (5000 if field.type == "long_text" else 200)
    if len(found) > most:
        raise Wrong(f"最多 {most} 个字，现在 {len(found)} 个。", f"At most {most} characters; these are {len(found)}.")
    return found


def _number(field: FieldDef, value: Any) -> int | float:
    if isinstance(value, str):
        raw = half_width(value).replace(",", "").strip()
        if not re.fullmatch(r"[+-]?\d{1,16}(\.\d{1,10})?", raw):
            raise Wrong("认不出这个数。", "This number can't be read.")
        value = float(raw) if "." in raw else int(raw)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or abs(value) > MOST:
        raise Wrong("认不出这个数。", "This number can't be read.")
    whole = int(value) if value == int(value) else value
    _bounds(field, whole)
    return whole


def _bounds(field: FieldDef, value: int | float) -> None:
    if field.minimum is not None and value < field.minimum:
        raise Wrong(f"不能小于 {field.minimum:g}。", f"Not below {field.minimum:g}.")
    if field.maximum is not None and value > field.maximum:
        raise Wrong(f"不能大于 {field.maximum:g}。", f"Not above {field.maximum:g}.")


def _amount(field: FieldDef, value: Any) -> int:
    if isinstance(value, bool):
        raise Wrong("认不出这个金额。", "This amount can't be read.")
    found = parse_amount(value, allow_negative=True)
    if found.fen is None:
        raise Wrong("认不出这个金额。", "This amount can't be read.")
    _bounds(field, found.fen / 100)
    return found.fen


def _date(field: FieldDef, value: Any) -> str:
    found = parse_date(value) if isinstance(value, str) else None
    if found is None or found.value is None:
        raise Wrong("日期写成 2026-03-05 这样。", "Write the date like 2026-03-05.")
    day: dt.date = found.value
    return day.isoformat()


def _choice(field: FieldDef, value: Any) -> str:
    """By its value, or by what it is called in either language."""
    for code, zh, en in field.choices:
        if isinstance(value, str) and value.strip() in (code, zh, en):
            return code
    raise Wrong(f"没有「{str(value)[:20]}」这一种。", f"“{str(value)[:20]}” is none of the choices.")


def _several(field: FieldDef, value: Any) -> list[str]:
    parts = re.split(r"[、,，;；]", value) if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        raise Wrong("这里可以选几项。", "This takes several choices.")
    chosen = {_choice(field, part) for part in parts if part != ""}
    return [code for code, _, _ in field.choices if code in chosen]


_YES, _NO = ("是", "有", "yes", "true", "y", "1", "√", "对"), ("否", "无", "没有", "no", "false", "n", "0", "×", "不")


def _yes_no(field: FieldDef, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise Wrong("填“是”或“否”。", "Say yes or no.")


def _key(field: FieldDef, value: Any) -> str:
    try:
        return str(uuid.UUID(str(value)))
    except ValueError:
        raise Wrong("没有选中任何一个。", "Nothing is chosen.") from None


def _link(field: FieldDef, value: Any) -> str:
    text = str(value).strip()
    text = text if "://" in text else f"https://{text}"
    if not _LINK.fullmatch(text) or len(text) > 300:
        raise Wrong("网址写成 https://… 这样。", "Write the address like https://….")
    return text


def _region(field: FieldDef, value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{6}", value) or region_by_code(value) is None:
        raise Wrong("没有这个地区代码。", "There is no such place.")
    return value


def _industry(field: FieldDef, value: Any) -> str:
    """By its code, or by its whole name."""
    found = trade_by_name(value) if isinstance(value, str) else None
    if found is None:
        raise Wrong("没有这个行业代码（GB/T 4754）。", "There is no such trade (GB/T 4754).")
    return found.code


def _star(field: FieldDef, value: Any) -> dict[str, str]:
    """Whichever of the four parts were told; one that holds nothing is left out."""
    if not isinstance(value, Mapping) or set(value) - set(STAR):
        raise Wrong("按情境、任务、行动、结果分开写。", "Tell situation, task, action and result apart.")
    found = {}
    for part in STAR:
        text = value.get(part) or ""
        if not isinstance(text, str) or len(text) > MOST_OF_PART or "\x00" in text:
            raise Wrong(f"每一段最多 {MOST_OF_PART} 个字。", f"Each part takes {MOST_OF_PART} characters at most.")
        if text.strip():
            found[part] = text.strip()
    return found


_STORED: dict[str, Callable[[FieldDef, Any], Any]] = {
    "text": _text, "long_text": _text, "number": _number, "amount": _amount, "date": _date, "choice": _choice,
    "several": _several, "yes_no": _yes_no, "person": _key, "link": _link, "file": _key, "region": _region,
    "industry": _industry, "star": _star,
}  # fmt: skip

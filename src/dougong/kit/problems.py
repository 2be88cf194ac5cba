"""Pydantic's findings as sentences a user can act on, at the field they concern."""

from __future__ import annotations

from typing import Any

from dougong.kit.errors import BusinessError, FieldError

# type of pydantic's error -> (Chinese, English); {…} are the keys of its ctx
_SENTENCES: dict[str, tuple[str, str]] = {
    "missing": ("这一项要填。", "This field is required."),
    "string_too_short": ("至少 {min_length} 个字。", "At least {min_length} characters."),
    "string_too_long": ("最多 {max_length} 个字。", "At most {max_length} characters."),
    "string_type": ("这里要填文字。", "This must be text."),
    "int_parsing": ("这里要填整数。", "This must be a whole number."),
    "int_type": ("这里要填整数。", "This must be a whole number."),
    "decimal_parsing": ("这里要填数字。", "This must be a number."),
    "bool_parsing": ("这里要选是或否。", "This must be yes or no."),
    "date_parsing": ("日期写成 2026-11-18 这样。", "Write the date like 2026-11-18."),
    "date_from_datetime_parsing": ("日期写成 2026-11-18 这样。", "Write the date like 2026-11-18."),
    "datetime_parsing": ("时间读不出来。", "The time can't be read."),
    "uuid_parsing": ("没有选中任何一条。", "Nothing is chosen."),
    "greater_than_equal": ("不能小于 {ge}。", "Must not be below {ge}."),
    "greater_than": ("要大于 {gt}。", "Must be above {gt}."),
    "less_than_equal": ("不能大于 {le}。", "Must not be above {le}."),
    "less_than": ("要小于 {lt}。", "Must be below {lt}."),
    "literal_error": ("只能是其中之一：{expected}。", "Must be one of: {expected}."),
    "too_short": ("至少 {min_length} 项。", "At least {min_length} items."),
    "too_long": ("最多 {max_length} 项。", "At most {max_length} items."),
    "json_invalid": ("内容不是有效的 JSON。", "The body is no valid JSON."),
    "nul": ("含有无法保存的字符。", "It holds a character that can't be kept."),
    "extra_forbidden": ("没有这一项。", "There is no such field."),
    "money_format": ("金额写成 350000.00 这样。", "Write the amount like 350000.00."),
    "money_decimals": ("金额最多两位小数。", "An amount has at most two decimals."),
    "money_below_zero": ("不能小于零。", "It can't be below zero."),
    "money_too_large": ("金额太大，最多 13 位整数。", "The amount is too large: at most 13 digits."),
}


def field_errors(errors: list[dict[str, Any]]) -> list[BusinessError]:
    return [_one(e) for e in errors]


def _one(error: dict[str, Any]) -> BusinessError:
    place = [str(p) for p in error.get("loc", ()) if p not in ("body", "query", "path", "payload", "data")]
    kind = error.get("type", "")
    zh, en = _SENTENCES.get(kind, ("这里的内容不对。", "This value is not right."))
    ctx = error.get("ctx") or {}
    try:
        zh, en = zh.format_map(ctx), en.format_map(ctx)
    except KeyError:
        zh, en = "这里的内容不对。", "This value is not right."
    return FieldError(".".join(place) or "body", zh, en)

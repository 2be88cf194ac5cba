"""Why a value was refused, in both languages. One catalogue, so that every screen says the same."""

from __future__ import annotations

from dataclasses import dataclass, field

SENTENCES: dict[str, tuple[str, str]] = {
    "not_text": ("应为文字。", "This should be text."),
    "formula_error": ("表格里的公式出错（{shown}）。", "The spreadsheet's formula failed ({shown})."),
    "scientific": (
        "数字被表格软件写成了科学计数法，末尾几位已丢失。",
        "The number was stored in scientific notation and has lost digits.",
    ),
    "uscc_length": ("应为 18 位，现在是 {length} 位。", "It must have 18 characters; this has {length}."),
    "uscc_old_registration": (
        "这是 15 位的旧工商注册号，不是统一社会信用代码。",
        "This is an old 15-digit registration number, not a unified social credit code.",
    ),
    "uscc_org_code": (
        "这是 9 位的组织机构代码，不是统一社会信用代码。",
        "This is a 9-character organisation code, not a unified social credit code.",
    ),
    "uscc_chars": (
        "第 {position} 位的「{character}」不会出现在代码里。",
        "“{character}” at position {position} can't occur in the code.",
    ),
    "uscc_region": ("第 {position} 位应为数字（行政区划码）。", "Position {position} must be a digit."),
    "uscc_check": ("校验码不对，有一位抄错了。", "The check character does not fit: one character is wrong."),
    "phone_short": ("位数不够，只有 {digits} 位。", "Too few digits: {digits}."),
    "phone_long": ("位数太多，有 {digits} 位。", "Too many digits: {digits}."),
    "phone_mobile_prefix": ("11 位号码应以 13 至 19 开头。", "A mobile number begins with 13 to 19."),
    "phone_area": ("区号与号码的位数不相配。", "The area code and the number do not fit together."),
    "phone_no_area": ("座机号缺区号。", "The landline has no area code."),
    "phone_characters": ("号码里有「{character}」。", "The number contains “{character}”."),
    "date_unreadable": ("认不出这个日期。", "This date can't be read."),
    "date_impossible": ("没有这一天。", "There is no such day."),
    "date_incomplete": ("缺年、月或日。", "The year, month or day is missing."),
    "date_two_digit_year": ("年份要写四位。", "Write the year with four digits."),
    "date_lunar": ("这是农历日期，请改为公历。", "This is a lunar date; give the Gregorian one."),
    "date_ambiguous": (
        "可能是 {first}，也可能是 {second}，请写成 年-月-日。",
        "This may be {first} or {second}; write it as year-month-day.",
    ),
    "date_range": ("年份应在 1900 至 2100 之间。", "The year must lie between 1900 and 2100."),
    "amount_unreadable": ("认不出这个金额。", "This amount can't be read."),
    "amount_negative": ("金额不能为负。", "The amount can't be negative."),
    "amount_decimals": ("金额最多到分（两位小数）。", "An amount has at most two decimals."),
    "amount_too_large": ("金额超过 13 位整数。", "The amount has more than 13 digits before the point."),
    "amount_currency": ("只收人民币，现在是「{currency}」。", "Amounts are in CNY; this says “{currency}”."),
    "amount_grouping": ("千分位逗号的位置不对。", "A thousands separator is in the wrong place."),
    "email_form": ("邮箱格式不对。", "This is no e-mail address."),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of the catalogue and what fills its sentence. `position` counts characters from 1."""

    code: str
    position: int | None = None
    params: dict[str, object] = field(default_factory=dict)

    def sentence(self, language: str = "zh") -> str:
        chosen = SENTENCES[self.code][1 if language.startswith("en") else 0]
        return chosen.format_map({"position": self.position, **self.params})

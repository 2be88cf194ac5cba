"""What a business licence says beside the columns of a dossier: fields of level one, filled from a picture of it or by hand."""

from __future__ import annotations

from dougong.forms.rules import FieldDef

LICENCE = (
    FieldDef(
        "licence_type", "text", "主体类型", "Legal form",
        meaning_zh="营业执照上的类型，如有限责任公司（自然人投资或控股）", meaning_en="The type on the licence", section="basic",
    ),
    FieldDef(
        "capital", "amount", "注册资本", "Registered capital", meaning_zh="营业执照上的注册资本，元",
        meaning_en="As on the licence, CNY", rule_zh="外币不换算，写在跟进里",
        rule_en="Other currencies are not converted: say it in a note",
        section="basic", minimum=0,
    ),
    FieldDef(
        "founded_on", "date", "成立日期", "Founded on", meaning_zh="营业执照上的成立或注册日期",
        meaning_en="The day of founding or registration on the licence", section="basic",
    ),
    FieldDef(
        "licence_term", "text", "营业期限", "Term", meaning_zh="营业执照上的营业期限", meaning_en="The term on the licence",
        section="basic",
    ),
    FieldDef(
        "licence_scope", "long_text", "经营范围", "Business scope", meaning_zh="营业执照上的经营范围，原文",
        meaning_en="The scope on the licence, word for word", section="basic",
    ),
)  # fmt: skip

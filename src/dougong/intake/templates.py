"""The questionnaire that a first form on the web asks by."""

from __future__ import annotations

from typing import Any

from dougong.forms.questionnaires import install


def _q(kind: str, zh: str, en: str, target: str = "", *, required: bool = False) -> dict[str, Any]:
    return {"type": kind, "zh": zh, "en": en, "target": target, "required": required}


ENQUIRY = [
    _q("text", "单位名称", "Company", "name", required=True),
    _q("text", "您的姓名", "Your name", "contact.name", required=True),
    _q("text", "手机或电话", "Phone", "contact.phone", required=True),
    _q("text", "邮箱", "E-mail", "contact.email"),
    _q("region", "项目所在地", "Where the project is", "region"),
    _q("industry", "所属行业", "Trade", "facts.trade"),
    _q("long_text", "想解决什么问题？", "What is to be solved?", "facts.problem", required=True),
    _q("text", "希望什么时候用起来？", "When should it be in use?"),
]


def install_templates() -> None:
    install("web.enquiry", "web", "网上咨询", "Enquiry", ENQUIRY)

"""Words of the law and of the register: (value, zh, en)."""

from __future__ import annotations

Choices = tuple[tuple[str, str, str], ...]

#: What a person may ask of us (个人信息保护法 arts. 44-47, 50).
REQUEST_KINDS: Choices = (
    ("access", "查阅", "See"),
    ("copy", "复制", "Copy"),
    ("correct", "更正、补充", "Correct or complete"),
    ("erase", "删除", "Erase"),
    ("transfer", "转移", "Transfer"),
    ("withdraw", "撤回同意", "Withdraw consent"),
    ("explain", "解释处理规则", "Explain the rules"),
)
REQUEST_STATES: Choices = (
    ("open", "待处理", "Open"),
    ("done", "已办结", "Done"),
    ("refused", "已拒绝", "Refused"),
)
#: Why a consent was asked; the contract and the law need none (art. 13), these do.
CONSENT_PURPOSES: Choices = (
    ("window", "使用客户窗口", "Use of the client's window"),
    ("service", "服务回访与通知", "Service calls and notices"),
    ("marketing", "市场活动与资讯", "Marketing and news"),
    ("image", "现场影像与签名", "Pictures and signatures on site"),
    ("sensitive", "敏感个人信息（单独同意）", "Sensitive data (separate consent)"),
    ("abroad", "向境外提供（单独同意）", "Sending abroad (separate consent)"),
)
CONSENT_HOW: Choices = (
    ("window", "客户窗口勾选", "Ticked in the client's window"),
    ("paper", "书面签字", "Signed on paper"),
    ("mail", "邮件", "By e-mail"),
    ("phone", "电话", "By phone"),
    ("meeting", "当面", "In person"),
)
AUDIENCES: Choices = (("staff", "员工", "Staff"), ("contact", "客户联系人", "Clients' contacts"))
#: Grounds of processing (art. 13).
GROUNDS: Choices = (
    ("consent", "取得个人的同意（第十三条第一项）", "Consent (art. 13(1))"),
    ("contract", "订立、履行合同所必需（第二项）", "Needed for a contract (art. 13(2))"),
    ("staff", "人力资源管理所必需（第二项）", "Needed for employment (art. 13(2))"),
    ("duty", "履行法定职责或者法定义务所必需（第三项）", "Needed for a legal duty (art. 13(3))"),
)
RETENTION_ACTIONS: Choices = (
    ("anonymise", "匿名化", "Anonymise"),
    ("delete", "删除", "Delete"),
    ("ask", "列出待人处理", "List for a person to decide"),
)


def values(choices: Choices) -> list[str]:
    return [value for value, _, _ in choices]


def label(choices: Choices, value: str, language: str) -> str:
    return next((en if language == "en" else zh for v, zh, en in choices if v == value), value)

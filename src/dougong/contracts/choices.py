"""The words of a contract: value, Chinese, English."""

CONTRACT_STATES = (
    ("draft", "草稿", "Draft"),
    ("in_force", "履行中", "In force"),
    ("completed", "已完成", "Completed"),
    ("terminated", "已终止", "Terminated"),
)
INSTALMENT_KINDS = (
    ("advance", "预付款", "Advance"),
    ("progress", "进度款", "Progress"),
    ("final", "结算款", "Final"),
    ("retention", "质保金", "Retention"),
)
DUE_KINDS = (
    ("date", "按日期", "By date"),
    ("milestone", "按里程碑", "By milestone"),
    ("acceptance", "验收后", "After acceptance"),
)
RECEIVABLE_STATES = (
    ("waiting", "待触发", "Waiting"),
    ("not_due", "未到期", "Not due"),
    ("due_soon", "60 天内到期", "Due within 60 days"),
    ("overdue", "逾期", "Overdue"),
    ("retained", "质保中", "Retained"),
    ("paid", "已收清", "Paid"),
)
AGES = (
    ("not_due", "未到期", "Not due"),
    ("d1_30", "逾期 1–30 天", "1–30 days late"),
    ("d31_90", "逾期 31–90 天", "31–90 days late"),
    ("d90_plus", "逾期 90 天以上", "Over 90 days late"),
)
RECEIPT_STATES = (
    ("recorded", "已入账", "Recorded"),
    ("reversed", "已冲销", "Reversed"),
    ("reversal", "冲销", "Reversal"),
)


def values(choices: tuple[tuple[str, str, str], ...]) -> list[str]:
    return [value for value, _, _ in choices]

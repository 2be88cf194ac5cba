"""The words of the ledger: value, Chinese, English."""

ENTRY_KINDS = (
    ("accrual", "获得", "Given"),
    ("deduction", "扣减", "Taken"),
    ("reversal", "冲正", "Reversed"),
    ("transfer", "合并转账", "Moved by a merge"),
)
RULES = (
    ("receipt", "回款", "Receipt"),
    ("acceptance_on_time", "按时验收", "Accepted on time"),
    ("acceptance_late", "验收延迟", "Accepted late"),
    ("merge", "客户合并", "Clients merged"),
)


def values(choices: tuple[tuple[str, str, str], ...]) -> list[str]:
    return [value for value, _, _ in choices]

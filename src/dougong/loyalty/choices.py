"""The words of the ledger: value, Chinese, English."""

ENTRY_KINDS = (
    ("accrual", "获得", "Given"),
    ("deduction", "扣减", "Taken"),
    ("redemption", "兑换", "Redeemed"),
    ("expiry", "过期", "Expired"),
    ("reversal", "冲正", "Reversed"),
    ("transfer", "转账", "Moved"),
)
#: The company's side of each line.
COMPANY_ACCOUNTS = (
    ("issued", "发放", "Issued"),
    ("redeemed", "兑换", "Redeemed"),
    ("expired", "过期", "Expired"),
    ("clearing", "转账过渡", "Clearing"),
)
#: Lines that no rule of the company made.
PLAIN_RULES = (
    ("merge", "客户合并", "Clients merged"),
    ("expiry", "到期", "Expired"),
    ("redemption", "兑换", "Redemption"),
    ("gift_offer", "赠送预留", "Put by for a gift"),
    ("gift", "积分互赠", "Gift between clients"),
    ("gift_back", "赠送撤销", "Gift reversed"),
)
ADJUSTMENTS = (
    ("manual", "手工调整", "By hand"),
    ("suggestion", "有用建议", "Useful suggestion"),
    ("referral", "推荐新客户签约", "New client recommended and signed"),
)
ADJUSTMENT_STATES = (
    ("waiting", "待审批", "Waits"),
    ("approved", "已通过", "Approved"),
    ("rejected", "已退回", "Sent back"),
    ("withdrawn", "已撤回", "Withdrawn"),
)
RULE_STATES = (
    ("draft", "草稿", "Draft"),
    ("waiting", "待审批", "Waits"),
    ("approved", "已批准", "Approved"),
)
DIFFERENCES = (
    ("missing", "少记", "Missing"),
    ("surplus", "多记", "Surplus"),
)


def values(choices: tuple[tuple[str, str, str], ...]) -> list[str]:
    return [value for value, _, _ in choices]

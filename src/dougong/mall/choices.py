"""The words of the mall: value, Chinese, English."""

REWARD_KINDS = (
    ("voucher", "抵扣券", "Voucher"),
    ("warranty", "延长质保", "Longer warranty"),
    ("service", "专属服务通道", "Service channel"),
    ("seat", "培训与论坛席位", "Training or forum seat"),
    ("goods", "实物", "Goods"),
    ("code", "合作方兑换码", "Partner's code"),
)
#: Given as soon as nothing waits for a decision; the others take somebody's hand.
AT_ONCE = ("voucher", "warranty", "service", "code")
REWARD_STATES = (
    ("draft", "草稿", "Draft"),
    ("on", "上架", "On offer"),
    ("off", "下架", "Withdrawn"),
)
ORDER_STATES = (
    ("waiting", "待审批", "Waits for approval"),
    ("ordered", "待兑现", "To be fulfilled"),
    ("sent", "已发货", "Sent"),
    ("fulfilled", "已兑现", "Fulfilled"),
    ("refused", "未通过", "Refused"),
    ("cancelled", "已取消", "Cancelled"),
    ("returned", "已退回", "Returned"),
)
#: Its points are spent or put by, and its reward counts for the client's limits.
STANDS = ("waiting", "ordered", "sent", "fulfilled")
PERIODS = (
    ("month", "每月", "A month"),
    ("year", "每年", "A year"),
    ("ever", "总共", "In all"),
)
MOVES = (
    ("count", "盘点调整", "Counted"),
    ("codes", "导入兑换码", "Codes added"),
    ("order", "兑换", "Ordered"),
    ("back", "退回", "Came back"),
)


def values(choices: tuple[tuple[str, str, str], ...]) -> list[str]:
    return [value for value, _, _ in choices]

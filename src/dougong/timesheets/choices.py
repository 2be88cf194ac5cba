"""The words of hours and day labour: value, Chinese, English."""

KINDS = (
    ("normal", "正常", "Normal"),
    ("overtime", "加班", "Overtime"),
)
STATES = (
    ("draft", "草稿", "Draft"),
    ("submitted", "待审批", "Waiting for approval"),
    ("approved", "已通过", "Approved"),
    ("returned", "已退回", "Returned"),
)
UNITS = (
    ("day", "天", "Days"),
    ("hour", "小时", "Hours"),
)
#: What its owner may still write.
OPEN = ("draft", "returned")


def values(choices: tuple[tuple[str, str, str], ...]) -> list[str]:
    return [value for value, _, _ in choices]

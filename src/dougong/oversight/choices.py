"""The words of oversight: value, Chinese, English."""

STATES = (
    ("open", "待处理", "Open"),
    ("closed", "已结案", "Closed"),
)
FINDINGS = (
    ("harmless", "正常", "Harmless"),
    ("mended", "已纠正", "Mended"),
    ("abuse", "滥用", "Abuse"),
)


def values(choices: tuple[tuple[str, str, str], ...]) -> list[str]:
    return [value for value, _, _ in choices]

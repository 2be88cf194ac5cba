"""What this app tells of."""

from dougong.notifications.kinds import Kind, register

ASKED = "approvals.asked"
DECIDED = "approvals.decided"

register(
    Kind(
        ASKED,
        zh="待我审批",
        en="Waits for my decision",
        title_zh="{who}请您审批：{title}",
        title_en="{who} asks you to decide: {title}",
    ),
    Kind(
        DECIDED,
        zh="审批结果",
        en="Decisions",
        title_zh="{who}{what_zh}：{title}",
        title_en="{who} {what_en}: {title}",
        default_mail=False,
    ),
)

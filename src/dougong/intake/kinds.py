"""What this app tells of."""

from dougong.notifications.kinds import Kind, register

RECEIVED = "intake.received"

register(
    Kind(
        RECEIVED,
        zh="收到网上咨询",
        en="Enquiry received",
        title_zh="{form}：{title} 发来咨询，等您处理",
        title_en="{form}: {title} has written and waits for you",
    )
)

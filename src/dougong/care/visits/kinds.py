"""What this app reminds of."""

from dougong.notifications.kinds import Kind, register

VISITS_DUE = "care.visits_due"
UPDATE_ASKED = "care.update_asked"

register(
    Kind(
        VISITS_DUE,
        zh="到期回访",
        en="Revisits due",
        title_zh="{count} 个客户今天起要回访：{names}",
        title_en="{count} clients are to be revisited from today: {names}",
        default_mail=False,
    ),
    Kind(
        UPDATE_ASKED,
        zh="更新档案",
        en="Dossier to be updated",
        title_zh="{client}：{cause}，趁这时更新档案",
        title_en="{client}: {cause_en}; a good time to update the dossier",
        default_mail=False,
    ),
)

"""What this app reminds of."""

from dougong.notifications.kinds import Kind, register

STEP_DUE = "clients.step_due"
STEP_OVERDUE = "clients.step_overdue"
PROMISE_DUE = "clients.promise_due"
PROMISE_OVERDUE = "clients.promise_overdue"

register(
    Kind(
        STEP_DUE,
        zh="下一步到期",
        en="Next step due",
        title_zh="{client}：{title}，今天要做",
        title_en="{client}: {title}, due today",
        default_mail=False,
    ),
    Kind(
        STEP_OVERDUE,
        zh="下一步逾期",
        en="Next step overdue",
        title_zh="{client}：{title}，已过期，原定 {due_on}",
        title_en="{client}: {title} is overdue, was due {due_on}",
    ),
    Kind(
        PROMISE_DUE,
        zh="承诺到期",
        en="Promise due",
        title_zh="{client}：承诺「{title}」，今天兑现",
        title_en="{client}: promise “{title}”, due today",
    ),
    Kind(
        PROMISE_OVERDUE,
        zh="承诺逾期",
        en="Promise overdue",
        title_zh="{client}：承诺「{title}」已过期，原定 {due_on}",
        title_en="{client}: promise “{title}” is overdue, was due {due_on}",
    ),
)

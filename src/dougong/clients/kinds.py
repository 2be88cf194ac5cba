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
        title_zh="今天要做：{title}（{client}）",
        title_en="Due today: {title} ({client})",
        default_mail=False,
    ),
    Kind(
        STEP_OVERDUE,
        zh="下一步逾期",
        en="Next step overdue",
        title_zh="已过期：{title}（{client}），原定 {due_on}",
        title_en="Overdue: {title} ({client}), was due {due_on}",
    ),
    Kind(
        PROMISE_DUE,
        zh="承诺到期",
        en="Promise due",
        title_zh="今天要兑现的承诺：{title}（{client}）",
        title_en="Promise due today: {title} ({client})",
    ),
    Kind(
        PROMISE_OVERDUE,
        zh="承诺逾期",
        en="Promise overdue",
        title_zh="承诺已过期：{title}（{client}），原定 {due_on}",
        title_en="Promise overdue: {title} ({client}), was due {due_on}",
    ),
)

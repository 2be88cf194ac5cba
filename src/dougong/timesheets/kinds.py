"""What this app tells and reminds of."""

from dougong.notifications.kinds import Kind, register

HOURS_MISSING = "timesheets.missing"
HOURS_SUBMITTED = "timesheets.submitted"
HOURS_RETURNED = "timesheets.returned"

register(
    Kind(
        HOURS_MISSING,
        zh="工时未报",
        en="Hours not filed",
        title_zh="{week} 这一周的工时还没有报齐，差 {hours} 小时",
        title_en="Your hours of the week of {week} are not all filed: {hours} are missing",
        default_mail=False,
    ),
    Kind(
        HOURS_SUBMITTED,
        zh="待审批的工时",
        en="Hours to approve",
        title_zh="{person} 提交了 {week} 这一周的工时，{hours} 小时，{project}",
        title_en="{person} submitted {hours} hours of the week of {week} on {project}",
        default_mail=False,
    ),
    Kind(
        HOURS_RETURNED,
        zh="工时被退回",
        en="Hours returned",
        title_zh="{project} {week} 这一周的工时被退回：{reason}",
        title_en="Your hours of the week of {week} on {project} were returned: {reason}",
        default_mail=False,
    ),
)

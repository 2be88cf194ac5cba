"""The words of a project: value, Chinese, English."""

STATUSES = (
    ("preparing", "筹备", "Preparing"),
    ("running", "在建", "Running"),
    ("accepted", "已验收", "Accepted"),
    ("closed", "已关闭", "Closed"),
)
TASK_KINDS = (
    ("task", "任务", "Task"),
    ("milestone", "里程碑", "Milestone"),
    ("start_milestone", "开始里程碑", "Start milestone"),
    ("finish_milestone", "完成里程碑", "Finish milestone"),
    ("hammock", "伴随任务", "Level of effort"),
    ("summary", "汇总", "Summary"),
)
MILESTONES = ("milestone", "start_milestone", "finish_milestone")
LINK_TYPES = (
    ("FS", "完成—开始", "Finish to start"),
    ("SS", "开始—开始", "Start to start"),
    ("FF", "完成—完成", "Finish to finish"),
    ("SF", "开始—完成", "Start to finish"),
)
CONSTRAINTS = (
    ("alap", "尽可能晚", "As late as possible"),
    ("snet", "不早于…开始", "Start no earlier than"),
    ("snlt", "不晚于…开始", "Start no later than"),
    ("fnet", "不早于…完成", "Finish no earlier than"),
    ("fnlt", "不晚于…完成", "Finish no later than"),
    ("mso", "必须开始于", "Must start on"),
    ("mfo", "必须完成于", "Must finish on"),
    ("mandatory_start", "强制开始于", "Mandatory start"),
    ("mandatory_finish", "强制完成于", "Mandatory finish"),
)
MEMBER_ROLES = (
    ("manager", "项目经理", "Project manager"),
    ("planner", "计划", "Planner"),
    ("engineer", "工程师", "Engineer"),
    ("site", "现场", "Site"),
    ("quality", "质量", "Quality"),
    ("viewer", "查看", "Viewer"),
)
CALENDARS = (
    ("cn", "中国工作日", "Chinese working days"),
    ("cn6", "每周六天，法定节假日休息", "Six days a week, public holidays off"),
    ("daily", "每天", "Every day"),
)
PROFILES = (
    ("dougong", "斗拱", "Dougong"),
    ("ms_project", "Microsoft Project", "Microsoft Project"),
    ("p6", "Primavera P6", "Primavera P6"),
)
RESULTS = (
    ("passed", "通过", "Passed"),
    ("failed", "未通过", "Not passed"),
)
#: What was done to a plan; the web app says it in words when it is undone.
CHANGES = (
    "add", "edit", "place", "delete", "link", "unlink", "relink", "drag", "progress", "baseline", "status_date", "import",
    "level", "template", "shift", "owner", "paste", "preds", "split",
)  # fmt: skip


def values(choices: tuple[tuple[str, str, str], ...]) -> list[str]:
    return [value for value, _, _ in choices]

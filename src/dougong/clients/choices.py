"""The words of a dossier: value, Chinese, English."""

CLIENT_KINDS = (
    ("employer", "业主", "Employer"),
    ("general_contractor", "总包单位", "General contractor"),
    ("subcontractor", "分包单位", "Subcontractor"),
    ("design_institute", "设计院", "Design institute"),
    ("government", "政府与事业单位", "Public body"),
    ("dealer", "经销商", "Dealer"),
    ("other", "其他", "Other"),
)
GRADES = tuple((grade, grade, grade) for grade in ("AAA", "AA", "A", "B", "C", "D"))
DECISION_ROLES = (
    ("decides", "决策", "Decides"),
    ("influences", "影响", "Influences"),
    ("buys", "采购", "Buys"),
    ("pays", "付款", "Pays"),
    ("uses", "使用", "Uses"),
    ("unknown", "未明", "Unknown"),
)
ATTITUDES = (
    ("supports", "支持", "Supports"),
    ("neutral", "中立", "Neutral"),
    ("opposes", "反对", "Opposes"),
)
INFLUENCES = (
    ("high", "高", "High"),
    ("medium", "中", "Medium"),
    ("low", "低", "Low"),
    ("unknown", "未明", "Unknown"),
)
RELATIONS = (("subsidiary", "子公司", "Subsidiary"), ("branch", "分公司", "Branch"))
STATES = (("draft", "草稿", "Draft"), ("review", "待审", "In review"), ("in_force", "生效", "In force"))
STEP_KINDS = (("step", "下一步", "Next step"), ("promise", "承诺", "Promise"))
NOTE_KINDS = (
    ("note", "备注", "Note"),
    ("visit", "拜访", "Visit"),
    ("call", "电话", "Call"),
    ("meeting", "会议", "Meeting"),
    ("minutes", "会议纪要", "Minutes"),
    ("change_request", "需求变更", "Change request"),
    ("daily_report", "日报", "Daily report"),
    ("weekly_report", "周报", "Weekly report"),
)


def values(choices: tuple[tuple[str, str, str], ...]) -> list[str]:
    return [value for value, _, _ in choices]

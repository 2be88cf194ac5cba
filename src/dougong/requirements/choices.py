"""The words of level two: value, Chinese, English."""

KINDS = (
    ("function", "功能", "Function"),
    ("performance", "性能", "Performance"),
    ("interface", "接口", "Interface"),
    ("safety", "安全与合规", "Safety and law"),
    ("environment", "环境与场地", "Environment and site"),
    ("material", "材料与设备", "Materials and plant"),
    ("schedule", "工期", "Schedule"),
    ("delivery", "交付与资料", "Delivery and papers"),
    ("other", "其他", "Other"),
)
PRIORITIES = (
    ("must", "必须", "Must"),
    ("should", "应该", "Should"),
    ("could", "可以", "Could"),
    ("wont", "本次不做", "Not this time"),
)
SOURCES = (
    ("interview", "访谈", "Interview"),
    ("trace", "沟通记录", "Talk or minutes"),
    ("mail", "邮件", "Mail"),
    ("tender", "招标文件", "Tender papers"),
    ("standard", "规范标准", "A standard"),
    ("site", "现场踏勘", "Site survey"),
    ("other", "其他", "Other"),
)
STATES = (
    ("draft", "草稿", "Draft"),
    ("agreed", "已确认", "Agreed"),
    ("changed", "已变更待确认", "Changed"),
    ("dropped", "已取消", "Dropped"),
)
VERDICTS = (
    ("accepted", "认可", "Accepted"),
    ("changes", "需要修改", "Changes wanted"),
    ("refused", "不认可", "Refused"),
)
RESULTS = (("passed", "通过", "Passed"), ("failed", "不通过", "Failed"), ("blocked", "无法执行", "Blocked"))
ACCEPTANCE_STAGES = (
    ("material", "进场检验", "Material entry"),
    ("concealed", "隐蔽验收", "Concealed work"),
    ("section", "分部分项验收", "Section of works"),
    ("commissioning", "调试检测", "Commissioning"),
    ("completion", "竣工验收", "Completion"),
)


def values(choices: tuple[tuple[str, str, str], ...]) -> list[str]:
    return [value for value, _, _ in choices]

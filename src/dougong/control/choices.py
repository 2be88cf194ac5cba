"""The words of control: value, Chinese, English."""

LIGHTS = (
    ("green", "正常", "On track"),
    ("amber", "关注", "Watch"),
    ("red", "预警", "Alarm"),
    ("none", "缺数据", "No data"),
)
SOURCES = (
    ("entered", "逐项填写", "Entered for each task"),
    ("contract", "按合同额分摊", "Spread from the contract"),
    ("assignments", "按资源分配", "From assignments"),
)
FORMULAS = (
    ("typical", "延续当前绩效", "As it went so far"),
    ("atypical", "余下按预算", "The rest as budgeted"),
    ("mixed", "成本与进度并计", "Burdened by cost and schedule"),
)
METHODS = (
    ("duration", "工期百分比", "Percent of duration"),
    ("units", "完成工程量", "Units done"),
    ("steps", "步骤权重", "Weighted steps"),
    ("physical", "实物百分比", "Physical percent"),
)
COST_KINDS = (
    ("labour", "人工", "Labour"),
    ("material", "材料", "Material"),
    ("equipment", "机械设备", "Equipment"),
    ("subcontract", "分包", "Subcontract"),
    ("other", "其他", "Other"),
)
SPANS = (
    ("week", "周报", "Weekly"),
    ("month", "月报", "Monthly"),
)


def values(choices: tuple[tuple[str, str, str], ...]) -> list[str]:
    return [value for value, _, _ in choices]

"""The words of opportunities: value, Chinese, English."""

STATUSES = (
    ("open", "进行中", "Open"),
    ("won", "赢单", "Won"),
    ("lost", "丢单", "Lost"),
)
LOST_REASONS = (
    ("price", "价格", "Price"),
    ("competitor", "竞争对手更合适", "A competitor fitted better"),
    ("budget", "客户没有预算", "No budget"),
    ("cancelled", "项目取消或推迟", "Project cancelled or postponed"),
    ("capability", "我方能力或资质不足", "Our means or licences fell short"),
    ("terms", "付款或合同条件谈不拢", "Terms not agreed"),
    ("relation", "没有接触到决策人", "No way to the decision maker"),
    ("other", "其他", "Other"),
)
#: code, Chinese, English, chance in %, days one may stay in it, whether a contract must be in force
FIRST_STAGES = (
    ("contact", "初步洽谈", "First talks", 20, 30, False),
    ("proposal", "方案报价", "Proposal", 45, 30, False),
    ("contract", "合同签署", "Contract", 80, 30, False),
    ("kickoff", "启动会", "Kick-off", 95, 21, True),
)
#: Stages that other steps of the process lead to: they may be renamed and moved, not removed.
FIXED_STAGES = ("contract", "kickoff")


def values(choices: tuple[tuple[str, str, str], ...]) -> list[str]:
    return [value for value, _, _ in choices]

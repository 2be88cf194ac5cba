from dougong.kit.errors import BusinessError


class SuccessorUnknown(BusinessError):
    code = "successor_unknown"
    zh = "接手人应是另一位在职同事。"
    en = "The successor must be another active colleague."


class KindUnknown(BusinessError):
    code = "hand_over_kind_unknown"
    zh = "没有「{kind}」这一类可以交接。"
    en = "There is no “{kind}” to be handed over."


class LeavingAlready(BusinessError):
    code = "leaving_already"
    status = 409
    zh = "{name} 的交接正在进行或已安排。先撤销它，再重新安排。"
    en = "{name}'s hand-over is under way or planned already. Undo it before planning another."


class NotNow(BusinessError):
    code = "hand_over_not_now"
    status = 409
    zh = "这次交接现在做不了这一步。"
    en = "This hand-over can't take that step now."

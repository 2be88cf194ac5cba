from dougong.kit.errors import BusinessError


class NotADraftRule(BusinessError):
    code = "credit_rule_not_draft"
    status = 409
    zh = "这一版规则已经提交或批准，不能再改。新建一版再改。"
    en = "This version was submitted or approved and can't be changed. Make a new one."


class NotTried(BusinessError):
    code = "credit_rule_not_tried"
    status = 409
    zh = "改过之后还没有试算。先在全部客户上试算，看清差别再提交。"
    en = "It was changed and not tried since. Try it on all clients first and look at the differences."


class DayPassed(BusinessError):
    code = "credit_rule_day_passed"
    zh = "生效日期填今天或以后。"
    en = "It comes into force today or later."


class UntilWrong(BusinessError):
    code = "credit_override_until"
    zh = "有效期填明天起、一年以内的日期。"
    en = "A day from tomorrow on, within a year."


class SameGrade(BusinessError):
    code = "credit_override_same"
    zh = "现在就是 {grade} 级，不用调整。"
    en = "It is {grade} already."


class OverrideThere(BusinessError):
    code = "credit_override_there"
    status = 409
    zh = "这家客户已有一次调整在等审批或生效中。先了结那一次。"
    en = "There is an override of this client already, waiting or in force. Settle that one first."


class NoOverride(BusinessError):
    code = "credit_override_none"
    status = 409
    zh = "现在没有生效的调整。"
    en = "No override is in force."


class RiskStops(BusinessError):
    code = "risk_stops"
    status = 409
    zh = "这份合同现在不能起草：{zh_what}"
    en = "This contract can't be begun now: {en_what}"


class RiskNeedsReason(BusinessError):
    code = "risk_needs_reason"
    zh = "写明为什么仍要签：{zh_what}"
    en = "Say why it is begun nevertheless: {en_what}"


class AlreadyLifted(BusinessError):
    code = "sanction_lifted"
    status = 409
    zh = "「{name}」已经解除。"
    en = "“{name}” was lifted already."

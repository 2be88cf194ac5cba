from dougong.kit.errors import BusinessError


class AlreadyWaits(BusinessError):
    code = "already_waits"
    status = 409
    zh = "「{title}」已经在等审批。"
    en = "“{title}” already waits for a decision."


class AlreadyDecided(BusinessError):
    code = "already_decided"
    status = 409
    zh = "{who}已经处理过这一条。"
    en = "{who} has dealt with it already."


class NobodyDecides(BusinessError):
    code = "nobody_decides"
    status = 409
    zh = "按规则没有人能审这一条：您的上级或规则里的角色没有别的在职成员。请管理员改审批规则。"
    en = "By the rules nobody can decide on this. An administrator can change the approval rules."


class NotYoursToDecide(BusinessError):
    code = "not_yours_to_decide"
    status = 403
    zh = "自己提交的由别人审。"
    en = "What you ask for is decided by others."


class RuleWrong(BusinessError):
    code = "approval_rule_wrong"
    zh = "规则里有不认识的内容：{what}。"
    en = "The rule names something unknown: {what}."

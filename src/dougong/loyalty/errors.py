from dougong.kit.errors import BusinessError


class LedgerBroken(BusinessError):
    """A balance that is not the sum of its entries: written by hand, or a fault of ours. Never put right in silence."""

    code = "ledger_broken"
    status = 500
    zh = "{count} 个积分账户的余额与流水之和不符：{accounts}"
    en = "{count} points accounts do not hold the sum of their entries: {accounts}"


class NotEnoughPoints(BusinessError):
    code = "points_not_enough"
    status = 409
    zh = "可用积分不够，什么都没有扣。"
    en = "There are not enough points; nothing was taken."


class AccountFrozen(BusinessError):
    code = "points_account_frozen"
    status = 409
    zh = "这个积分账户已冻结：积分照常到账，解冻之前不能兑换、转赠和使用。什么都没有扣。"
    en = "This points account is frozen: points still come in, none can be redeemed, given away or used. Nothing was taken."


class FreezeStands(BusinessError):
    code = "points_freeze_stands"
    status = 409
    zh = "这个账户的冻结状态已经改过了，刷新后再看。"
    en = "Whether this account is frozen has changed: reload the page."


class PointsWrong(BusinessError):
    code = "points_wrong"
    zh = "积分填大于 0 的整数。"
    en = "Points are a whole number above 0."


class NotReversible(BusinessError):
    code = "points_not_reversible"
    status = 409
    zh = "这一笔已经冲正过，或是转账、冲正，不能再冲。"
    en = "This was reversed before, or is a transfer or a reversal itself."


class UnknownEvent(BusinessError):
    code = "points_unknown_event"
    status = 409
    zh = "账上没有这一笔。"
    en = "The ledger knows no such event."


class RuleFails(BusinessError):
    """It waits among what failed until the rule is mended; nothing of the event was posted."""

    code = "points_rule_fails"
    status = 409
    zh = "有积分规则在这一笔上算不出结果，没有记账：{key}"
    en = "A points rule gives no answer on this event; nothing was posted: {key}"


class HoldSettled(BusinessError):
    code = "points_hold_settled"
    status = 409
    zh = "这笔预留已经了结。"
    en = "This reservation is settled already."


class RuleNotDraft(BusinessError):
    code = "points_rule_not_draft"
    status = 409
    zh = "这一版规则已经提交或批准，不能再改。新建一版再改。"
    en = "This version was submitted or approved and can't be changed. Make a new one."


class RuleNotTried(BusinessError):
    code = "points_rule_not_tried"
    status = 409
    zh = "改过之后还没有试算。先在公司的历史上试算，看清结果再提交。"
    en = "It was changed and not tried since. Try it on the company's history first and look at the result."


class RuleDayPassed(BusinessError):
    code = "points_rule_day_passed"
    zh = "生效日期填今天或以后，结束日期在它之后。"
    en = "It begins today or later, and ends after that."


class TriggerAbsent(BusinessError):
    code = "points_trigger_absent"
    status = 409
    zh = "产品里还没有这种事件，规则可以先起草，暂不能提交。"
    en = "The product does not tell of such events yet: the rule can be drafted, not submitted."


class CodeTaken(BusinessError):
    code = "points_rule_code_taken"
    status = 409
    zh = "已有代码为 {rule} 的规则，或这条规则已有一版在起草。"
    en = "There is a rule with the code {rule}, or a version of it is being drafted already."


class RuleStopped(BusinessError):
    code = "points_rule_stopped"
    status = 409
    zh = "这条规则现在不在生效。"
    en = "This rule is not in force."


class DifferenceGone(BusinessError):
    code = "points_difference_gone"
    status = 409
    zh = "这处差异已经没有了，再核对一次看看。"
    en = "This difference is gone; reconcile again."

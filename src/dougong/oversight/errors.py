from dougong.kit.errors import BusinessError


class CaseSettled(BusinessError):
    code = "watch_case_settled"
    status = 409
    zh = "这个案件的状态已经改过了，刷新后再看。"
    en = "The state of this case has changed: reload the page."


class NobodyToAssign(BusinessError):
    code = "watch_case_assignee"
    zh = "只能指派给可以处理案件的同事，而且不能是案件涉及的人。"
    en = "Assign it to a colleague who may handle cases and whom it is not about."


class AboutYourself(BusinessError):
    code = "watch_case_about_you"
    status = 403
    zh = "这个案件涉及您本人，请由别的同事处理。"
    en = "This case is about you: a colleague has to handle it."


class MonthNotOver(BusinessError):
    code = "watch_month_not_over"
    status = 409
    zh = "{month} 还没有过完，月末之后再签。"
    en = "{month} is not over: sign it after its last day."


class MonthSigned(BusinessError):
    code = "watch_month_signed"
    status = 409
    zh = "{month} 已经由 {who} 签过。"
    en = "{month} was signed by {who} already."


class ReviewerHandled(BusinessError):
    code = "watch_reviewer_handled"
    status = 409
    zh = "您处理过这个月的案件 {cases}，月度复核要由没有经手的人来签。"
    en = "You handled cases of this month ({cases}): somebody who handled none signs the review."


class TooFew(BusinessError):
    code = "points_scope_too_small"
    status = 409
    zh = "这个范围里的账户少于 {least} 个，汇总等于公开单个客户，不显示。换一个更大的范围。"
    en = "Fewer than {least} accounts are in this scope: a sum would tell a single client's. Choose a wider one."

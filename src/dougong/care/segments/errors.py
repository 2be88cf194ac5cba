from dougong.kit.errors import BusinessError


class FilterNotUsable(BusinessError):
    code = "segment_filter_wrong"
    zh = "这个条件用不了：{what}。"
    en = "This condition can't be used: {what}."


class NoConditions(BusinessError):
    code = "segment_no_conditions"
    zh = "至少加一个条件。"
    en = "Add one condition at least."


class SharedWithNobody(BusinessError):
    code = "segment_shared_with_nobody"
    zh = "选择和哪个部门或角色共用。"
    en = "Choose the department or the role to share it with."


class MayNotShare(BusinessError):
    code = "segment_may_not_share"
    status = 403
    zh = "您可以建自己用的分层；和别人共用要由经理或数据管理员来建。"
    en = "You can make segments of your own; a manager or a steward makes those that are shared."


class SegmentInUse(BusinessError):
    code = "segment_in_use"
    status = 409
    zh = "「{name}」正用在回访计划里（{where}）。先改那里，再删除。"
    en = "“{name}” is used by a revisit plan ({where_en}). Change that first."


class TagHasRule(BusinessError):
    code = "tag_has_rule"
    status = 409
    zh = "标签「{name}」已有一条规则。改那一条，或换一个标签。"
    en = "There is a rule for the tag “{name}” already. Change that one, or choose another tag."

from dougong.kit.errors import BusinessError


class PauseWrong(BusinessError):
    code = "visit_pause_wrong"
    zh = "填明天起、两年以内的日期。"
    en = "A day from tomorrow on, within two years."


class SegmentTwice(BusinessError):
    code = "visit_rule_twice"
    zh = "「{name}」出现了两次。每个分层只要一条。"
    en = "“{name}” stands there twice. One rule for a segment."


class SegmentNotForAll(BusinessError):
    code = "visit_rule_segment"
    zh = "回访计划要用大家共用、不带「我」的分层。"
    en = "A revisit plan takes segments that are shared with everybody and don't say “me”."

from __future__ import annotations

from dougong.kit.errors import BusinessError


class DistinctReason(BusinessError):
    code = "duplicate_reason_needed"
    zh = "写明为什么不是同一家。"
    en = "Say why they are not one."


class NothingCertain(BusinessError):
    code = "duplicates_none_certain"
    status = 409
    zh = "选中的里面没有可以直接合并的，刷新后再看。"
    en = "None of these can be merged without a look: reload the list."

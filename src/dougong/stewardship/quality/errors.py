from __future__ import annotations

from dougong.kit.errors import BusinessError


class StillFound(BusinessError):
    code = "quality_still_found"
    status = 409
    zh = "还没有改好：{zh_found}。先改档案，或写明原因后忽略。"
    en = "It is still there: {en_found}. Mend the dossier first, or set it aside with a reason."


class ReasonNeeded(BusinessError):
    code = "quality_reason_needed"
    zh = "写明为什么忽略。"
    en = "Say why it is set aside."


class NothingKept(BusinessError):
    code = "quality_no_days"
    status = 404
    zh = "{month} 没有留下每天的得分，做不成月报。"
    en = "No day of {month} was kept, so there is no report."

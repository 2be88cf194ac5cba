from __future__ import annotations

from dougong.kit.errors import BusinessError, Stale


class ProjectNotOpen(BusinessError):
    code = "hours_project_not_open"
    status = 409
    zh = "项目 {code} 已关闭或归档，不能再填工时。"
    en = "Project {code} is closed or archived; no hours can be filed on it."


class TaskElsewhere(BusinessError):
    code = "hours_task_elsewhere"
    zh = "这个任务不在所选项目的计划里。"
    en = "This task is not in the chosen project's plan."


class DayTooLong(BusinessError):
    code = "hours_day_too_long"
    zh = "{day} 合计 {hours} 小时，一天最多 24 小时。"
    en = "{day} comes to {hours} hours; a day has 24."


class CellChanged(Stale):
    """Somebody, or another window, wrote this cell since it was read; `current` is what stands there."""

    code = "hours_cell_changed"
    zh = "{day} 这一格刚在别处改过，现在是 {hours} 小时。看看再填。"
    en = "The cell of {day} was just changed elsewhere and now holds {hours} hours. Look before you write."


class HoursDecided(BusinessError):
    code = "hours_decided"
    status = 409
    zh = "{day} 的工时已提交或已通过，不能直接改。先撤回提交，或请项目经理退回。"
    en = "The hours of {day} are submitted or approved. Take the submission back, or have them returned."


class MonthClosed(BusinessError):
    code = "month_closed"
    status = 409
    zh = "{month} 已关账，不能写入。改已通过的工时用「更正」。"
    en = "{month} is closed and takes no entries. Approved hours are changed by a correction."


class MonthNotOver(BusinessError):
    code = "month_not_over"
    status = 409
    zh = "{month} 还没有过完，不能关账。"
    en = "{month} is not over yet and can't be closed."


class MonthBefore(BusinessError):
    code = "month_before_open"
    status = 409
    zh = "先关 {month} 的账，再关后面的月份。"
    en = "Close {month} first."


class MonthAfter(BusinessError):
    code = "month_after_closed"
    status = 409
    zh = "{month} 也已关账，先重开它。"
    en = "{month} is closed too; reopen that one first."


class MonthOpenAlready(BusinessError):
    code = "month_open_already"
    status = 409
    zh = "{month} 没有关账。"
    en = "{month} is not closed."


class MonthClosedAlready(BusinessError):
    code = "month_closed_already"
    status = 409
    zh = "{month} 已经关账。"
    en = "{month} is closed already."


class NotDecidedYet(BusinessError):
    code = "month_not_decided"
    status = 409
    zh = "{month} 还有 {count} 条没有通过的记录。先办完，或选择把它们转到下个月。"
    en = "{month} still has {count} entries that are not approved. Deal with them, or carry them to the next month."


class NothingToSubmit(BusinessError):
    code = "hours_nothing_to_submit"
    status = 409
    zh = "这一周没有要提交的工时。"
    en = "There are no hours to submit in this week."


class NothingToTakeBack(BusinessError):
    code = "hours_nothing_to_take_back"
    status = 409
    zh = "没有可撤回的提交，可能已经审批。"
    en = "There is no submission to take back; it may have been decided."


class ReasonMissing(BusinessError):
    code = "hours_reason_missing"
    zh = "写明原因。"
    en = "Say why."


class NotClosedYet(BusinessError):
    code = "hours_month_open"
    status = 409
    zh = "{month} 没有关账，直接退回修改即可，不用更正。"
    en = "{month} is open: have the hours returned and change them; no correction is needed."


class NotApproved(BusinessError):
    code = "hours_not_approved"
    status = 409
    zh = "只更正已通过的记录。"
    en = "Only approved entries are corrected."


class CorrectedAlready(BusinessError):
    code = "hours_corrected_already"
    status = 409
    zh = "这条已被更正，请更正新的那条。"
    en = "This entry was corrected already; correct the new one."


class SameHours(BusinessError):
    code = "hours_same"
    zh = "和原来一样，没有要更正的。"
    en = "It is the same as before; there is nothing to correct."


class TeamArchived(BusinessError):
    code = "labour_team_archived"
    status = 409
    zh = "班组「{name}」已停用。"
    en = "The team “{name}” is no longer used."


class TeamNameTaken(BusinessError):
    code = "labour_team_taken"
    status = 409
    zh = "已有同名班组。"
    en = "There is a team of this name."


class LabourDecided(BusinessError):
    code = "labour_decided"
    status = 409
    zh = "这张点工单已通过，不能改。"
    en = "This day sheet is approved and can't be changed."


class LabourInFuture(BusinessError):
    code = "labour_in_future"
    zh = "点工日期不能晚于今天。"
    en = "Day labour can't lie in the future."


class RateMissing(BusinessError):
    code = "labour_rate_missing"
    status = 409
    zh = "「{team}」{day} 没有{unit}单价，先登记单价再通过。"
    en = "“{team}” has no rate per {unit_en} on {day}. Enter it, then approve."


class RateInClosedMonth(BusinessError):
    code = "labour_rate_in_closed_month"
    status = 409
    zh = "{month} 已关账，单价从之后的日期起算。"
    en = "{month} is closed; let the rate begin later."

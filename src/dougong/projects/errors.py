from __future__ import annotations

from dougong.kit.errors import BusinessError


class ContractNotOpen(BusinessError):
    code = "contract_not_open"
    status = 409
    zh = "合同 {number} 已结束，不能再立项。"
    en = "Contract {number} is over; no project can be made from it."


class PersonUnknown(BusinessError):
    code = "person_unknown"
    zh = "没有这位成员，或者已停用。"
    en = "There is no such colleague, or the account is closed."


class ProjectClosed(BusinessError):
    code = "project_closed"
    status = 409
    zh = "项目 {code} 已关闭，不能再改动。"
    en = "Project {code} is closed and can't be changed."


class ProjectArchived(BusinessError):
    code = "project_archived"
    status = 409
    zh = "项目 {code} 已归档。先恢复，再改动。"
    en = "Project {code} is archived. Restore it first."


class WrongStatus(BusinessError):
    code = "project_wrong_status"
    status = 409
    zh = "项目现在的状态不能做这一步。"
    en = "The project's present state does not allow this step."


class KickoffInFuture(BusinessError):
    code = "kickoff_in_future"
    zh = "启动会的日期不能晚于今天。"
    en = "The kick-off can't lie in the future."


class ManagerStays(BusinessError):
    code = "manager_stays"
    zh = "项目经理必须在成员里。先换项目经理，再移出。"
    en = "The project manager has to be a member. Change the manager first."


class ScheduleRefused(BusinessError):
    """A schedule or a file that the calculation refuses, in its own words; `reason` is its code, `tasks` names tasks."""

    code = "schedule_refused"
    zh = "{zh}。"
    en = "{en}."


class LinkLoop(BusinessError):
    code = "link_loop"
    status = 409
    zh = "这样连会形成循环：{path}。"
    en = "This would make a loop: {path}."


class LinkTwice(BusinessError):
    code = "link_twice"
    status = 409
    zh = "「{pred}」和「{succ}」之间已有这种链接。"
    en = "“{pred}” and “{succ}” are already linked in this way."


class LinkOwnFamily(BusinessError):
    code = "link_own_family"
    zh = "任务不能和自己或自己的上级相连。"
    en = "A task can't be linked to itself or to a summary above it."


class TaskMissing(BusinessError):
    code = "task_missing"
    status = 404
    zh = "计划里没有这个任务，可能已被删除。"
    en = "The plan has no such task; it may have been deleted."


class MoveInside(BusinessError):
    code = "move_inside"
    zh = "任务不能移到自己下面。"
    en = "A task can't be moved under itself."


class CannotIndent(BusinessError):
    code = "cannot_indent"
    zh = "上面没有同级任务，不能降级。"
    en = "There is no task above on the same level to go under."


class CannotOutdent(BusinessError):
    code = "cannot_outdent"
    zh = "已经是最高一级。"
    en = "It is on the top level already."


class SummaryComputed(BusinessError):
    code = "summary_computed"
    zh = "汇总任务的日期和进度由下级算出，改下级任务即可。"
    en = "A summary follows from the tasks below it. Change those."


class AlreadyStarted(BusinessError):
    code = "task_already_started"
    status = 409
    zh = "「{name}」已经开工，开始日期按实际，不能拖动。"
    en = "“{name}” has started; its start is actual and can't be dragged."


class NotUnderWay(BusinessError):
    code = "task_not_under_way"
    status = 409
    zh = "「{name}」还没开工或已经完成，只有进行中的任务可以中断。"
    en = "“{name}” has not begun or is done; only work under way can be interrupted."


class ConstraintDateMissing(BusinessError):
    code = "constraint_date_missing"
    zh = "这种限制需要日期。"
    en = "This kind of constraint needs a date."


class DatesReversed(BusinessError):
    code = "dates_reversed"
    zh = "完成不能早于开始。"
    en = "The finish can't come before the start."


class ActualInFuture(BusinessError):
    code = "actual_in_future"
    zh = "实际日期不能晚于现在。"
    en = "An actual date can't lie in the future."


class TaskTied(BusinessError):
    code = "task_tied"
    status = 409
    zh = "「{name}」关联了付款或验收，不能删除。先解除关联。"
    en = "“{name}” is tied to a payment or an acceptance and can't be deleted. Untie it first."


class NothingToUndo(BusinessError):
    code = "nothing_to_undo"
    status = 409
    zh = "没有可撤销的步骤。"
    en = "There is nothing to undo."


class PlanChangedSince(BusinessError):
    code = "plan_changed_since"
    status = 409
    zh = "{who}在这之后改过「{project}」的计划，这一步跨几个项目，要撤就得一起撤。先撤销后来的改动。"
    en = "{who} has changed “{project}” since. This step goes back in all its projects at once: undo what came later first."


class UndoOfOther(BusinessError):
    code = "undo_of_other"
    status = 409
    zh = "最近一步是{who}做的，只能由本人撤销。"
    en = "The latest step was made by {who}; only they can undo it."


class PlanEmpty(BusinessError):
    code = "plan_empty"
    status = 409
    zh = "计划里还没有任务。"
    en = "The plan has no tasks yet."


class PrintTooLong(BusinessError):
    code = "print_too_long"
    zh = "这样会印出 {pages} 页，一份最多 {most} 页。换大一点的刻度、短一点的日期，或只印筛选出的行。"
    en = "That would be {pages} pages, at most {most} are printed. Choose a coarser scale, fewer days or only the filtered rows."


class NotMilestone(BusinessError):
    code = "not_milestone"
    zh = "只有里程碑可以关联付款和验收。"
    en = "Only a milestone can be tied to a payment or an acceptance."


class InstalmentElsewhere(BusinessError):
    code = "instalment_elsewhere"
    zh = "这笔款不在本项目的合同里，或者不按里程碑、验收付款。"
    en = "This instalment is not in the project's contract, or is not due by milestone or acceptance."


class WithdrawnAlready(BusinessError):
    code = "acceptance_withdrawn_already"
    status = 409
    zh = "这次验收已经撤回。"
    en = "This acceptance has been withdrawn already."


class AcceptancePaid(BusinessError):
    code = "acceptance_paid"
    status = 409
    zh = "「{title}」因这次验收到期，已经收款。先冲销这笔回款，再撤回验收。"
    en = "“{title}” fell due with this acceptance and has been paid. Reverse the receipt first, then withdraw."


class InstalmentTaken(BusinessError):
    code = "instalment_taken"
    status = 409
    zh = "这笔款已关联里程碑「{name}」。"
    en = "This instalment is already tied to the milestone “{name}”."


class InstalmentTakenUnseen(BusinessError):
    """By a milestone of a project that the reader may not see, and so is not told the name of."""

    code = "instalment_taken"
    status = 409
    zh = "这笔款已关联另一个项目的里程碑。"
    en = "This instalment is already tied to a milestone of another project."


class AcceptedAlready(BusinessError):
    code = "accepted_already"
    status = 409
    zh = "已于 {accepted_on} 验收通过。"
    en = "It was accepted on {accepted_on} already."


class AcceptanceInFuture(BusinessError):
    code = "acceptance_in_future"
    zh = "验收日期不能晚于今天。"
    en = "An acceptance can't lie in the future."


class DraftGone(BusinessError):
    code = "schedule_draft_gone"
    status = 404
    zh = "这次导入已过期，重新上传文件。"
    en = "This import has expired. Upload the file again."


class DraftNotReady(BusinessError):
    code = "schedule_draft_not_ready"
    status = 409
    zh = "文件还没有读完，或者不能导入。"
    en = "The file is still being read, or can't be imported."


class BaselineNameTaken(BusinessError):
    code = "baseline_name_taken"
    status = 409
    zh = "这个项目已有名为「{name}」的基线。换个名称。"
    en = "This project has a baseline called “{name}” already. Choose another name."


class BaselineInUse(BusinessError):
    code = "baseline_in_use"
    status = 409
    zh = "「{name}」是当前基线。先选用另一条，再移除。"
    en = "“{name}” is the baseline in use. Choose another one first."

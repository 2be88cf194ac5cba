from __future__ import annotations

from dougong.kit.errors import BusinessError


class PersonIsResource(BusinessError):
    code = "person_is_resource"
    status = 409
    zh = "{name} 已经在资源库里。"
    en = "{name} is among the resources already."


class NotAColleague(BusinessError):
    code = "resource_not_a_colleague"
    zh = "没有这位成员，或者已停用。"
    en = "There is no such colleague, or the account is closed."


class NameMissing(BusinessError):
    code = "resource_name_missing"
    zh = "写上名称；公司的人从成员里选。"
    en = "Give a name; a colleague is chosen from the people."


class NameIsOfAccount(BusinessError):
    code = "resource_name_of_account"
    zh = "姓名和部门随成员，到「成员」里改。"
    en = "Name and department are the account's: change them under People."


class RegionUnknown(BusinessError):
    code = "resource_region_unknown"
    zh = "没有这个行政区划代码。"
    en = "There is no place with this code."


class DaysReversed(BusinessError):
    code = "days_reversed"
    zh = "结束日期早于开始日期。"
    en = "The last day lies before the first."


class SkillTwice(BusinessError):
    code = "skill_twice"
    zh = "技能「{name}」已经有了。"
    en = "There is a skill “{name}” already."


class SkillUnknown(BusinessError):
    code = "skill_unknown"
    zh = "没有这项技能，或者已停用。"
    en = "There is no such skill, or it was put away."


class AbsenceOverlaps(BusinessError):
    code = "absence_overlaps"
    status = 409
    zh = "{first} 至 {last} 已经登记了缺勤。"
    en = "An absence from {first} to {last} is on record already."


class AbsenceUnfit(BusinessError):
    code = "absence_unfit"
    zh = "人员不检修，设备不请假。"
    en = "People have no repair, machines take no leave."


class NotAssignable(BusinessError):
    code = "task_not_assignable"
    status = 409
    zh = "「{name}」是汇总或里程碑，没有工作可分派。"
    en = "“{name}” is a summary or a milestone: there is no work to assign."


class AssignedAlready(BusinessError):
    code = "assigned_already"
    status = 409
    zh = "{resource} 已经分派到这个任务。"
    en = "{resource} is assigned to this task already."


class ResourceAway(BusinessError):
    code = "resource_archived"
    status = 409
    zh = "{name} 已归档，先恢复再分派。"
    en = "{name} is archived. Restore it before assigning."


class WeightsEmpty(BusinessError):
    code = "fit_weights_empty"
    zh = "四项权重不能都是 0。"
    en = "Not all four weights can be 0."


class TooLongASpan(BusinessError):
    code = "load_span"
    zh = "一次最多看 {days} 天。"
    en = "At most {days} days at a time."


class NothingToLevel(BusinessError):
    code = "nothing_to_level"
    status = 409
    zh = "这些项目从今天起没有超负荷，不用平衡。"
    en = "Nothing is overloaded in these projects from today on: there is nothing to level."


class LevellingStale(BusinessError):
    code = "levelling_stale"
    status = 409
    zh = "算出方案后计划或人员安排改过，方案不再对得上。重新计算后再应用。"
    en = "Plans or people have changed since this was worked out. Work it out anew before applying it."


class LevellingNotReady(BusinessError):
    code = "levelling_not_ready"
    status = 409
    zh = "方案还没有算好，或者已经应用过。"
    en = "The proposals are not ready, or one was applied already."


class ProposalUnknown(BusinessError):
    code = "proposal_unknown"
    zh = "没有这个方案。"
    en = "There is no such proposal."


class NotApplied(BusinessError):
    code = "levelling_not_applied"
    status = 409
    zh = "这次平衡没有应用，没有可撤销的。"
    en = "Nothing of this levelling was applied: there is nothing to take back."


class AppliedByOther(BusinessError):
    code = "levelling_applied_by_other"
    status = 409
    zh = "这个方案由 {who} 应用，由他撤销。"
    en = "{who} applied this proposal and can take it back."

from __future__ import annotations

from dougong.kit.errors import BusinessError


class TemplateArchived(BusinessError):
    code = "wbs_template_archived"
    status = 409
    zh = "模板「{name}」已停用。"
    en = "The template “{name}” is no longer used."


class NothingToKeep(BusinessError):
    code = "wbs_nothing_to_keep"
    status = 409
    zh = "计划里还没有任务，没有可存的。"
    en = "The plan has no tasks yet: there is nothing to keep."


class PlanTooLong(BusinessError):
    code = "wbs_plan_too_long"
    zh = "计划有 {count} 行，模板最多 {most} 行。"
    en = "The plan has {count} rows; a template has {most} at most."

from __future__ import annotations

from dougong.kit.errors import BusinessError


class TaskElsewhere(BusinessError):
    code = "control_task_elsewhere"
    zh = "这个项目里没有这项任务，可能刚被删除。"
    en = "The project has no such task; it may just have been deleted."


class SummaryHasNone(BusinessError):
    code = "control_summary"
    zh = "「{name}」是汇总任务，它的数由下级任务加出来。请填在下级任务上。"
    en = "“{name}” is a summary: its figures are the sums of the tasks below. Enter them there."


class MethodLacks(BusinessError):
    code = "control_method_lacks"
    zh = "{zh}"
    en = "{en}"


class EstimateOrder(BusinessError):
    code = "control_estimate_order"
    zh = "三个工期要从短到长：乐观 ≤ 最可能 ≤ 悲观。"
    en = "The three durations go from short to long: optimistic ≤ likely ≤ pessimistic."


class CostInFuture(BusinessError):
    code = "control_cost_in_future"
    zh = "发生日期不能晚于今天。"
    en = "Costs can't lie in the future."


class CostNothing(BusinessError):
    code = "control_cost_nothing"
    zh = "金额不能是 0。冲减填负数。"
    en = "The amount can't be 0. A negative one corrects."


class NothingToDraw(BusinessError):
    code = "control_nothing_to_draw"
    status = 409
    zh = "计划里还没有任务，没有什么可模拟。"
    en = "The plan has no tasks yet: there is nothing to simulate."


class NothingToReport(BusinessError):
    code = "control_nothing_to_report"
    status = 409
    zh = "没有在建的项目，报告没有内容。"
    en = "No project is under way: the report would be empty."


class StepsDoubled(BusinessError):
    code = "control_steps"
    zh = "步骤的权重合计不能是 0。"
    en = "The weights of the steps can't add up to 0."


class RatesHidden(BusinessError):
    code = "control_rates_hidden"
    status = 403
    zh = "按资源分配算预算要能看到费率。请有此权限的人选用。"
    en = "Budgets from assignments tell rates: somebody who is shown them has to choose this."

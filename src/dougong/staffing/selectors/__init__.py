"""What is read of people, teams and machines."""

from dougong.staffing.selectors.fit import candidates, fit_rule_out
from dougong.staffing.selectors.levelling import levelling
from dougong.staffing.selectors.lists import LEVELLINGS, RESOURCES, SKILLS
from dougong.staffing.selectors.loads import all_overloads, project_load, work_of_resource, workload
from dougong.staffing.selectors.records import (
    may_see_cost,
    planned_cost,
    planned_hours,
    resource_record,
    task_staffing,
)

__all__ = [
    "LEVELLINGS",
    "RESOURCES",
    "SKILLS",
    "all_overloads",
    "candidates",
    "fit_rule_out",
    "levelling",
    "may_see_cost",
    "planned_cost",
    "planned_hours",
    "project_load",
    "resource_record",
    "task_staffing",
    "work_of_resource",
    "workload",
]

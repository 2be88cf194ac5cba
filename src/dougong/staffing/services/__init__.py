"""What can be done with people, teams and machines."""

from dougong.staffing.services.assignments import (
    assign,
    by_name,
    change_assignment,
    set_needs,
    take_assignments,
    unassign,
)
from dougong.staffing.services.dictionary import (
    create_skill,
    rename_skill,
    save_fit_rule,
    set_skill_archived,
)
from dougong.staffing.services.levelling import (
    apply_levelling,
    begin_again,
    begin_levelling,
    give_up,
    undo_levelling,
    work_out,
)
from dougong.staffing.services.resources import (
    add_absence,
    create_resource,
    remove_absence,
    set_archived,
    set_skills,
    take_people_in,
    update_resource,
)

__all__ = [
    "add_absence",
    "apply_levelling",
    "assign",
    "begin_again",
    "begin_levelling",
    "by_name",
    "change_assignment",
    "create_resource",
    "create_skill",
    "give_up",
    "remove_absence",
    "rename_skill",
    "save_fit_rule",
    "set_archived",
    "set_needs",
    "set_skill_archived",
    "set_skills",
    "take_assignments",
    "take_people_in",
    "unassign",
    "undo_levelling",
    "update_resource",
    "work_out",
]

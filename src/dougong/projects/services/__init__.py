"""What can be done to projects and their plans."""

from dougong.projects.plan import Plan
from dougong.projects.services.acceptance import accept
from dougong.projects.services.acts import add_task, move_task, save_task, set_status_date
from dougong.projects.services.archiving import archive_projects, purge_projects, restore_projects
from dougong.projects.services.baselines import (
    choose_baseline,
    remove_baseline,
    rename_baseline,
    restore_baseline,
    set_baseline,
)
from dougong.projects.services.dryrun import Move, Preview, preview_drag, preview_move
from dougong.projects.services.exporting import export_schedule
from dougong.projects.services.importing import Mode, commit_draft, import_schedule, read_draft, start_draft
from dougong.projects.services.linking import Predecessor, add_link, remove_link, save_link, set_predecessors
from dougong.projects.services.many import drag_tasks, give_tasks, report_rows, shift_tasks
from dougong.projects.services.milestones import link_instalment, unlink_instalment
from dougong.projects.services.outline import (
    delete_tasks,
    indent_tasks,
    outdent_tasks,
    paste_tasks,
    place_tasks,
)
from dougong.projects.services.printing import print_schedule
from dougong.projects.services.progress import set_progress, split_task
from dougong.projects.services.projects import (
    close_project,
    create_project,
    hold_kickoff,
    refresh_planned,
    reopen_project,
    set_members,
    update_project,
)
from dougong.projects.services.reporting import Before, assign_tasks, report_tasks, set_state
from dougong.projects.services.undo import redo, undo, undo_group
from dougong.projects.services.withdrawal import withdraw_acceptance

__all__ = [
    "Before",
    "Mode",
    "Move",
    "Plan",
    "Predecessor",
    "Preview",
    "accept",
    "add_link",
    "add_task",
    "archive_projects",
    "assign_tasks",
    "choose_baseline",
    "close_project",
    "commit_draft",
    "create_project",
    "delete_tasks",
    "drag_tasks",
    "export_schedule",
    "give_tasks",
    "hold_kickoff",
    "import_schedule",
    "indent_tasks",
    "link_instalment",
    "move_task",
    "outdent_tasks",
    "paste_tasks",
    "place_tasks",
    "preview_drag",
    "preview_move",
    "print_schedule",
    "purge_projects",
    "read_draft",
    "redo",
    "refresh_planned",
    "remove_baseline",
    "remove_link",
    "rename_baseline",
    "reopen_project",
    "report_rows",
    "report_tasks",
    "restore_baseline",
    "restore_projects",
    "save_link",
    "save_task",
    "set_baseline",
    "set_members",
    "set_predecessors",
    "set_progress",
    "set_state",
    "set_status_date",
    "shift_tasks",
    "split_task",
    "start_draft",
    "undo",
    "undo_group",
    "unlink_instalment",
    "update_project",
    "withdraw_acceptance",
]

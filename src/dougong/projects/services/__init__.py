"""What can be done to projects and their plans."""

from dougong.projects.plan import Plan
from dougong.projects.services.acceptance import accept
from dougong.projects.services.acts import (
    add_link,
    add_task,
    delete_tasks,
    indent_task,
    move_task,
    outdent_task,
    place_task,
    remove_link,
    save_link,
    save_task,
    set_status_date,
)
from dougong.projects.services.archiving import archive_projects, purge_projects, restore_projects
from dougong.projects.services.baselines import (
    choose_baseline,
    remove_baseline,
    rename_baseline,
    restore_baseline,
    set_baseline,
)
from dougong.projects.services.dryrun import Move, Preview, preview_move
from dougong.projects.services.exporting import export_schedule
from dougong.projects.services.importing import Mode, commit_draft, import_schedule, read_draft, start_draft
from dougong.projects.services.milestones import link_instalment, unlink_instalment
from dougong.projects.services.progress import set_progress
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
    "export_schedule",
    "hold_kickoff",
    "import_schedule",
    "indent_task",
    "link_instalment",
    "move_task",
    "outdent_task",
    "place_task",
    "preview_move",
    "purge_projects",
    "read_draft",
    "redo",
    "refresh_planned",
    "remove_baseline",
    "remove_link",
    "rename_baseline",
    "reopen_project",
    "report_tasks",
    "restore_baseline",
    "restore_projects",
    "save_link",
    "save_task",
    "set_baseline",
    "set_members",
    "set_progress",
    "set_state",
    "set_status_date",
    "start_draft",
    "undo",
    "undo_group",
    "unlink_instalment",
    "update_project",
    "withdraw_acceptance",
]

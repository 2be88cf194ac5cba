"""What can be done with an import: upload, map, check, repair, commit, undo."""

from dougong.imports.services.checking import run_check, set_rules, start_check
from dougong.imports.services.committing import run_commit, start_commit
from dougong.imports.services.intake import archive, restore, set_columns, set_header, set_options, upload
from dougong.imports.services.mappings import forget_mapping, rename_mapping, restore_mapping
from dougong.imports.services.repairs import accept, edit_row, keep_row, resolve_all, skip_row
from dougong.imports.services.undoing import run_undo, start_undo

__all__ = [
    "accept",
    "archive",
    "edit_row",
    "forget_mapping",
    "keep_row",
    "rename_mapping",
    "resolve_all",
    "restore",
    "restore_mapping",
    "run_check",
    "run_commit",
    "run_undo",
    "set_columns",
    "set_header",
    "set_options",
    "set_rules",
    "skip_row",
    "start_check",
    "start_commit",
    "start_undo",
    "upload",
]

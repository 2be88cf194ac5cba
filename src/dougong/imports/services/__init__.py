"""What can be done with an import: upload, map, check, repair, commit, undo."""

from dougong.imports.services.checking import run_check, start_check
from dougong.imports.services.committing import run_commit, start_commit
from dougong.imports.services.intake import archive, restore, set_columns, set_header, set_options, upload
from dougong.imports.services.repairs import accept, edit_row, keep_row, resolve_all, skip_row
from dougong.imports.services.undoing import run_undo, start_undo

__all__ = [
    "accept",
    "archive",
    "edit_row",
    "keep_row",
    "resolve_all",
    "restore",
    "run_check",
    "run_commit",
    "run_undo",
    "set_columns",
    "set_header",
    "set_options",
    "skip_row",
    "start_check",
    "start_commit",
    "start_undo",
    "upload",
]

"""`dougong schedule FILE --cpm --json`."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from dougong.projects.scheduling.command import schedule_command
from dougong.projects.scheduling.errors import ScheduleError
from dougong.projects.scheduling.network import PROFILES


def commands(subparsers: argparse._SubParsersAction) -> None:
    """Adds `schedule`."""
    parser = subparsers.add_parser("schedule", help="critical path of a schedule file (MSPDI XML, XER, XLSX)")
    parser.add_argument("file")
    parser.add_argument("--cpm", action="store_true", help="recalculate; otherwise the dates stored in the file")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--project", help="id or name of one project in the file")
    parser.add_argument("--profile", choices=sorted(PROFILES), help="whose rules; by default those of the file")
    parser.set_defaults(run=_schedule)


def _schedule(chosen: argparse.Namespace) -> int:
    try:
        answer = schedule_command(chosen.file, chosen.cpm, True, chosen.project, chosen.profile)
    except ScheduleError as error:
        where = f"{error.line}: " if error.line is not None else ""
        print(f"{chosen.file}: {where}{error.zh} / {error.en}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{chosen.file}: {error.strerror}", file=sys.stderr)
        return 1
    if chosen.json:
        json.dump(answer, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        _table(answer)
    return 0


def _table(answer: dict[str, Any]) -> None:
    print(f"{answer['project_start']} – {answer['project_finish']}")
    for row in answer["tasks"]:
        dates = [(row[name] or "-")[:16] for name in ("early_start", "early_finish", "late_start", "late_finish")]
        slack = "-" if row["total_float_hours"] is None else f"{row['total_float_hours']:g} h"
        print(row["id"], *dates, slack, "*" if row["critical"] else "", row["name"], sep="\t")
    for warning in answer["warnings"]:
        print(f"{warning['line'] or ''}\t{warning['zh']}", file=sys.stderr)

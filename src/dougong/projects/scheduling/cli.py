"""`dougong schedule FILE`: critical path, or a schedule under limited resources. Needs no database and starts without Django."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from dougong.projects.scheduling.errors import ScheduleError
from dougong.projects.scheduling.network import PROFILES


def add(subparsers: Any) -> None:
    parser = subparsers.add_parser(
        "schedule",
        help="dates of a schedule file (MSPDI XML, XER, XLSX, MPP), or an RCPSP instance (.txt, .rcp, .sm)",
        description="Without a mode: a schedule in which no resource is over its capacity.",
    )
    parser.add_argument("file")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--cpm", action="store_true", help="critical path, without limits on resources")
    mode.add_argument("--rcpsp", action="store_true", help="limited resources: makespan, starts, bound (the default)")
    mode.add_argument("--stored", action="store_true", help="the dates stored in the file, nothing recalculated")
    mode.add_argument("--why", metavar="TASK", help="what decides the dates of a task, and the chain behind it")
    mode.add_argument("--since", metavar="FILE", help="proposals how to go on from this earlier state of the project")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--time-limit", type=_seconds, default=10.0, metavar="S", help="seconds for --rcpsp (10)")
    parser.add_argument("--out", metavar="FILE", help="write the project with these dates: .xml (MSPDI), .xlsx or .ics")
    parser.add_argument("--project", help="id or name of one project in the file")
    parser.add_argument("--profile", choices=sorted(PROFILES), help="whose rules; by default those of the file")
    parser.set_defaults(run=_schedule)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 86_400:
        raise argparse.ArgumentTypeError("0 – 86400")
    return value


def _schedule(chosen: argparse.Namespace) -> int:
    from dougong.projects.scheduling.command import schedule_command
    from dougong.projects.scheduling.levelling.command import limited_command
    from dougong.projects.scheduling.questions import since_command, why_command

    try:
        if chosen.why is not None:
            answer = why_command(chosen.file, chosen.why, chosen.project, chosen.profile)
        elif chosen.since is not None:
            answer = since_command(chosen.file, chosen.since, chosen.time_limit, chosen.project, chosen.profile)
        elif chosen.cpm or chosen.stored:
            answer = schedule_command(chosen.file, chosen.cpm, True, chosen.project, chosen.profile, chosen.out)
        else:
            answer = limited_command(chosen.file, chosen.time_limit, chosen.project, chosen.profile, chosen.out)
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
        _print(chosen, answer)
    return 0


def _print(chosen: argparse.Namespace, answer: dict[str, Any]) -> None:
    if chosen.why is not None:
        _why(answer)
    elif chosen.since is not None:
        _proposals(answer)
    elif chosen.cpm or chosen.stored:
        _table(answer)
    else:
        _limited_table(answer)


def _why(answer: dict[str, Any]) -> None:
    print(answer["id"], answer["early_start"] or "-", answer["early_finish"] or "-", sep="\t")
    for reason in answer["reasons"]:
        print(f"{reason['zh']} / {reason['en']}")
    print(" → ".join(answer["path"]))


def _proposals(answer: dict[str, Any]) -> None:
    for one in answer["proposals"]:
        print(f"{one['zh']} / {one['en']}: {one['finish_before']} → {one['finish_after']}, +{one['extra_hours']:g} h")
        for move in one["moves"]:
            said = "; ".join(f"{reason['zh']} / {reason['en']}" for reason in move["reasons"])
            print(
                "", move["id"], move["start_before"], move["start_after"], f"{move['delay_hours']:+g} h", said, sep="\t"
            )


def _table(answer: dict[str, Any]) -> None:
    print(f"{answer['project_start']} – {answer['project_finish']}")
    for row in answer["tasks"]:
        dates = [(row[name] or "-")[:16] for name in ("early_start", "early_finish", "late_start", "late_finish")]
        slack = "-" if row["total_float_hours"] is None else f"{row['total_float_hours']:g} h"
        print(row["id"], *dates, slack, "*" if row["critical"] else "", row["name"], sep="\t")
    _warn(answer)


def _limited_table(answer: dict[str, Any]) -> None:
    proof = "proven" if answer["proven"] else "not proven"
    print(f"makespan {answer['makespan']:g} {answer['unit']}s, lower bound {answer['lower_bound']:g}, {proof}")
    for id, start in answer["starts"].items():
        print(id, "-" if start is None else start, sep="\t")
    for over in answer.get("overloads_after", ()):
        span = f"{over['start']} – {over['finish']}"
        print(f"{over['resource']}: {over['needed']:g} / {over['capacity']:g}, {span}", file=sys.stderr)
    _warn(answer)


def _warn(answer: dict[str, Any]) -> None:
    for warning in answer["warnings"]:
        print(f"{warning['line'] or ''}\t{warning['zh']}", file=sys.stderr)

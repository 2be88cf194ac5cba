from __future__ import annotations

import argparse
from typing import Any


def commands(subparsers: Any) -> None:
    insights = subparsers.add_parser(
        "insights", help="the dashboard's rollups: rebuild them, or compare them with the lists"
    )
    insights.add_argument("act", choices=("rebuild", "compare"))
    insights.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from dougong.insights import services
    from dougong.kit.actor import Actor

    if chosen.act == "rebuild":
        for slug, written in services.rebuild(Actor.system()).items():
            print(f"{slug}: {written} rows written")
        return 0
    found = services.compare()
    for item in found:
        print(
            f"{item.metric} {item.month or ''} {item.part}: {item.was} ({item.was_count}), list {item.found} ({item.found_count})"
        )
    print(f"{len(found)} differences")
    return 1 if found else 0

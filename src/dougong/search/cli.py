from __future__ import annotations

import argparse
from typing import Any


def commands(subparsers: Any) -> None:
    search = subparsers.add_parser("search", help="the search index: rebuild it, or check it")
    search.add_argument("act", choices=("rebuild", "check"))
    search.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from dougong.search.kinds import kinds
    from dougong.search.services import sweep

    for item in kinds():
        swept = sweep(item.code, anew=chosen.act == "rebuild")
        print(f"{item.code}: {swept.seen} records, {swept.mended} documents written")
    return 0

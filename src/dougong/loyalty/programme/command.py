"""`dougong points replay EVENTS.jsonl --rules RULES.json`: needs no database and starts without Django."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from dougong.kit.terminal import language
from dougong.loyalty.proof import command as proof


def add(subparsers: Any) -> None:
    points = subparsers.add_parser("points", help="the points programme: replay a history of events")
    acts = points.add_subparsers(metavar="act", required=True)
    parser = acts.add_parser("replay", help="what a history of events comes to by a file of rules")
    parser.add_argument("events", type=Path, metavar="EVENTS.jsonl", help="an event a line")
    parser.add_argument("--rules", type=Path, required=True, metavar="RULES.json")
    parser.add_argument("--json", action="store_true", help="print the answer as JSON")
    parser.set_defaults(run=run)
    proof.add(acts)


def run(chosen: argparse.Namespace) -> int:
    from dougong.loyalty.programme.replay import replay
    from dougong.loyalty.programme.rules import RulesRefused, parse

    try:
        written = chosen.rules.read_bytes()
        lines = chosen.events.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
        answer = replay(lines, parse(written.removeprefix(b"\xef\xbb\xbf")), written)
    except RulesRefused as refusal:
        sys.stderr.write(f"{chosen.rules}: {refusal.zh if language() == 'zh' else refusal.en}\n")
        return 2
    except OSError as failure:
        sys.stderr.write(f"{failure.filename}: {failure.strerror}\n")
        return 2
    sys.stdout.write(json.dumps(answer) + "\n" if chosen.json else _table(answer))
    return 0


def _table(answer: dict[str, Any]) -> str:
    rows = [f"{client}\t{points:,}" for client, points in answer["balances"].items()]
    refused = [f"{row.get('id', row.get('line'))}\t{row['reason']}" for row in answer["rejected"]]
    return "\n".join([*rows, f"{answer['entries']:,} entries", *refused, answer["root"]]) + "\n"

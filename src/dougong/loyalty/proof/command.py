"""`dougong points verify`, `head` and `new-key`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from dougong.kit.terminal import at_the_terminal, bar, language


def add(acts: Any) -> None:
    check = acts.add_parser(
        "verify",
        help="walk all entries, the tree and the signed heads; exit status 1 and the first bad entry when altered",
    )
    check.add_argument("--json", action="store_true", help="print the answer as JSON")
    check.set_defaults(run=_whole(_verify))
    head = acts.add_parser("head", help="put what is complete into the tree and sign its head now")
    head.set_defaults(run=_whole(_head))
    key = acts.add_parser("new-key", help="another key signs heads from now on; the old one says so")
    key.add_argument("--lost", action="store_true", help="the old key is lost: nothing can say so")
    key.set_defaults(run=_whole(_new_key))


def _whole(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """With Django, which the rest of `points` does without, and on record with the account at the terminal."""

    def started(chosen: argparse.Namespace) -> int:
        import django

        django.setup()
        from dougong.kit.errors import BusinessError

        with at_the_terminal():
            try:
                return run(chosen)
            except BusinessError as error:
                sys.stderr.write(f"{error.sentence(language())}\n")
                return 2

    return started


def _verify(chosen: argparse.Namespace) -> int:
    from dougong.kit.actor import Actor
    from dougong.loyalty.proof.checking import verify_and_note

    report = verify_and_note(Actor.system(), bar)
    sys.stderr.write("\n")
    facts = report.facts()
    if chosen.json:
        _say(json.dumps(facts, ensure_ascii=False))
        return 0 if report.ok else 1
    _say(
        f"{facts['entries']} entries, {facts['leaves']} leaves, {facts['covered']} under {facts['heads']} signed heads; "
        f"{facts['waiting']} wait for the tree; {facts['accounts']} accounts"
    )
    for finding in facts["findings"]:
        _say(finding[language()])
    if facts["more"]:
        _say(f"… {facts['more']}")
    first = facts["first_entry"]
    told = "" if first is None else f"，第一笔 first entry: {first}"
    _say("完整 intact" if report.ok else f"被改动过 altered{told}")
    return 0 if report.ok else 1


def _head(chosen: argparse.Namespace) -> int:
    from dougong.loyalty.proof.growing import grow_all
    from dougong.loyalty.proof.heads import publish

    grow_all()
    head = publish()
    _say(f"#{head.number}: {head.size}, {head.root}" if head else "没有流水 no entries")
    return 0


def _new_key(chosen: argparse.Namespace) -> int:
    from dougong.loyalty.proof.heads import new_key

    key = new_key(lost=chosen.lost)
    _say(f"{key.pk}: {key.public}")
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")

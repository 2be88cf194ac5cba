"""`dougong audit verify`: is the record as it was written?"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dougong.kit.terminal import bar


def commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    audit = subparsers.add_parser("audit", help="the audit record: check that nobody has altered it")
    acts = audit.add_subparsers(metavar="act", required=True)
    check = acts.add_parser(
        "verify", help="walk all entries and seals; exit status 1 and the first bad one when altered"
    )
    check.add_argument(
        "--anchors", type=Path, action="append", metavar="FILE",
        help="file or folder with anchors kept elsewhere, may be given several times (default: DOUGONG_AUDIT_ANCHORS)",
    )  # fmt: skip
    check.add_argument(
        "--tsa-certs", type=Path, metavar="FILE",
        help="certificates (PEM) that time stamps must lead to (default: DOUGONG_AUDIT_TSA_CERTS)",
    )  # fmt: skip
    check.set_defaults(run=_verify)
    stamp = acts.add_parser("stamp", help="have the newest seal stamped by the time-stamping authority now")
    stamp.set_defaults(run=_stamp)


def _verify(chosen: argparse.Namespace) -> int:
    from dougong.audit.services import anchors, stamping, verify_and_note
    from dougong.kit.actor import Actor

    places = chosen.anchors or [anchors.folder()]
    if absent := [str(place) for place in chosen.anchors or [] if not place.exists()]:
        sys.stderr.write(f"没有这个文件 No such file: {absent[0]}\n")
        return 2
    known = stamping.trusted(chosen.tsa_certs)
    report = verify_and_note(Actor.system(), anchors.read(places), bar, stamping.read(places, known))
    sys.stderr.write("\n")
    print(
        f"{report.entries} entries in {report.seals} seals, {report.anchors} of them anchored; {report.waiting} wait to be sealed"
    )
    if report.stamped_at:
        print(f"{report.stamps} time stamps hold, the newest of {report.stamped_at.isoformat()}")
    elif not known and (unread := stamping.count(places)):
        print(f"{unread} time stamps were not checked: name the authority's certificates (--tsa-certs)")
    for gone in report.removed:
        print(
            f"entries {gone['first_id']}–{gone['last_id']} ({gone['count']}) were removed by retention at {gone['at']}"
        )
    for finding in report.findings:
        print(f"{finding.sentence('zh')} {finding.sentence('en')}")
    print("完整 intact" if report.ok else f"被改动过 altered: {report.findings[0].sentence('en')}")
    return 0 if report.ok else 1


def _stamp(chosen: argparse.Namespace) -> int:
    from dougong.audit.services import stamping
    from dougong.kit.errors import BusinessError

    if not stamping.is_on():
        sys.stderr.write("没有设置 DOUGONG_AUDIT_TSA_URL not set\n")
        return 2
    try:
        held = stamping.stamp_newest()
    except BusinessError as error:
        sys.stderr.write(f"{error.sentence('zh')} {error.sentence('en')}\n")
        return 1
    if held is None or held.stamp is None:
        print("没有新的封存批次 nothing new is sealed")
    else:
        print(f"已盖戳 stamped: seal {held.seal}, {held.stamp.at.isoformat()}, {held.stamp.authority}")
    return 0

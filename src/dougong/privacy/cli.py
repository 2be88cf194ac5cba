"""`dougong keys`: the rings of keys, from a terminal."""

from __future__ import annotations

import argparse
import sys
import time
from datetime import timedelta
from typing import Any

HINT = (
    "备份：把数据文件夹里的 keys 单独存放一份（与数据库备份分开）；没有它，备份也读不出来。\n"
    "Back-up: keep a copy of the folder `keys`, apart from the backups of the database; without it they can't be read.\n"
)


def commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    keys = subparsers.add_parser("keys", help="keys of secret columns: list, add, rotate, retire, check")
    inner = keys.add_subparsers(metavar="act", required=True)
    inner.add_parser("list", help="the keys, and how many values each has written").set_defaults(run=_list)
    rotate = inner.add_parser("rotate", help="make a new key and bring every value under it, while people work")
    rotate.add_argument("--blind", action="store_true", help="the key of the search indexes instead")
    rotate.add_argument(
        "--same-key", action="store_true", help="no new key: after a change of DOUGONG_CIPHER, or to finish"
    )
    rotate.set_defaults(run=_rotate)
    add = inner.add_parser("add", help="put back a lost or retired key; its 64 hex digits are read from the input")
    add.add_argument("id")
    add.add_argument("--blind", action="store_true")
    add.set_defaults(run=_add)
    retire = inner.add_parser("retire", help="take a key out of use that no value needs any more")
    retire.add_argument("id")
    retire.add_argument("--blind", action="store_true")
    retire.set_defaults(run=_retire)
    inner.add_parser("check", help="read every secret value; name those that can't be decrypted").set_defaults(
        run=_check
    )


def _list(chosen: argparse.Namespace) -> int:
    from dougong.kit.actor import Actor
    from dougong.privacy.selectors.keys import keys

    told = keys(Actor.system())
    print(f"cipher {told['cipher']}  folder {told['folder']}")
    for ring in told["rings"]:
        for key in ring["keys"]:
            values = "" if key["values"] is None else f"{key['values']:>10} values"
            print(f"{ring['ring']:<6}{key['id']:<12}{'writes' if key['writes'] else 'reads':<8}{values}")
    for key in told["retired"]:
        print(f"{key['ring']:<6}{key['id']:<12}retired")
    for key in told["missing"]:
        print(f"field {key['id']:<12}MISSING {key['values']:>10} values can't be decrypted")
    return 1 if told["missing"] else 0


def _ring(chosen: argparse.Namespace) -> Any:
    return "blind" if chosen.blind else "field"


def _rotate(chosen: argparse.Namespace) -> int:
    from dougong.kit.actor import Actor
    from dougong.privacy.models import Rotation
    from dougong.privacy.services import rotation

    ring = _ring(chosen)
    running = Rotation.objects.filter(ring=ring, state="running").first()
    row = (
        rotation.carry_on(Actor.system(), rotation_id=running.pk)
        if running
        else _told(lambda: rotation.rotate(Actor.system(), ring=ring, new=not chosen.same_key))
    )
    if row is None:
        return 1
    status = _follow(row)
    sys.stderr.write(HINT)
    return status


def _follow(row: Any) -> int:
    """The bar of a rotation. A worker that is alive does the work; without one it is done here."""
    import threading

    from dougong.kit import clock
    from dougong.kit.jobs import run_due
    from dougong.kit.models import Heartbeat, Job

    alive = Heartbeat.objects.filter(process="worker", beat_at__gt=clock.now() - timedelta(seconds=20)).exists()
    if not alive:
        threading.Thread(target=run_due, daemon=True).start()
    while True:
        row.refresh_from_db()
        job = Job.objects.filter(pk=row.job_id).first()
        part = row.done / row.total if row.total else 1.0
        part = 1.0 if row.state == "done" else min(part, 0.999)
        sys.stderr.write(f"\r{row.key_id} [{'#' * int(part * 30):<30}] {part:>4.0%}  {row.done}/{row.total}")
        sys.stderr.flush()
        if row.state == "done" or job is None or job.status in ("failed", "stopped"):
            break
        time.sleep(0.3)
    sys.stderr.write("\n")
    print(f"{row.state}: {row.changed} values changed, {row.unreadable} could not be read")
    return 0 if row.state == "done" and not row.unreadable else 1


def _add(chosen: argparse.Namespace) -> int:
    import getpass

    from dougong.audit.services import note
    from dougong.kit import keyring
    from dougong.kit.actor import Actor
    from dougong.privacy.policies import KEYS

    digits = (
        getpass.getpass("密钥（64 位十六进制）Key (64 hex digits): ") if sys.stdin.isatty() else sys.stdin.readline()
    )
    try:
        keyring.add_key(_ring(chosen), chosen.id, digits)
    except keyring.KeyFileBroken as broken:
        sys.stderr.write(f"{broken}\n")
        return 1
    note(Actor.system(), "add_key", KEYS, object_id=chosen.id, title=chosen.id)
    sys.stderr.write(HINT)
    return 0


def _retire(chosen: argparse.Namespace) -> int:
    from dougong.kit.actor import Actor
    from dougong.privacy.services import rotation

    def act() -> bool:
        rotation.retire(Actor.system(), ring=_ring(chosen), key_id=chosen.id)
        return True

    return 0 if _told(act) else 1


def _check(chosen: argparse.Namespace) -> int:
    from dougong.kit.sealed import unreadable

    lost = 0
    for table, pk, column, key_id in unreadable():
        print(f"{table.label} {pk} {column}: key {key_id}")
        lost += 1
    print(f"{lost} values can't be decrypted")
    return 1 if lost else 0


def _told(act: Any) -> Any:
    from dougong.kit.errors import BusinessError

    try:
        return act()
    except BusinessError as error:
        sys.stderr.write(f"{error.sentence('zh')}\n{error.sentence('en')}\n")
        return None

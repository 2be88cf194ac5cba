"""`dougong backup`, `dougong drill`. `dougong restore` stands in `config.cli`: it must not touch the folder it restores into."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path


def commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    backup = subparsers.add_parser(
        "backup", help="one encrypted archive of database, files and keys, while people work"
    )
    backup.add_argument("file", type=Path)
    backup.add_argument("--key-file", type=Path, help="file with the backup key (DOUGONG_BACKUP_KEY_FILE)")
    backup.set_defaults(run=_backup)
    drill = subparsers.add_parser("drill", help="restore an archive aside, check it, time it, write a certificate")
    drill.add_argument("file", type=Path, nargs="?", help="an archive; without it a fresh one is made")
    drill.add_argument("--key-file", type=Path, help="file with the backup key (DOUGONG_BACKUP_KEY_FILE)")
    drill.set_defaults(run=_drill)


def _backup(chosen: argparse.Namespace) -> int:
    from django.conf import settings

    from dougong.kit.errors import BusinessError
    from dougong.stewardship.backup import cli as terminal
    from dougong.stewardship.backup import services

    bar = terminal.Bar()
    try:
        key = terminal.ask_key(chosen.key_file, settings.DOUGONG_BACKUP_KEY_FILE, twice=True)
        row = services.run_backup(cause="command", by_name=getpass.getuser(), path=chosen.file, key=key, progress=bar)
    except BusinessError as failure:
        return terminal.said(failure)
    bar.end()
    print(f"{row.sha256}  {chosen.file}")
    print(f"{row.rows:,} rows, {row.files:,} files, {row.size:,} bytes, {row.seconds} s")
    for missing in row.missing:
        sys.stderr.write(f"缺文件 file {missing['why']}: {missing['name'] or missing['id']}\n")
    return 3 if row.missing else 0


def _drill(chosen: argparse.Namespace) -> int:
    from django.conf import settings

    from dougong.kit.errors import BusinessError
    from dougong.stewardship.backup import cli as terminal
    from dougong.stewardship.backup import services

    bar = terminal.Bar()
    try:
        key = terminal.ask_key(chosen.key_file, settings.DOUGONG_BACKUP_KEY_FILE)
        row = None
        if chosen.file is None:
            row = services.run_backup(cause="command", by_name=getpass.getuser(), key=key, progress=bar)
        found = services.run_drill(row=row, path=chosen.file, by_name=getpass.getuser(), key=key, progress=bar)
    except BusinessError as failure:
        return terminal.said(failure)
    bar.end()
    for check in found.report["checks"]:
        mark = "通过 ok" if check["ok"] else f"发现 found {check['count']}: {'; '.join(check['wrong'])}"
        print(f"  {check['code']:<12} {check['looked']:>10,}  {mark}")
    print(f"恢复用时 recovery time {found.report['recovery_seconds']} s; 证书 certificate {found.certificate}")
    return 0 if found.state == "passed" else 3

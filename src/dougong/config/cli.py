"""The command line. Each app adds its own commands: `cli.py` with `def commands(subparsers)`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import dougong
from dougong.config import env as envs
from dougong.kit.terminal import at_the_terminal
from dougong.loyalty.programme import command as points
from dougong.projects.scheduling import cli as schedule
from dougong.stewardship.matching import command as match

SETTINGS = "dougong.config.settings"
Parsers = argparse._SubParsersAction


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if arguments[:1] == ["manage"]:
        return _manage(arguments[1:])
    parser, light = _parser()
    whole = not arguments or arguments[0] not in light
    if whole:
        _app_commands(parser)
    chosen = parser.parse_args(arguments)
    if not hasattr(chosen, "run"):
        parser.print_help()
        return 2
    with at_the_terminal() if whole else nullcontext():
        return chosen.run(chosen) or 0


def _parser() -> tuple[argparse.ArgumentParser, frozenset[str]]:
    """Our own commands; they start without Django, so `up` stays light."""
    parser = argparse.ArgumentParser(prog="dougong", description="斗拱 Dougong")
    sub = parser.add_subparsers(metavar="command", title="commands")
    parser.set_defaults(subparsers=sub)
    up = sub.add_parser("up", help="migrate, then serve until Ctrl-C")
    up.add_argument("--data", help="data folder (DOUGONG_DATA)")
    up.add_argument("--host", help="address to listen on (DOUGONG_HOST)")
    up.add_argument("--port", help="port of the web process (DOUGONG_PORT)")
    up.add_argument("--demo", action="store_true", help="fill in the demo company (DOUGONG_DEMO)")
    up.set_defaults(run=_up)
    sub.add_parser("manage", help="Django's own commands: dougong manage migrate", add_help=False)
    sub.add_parser("version", help="print the version").set_defaults(run=_version)
    sub.add_parser("worker", help="one more worker: jobs, events, the clock").set_defaults(run=_worker)
    _add_writer(sub, "settings", "the table of settings, as docs/settings.md", "docs/settings.md", _settings)
    _add_writer(sub, "openapi", "the API's contract, as api/openapi.json", "api/openapi.json", _openapi)
    restore = sub.add_parser("restore", help="put a backup's installation into the data folder and database")
    restore.add_argument("file", type=Path)
    restore.add_argument("--data", help="data folder (DOUGONG_DATA)")
    restore.add_argument("--key-file", type=Path, help="file with the backup key (DOUGONG_BACKUP_KEY_FILE)")
    restore.add_argument("--replace", action="store_true", help="what is there now is set aside, whole")
    restore.add_argument("--yes", action="store_true", help="do not ask before replacing")
    restore.set_defaults(run=_restore)
    match.add(sub)
    points.add(sub)
    schedule.add(sub)
    sub.add_parser("demo", help="fill the demo company into an empty database").set_defaults(run=_demo)
    return parser, frozenset(sub.choices)


def _add_writer(sub: Parsers, name: str, text: str, path: str, render: Callable[[], str]) -> None:
    """A command whose file is committed: writes it, or with --check says whether it is current."""
    parser = sub.add_parser(name, help=text)
    parser.add_argument("--out", type=Path, default=Path(path), help=f"default {path}")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is not current")
    parser.set_defaults(run=lambda chosen: _write(chosen, render()))


def _write(chosen: argparse.Namespace, text: str) -> int:
    current = chosen.out.read_text(encoding="utf-8") if chosen.out.is_file() else None
    if current == text:
        return 0
    if chosen.check:
        print(f"{chosen.out} is not current; run `make openapi`", file=sys.stderr)
        return 1
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_text(text, encoding="utf-8")
    print(f"wrote {chosen.out}")
    return 0


def _app_commands(parser: argparse.ArgumentParser) -> None:
    import django

    django.setup()
    from django.conf import settings

    for app in settings.PRESENT:
        if find_spec(f"{app}.cli") is not None:
            import_module(f"{app}.cli").commands(parser.get_default("subparsers"))


def _up(chosen: argparse.Namespace) -> int:
    given = {
        "DATA": chosen.data,
        "HOST": chosen.host,
        "PORT": chosen.port,
        "DEMO": "yes" if chosen.demo else None,
    }
    os.environ.update({envs.PREFIX + name: value for name, value in given.items() if value is not None})
    from dougong.config import supervisor

    settings = envs.load_or_exit()
    try:
        return supervisor.up(settings)
    except envs.SettingError as failure:
        envs.stop(str(failure))


def _restore(chosen: argparse.Namespace) -> int:
    """Without Django: settings would make keys in the folder that is to be restored."""
    if chosen.data is not None:
        os.environ[envs.PREFIX + "DATA"] = chosen.data
    settings = envs.load_or_exit()
    from dougong.stewardship.backup.cli import restore

    return restore(chosen, settings.data, settings.database_url, settings.backup_key_file)


def _manage(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["dougong manage", *arguments])
    return 0


def _version(chosen: argparse.Namespace) -> int:
    print(dougong.__version__)
    return 0


def _worker(chosen: argparse.Namespace) -> int:
    from dougong.config.children import worker

    worker()
    return 0


def _settings() -> str:
    from dougong.config.manual import settings_page

    return settings_page()


def _openapi() -> str:
    import django

    django.setup()
    from dougong.config.manual import contract

    return contract()


def _demo(chosen: argparse.Namespace) -> int:
    import django

    django.setup()
    if find_spec("dougong.config.demo") is None:
        envs.stop("this build carries no demo company", 1)
    import_module("dougong.config.demo").build()
    return 0

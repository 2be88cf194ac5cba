"""A step of a restore in a process of its own: `python -m dougong.stewardship.backup.child lay|migrate|check`.

What it is asked comes as JSON on the standard input, what it found goes as one line of JSON to the standard output.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dougong.config.settings")


def lay(asked: dict[str, Any]) -> dict[str, Any]:
    """The schema as it was when the archive was made."""
    from dougong.stewardship.backup import schema

    schema.check_known(asked["migrations"], asked["made_with"])
    schema.lay(asked["migrations"])
    return {}


def migrate(asked: dict[str, Any]) -> dict[str, Any]:
    """Forward to the present schema; the names of the migrations that ran."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    before = set(MigrationRecorder(connection).applied_migrations())
    with redirect_stdout(io.StringIO()):
        call_command("migrate", verbosity=0, interactive=False)
    after = set(MigrationRecorder(connection).applied_migrations())
    return {"migrated": sorted(f"{app}.{name}" for app, name in after - before)}


def check(asked: dict[str, Any]) -> dict[str, Any]:
    from dougong.stewardship.backup.checking import check_all

    return check_all(asked["sample"])


STEPS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {"lay": lay, "migrate": migrate, "check": check}


def main(what: str) -> int:
    import django

    from dougong.kit.errors import BusinessError
    from dougong.kit.jsonable import dumps

    django.setup()
    try:
        told = STEPS[what](json.loads(sys.stdin.read() or "{}"))
    except BusinessError as refusal:
        told = {"refused": refusal.code, "params": {name: str(value) for name, value in refusal.params.items()}}
    sys.stdout.write(dumps(told).decode() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

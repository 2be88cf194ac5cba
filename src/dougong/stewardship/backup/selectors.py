from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError
from dougong.stewardship.backup import making, services
from dougong.stewardship.backup.models import Backup, Drill
from dougong.stewardship.backup.policies import BACKUP

LAST = 30


def overview(actor: Actor, language: str) -> dict[str, Any]:
    """The last backups and drills, and how this installation is set."""
    require(actor, BACKUP, "view")
    backups = Backup.objects.visible_to(actor).order_by("-created_at")[:LAST]
    drills = Drill.objects.order_by("-created_at").select_related("backup")[:LAST]
    return {
        "backups": [backup_out(row, language) for row in backups],
        "drills": [drill_out(row, language) for row in drills],
        "setup": setup(language),
    }


def setup(language: str) -> dict[str, Any]:
    try:
        services.backup_key()
        problem = ""
    except BusinessError as failure:
        problem = failure.sentence(language)
    place = services.folder()
    return {
        "folder": str(place),
        "same_disk": Path(settings.ENV.data) in place.parents,
        "free": making.room_at(place),
        "key_problem": problem,
        "nightly": settings.DOUGONG_BACKUP_NIGHTLY,
        "keep": settings.DOUGONG_BACKUP_KEEP,
    }


def backup_out(row: Backup, language: str) -> dict[str, Any]:
    return {
        "id": row.pk,
        "state": row.state,
        "cause": row.cause,
        "by_name": row.by_name,
        "name": Path(row.path).name,
        "there": services.is_there(row),
        "size": row.size,
        "sha256": row.sha256,
        "rows": row.rows,
        "files": row.files,
        "missing": [{"name": m["name"] or m["id"], "why": m["why"]} for m in row.missing],
        "seconds": row.seconds,
        "error": _sentence(row.error, language),
        "created_at": row.created_at,
        "finished_at": row.finished_at,
    }


def drill_out(row: Drill, language: str) -> dict[str, Any]:
    from dougong.stewardship.backup.certificate import CHECKS

    place = 1 if language == "en" else 0
    checks = row.report.get("checks", [])
    return {
        "id": row.pk,
        "state": row.state,
        "by_name": row.by_name,
        "archive": Path(row.archive).name,
        "recovery_seconds": row.report.get("recovery_seconds"),
        "rows": row.report.get("rows", 0),
        "files": row.report.get("files", 0),
        "checks": [
            {"code": c["code"], "name": CHECKS[c["code"]][place], "ok": c["ok"], "looked": c["looked"], "count": c["count"],
             "wrong": c["wrong"][:5]}
            for c in checks
        ],
        "certificate": _kinds(row),
        "error": _sentence(row.error, language),
        "created_at": row.created_at,
        "finished_at": row.finished_at,
    }  # fmt: skip


def _kinds(row: Drill) -> list[str]:
    path = Path(row.certificate)
    return [kind for kind in ("pdf", "json") if row.certificate and path.with_suffix(f".{kind}").is_file()]


def _sentence(error: dict[str, str] | None, language: str) -> str:
    return (error or {}).get("en" if language == "en" else "zh", "")

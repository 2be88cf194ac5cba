"""Backing up and drilling, by people, by the clock and from the terminal; and telling those who must know when it failed."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q

from dougong.accounts.selectors import people_who_may
from dougong.audit.services import note
from dougong.kit import clock
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError, NotFound
from dougong.kit.jobs import JobStopped, WorkerStopping, enqueue
from dougong.kit.models import Job
from dougong.kit.stream import notify
from dougong.notifications.services import tell
from dougong.stewardship.backup import certificate, drilling, errors, making
from dougong.stewardship.backup.models import Backup, Drill
from dougong.stewardship.backup.policies import BACKUP

log = logging.getLogger("dougong.backup")
Progress = Callable[[int, int, str], None]
JOBS = ("stewardship.backup", "stewardship.drill", "stewardship.nightly")
LINK = "/backups"
TICKET_SECONDS = 60
_SALT = "stewardship.backup.download"


def folder() -> Path:
    return Path(settings.DOUGONG_BACKUP_FOLDER)


def backup_key() -> str:
    """Raises NoBackupKey, KeyInside, WeakBackupKey."""
    return making.key_from(settings.DOUGONG_BACKUP_KEY_FILE, Path(settings.ENV.data))


# ---- asked for by a person


def start_backup(actor: Actor, *, language: str = "zh") -> Job:
    """A job that writes a new archive; while one of these is at work, that one. Raises NoBackupKey."""
    require(actor, BACKUP, "create")
    backup_key()
    title = "Back up" if language == "en" else "备份"
    return _at_work() or enqueue("stewardship.backup", actor=actor, title=title)


def start_drill(actor: Actor, *, backup_id: uuid.UUID | None = None, language: str = "zh") -> Job:
    """A job that restores an archive aside; without one named, the newest that is there, or else a fresh one."""
    require(actor, BACKUP, "create")
    backup_key()
    if backup_id is not None and not is_there(_visible(actor, backup_id)):
        raise errors.ArchiveGone()
    title = "Restore drill" if language == "en" else "恢复演练"
    return _at_work() or enqueue("stewardship.drill", actor=actor, title=title, backup_id=backup_id)


def _visible(actor: Actor, backup_id: uuid.UUID) -> Backup:
    found: Backup = get_visible(Backup.objects.visible_to(actor), backup_id)
    return found


def _at_work() -> Job | None:
    return Job.objects.filter(kind__in=JOBS, status__in=["queued", "running"]).order_by("created_at").first()


def is_there(row: Backup) -> bool:
    return bool(row.path) and row.state == "done" and Path(row.path).is_file()


# ---- done by the worker or at the terminal


def run_backup(
    *, cause: str, actor: Actor | None = None, by_name: str = "", path: Path | None = None, key: str = "", job_id: uuid.UUID | None = None,
    progress: Progress = lambda done, total, message: None,
) -> Backup:  # fmt: skip
    """Write an archive and put it on record. Raises what went wrong, after it is on record and told."""
    _forget_interrupted(Backup, job_id)
    row = Backup.objects.create(cause=cause, by_name=actor.name if actor else by_name, job_id=job_id)
    place = path or folder() / f"dougong-{clock.now().astimezone(clock.zone()):%Y%m%d-%H%M%S}-{row.pk.hex[-4:]}.backup"
    row.path = str(place.absolute())
    with _on_record(row, actor, "stewardship.backup_failed"):
        made = making.make(place, key or backup_key(), progress)
        row.size, row.sha256, row.rows, row.files = made.size, made.sha256, made.rows, made.files
        row.missing, row.state = made.missing, "done"
    if row.missing:
        names = "、".join(missing["name"] or missing["id"] for missing in row.missing[:3])
        _alarm(row, "stewardship.backup_incomplete", count=len(row.missing), names=names)
    return row


def run_drill(
    *, row: Backup | None = None, path: Path | None = None, actor: Actor | None = None, by_name: str = "",
    key: str = "", job_id: uuid.UUID | None = None, progress: Progress = lambda done, total, message: None,
) -> Drill:  # fmt: skip
    """Restore an archive aside and look it through. Raises what is wrong with it, after it is on record and told."""
    _forget_interrupted(Drill, job_id)
    archive = path or Path(row.path if row else "")
    found = Drill.objects.create(
        backup=row, by_name=actor.name if actor else by_name, job_id=job_id, archive=str(archive.absolute())
    )
    stem = folder() / f"drill-{clock.now().astimezone(clock.zone()):%Y%m%d-%H%M%S}"
    with _on_record(found, actor, "stewardship.drill_failed"):
        if not archive.is_file():
            raise errors.ArchiveGone()
        report = drilling.drill(archive, key or backup_key(), folder(), _server_url(), progress=progress)
        found.report, found.state = report, "passed" if report["passed"] else "failed"
        found.certificate = str(certificate.write(report, stem))
    if found.state == "failed":
        wrong = [check for check in found.report["checks"] if not check["ok"]]
        words = [certificate.CHECKS[check["code"]] for check in wrong]
        _alarm(
            found,
            "stewardship.drill_failed",
            why_zh="、".join(w[0] for w in words),
            why_en=", ".join(w[1] for w in words),
        )
    return found


def _server_url() -> str:
    """Of the PostgreSQL server in use, as libpq takes it."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return ""
    facts = connection.settings_dict
    from urllib.parse import quote

    host = f"{quote(facts['USER'])}:{quote(facts['PASSWORD'])}@{facts['HOST']}:{facts['PORT'] or 5432}"
    return f"postgresql://{host}/{quote(facts['NAME'])}"


def _forget_interrupted(model: type[Backup] | type[Drill], job_id: uuid.UUID | None) -> None:
    """A worker that was killed left its row running; the same job begins anew, and one that is long over never ends."""
    alive = Job.objects.filter(status__in=["queued", "running"]).values_list("pk", flat=True)
    model._default_manager.filter(state="running").exclude(job_id__in=set(alive) - {job_id}).filter(
        Q(job_id__isnull=False) | Q(created_at__lt=clock.now() - clock.dt.timedelta(days=1))
    ).delete()


@contextmanager
def _on_record(row: Backup | Drill, actor: Actor | None, alarm: str) -> Iterator[None]:
    """Whatever happens, the row says how it ended, and the audit who did it."""
    begun = time.monotonic()
    try:
        yield
    except (JobStopped, WorkerStopping):
        row.delete()
        raise
    except BusinessError as failure:
        _fail(
            row, actor, alarm, {"code": failure.code, "zh": failure.sentence("zh"), "en": failure.sentence("en")}, begun
        )
        raise
    except Exception as failure:
        log.exception("a backup or drill failed")
        why = f"{type(failure).__name__}: {failure}"[:300]
        _fail(row, actor, alarm, {"code": "backup_failed", "zh": why, "en": why}, begun)
        raise
    _finish(row, actor, begun)


def _fail(row: Backup | Drill, actor: Actor | None, alarm: str, error: dict[str, str], begun: float) -> None:
    row.state, row.error = "failed", error
    _finish(row, actor, begun)
    _alarm(row, alarm, why_zh=error["zh"], why_en=error["en"])


def _finish(row: Backup | Drill, actor: Actor | None, begun: float) -> None:
    row.finished_at, row.seconds = clock.now(), round(time.monotonic() - begun)
    row.save()
    who = actor or (None if row.by_name else Actor.system())  # at the terminal only a name is known
    action = "backup" if isinstance(row, Backup) else "drill"
    facts = {"state": row.state, "seconds": row.seconds, "error": (row.error or {}).get("code", "")}
    note(who, action, BACKUP, name=row.by_name, object_id=row.pk, title=Path(_archive(row)).name, after=facts)
    notify(BACKUP, row.pk)


def _archive(row: Backup | Drill) -> str:
    return row.path if isinstance(row, Backup) else row.archive


@transaction.atomic
def _alarm(row: Backup | Drill, kind: str, **params: Any) -> None:
    """Whoever may back up is told, by mail too."""
    backup = row if isinstance(row, Backup) else row.backup
    people = people_who_may(BACKUP, "create").values_list("pk", flat=True)
    log.error("%s: %s", kind, params)
    if backup is not None:
        tell(people, kind=kind, key=f"{kind}:{row.pk}", resource=BACKUP, object_id=backup.pk, link=LINK, **params)


def prune() -> int:
    """Nightly archives beyond those that are kept; how many went. What lies elsewhere, or was made by a person, stays."""
    kept = settings.DOUGONG_BACKUP_KEEP
    gone = 0
    for row in Backup.objects.filter(cause="night", state="done").exclude(path="").order_by("-created_at")[kept:]:
        path = Path(row.path)
        if path.parent == folder().absolute() and re.fullmatch(r"dougong-[0-9a-f-]+\.backup", path.name):
            path.unlink(missing_ok=True)
            Backup.objects.filter(pk=row.pk).update(path="")
            gone += 1
    return gone


# ---- taking an archive away


def download_ticket(actor: Actor, *, backup_id: uuid.UUID) -> str:
    """A key to one archive for a minute, for him who confirmed. Raises ArchiveGone."""
    require(actor, BACKUP, "download")
    row = _visible(actor, backup_id)
    if not is_there(row):
        raise errors.ArchiveGone()
    note(actor, "download_backup", BACKUP, object_id=row.pk, title=Path(row.path).name)
    return signing.dumps([str(row.pk), str(actor.id)], salt=_SALT)


def archive_for(actor: Actor, *, backup_id: uuid.UUID, ticket: str) -> Path:
    """Where the archive of this ticket lies. Raises NotFound when the ticket is another's, or too old."""
    require(actor, BACKUP, "download")
    row = _visible(actor, backup_id)
    try:
        known = signing.loads(ticket, salt=_SALT, max_age=TICKET_SECONDS)
    except signing.BadSignature:
        raise NotFound() from None
    if known != [str(row.pk), str(actor.id)] or not is_there(row):
        raise NotFound()
    return Path(row.path)


def certificate_of(actor: Actor, *, drill_id: int, kind: str) -> Path:
    require(actor, BACKUP, "view")
    row = Drill.objects.filter(pk=drill_id).exclude(certificate="").first()
    path = Path(row.certificate).with_suffix(f".{kind}") if row else None
    if path is None or not path.is_file():
        raise NotFound()
    return path

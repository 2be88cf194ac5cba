"""Jobs: rows with a lease and a progress. The row is the truth; a worker only borrows it."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import os
import socket
import threading
import time
import traceback
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from dougong.kit import clock, context
from dougong.kit.acting import actor_by_id
from dougong.kit.actor import Actor
from dougong.kit.context import Context
from dougong.kit.errors import BusinessError, JobFailed, NotSignedIn
from dougong.kit.jsonable import plain
from dougong.kit.models import Job, ScheduleRun
from dougong.kit.stream import notify

log = logging.getLogger("dougong.jobs")
LEASE = dt.timedelta(seconds=60)
MAX_ATTEMPTS = 4


def _place() -> str:
    """Where a process number names one process: this machine since it was started, and in it the container. "" if unknown."""
    try:
        facts = Path("/proc/sys/kernel/random/boot_id").read_text() + str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        return ""
    return hashlib.sha256(facts.encode()).hexdigest()[:12]


PLACE = f"{socket.gethostname()[:30]}:{_place()}"
WORKER = f"{PLACE}:{os.getpid()}"


class JobStopped(Exception):
    """The person asked for it; raised by `checkpoint()`."""


class WorkerStopping(Exception):
    """The process is asked to end; the job goes back to the queue, to go on where it stands."""


stopping = threading.Event()


@dataclass(frozen=True)
class Periodic:
    name: str
    every: dt.timedelta | None
    at: str | None  # "02:00" company time, daily

    def slot(self, now: dt.datetime) -> str | None:
        """The name of the slot that is due at `now`: each is run once."""
        if self.at is not None:
            local = now.astimezone(clock.zone())
            return f"{local:%Y-%m-%d}" if f"{local:%H:%M}" >= self.at else None
        seconds = int((self.every or dt.timedelta(hours=1)).total_seconds())
        return str(int(now.timestamp()) // seconds)


kinds: dict[str, Callable[..., Any]] = {}
_tidied: set[str] = set()
periodics: dict[str, Periodic] = {}


def job(kind: str, *, tidies: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register `run(ctx, **args)`. It is idempotent, takes ids, calls `ctx.checkpoint()` at least every 30 s; its result is JSON.

    One that `tidies` has a record that waits for it, and puts it right when it is stopped: so it is begun also where it was
    stopped while it stood in the queue.
    """

    def register(run: Callable[..., Any]) -> Callable[..., Any]:
        kinds[kind] = run
        if tidies:
            _tidied.add(kind)
        return run

    return register


def periodic(
    name: str, *, every: dt.timedelta | None = None, at: str | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A job started by the clock: each `every`, or daily `at` "HH:MM" company time; once per slot over all workers."""

    def register(run: Callable[..., Any]) -> Callable[..., Any]:
        periodics[name] = Periodic(name, every, at)
        return job(name)(run)

    return register


class JobContext:
    """What a running job knows and tells."""

    def __init__(self, row: Job) -> None:
        self.job_id: uuid.UUID = row.pk
        self.actor_id: uuid.UUID | None = row.actor_id
        self.attempt = row.attempts
        self._told = 0.0

    def actor(self) -> Actor:
        """The person who started it, with present grants: who lost a right meanwhile no longer uses it. Raises NotSignedIn."""
        found = actor_by_id(self.actor_id) if self.actor_id else None
        if found is None:
            raise NotSignedIn()
        return found

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Say how far it is; written at most twice a second, and always at the end."""
        if done < total and time.monotonic() - self._told < 0.5:
            return
        self._told = time.monotonic()
        self.checkpoint(done=done, total=total, message=message)
        notify("kit.job", self.job_id, user_id=self.actor_id)

    def checkpoint(self, **fields: Any) -> None:
        """Renew the lease; raises JobStopped when a stop was asked for or the lease went to another worker."""
        mine = Job.objects.filter(pk=self.job_id, status="running", worker=WORKER)
        if not mine.update(lease_until=clock.now() + LEASE, **fields):
            raise JobStopped()
        if mine.filter(stop_requested=True).exists():
            raise JobStopped()
        if stopping.is_set():
            raise WorkerStopping()


def enqueue(
    kind: str, *, actor: Actor, title: str = "", total: int = 0, due_at: dt.datetime | None = None, **args: Any
) -> Job:
    """Queue a job; inside a transaction it starts after the commit, since a worker can't see it before."""
    if kind not in kinds:
        raise LookupError(f"no job is called {kind}")
    return Job.objects.create(
        kind=kind,
        title=title,
        total=total,
        args=plain(args),
        actor_id=actor.id,
        due_at=due_at or clock.now(),
        origin=context.current().kept(),
    )


def under_way(*of: str, actor: Actor | None = None) -> Job | None:
    """The newest job of these kinds that waits or runs; the actor's own, where one is named."""
    rows = Job.objects.filter(kind__in=of, status__in=["queued", "running"])
    found: Job | None = (rows.filter(actor_id=actor.id) if actor else rows).order_by("-created_at").first()
    return found


def run_due(limit: int = 20) -> int:
    """Run what is due, one after another; the number run. Jobs whose worker is gone are taken up again."""
    ran = 0
    while ran < limit and not stopping.is_set():
        row = _claim()
        if row is None:
            break
        _run(row)
        ran += 1
    return ran


def free_of_the_dead() -> int:
    """End the leases of workers of this place that are no more, so that a restarted worker goes on at once; their number."""
    if PLACE.endswith(":"):
        return 0
    held = Job.objects.filter(status="running", worker__startswith=f"{PLACE}:").values_list("worker", flat=True)
    dead = [name for name in set(held) if not _alive(int(name.rpartition(":")[2]))]
    return Job.objects.filter(status="running", worker__in=dead).update(lease_until=clock.now())


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it is somebody else's, so it lives
        return True
    return True


def _claim() -> Job | None:
    now = clock.now()
    free = Q(status="queued", due_at__lte=now) | Q(status="running", lease_until__lte=now)
    with transaction.atomic():
        row = Job.objects.select_for_update(skip_locked=True).filter(free).order_by("due_at").first()
        if row is None:
            return None
        row.attempts += 1
        if row.attempts > MAX_ATTEMPTS:
            row.status, row.error, row.finished_at = "failed", row.error or "worker lost", now
            row.save(update_fields=["status", "error", "finished_at", "attempts"])
            return _claim()
        row.status, row.worker, row.lease_until = "running", WORKER, now + LEASE
        row.save(update_fields=["status", "worker", "lease_until", "attempts"])
    return row


def _run(row: Job) -> None:
    try:
        if row.stop_requested and row.kind not in _tidied:
            raise JobStopped()
        with context.using(Context(channel="job", request_id=str(row.pk), **row.origin)):
            result = kinds[row.kind](JobContext(row), **row.args)
        _finish(row, "done", result=plain(result))
    except JobStopped:
        _finish(row, "stopped")
    except WorkerStopping:
        Job.objects.filter(pk=row.pk, worker=WORKER, status="running").update(
            status="queued", lease_until=None, attempts=row.attempts - 1
        )
    except BusinessError as error:
        told = {"code": error.code, "params": plain(error.params), "en": error.sentence("en")}
        _finish(row, "failed", error=error.sentence("zh"), result=told)
    except Exception:
        log.exception("job %s (%s) failed", row.pk, row.kind)
        _finish(row, "failed", error=traceback.format_exc(limit=-8)[-4000:])


def _finish(row: Job, status: str, **fields: Any) -> None:
    mine = Job.objects.filter(pk=row.pk, worker=WORKER, status="running")
    mine.update(status=status, finished_at=clock.now(), lease_until=None, **fields)
    notify("kit.job", row.pk, user_id=row.actor_id)


def start_periodic() -> None:
    """Queue each periodic task whose slot has come."""
    now = clock.now()
    for task in periodics.values():
        slot = task.slot(now)
        if slot is None or ScheduleRun.objects.filter(name=task.name, slot=slot).exists():
            continue
        try:
            with transaction.atomic():
                ScheduleRun.objects.create(name=task.name, slot=slot)
                enqueue(task.name, actor=Actor.system())
        except IntegrityError:
            continue  # another worker was first


def failure(row: Job, language: str) -> str:
    """What whoever started it is told of a failed job: a refusal in its own words, anything else by the job's number. The
    trace is for those who keep the installation."""
    if row.status != "failed":
        return ""
    result = row.result if isinstance(row.result, dict) else {}
    if "code" in result:
        return str(result.get("en") or row.error) if language == "en" else row.error
    return JobFailed(job=str(row.pk)).sentence(language)


def stop(row: Job) -> None:
    """Ask a job to stop; one that has not begun is stopped at once, if it has nothing to tidy."""
    queued = Job.objects.filter(pk=row.pk, status="queued")
    if row.kind in _tidied or not queued.update(status="stopped", finished_at=clock.now()):
        Job.objects.filter(pk=row.pk, status__in=["queued", "running"]).update(stop_requested=True)


def retry(row: Job) -> bool:
    """Queue a failed or stopped job again, from where it stands; whether it was one."""
    ended = Job.objects.filter(pk=row.pk, status__in=["failed", "stopped"])
    fresh = {"attempts": 0, "stop_requested": False, "error": "", "finished_at": None}
    return bool(ended.update(status="queued", due_at=clock.now(), **fresh))

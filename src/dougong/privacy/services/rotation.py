"""Changing a key while people work: the new one writes at once, a job brings every value over, the old one goes when unused."""

from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction

from dougong.audit.services import note
from dougong.audit.services import record as audit
from dougong.kit import clock, keyring
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.jobs import JobContext, enqueue
from dougong.kit.models import Job
from dougong.kit.sealed import Table, count_of, reindex, reseal, tables, use_of_keys
from dougong.privacy import errors
from dougong.privacy.models import Rotation
from dougong.privacy.policies import KEYS

JOB = "privacy.rotate"
TITLES = {"field": "更换加密密钥", "blind": "更换检索密钥"}


def rotate(actor: Actor, *, ring: keyring.Name, new: bool = True) -> Rotation:
    """A new key writes from now on, and a job begins. Without `new` all values are brought under the key and cipher that write
    already: after a change of cipher, or when a lost key was put back."""
    require(actor, KEYS, "rotate")
    if Rotation.objects.filter(ring=ring, state="running").exists():
        raise errors.RotationRunning()
    key_id = keyring.new_key(ring) if new else keyring.ring(ring).writing[0]
    try:
        with transaction.atomic():
            rotation = Rotation.objects.create(
                ring=ring, key_id=key_id, begun_by=actor.name, created_by_id=actor.id, total=count_of(_tables(ring))
            )
            audit(actor, "rotate_key", KEYS, rotation, after={"ring": ring, "key": key_id})
            _queue(actor, rotation)
    except IntegrityError:
        raise errors.RotationRunning() from None
    return rotation


@transaction.atomic
def carry_on(actor: Actor, *, rotation_id: uuid.UUID) -> Rotation:
    """Go on where a stopped or failed one stands; one whose job is at work is left alone."""
    require(actor, KEYS, "rotate")
    rotation: Rotation = Rotation.objects.locked(rotation_id)
    busy = Job.objects.filter(pk__in=[rotation.job_id], status__in=["queued", "running"]).exists()
    if rotation.state == "running" and not busy:
        audit(actor, "continue_rotation", KEYS, rotation)
        _queue(actor, rotation)
    return rotation


def run(ctx: JobContext, rotation_id: uuid.UUID) -> dict[str, int]:
    """All tables, batch by batch, from where it stands. Safe to begin again anywhere: what is done is recognised."""
    rotation = Rotation.objects.get(pk=rotation_id)
    if rotation.state != "running":
        return {"changed": rotation.changed, "unreadable": rotation.unreadable}
    for table in _tables(rotation.ring):
        if table.label not in rotation.place.get("done", []):
            _one_table(ctx, rotation, table)
    _finish(rotation)
    ctx.progress(rotation.done, rotation.done)
    return {"changed": rotation.changed, "unreadable": rotation.unreadable}


def _one_table(ctx: JobContext, rotation: Rotation, table: Table) -> None:
    batch = reseal if rotation.ring == "field" else reindex
    place = rotation.place
    after = place["after"] if place.get("table") == table.label else None
    while True:
        with transaction.atomic():
            step = batch(table, after)
            rotation.done += step.seen
            rotation.changed += step.changed
            rotation.unreadable += step.unreadable
            done = [*place.get("done", []), *([table.label] if step.after is None else [])]
            rotation.place = place = {"done": done, "table": table.label, "after": _plain(step.after)}
            rotation.total = max(rotation.total, rotation.done)
            rotation.store("done", "changed", "unreadable", "place", "total")
        ctx.progress(rotation.done, max(rotation.total, rotation.done + 1))
        if step.after is None:
            return
        after = step.after


def _finish(rotation: Rotation) -> None:
    """What was written under the old key while the job passed by is caught by a second look; only then is it over."""
    again = reseal if rotation.ring == "field" else reindex
    for table in _tables(rotation.ring):
        after = None
        while True:
            step = again(table, after)
            rotation.changed += step.changed
            if (after := step.after) is None:
                break
    rotation.state, rotation.finished_at = "done", clock.now()
    with transaction.atomic():
        rotation.store("state", "finished_at", "changed")
        facts = {"key": rotation.key_id, "changed": rotation.changed, "unreadable": rotation.unreadable}
        audit(Actor.system(), "rotation_done", KEYS, rotation, after=facts)
    if rotation.ring == "blind" and not rotation.unreadable:
        for key_id, _ in keyring.ring("blind").keys[1:]:
            keyring.retire_key("blind", key_id)


def retire(actor: Actor, *, ring: keyring.Name, key_id: str) -> None:
    """Out of the ring, into the file of retired keys: an old backup is read with it. Refused while a value is under it."""
    require(actor, KEYS, "rotate")
    keys = keyring.ring(ring)
    if keys.get(key_id) is None:
        raise errors.NoSuchKey()
    used = sum(n for label, n in use_of_keys().items() if label.partition("~")[0] == key_id) if ring == "field" else 0
    if used or keys.writing[0] == key_id or Rotation.objects.filter(ring=ring, state="running").exists():
        raise errors.KeyInUse(key=key_id, count=used)
    keyring.retire_key(ring, key_id)
    note(actor, "retire_key", KEYS, object_id=key_id, title=key_id)


def _tables(ring: str) -> list[Table]:
    return [table for table in tables() if ring == "field" or table.blind]


def _queue(actor: Actor, rotation: Rotation) -> None:
    row = enqueue(JOB, actor=actor, title=TITLES[rotation.ring], total=rotation.total, rotation_id=rotation.pk)
    rotation.job_id = row.pk
    rotation.save(update_fields=["job_id"])


def _plain(after: object) -> object:
    return str(after) if isinstance(after, uuid.UUID) else after

from __future__ import annotations

import uuid
from itertools import islice
from typing import Any

from django.conf import settings

from dougong.kit import keyring
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.models import Job
from dougong.kit.registry import resource_of
from dougong.kit.sealed import unreadable, use_of_keys
from dougong.privacy.models import Rotation
from dougong.privacy.policies import KEYS

LOST_SHOWN = 200


def keys(actor: Actor) -> dict[str, Any]:
    """The rings with what each key has written, the retired ones, and the last changes of key. Never a key itself."""
    require(actor, KEYS, "view")
    used = use_of_keys()
    rings = []
    for name in ("field", "blind"):
        ring = keyring.ring(name)
        rings.append(
            {
                "ring": name,
                "keys": [
                    {
                        "id": key_id,
                        "writes": place == 0,
                        "values": sum(n for label, n in used.items() if label.partition("~")[0] == key_id)
                        if name == "field"
                        else None,
                        "sm4": used.get(f"{key_id}~sm4", 0) if name == "field" else 0,
                    }
                    for place, (key_id, _) in enumerate(ring.keys)
                ],
            }
        )
    held = {key_id for key_id, _ in keyring.ring("field").keys}
    missing = {label: n for label, n in used.items() if label.partition("~")[0] not in held}
    return {
        "cipher": settings.DOUGONG_CIPHER,
        "folder": str(keyring.folder()),
        "rings": rings,
        "missing": [{"id": label, "values": n} for label, n in sorted(missing.items())],
        "retired": [{"ring": name, "id": key_id} for name, key_id in keyring.retired()],
        "rotations": [_rotation(row) for row in Rotation.objects.order_by("-created_at")[:10]],
    }


def _rotation(row: Rotation) -> dict[str, Any]:
    names = (
        "id", "ring", "key_id", "state", "done", "total", "changed", "unreadable", "begun_by", "created_at", "finished_at",
    )  # fmt: skip
    busy = row.state == "running" and Job.objects.filter(pk__in=[row.job_id], status__in=["queued", "running"]).exists()
    return {**{name: getattr(row, name) for name in names}, "busy": busy}


def rotation(actor: Actor, rotation_id: uuid.UUID) -> dict[str, Any]:
    require(actor, KEYS, "view")
    return _rotation(Rotation.objects.get(pk=rotation_id))


def lost(actor: Actor) -> dict[str, Any]:
    """Which values can't be decrypted: the first 200, by record where one is registered."""
    require(actor, KEYS, "view")
    found = list(islice(unreadable(), LOST_SHOWN + 1))
    items = []
    for table, pk, column, key_id in found[:LOST_SHOWN]:
        kind = resource_of(table.model)
        items.append(
            {
                "table": table.label,
                "title": kind.zh if kind else table.label,
                "id": pk,
                "field": column,
                "key": key_id,
                "link": kind.link.format(id=pk) if kind and "{id}" in kind.link else None,
            }
        )
    return {"items": items, "more": len(found) > LOST_SHOWN}

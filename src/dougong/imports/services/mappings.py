"""What columns mean is kept by the headers of a file, for everybody who imports the same kind of records."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.db.models import F

from dougong.audit.services import record as audit
from dougong.imports.models import ImportBatch, MappingMemory
from dougong.imports.policies import MAPPING
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.stream import notify


def remembered(target: str, fingerprint: str) -> MappingMemory | None:
    found: MappingMemory | None = MappingMemory.objects.filter(
        target=target, fingerprint=fingerprint, archived_at__isnull=True
    ).first()
    return found


def remember(actor: Actor, batch: ImportBatch, sheet: dict[str, Any]) -> None:
    """In the transaction that sets the columns. Named after the file at first; a name that somebody gave stays."""
    columns = {
        c: {k: v for k, v in given.items() if k in ("field", "unit", "order")} for c, given in sheet["columns"].items()
    }
    stem = batch.filename.rpartition(".")[0] or batch.filename
    name = stem if len(batch.sheets) == 1 else f"{stem} · {sheet['name']}"
    made, new = MappingMemory.objects.get_or_create(
        target=batch.target,
        fingerprint=sheet["fingerprint"],
        defaults={
            "columns": columns, "name": name[:80], "headers": sheet["headers"], "owner_id": actor.id,
            "created_by_id": actor.id, "used_count": 1, "used_at": clock.now(),
        },
    )  # fmt: skip
    if not new:
        MappingMemory.objects.filter(pk=made.pk).update(
            columns=columns, headers=sheet["headers"], used_count=F("used_count") + 1, used_at=clock.now(),
            archived_at=None, name=made.name or name[:80],
        )  # fmt: skip


@transaction.atomic
def rename_mapping(actor: Actor, *, mapping_id: uuid.UUID, version: int, name: str) -> MappingMemory:
    mapping = _locked(actor, mapping_id, "update", version)
    before, mapping.name = mapping.name, " ".join(name.split())[:80]
    mapping.store("name")
    audit(actor, "update", MAPPING, mapping, before={"name": before}, after={"name": mapping.name})
    notify(MAPPING, mapping.pk)
    return mapping


@transaction.atomic
def forget_mapping(actor: Actor, *, mapping_id: uuid.UUID) -> MappingMemory:
    """The next file with these headers is suggested anew."""
    return _set_archived(actor, mapping_id, True)


@transaction.atomic
def restore_mapping(actor: Actor, *, mapping_id: uuid.UUID) -> MappingMemory:
    return _set_archived(actor, mapping_id, False)


def _set_archived(actor: Actor, mapping_id: uuid.UUID, archived: bool) -> MappingMemory:
    mapping = _locked(actor, mapping_id, "archive")
    if (mapping.archived_at is not None) != archived:
        mapping.archived_at = clock.now() if archived else None
        mapping.store("archived_at")
        audit(actor, "archive" if archived else "restore", MAPPING, mapping)
        notify(MAPPING, mapping.pk)
    return mapping


def _locked(actor: Actor, mapping_id: uuid.UUID, action: str, version: int | None = None) -> MappingMemory:
    must_see(actor, MAPPING, mapping_id)
    mapping: MappingMemory = MappingMemory.objects.locked(mapping_id, version)
    require(actor, MAPPING, action, mapping)
    return mapping

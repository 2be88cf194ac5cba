from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from dougong.audit.services import record as audit
from dougong.audit.services import snapshot
from dougong.contracts import errors
from dougong.contracts.models import LegalEntity
from dougong.contracts.policies import ENTITY
from dougong.kit import clock, fields
from dougong.kit.access import require
from dougong.kit.actor import Actor

FIELDS = ("name", "uscc", "bank", "account", "is_default")


@transaction.atomic
def install_entity() -> None:
    """A new installation signs in its own name; what the company keeps later is left alone."""
    if not LegalEntity.objects.exists():
        LegalEntity.objects.create(name=settings.DOUGONG_COMPANY, is_default=True)


@transaction.atomic
def create_entity(actor: Actor, *, name: str, **values: Any) -> LegalEntity:
    require(actor, ENTITY, "create")
    entity = LegalEntity(created_by_id=actor.id, name=name, **values)
    _save(entity, new=True)
    audit(actor, "create", ENTITY, entity, after={"name": name, **values})
    return entity


@transaction.atomic
def update_entity(actor: Actor, *, entity_id: uuid.UUID, version: int, **values: Any) -> LegalEntity:
    entity: LegalEntity = LegalEntity.objects.locked(entity_id, version)
    require(actor, ENTITY, "update", entity)
    fields.may_write(actor, ENTITY, values)
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"a legal entity has no {unknown.pop()}")
    before = snapshot(entity, *values)
    for name, value in values.items():
        setattr(entity, name, value)
    _save(entity, new=False)
    audit(actor, "update", ENTITY, entity, before=before, after=values)
    return entity


@transaction.atomic
def archive_entity(actor: Actor, *, entity_id: uuid.UUID, archived: bool = True) -> LegalEntity:
    """No longer offered for new contracts; those that it signed keep it."""
    entity: LegalEntity = LegalEntity.objects.locked(entity_id)
    require(actor, ENTITY, "archive", entity)
    if (entity.archived_at is not None) != archived:
        entity.archived_at = clock.now() if archived else None
        entity.is_default = entity.is_default and not archived
        entity.store("archived_at", "is_default")
        audit(actor, "archive" if archived else "restore", ENTITY, entity)
    return entity


def _save(entity: LegalEntity, *, new: bool) -> None:
    try:
        with transaction.atomic():
            entity.save(force_insert=True) if new else entity.store()
    except IntegrityError:
        raise errors.EntityNameTaken(field="name", name=entity.name) from None
    if entity.is_default:
        LegalEntity.objects.exclude(pk=entity.pk).filter(is_default=True).update(is_default=False)

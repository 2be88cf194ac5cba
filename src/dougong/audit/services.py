from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model

from dougong.audit.models import AuditEntry
from dougong.kit.actor import Actor
from dougong.kit.crypto import EncryptedField
from dougong.kit.jsonable import plain
from dougong.kit.registry import resource

HIDDEN = "***"


def record(
    actor: Actor,
    action: str,
    code: str,
    obj: Model,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Write the entry in the running transaction. Values of encrypted fields are hidden: only that they changed is kept."""
    record_many(actor, code, [Act(action, obj, before, after)], reason=reason)


@dataclass(frozen=True, slots=True)
class Act:
    action: str
    obj: Model
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


def record_many(actor: Actor, code: str, acts: list[Act], *, reason: str = "") -> None:
    """As `record` for each, in one statement: for bulk use cases."""
    if not connection.in_atomic_block:
        raise RuntimeError("an audit entry is written inside the transaction of its act")
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                actor_id=actor.id,
                actor_name=actor.name,
                action=act.action,
                resource=code,
                object_id=str(act.obj.pk),
                title=resource(code).title(act.obj)[:200],
                before=_shown(act.obj, act.before),
                after=_shown(act.obj, act.after),
                reason=reason,
            )
            for act in acts
        ]
    )


def snapshot(obj: Model, *fields: str) -> dict[str, Any]:
    """The named fields as they are now, to be given as `before`."""
    return {name: getattr(obj, name) for name in fields}


def _shown(obj: Model, values: dict[str, Any] | None) -> Any:
    if values is None:
        return None
    secret = {f.name for f in obj._meta.get_fields() if isinstance(f, EncryptedField)}
    return plain({k: HIDDEN if k in secret and v else v for k, v in values.items()})

from __future__ import annotations

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
    if not connection.in_atomic_block:
        raise RuntimeError("an audit entry is written inside the transaction of its act")
    AuditEntry.objects.create(
        actor_id=actor.id,
        actor_name=actor.name,
        action=action,
        resource=code,
        object_id=str(obj.pk),
        title=resource(code).title(obj)[:200],
        before=_shown(obj, before),
        after=_shown(obj, after),
        reason=reason,
    )


def snapshot(obj: Model, *fields: str) -> dict[str, Any]:
    """The named fields as they are now, to be given as `before`."""
    return {name: getattr(obj, name) for name in fields}


def _shown(obj: Model, values: dict[str, Any] | None) -> Any:
    if values is None:
        return None
    secret = {f.name for f in obj._meta.get_fields() if isinstance(f, EncryptedField)}
    return plain({k: HIDDEN if k in secret and v else v for k, v in values.items()})

"""Putting on record: the only way to write an entry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model

from dougong.audit.models import AuditEntry
from dougong.audit.rules import HIDDEN
from dougong.kit import context
from dougong.kit.actor import Actor
from dougong.kit.bulk import insert_rows
from dougong.kit.context import REASON_LENGTH
from dougong.kit.crypto import EncryptedField
from dougong.kit.jsonable import plain
from dougong.kit.registry import Resource, resource

#: Numbers of people and accounts in what was typed into a search box.
_LONG_NUMBER = re.compile(r"(?<!\d)(\d{3})\d{4,}(?=\d{4}(?!\d))")


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
    kind = resource(code)
    secret = {model: _secret(kind, model) for model in {type(act.obj) for act in acts}}
    facts = _facts(actor, reason=reason)
    names = ("action", "resource", "object_id", "title", "before", "after", *facts)
    insert_rows(
        AuditEntry,
        names,
        (
            (
                act.action, code, str(act.obj.pk), kind.title(act.obj)[:200], _shown(secret[type(act.obj)], act.before),
                _shown(secret[type(act.obj)], act.after), *facts.values(),
            )
            for act in acts
        ),
    )  # fmt: skip


def note(
    actor: Actor | None,
    action: str,
    code: str = "",
    *,
    name: str = "",
    object_id: object = "",
    title: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Put on record what is no change of a record: a sign-in, a refusal, an export, a look at a masked field.

    With or without a transaction. `code` is the resource or capability it concerns; `name` says who, where there is no actor yet.
    Values must hold no secret: long numbers are cut, names of secrets are hidden.
    """
    _entry(
        actor,
        name=name,
        action=action,
        resource=code,
        object_id=str(object_id),
        title=title,
        before=_tame(before),
        after=_tame(after),
        reason=reason,
    ).save(force_insert=True)


def _entry(actor: Actor | None, *, name: str = "", title: str = "", reason: str = "", **facts: Any) -> AuditEntry:
    return AuditEntry(title=title[:200], **_facts(actor, name, reason), **facts)


def _facts(actor: Actor | None, name: str = "", reason: str = "") -> dict[str, Any]:
    """Who, from where and why: the same for all that one act does."""
    here = context.current()
    return {
        "actor_id": actor.id if actor else None,
        "actor_name": (actor.name if actor else name)[:100],
        "reason": (reason or here.reason)[:REASON_LENGTH],
        "channel": here.channel,
        "address": here.address,
        "device": here.device,
        "request_id": here.request_id,
    }


def snapshot(obj: Model, *fields: str) -> dict[str, Any]:
    """The named fields as they are now, to be given as `before`."""
    return {name: getattr(obj, name) for name in fields}


def _secret(kind: Resource, model: type[Model]) -> set[str]:
    found = {f.name for f in model._meta.get_fields() if isinstance(f, EncryptedField)}
    return found | set(kind.secret_fields)


def _shown(secret: set[str], values: dict[str, Any] | None) -> Any:
    """Of a secret only that it is there, and that it changed."""
    if values is None:
        return None
    return {k: HIDDEN if k in secret and v else v for k, v in values.items()}


_SECRET_NAME = re.compile(r"password|passwd|secret|token|cookie|api_?key", re.IGNORECASE)


def _tame(values: dict[str, Any] | None) -> Any:
    if values is None:
        return None
    return plain({k: HIDDEN if _SECRET_NAME.search(k) and v else _cut_numbers(v) for k, v in values.items()})


def _cut_numbers(value: Any) -> Any:
    """13812345678 as 138****5678, wherever it stands in a text."""
    return _LONG_NUMBER.sub(r"\1****", value) if isinstance(value, str) else value

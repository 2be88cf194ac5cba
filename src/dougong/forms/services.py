from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from django.db import transaction

from dougong.accounts.models import raise_access_version
from dougong.audit.services import record as audit
from dougong.forms import errors, rules, sql
from dougong.forms.carriers import Carrier, carrier, carriers
from dougong.forms.events import FieldsSaved
from dougong.forms.models import Form, FormVersion
from dougong.forms.policies import FORM
from dougong.forms.rules import FieldDef
from dougong.forms.selectors import forget, own_fields
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldErrors, NotFound, Stale
from dougong.kit.events import publish
from dougong.kit.stream import notify

MOST = 60
#: Keys of a company's own fields begin so: never one of the product's, today or later.
OWN = "x_"


@transaction.atomic
def save_fields(actor: Actor, *, code: str, version: int, fields: list[dict[str, Any]]) -> Form:
    """Write the company's own fields of a kind of record, all of them in their order, as a new version.

    A field without a key is new. One that is left out is refused, since what was filled would vanish: it is retired instead.
    Raises Stale, FieldErrors, FieldTypeFixed, FieldInForce, FieldNameTaken, TooManyFields.
    """
    item = carrier(code)
    if item is None:
        raise NotFound()
    require(actor, FORM, "update")
    form = _locked(actor, code)
    if form.version != version:
        raise Stale(who=_last_writer(form), version=form.version)
    known = {f.key: f for f in form.fields}
    wanted = [_definition(i, told, known, item) for i, told in enumerate(fields)]
    _hold_together(wanted, known, item)
    _write(actor, form, wanted)
    # After the commit: a table whose rows were written in this transaction takes no index in it (PostgreSQL).
    transaction.on_commit(partial(_index, item, wanted), robust=True)
    publish(FieldsSaved(resource=code, number=form.number), actor)
    raise_access_version()
    forget()
    notify(FORM, form.pk)
    return form


def _locked(actor: Actor, code: str) -> Form:
    """The form under lock, made when it is the first time; its version then counts as 0."""
    form: Form | None = Form.objects.select_for_update().filter(code=code).first()
    if form is None:
        form = Form(code=code, purpose="fields", zh="自定义字段", en="Own fields", version=0, created_by_id=actor.id)
        form.save(force_insert=True)
    return form


def _last_writer(form: Form) -> str:
    last = form.versions.order_by("-number").first()
    return last.by_name if last else ""


def _definition(place: int, told: dict[str, Any], known: dict[str, FieldDef], item: Carrier) -> FieldDef:
    """One field as it is written down; what is wrong is told at its place: `fields.2.zh`."""
    values = {**told, "choices": _choices(place, told)}
    key = values.pop("key", "") or f"{OWN}{uuid.uuid4().hex[:8]}"
    values["required_for"] = tuple(values.get("required_for", ()))
    field = FieldDef(key=key, **values)
    if told.get("key") and key not in known:
        raise _wrong(place, "key", "没有这个字段。", "There is no such field.")
    was = known.get(key)
    if was and (was.type, was.secret) != (field.type, field.secret):
        raise errors.FieldTypeFixed(field=f"fields.{place}.type", name=was.zh)
    if field.type in ("choice", "several") and not field.choices:
        raise _wrong(place, "choices", "至少写一个选项。", "Name at least one choice.")
    if field.minimum is not None and field.maximum is not None and field.minimum > field.maximum:
        raise _wrong(place, "maximum", "最大值小于最小值。", "The maximum is below the minimum.")
    sections = [v for v, _, _ in item.sections]
    if field.section not in sections:
        field = replace(field, section=sections[-1] if sections else "")
    unknown = set(field.required_for) - {v for v, _, _ in item.kinds}
    if unknown:
        raise _wrong(place, "required_for", "没有这种类型。", "There is no such type.")
    listed = field.listed and not field.secret and field.type in rules.LISTABLE
    return replace(field, listed=listed)


def _wrong(place: int, name: str, zh: str, en: str) -> FieldErrors:
    return FieldErrors([errors.FieldWrong(field=f"fields.{place}.{name}", zh=zh, en=en)])


def _choices(place: int, told: dict[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """Each with its value; a new one gets one. A value may not be used twice, nor a name."""
    if told["type"] not in ("choice", "several"):
        return ()
    found, names = [], set()
    for choice in told.get("choices", ()):
        if choice["zh"] in names:
            raise _wrong(place, "choices", f"选项「{choice['zh']}」写了两次。", f"“{choice['zh']}” stands there twice.")
        names.add(choice["zh"])
        found.append(
            (choice.get("value") or f"c{uuid.uuid4().hex[:6]}", choice["zh"], choice.get("en") or choice["zh"])
        )
    if len({value for value, _, _ in found}) != len(found):
        raise _wrong(place, "choices", "两个选项的代码一样。", "Two choices share a value.")
    return tuple(found)


def _hold_together(wanted: list[FieldDef], known: dict[str, FieldDef], item: Carrier) -> None:
    left_out = set(known) - {f.key for f in wanted}
    if left_out:
        raise errors.FieldInForce(field="fields", name=known[min(left_out)].zh)
    if sum(not f.removed for f in wanted) > MOST:
        raise errors.TooManyFields(field="fields", most=MOST)
    names = {f.zh for f in (*item.columns, *item.standard)}
    for place, field in enumerate(wanted):
        if field.removed:
            continue
        if field.zh in names:
            raise errors.FieldNameTaken(field=f"fields.{place}.zh", name=field.zh)
        names.add(field.zh)
    if len({f.key for f in wanted}) != len(wanted):
        raise errors.FieldNameTaken(field="fields", name=wanted[0].zh)


def _write(actor: Actor, form: Form, fields: Iterable[FieldDef]) -> None:
    before = [f.zh for f in form.fields if not f.removed]
    form.number += 1
    form.schema = rules.schema_of(fields, code=form.code, number=form.number, zh=form.zh, en=form.en)
    form.store("number", "schema")
    FormVersion.objects.create(
        form=form, number=form.number, schema=form.schema, at=clock.now(), by_id=actor.id, by_name=actor.name
    )
    after = [f.zh for f in form.fields if not f.removed]
    audit(actor, "update", FORM, form, before={"fields": before}, after={"fields": after, "number": form.number})


def _index(item: Carrier, fields: Iterable[FieldDef]) -> None:
    for field in fields:
        if field.listed and not field.removed:
            sql.ensure_index(item.model, item.column, field)
        else:
            sql.drop_index(item.model, field)


def ensure_indexes() -> None:
    """After a migration: a table that was written anew has lost the indexes that no migration knows of."""
    for item in carriers():
        _index(item, [f for f in (*item.standard, *own_fields(item.code)) if f.listed])

"""Questionnaires: forms that ask for themselves (interviews, forms on the web), beside those that add fields to a record."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.forms import errors, rules
from dougong.forms.carriers import Carrier, carrier
from dougong.forms.models import Form, FormVersion
from dougong.forms.policies import FORM
from dougong.forms.rules import FieldDef
from dougong.forms.selectors import field_out, own_fields
from dougong.kit import clock
from dougong.kit.access import get_visible, must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldErrors, NotFound
from dougong.kit.registry import ADDED
from dougong.kit.stream import notify

#: What a questionnaire's answers may feed.
RECORD = "clients.client"
PURPOSES = ("interview", "web")
#: Of a form on the web an answer may also tell of the person who fills it in.
PERSON = (
    FieldDef("contact.name", "text", "联系人姓名", "Contact's name"),
    FieldDef("contact.post", "text", "联系人职务", "Contact's post"),
    FieldDef("contact.phone", "text", "联系人电话", "Contact's phone"),
    FieldDef("contact.email", "text", "联系人邮箱", "Contact's e-mail"),
)
MOST = 60
_TEXTS = ("text", "long_text")


# ---- reading


def questionnaires(actor: Actor, purpose: str, *, archived: bool = False) -> list[dict[str, Any]]:
    """All of a purpose, by name."""
    require(actor, FORM, "view")
    rows = Form.objects.visible_to(actor).filter(purpose=purpose, archived_at__isnull=not archived)
    return [
        {
            "id": f.pk, "version": f.version, "number": f.number, "zh": f.zh, "en": f.en or f.zh,
            "questions": sum(not q.removed for q in f.fields), "updated_at": f.updated_at,
        }
        for f in rows.order_by("zh")
    ]  # fmt: skip


def questionnaire(actor: Actor, form_id: uuid.UUID) -> dict[str, Any]:
    rows = Form.objects.visible_to(actor).filter(purpose__in=PURPOSES)
    found: Form = get_visible(rows, form_id)
    return {
        "id": found.pk,
        "version": found.version,
        "number": found.number,
        "purpose": found.purpose,
        "zh": found.zh,
        "en": found.en,
        "archived": found.archived_at is not None,
        "questions": questions_out(found.fields),
    }


def questions_out(fields: Iterable[FieldDef]) -> list[dict[str, Any]]:
    return [{**field_out(f), "target": f.target} for f in fields]


def asked_at(form: Form, number: int) -> tuple[FieldDef, ...]:
    """The questions of a version, as they were."""
    if number == form.number:
        return form.fields
    schema = FormVersion.objects.filter(form=form, number=number).values_list("schema", flat=True).first()
    return rules.fields_of(schema or {})


def targets() -> dict[str, FieldDef]:
    """What an answer can feed: columns of the dossier and its defined fields that are not secret."""
    item = _record()
    defined = (*item.standard, *own_fields(RECORD))
    found = {f.key: f for f in item.columns}
    found |= {f"{ADDED}{f.key}": f for f in defined if not (f.secret or f.removed)}
    return {key: f for key, f in found.items() if f.type not in ("person", "file")}


def targets_of(purpose: str) -> dict[str, FieldDef]:
    """Of the web, the person's own facts too."""
    return targets() | ({f.key: f for f in PERSON} if purpose == "web" else {})


def _record() -> Carrier:
    found = carrier(RECORD)
    if found is None:
        raise NotFound()
    return found


# ---- writing


@transaction.atomic
def save_questionnaire(
    actor: Actor, *, form_id: uuid.UUID | None, purpose: str, version: int | None, zh: str, en: str,
    questions: list[dict[str, Any]], code: str = "",
) -> Form:  # fmt: skip
    """A new questionnaire, or the next version of one. What was answered keeps the wording it was asked in.

    Raises FieldErrors at `questions.<n>.<what>`, Stale, TooManyFields.
    """
    if form_id is None:
        require(actor, FORM, "create")
        form = Form(code=f"{purpose}.{uuid.uuid4().hex[:12]}", purpose=purpose, zh=zh, en=en, created_by_id=actor.id)
        known: dict[str, FieldDef] = {}
    else:
        must_see(actor, FORM, form_id)
        form = Form.objects.locked(form_id, version)
        require(actor, FORM, "update", form)
        if form.purpose not in PURPOSES:
            raise NotFound()
        known = {f.key: f for f in form.fields}
    wanted = [_question(place, told, known, purpose) for place, told in enumerate(questions)]
    _together(wanted)
    before = {"zh": form.zh, "questions": [f.zh for f in form.fields if not f.removed]}
    form.zh, form.en = zh, en
    form.number += 1
    form.schema = rules.schema_of(wanted, code=form.code, number=form.number, zh=zh, en=en)
    if form_id is None:
        form.save(force_insert=True)
    else:
        form.store("zh", "en", "number", "schema")
    FormVersion.objects.create(
        form=form, number=form.number, schema=form.schema, at=clock.now(), by_id=actor.id, by_name=actor.name
    )
    after = {"zh": zh, "questions": [f.zh for f in wanted if not f.removed], "number": form.number}
    audit(actor, "update" if form_id else "create", FORM, form, before=before if form_id else None, after=after)
    notify(FORM, form.pk)
    return form


def install(code: str, purpose: str, zh: str, en: str, questions: list[dict[str, Any]]) -> None:
    """One that comes with the product, where it is not there yet: what a company has changed is left alone."""
    if Form.objects.filter(code=code).exists():
        return
    wanted = [_question(place, told, {}, purpose) for place, told in enumerate(questions)]
    form = Form(code=code, purpose=purpose, zh=zh, en=en, number=1)
    form.schema = rules.schema_of(wanted, code=code, number=1, zh=zh, en=en)
    form.save(force_insert=True)
    FormVersion.objects.create(form=form, number=1, schema=form.schema, at=clock.now(), by_name=Actor.system().name)


@transaction.atomic
def set_archived(actor: Actor, *, form_id: uuid.UUID, archived: bool) -> Form:
    """No longer offered, or offered again; what was answered stays."""
    must_see(actor, FORM, form_id)
    form: Form = Form.objects.locked(form_id)
    require(actor, FORM, "archive", form)
    if form.purpose not in PURPOSES:
        raise NotFound()
    if (form.archived_at is not None) != archived:
        form.archived_at = clock.now() if archived else None
        form.store("archived_at")
        audit(actor, "archive" if archived else "restore", FORM, form)
        notify(FORM, form.pk)
    return form


def _question(place: int, told: dict[str, Any], known: dict[str, FieldDef], purpose: str) -> FieldDef:
    """One question as it is written down. One that feeds a field takes the field's type and choices: what is answered fits."""
    values = {
        **told,
        "choices": tuple((c.get("value"), c["zh"], c.get("en") or c["zh"]) for c in told.get("choices", ())),
    }
    key = values.pop("key", "") or f"q_{uuid.uuid4().hex[:8]}"
    values["required_for"] = ()
    target = values.get("target", "")
    if target:
        fed = targets_of(purpose).get(target)
        if fed is None:
            raise _wrong(
                place, "target", "档案里没有这个字段，或它是加密的。", "The dossier has no such field, or it is secret."
            )
        kind = values["type"] if {values["type"], fed.type} <= set(_TEXTS) else fed.type
        values |= {"type": kind, "choices": fed.choices, "minimum": fed.minimum, "maximum": fed.maximum}
    elif values["type"] in ("choice", "several"):
        values["choices"] = _choices(place, values["choices"])
    else:
        values["choices"] = ()
    field = FieldDef(key=key, **{**values, "section": values.get("section", ""), "listed": False, "secret": False})
    was = known.get(key)
    if was is not None and was.type != field.type:
        return replace(field, key=f"q_{uuid.uuid4().hex[:8]}")  # another question: old answers stay with the old one
    return field


def _choices(place: int, told: Iterable[tuple[Any, str, str]]) -> tuple[tuple[str, str, str], ...]:
    found = tuple((value or f"c{uuid.uuid4().hex[:6]}", zh, en) for value, zh, en in told)
    if not found:
        raise _wrong(place, "choices", "至少写一个选项。", "Name at least one choice.")
    if len({zh for _, zh, _ in found}) != len(found) or len({v for v, _, _ in found}) != len(found):
        raise _wrong(place, "choices", "有选项写了两次。", "A choice stands there twice.")
    return found


def _together(wanted: list[FieldDef]) -> None:
    live = [f for f in wanted if not f.removed]
    if len(live) > MOST:
        raise errors.TooManyFields(field="questions", most=MOST)
    if not live:
        raise _wrong(0, "zh", "至少要有一个问题。", "Ask at least one question.")
    fed: set[str] = set()
    for place, field in enumerate(wanted):
        if field.target and not field.removed and field.target in fed:
            raise _wrong(place, "target", "两个问题不能填同一个字段。", "Two questions can't feed the same field.")
        fed.add(field.target)
    if len({f.key for f in wanted}) != len(wanted):
        raise errors.FieldNameTaken(field="questions", name=wanted[0].zh)


def _wrong(place: int, name: str, zh: str, en: str) -> FieldErrors:
    return FieldErrors([errors.FieldWrong(field=f"questions.{place}.{name}", zh=zh, en=en)])

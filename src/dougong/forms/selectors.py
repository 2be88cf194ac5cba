from __future__ import annotations

from typing import Any

from dougong.forms.carriers import Carrier, carrier
from dougong.forms.models import Form
from dougong.forms.policies import FORM
from dougong.forms.rules import FieldDef, fields_of, schema_of
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.memo import Memo

#: (actor, record) → its fields, as long as it is the same actor: a change of a definition makes every actor a new one.
_kept: Memo[tuple[int, str], tuple[Actor, tuple[FieldDef, ...]]] = Memo(2000)


def forget() -> None:
    _kept.clear()


def own_fields(code: str) -> tuple[FieldDef, ...]:
    """The fields that the company added to this kind of record, those retired too."""
    schema = Form.objects.filter(code=code, purpose="fields").values_list("schema", flat=True).first()
    return fields_of(schema) if schema else ()


def all_fields(code: str, actor: Actor | None = None) -> tuple[FieldDef, ...]:
    """Standard and own fields of a kind of record, in their order. Asks nothing again for the same actor."""
    item = _carrier(code)
    if actor is None:
        return (*item.standard, *own_fields(code))
    key = (id(actor), code)
    kept = _kept.get(key)
    if kept is None or kept[0] is not actor:
        kept = _kept.keep(key, (actor, (*item.standard, *own_fields(code))))
    return kept[1]


def _carrier(code: str) -> Carrier:
    found = carrier(code)
    if found is None:
        raise NotFound()
    return found


def definition(actor: Actor, code: str) -> dict[str, Any]:
    """What can be filled of a kind of record: the product's fields and the company's, with the version to change them by."""
    require(actor, FORM, "view")
    item = _carrier(code)
    row = Form.objects.filter(code=code, purpose="fields").first()
    own = row.fields if row else ()
    return {
        "code": code,
        "version": row.version if row else 0,
        "number": row.number if row else 0,
        "kinds": [{"value": v, "zh": zh, "en": en} for v, zh, en in item.kinds],
        "sections": [{"value": v, "zh": zh, "en": en} for v, zh, en in item.sections],
        "columns": [field_out(f, standard=True) for f in item.columns],
        "fields": [*(field_out(f, standard=True) for f in item.standard), *(field_out(f) for f in own)],
    }


def field_out(field: FieldDef, *, standard: bool = False) -> dict[str, Any]:
    names = (
        "key", "type", "zh", "meaning_zh", "meaning_en", "rule_zh", "rule_en", "section", "required", "minimum", "maximum",
        "max_length", "listed", "secret", "removed",
    )  # fmt: skip
    return {
        **{name: getattr(field, name) for name in names},
        "en": field.name_en,
        "required_for": list(field.required_for),
        "choices": [{"value": v, "zh": zh, "en": en} for v, zh, en in field.choices],
        "standard": standard,
    }


def schema(actor: Actor, code: str) -> dict[str, Any]:
    """The whole definition as JSON Schema 2020-12, for programs."""
    told = definition(actor, code)
    return schema_of(all_fields(code, actor), code=code, number=told["number"], zh=code)


def versions(actor: Actor, code: str) -> list[dict[str, Any]]:
    require(actor, FORM, "view")
    rows = Form.objects.filter(code=code).values_list("versions__number", "versions__at", "versions__by_name")
    found = [dict(zip(("number", "at", "by"), row, strict=True)) for row in rows.order_by("-versions__number")[:50]]
    return [row for row in found if row["number"] is not None]

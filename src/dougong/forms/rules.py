"""What a form asks, and whether an answer is good. A definition is kept as JSON Schema 2020-12; what that can't say (a type of
ours, the English words, where it is required) stands in annotations that begin with `x-`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TYPES = (
    "text", "long_text", "number", "amount", "date", "choice", "several", "yes_no", "person", "link", "file", "region",
    "industry",
)  # fmt: skip
#: The four parts of an answer told as STAR: what was, what was to be done, what was done, what came of it.
STAR = ("situation", "task", "action", "result")
#: Types whose values a list can be ordered and narrowed by.
LISTABLE = tuple(t for t in TYPES if t not in ("long_text", "file"))
KEY = re.compile(r"[a-z][a-z0-9_]{0,38}")
AMOUNT = r"^-?\d{1,13}(\.\d{1,2})?$"
UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_SHAPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "maxLength": 200},
    "long_text": {"type": "string", "maxLength": 5000},
    "number": {"type": "number", "minimum": -(10**15), "maximum": 10**15},
    "amount": {"type": "string", "pattern": AMOUNT},
    "date": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "choice": {"type": "string"},
    "several": {"type": "array", "uniqueItems": True, "items": {"type": "string"}},
    "yes_no": {"type": "boolean"},
    "person": {"type": "string", "format": "uuid", "pattern": UUID},
    "link": {"type": "string", "format": "uri", "maxLength": 300, "pattern": "^https?://[^\\s]+$"},
    "file": {"type": "string", "format": "uuid", "pattern": UUID},
    "region": {"type": "string", "pattern": r"^\d{6}$"},
    "industry": {"type": "string", "pattern": r"^[A-T](\d{2})?$"},
    "star": {
        "type": "object",
        "properties": {part: {"type": "string", "maxLength": 2000} for part in STAR},
        "additionalProperties": False,
    },
}


@dataclass(frozen=True, slots=True)
class FieldDef:
    """A field. `zh` and `en` are its name; meaning and rule are told where it is filled and in the manual. `required` is of
    whoever fills the form, `required_for` only of records of these kinds. `listed` fields are columns and filters of the
    record's list; `secret` ones are kept encrypted and are neither. `removed` keeps what was filled before. `target` is the field
    of a record that an answer to this question feeds: a column, or `facts.<key>`."""

    key: str
    type: str
    zh: str
    en: str = ""
    meaning_zh: str = ""
    meaning_en: str = ""
    rule_zh: str = ""
    rule_en: str = ""
    section: str = ""
    required: bool = False
    required_for: tuple[str, ...] = ()
    choices: tuple[tuple[str, str, str], ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    listed: bool = False
    secret: bool = False
    removed: bool = False
    target: str = ""

    @property
    def name_en(self) -> str:
        return self.en or self.zh

    def asked_of(self, kind: str) -> bool:
        return self.required or kind in self.required_for


_NOTES = {
    "en": "x-title-en", "meaning_en": "x-description-en", "rule_zh": "x-rule", "rule_en": "x-rule-en",
    "required": "x-required", "section": "x-section", "listed": "x-listed", "secret": "x-secret",
    "target": "x-target",
}  # fmt: skip


def schema_of(fields: Iterable[FieldDef], *, code: str, number: int, zh: str = "", en: str = "") -> dict[str, Any]:
    """The definition as a JSON Schema 2020-12."""
    known = list(fields)
    schema: dict[str, Any] = {
        "$schema": DIALECT,
        "$id": f"urn:dougong:form:{code}:{number}",
        "title": zh,
        "x-title-en": en,
        "type": "object",
        "properties": {f.key: _property(f) for f in known},
        "x-order": [f.key for f in known],  # PostgreSQL's jsonb keeps the keys of an object in an order of its own
        "required": [f.key for f in known if f.required and not f.removed],
    }
    kinds = sorted({kind for f in known if not f.removed for kind in f.required_for})
    if kinds:
        schema["allOf"] = [
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": {"required": [f.key for f in known if kind in f.required_for and not f.removed]},
            }
            for kind in kinds
        ]
    return schema


def _property(field: FieldDef) -> dict[str, Any]:
    found: dict[str, Any] = {**_SHAPES[field.type], "title": field.zh, "x-type": field.type}
    if field.meaning_zh:
        found["description"] = field.meaning_zh
    for name, note in _NOTES.items():
        if getattr(field, name):
            found[note] = getattr(field, name)
    if field.required_for:
        found["x-required-for"] = list(field.required_for)
    if field.choices:
        found |= _offered(field)
    for name, word in (("minimum", "minimum"), ("maximum", "maximum"), ("max_length", "maxLength")):
        if getattr(field, name) is not None:
            found[word] = getattr(field, name)
    if field.removed:
        found["deprecated"] = True
    return found


def _offered(field: FieldDef) -> dict[str, Any]:
    values = [v for v, _, _ in field.choices]
    told = {"x-choices": [{"value": v, "zh": zh, "en": en} for v, zh, en in field.choices]}
    if field.type == "several":
        return {**told, "items": {"type": "string", "enum": values}}
    return {**told, "enum": values} if field.type == "choice" else told


def fields_of(schema: Mapping[str, Any]) -> tuple[FieldDef, ...]:
    """The fields of a definition that `schema_of` wrote."""
    told = schema.get("properties", {})
    order = [key for key in schema.get("x-order", ()) if key in told]
    return tuple(_field(key, told[key]) for key in dict.fromkeys([*order, *told]))


def _field(key: str, told: Mapping[str, Any]) -> FieldDef:
    kind = told["x-type"]
    shape = _SHAPES[kind]
    limits = {
        name: told[word]
        for name, word in (("minimum", "minimum"), ("maximum", "maximum"), ("max_length", "maxLength"))
        if word in told and told[word] != shape.get(word)
    }
    notes = {name: told[note] for name, note in _NOTES.items() if note in told}
    return FieldDef(
        key=key, type=kind, zh=told["title"], meaning_zh=told.get("description", ""),
        required_for=tuple(told.get("x-required-for", ())),
        choices=tuple((c["value"], c["zh"], c["en"]) for c in told.get("x-choices", ())),
        removed=bool(told.get("deprecated")), **limits, **notes,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field, in both languages."""

    field: str
    zh: str
    en: str


def missing(fields: Iterable[FieldDef], values: Mapping[str, Any], kind: str = "") -> list[FieldDef]:
    """The fields that a record of this kind must have and has not."""
    return [f for f in fields if not f.removed and f.asked_of(kind) and is_blank(values.get(f.key))]


def is_blank(value: Any) -> bool:
    return value is None or value in ("", [], {})

"""The defined fields of a dossier: those of level one, and the company's own."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import orjson

from dougong.accounts.models import User
from dougong.clients import choices, standard
from dougong.clients.models import Client
from dougong.clients.policies import CLIENT
from dougong.files.models import Attachment
from dougong.forms.carriers import Carrier, carries
from dougong.forms.checking import check, told
from dougong.forms.rules import Fault, FieldDef
from dougong.forms.selectors import all_fields, own_fields
from dougong.forms.words import said
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, FieldErrors
from dougong.kit.fields import mode
from dougong.kit.registry import ADDED, Field, added_field

NAMED = ("person", "file", "region", "industry")

carries(
    Carrier(
        code=CLIENT,
        model=Client,
        column="facts",
        sealed="sealed_facts",
        standard=standard.FIELDS,
        kinds=choices.CLIENT_KINDS,
        sections=standard.SECTIONS,
        columns=standard.COLUMNS,
    )
)


def rulable() -> tuple[Field, ...]:
    """The defined fields as field rules know them."""
    found = [f for f in (*standard.FIELDS, *own_fields(CLIENT)) if not f.removed]
    return tuple(added_field(f"{ADDED}{f.key}", f.zh, f.name_en) for f in found)


def checked(actor: Actor, values: Mapping[str, Any], *, kind: str, client: Client | None = None) -> dict[str, Any]:
    """The values as they are kept. Raises FieldErrors at `facts.<key>`."""
    defined = all_fields(CLIENT, actor)
    good, faults = check(defined, values, kind=kind)
    faults += _unknown(defined, good, client)
    if faults:
        raise FieldErrors([FieldError(f"{ADDED}{f.field}", f.zh, f.en) for f in faults])
    return good


def _unknown(defined: tuple[FieldDef, ...], good: Mapping[str, Any], client: Client | None) -> list[Fault]:
    """Colleagues and documents that are none, or not this client's."""
    by_type: dict[str, dict[str, uuid.UUID]] = {"person": {}, "file": {}}
    for field in defined:
        if field.type in by_type and good.get(field.key):
            by_type[field.type][field.key] = uuid.UUID(good[field.key])
    people, files = by_type["person"], by_type["file"]
    known: set[uuid.UUID] = set()
    if people:
        staff = User.objects.filter(pk__in=people.values(), kind="staff", is_active=True)
        known |= set(staff.values_list("pk", flat=True))
    if files and client is not None:
        own = Attachment.objects.filter(pk__in=files.values(), resource=CLIENT, object_id=str(client.pk))
        known |= set(own.values_list("pk", flat=True))
    faults = [
        Fault(k, "没有这位成员，或者已停用。", "There is no such colleague.")
        for k, v in people.items()
        if v not in known
    ]
    return faults + [
        Fault(k, "先把文件传到这个客户的「文件」里，再选它。", "Upload it under this client's files first, then choose it.")
        for k, v in files.items() if v not in known
    ]  # fmt: skip


def put(client: Client, values: Mapping[str, Any], secret: set[str]) -> None:
    """Write checked values into both columns; None empties."""
    before = client.facts_whole
    held = {k: v for k, v in {**before, **values}.items() if v is not None}
    sealed = {k: v for k, v in held.items() if k in secret}
    client.facts = {k: v for k, v in held.items() if k not in secret}
    if sealed != {k: v for k, v in before.items() if k in secret}:
        client.sealed_facts = orjson.dumps(sealed, option=orjson.OPT_SORT_KEYS).decode() if sealed else ""


def named(actor: Actor, fields: Iterable[str]) -> dict[str, Any]:
    """The names that defined fields have now, for the timeline: they may change, or go."""
    wanted = {name for name in fields if name.startswith(ADDED)}
    if not wanted:
        return {}
    defined = all_fields(CLIENT, actor)
    return {"names": {f"{ADDED}{f.key}": [f.zh, f.name_en] for f in defined if f"{ADDED}{f.key}" in wanted}}


def needed_of(actor: Actor, kind: str) -> list[str]:
    """The keys of what a client of this kind must have beside its columns."""
    return [f.key for f in all_fields(CLIENT, actor) if not f.removed and f.asked_of(kind)]


def secret_keys(actor: Actor) -> set[str]:
    return {f.key for f in all_fields(CLIENT, actor) if f.secret}


def whole(actor: Actor, facts: Mapping[str, Any]) -> dict[str, Any]:
    """As an answer tells them, of the fields that are in use."""
    return {f.key: told(f, facts[f.key]) for f in all_fields(CLIENT, actor) if not f.removed and f.key in facts}


def names(actor: Actor, facts: Mapping[str, Any]) -> dict[str, str]:
    """What values are called that are keys of something: places, trades, colleagues, documents. Of those that he is shown whole."""
    keyed = [
        f for f in all_fields(CLIENT, actor)
        if f.type in NAMED and not f.removed and f.key in facts and mode(actor, CLIENT, f"{ADDED}{f.key}") is None
    ]  # fmt: skip
    people = [facts[f.key] for f in keyed if f.type == "person"]
    files = [facts[f.key] for f in keyed if f.type == "file"]
    called: dict[str, str] = {}
    if people:
        called |= {str(pk): name for pk, name in User.objects.filter(pk__in=people).values_list("pk", "name")}
    if files:
        known = Attachment.objects.filter(pk__in=files).values_list("pk", "file__name")
        called |= {str(pk): name for pk, name in known}
    return {f.key: said(f, facts[f.key], en=False, names=called) for f in keyed}


#: Fields whose values are words, and so can be found.
WORDED = ("text", "long_text", "choice", "several", "region", "industry", "link")


def said_of() -> Callable[[str, Any], str]:
    """What the value of an open field says, for search; nothing for what has no words. Asks for the definitions once."""
    known = {f.key: f for f in (*standard.FIELDS, *own_fields(CLIENT)) if f.type in WORDED and not f.secret}
    return lambda key, value: said(known[key], value, en=False) if key in known and value else ""

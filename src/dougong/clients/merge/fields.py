"""The fields of dossiers side by side: what each holds, which is to be kept, and how they are written."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from dougong.accounts.models import User
from dougong.clients import choices, facts, standard
from dougong.clients.filling import completeness_of
from dougong.clients.groups import above
from dougong.clients.merge.rules import Version, blank, names_joined, suggest
from dougong.clients.models import Client
from dougong.clients.policies import CLIENT
from dougong.clients.rules import tag_text_of
from dougong.clients.services.dossiers import ORIGIN, fill_columns
from dougong.forms.rules import FieldDef
from dougong.forms.selectors import all_fields
from dougong.forms.words import chosen, said
from dougong.kit import fields
from dougong.kit.actor import Actor
from dougong.kit.jsonable import plain
from dougong.kit.registry import ADDED

FORMER = "facts.former_names"
COLUMNS = (
    "name", "uscc", "kind", "industry", "region", "address", "phone", "email", "website", "legal_rep", "business", "source",
    "since", "owner_id",
)  # fmt: skip
_WORDS = {"owner_id": ("负责人", "Owner"), "source": ("客户来源", "Source"), "since": ("首次合作日期", "Client since")}
#: What merging may write on the survivor: its image before is taken of these.
WRITTEN = (
    *COLUMNS, "department_id", "name_sort", "initials", "region_name", "phone_index", "email_index", *ORIGIN, "facts",
    "sealed_facts", "tag_text", "completeness", "last_contact_at", "parent_id", "relation",
)  # fmt: skip
Picks = Mapping[str, uuid.UUID]


def best_survivor(clients: Sequence[Client]) -> Client:
    """The one with contracts, a code and the fullest dossier; of equals the oldest."""

    def rank(c: Client) -> tuple[Any, ...]:
        figures = getattr(c, "figures", None)
        contracts = figures.active_contracts if figures else 0
        return (
            contracts > 0,
            bool(c.uscc),
            c.state == "in_force",
            c.completeness,
            contracts,
            -c.created_at.timestamp(),
        )

    return max(clients, key=rank)


def defined(actor: Actor, clients: Sequence[Client]) -> list[FieldDef]:
    """The defined fields that one of them has filled."""
    held = {key for client in clients for key, value in client.facts_whole.items() if not blank(value)}
    return [f for f in all_fields(CLIENT, actor) if f.key in held]


def suggested(actor: Actor, clients: Sequence[Client], survivor: Client) -> dict[str, tuple[uuid.UUID, str]]:
    """By field: whose value, by which rule."""
    names = [*COLUMNS, *(f"{ADDED}{f.key}" for f in defined(actor, clients))]
    found = {}
    for name in names:
        versions = [Version(str(c.pk), plain(c.held(name)), c.pk == survivor.pk, c.updated_at) for c in clients]
        pick = suggest(name, versions)
        found[name] = (uuid.UUID(pick.key), pick.rule)
    return found | _together(clients, survivor, found)


def _together(
    clients: Sequence[Client], survivor: Client, found: Mapping[str, tuple[uuid.UUID, str]]
) -> dict[str, tuple[uuid.UUID, str]]:
    """A name is that of a dossier with a code, where there is one; the region is that of the address."""
    made: dict[str, tuple[uuid.UUID, str]] = {}
    if found["name"][1] == "complete":
        coded = [c for c in (survivor, *clients) if c.uscc]
        if coded and not any(c.pk == found["name"][0] for c in coded):
            made["name"] = (coded[0].pk, "coded")
    owner = next(c for c in clients if c.pk == found["address"][0])
    if owner.address and owner.region and found["region"][1] == "newest":
        made["region"] = (owner.pk, found["address"][1])
    return made


def side_by_side(
    actor: Actor, clients: Sequence[Client], survivor: Client, picks: Picks, language: str
) -> list[dict[str, Any]]:
    """A line for each field that one of them has filled, in the order of the dossier; what the reader may not see is left out."""
    labels = {f.key: (f.zh, f.name_en) for f in standard.COLUMNS} | _WORDS
    known = {f"{ADDED}{f.key}": f for f in defined(actor, clients)}
    people = {str(k): v for k, v in User.objects.filter(pk__in=_people(known, clients)).values_list("pk", "name")}
    lines = []
    for name, (pick, rule) in suggested(actor, clients, survivor).items():
        mode = fields.mode(actor, CLIENT, name.removesuffix("_id"))
        values = [c.held(name) for c in clients]
        if mode == "hide" or all(blank(v) for v in values) or name == FORMER:
            continue
        zh, en = (known[name].zh, known[name].name_en) if name in known else labels.get(name, (name, name))
        texts = [_said(name, c, known.get(name), people, language) for c in clients]
        if mode == "mask":
            texts = [fields.masked(_mask(name), t) for t in texts]
        lines.append({
            "field": name, "label": en if language == "en" else zh, "rule": rule, "suggested": pick,
            "picked": picks.get(name, pick), "differs": len({t for t in texts if t}) > 1,
            "values": texts,
        })  # fmt: skip
    return lines


def _mask(name: str) -> str:
    return {"phone": "phone", "email": "email", "legal_rep": "name"}.get(name, "part")


def _people(known: Mapping[str, FieldDef], clients: Sequence[Client]) -> set[uuid.UUID]:
    found = {c.owner_id for c in clients if c.owner_id}
    for name, field in known.items():
        if field.type == "person":
            found |= {uuid.UUID(str(v)) for c in clients if (v := c.held(name))}
    return found


def _said(name: str, client: Client, field: FieldDef | None, people: Mapping[str, str], language: str) -> str:
    value = client.held(name)
    if blank(value):
        return ""
    if name == "owner_id":
        return people.get(str(value), "")
    if name == "region":
        return client.region_name
    if name == "kind":
        return chosen(choices.CLIENT_KINDS, [value], en=language == "en")
    return str(plain(value)) if field is None else said(field, value, en=language == "en", names=people)


def write(actor: Actor, survivor: Client, merged: Sequence[Client], picks: Picks) -> None:
    """Give the survivor what was picked, the rest by the rules, and the other names as former ones. Not yet stored."""
    clients = [survivor, *merged]
    by_key = {c.pk: c for c in clients}
    whose = {
        n: by_key.get(picks.get(n, pick), survivor) for n, (pick, _) in suggested(actor, clients, survivor).items()
    }
    names = [c.name for c in clients]
    columns = {n: c.held(n) for n, c in whose.items() if n in COLUMNS and n != "owner_id" and c is not survivor}
    held = {n.removeprefix(ADDED): c.held(n) for n, c in whose.items() if n.startswith(ADDED) and n != FORMER}
    owner = whose["owner_id"]
    survivor.owner_id, survivor.department_id = owner.owner_id, owner.department_id
    fill_columns(survivor, columns, stored=True)
    former = names_joined("、".join(str(c.held(FORMER) or "") for c in clients), names, survivor.name)
    facts.put(survivor, {**held, "former_names": former[:500] or None}, facts.secret_keys(actor))
    oldest = min((c for c in clients if c.source_created_on), key=lambda c: str(c.source_created_on), default=survivor)
    for name in ORIGIN:
        setattr(survivor, name, getattr(oldest, name))
    survivor.last_contact_at = max((c.last_contact_at for c in clients if c.last_contact_at), default=None)
    if survivor.parent_id is None or survivor.parent_id in by_key:
        heads = (c for c in merged if c.parent is not None and c.parent_id not in by_key)
        head = next((c for c in heads if c.parent and survivor.pk not in (c.parent_id, *above(c.parent))), None)
        survivor.parent_id, survivor.relation = (head.parent_id, head.relation) if head else (None, "")


def finish(actor: Actor, survivor: Client) -> None:
    """What is worked out from what it has now."""
    survivor.tag_text = tag_text_of(sorted(survivor.tags.values_list("name", flat=True)))
    survivor.completeness = completeness_of(actor, survivor)

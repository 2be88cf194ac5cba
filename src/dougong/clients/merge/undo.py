"""A merge is taken back: what nobody touched since is as it was, of the rest a person says what becomes of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.apps import apps
from django.db import transaction

from dougong.audit.services import record as audit
from dougong.clients import errors
from dougong.clients.events import ClientMergeUndone
from dougong.clients.merge import fields as sides
from dougong.clients.merge.models import ClientAlias, ClientMerge
from dougong.clients.merge.people import CONTACT
from dougong.clients.merge.selectors import MERGE
from dougong.clients.models import Client
from dougong.clients.policies import CLIENT
from dougong.kit import clock, merging, unmerging
from dougong.kit.access import get_visible, must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, NotFound
from dougong.kit.events import publish
from dougong.kit.merging import Mover, Steps
from dougong.kit.registry import resource_of
from dougong.kit.stream import notify
from dougong.kit.unmerging import Clash

#: Rows of a kind that are named one by one.
NAMED = 50


@dataclass(frozen=True)
class Take:
    """Rows that came since and go to one of the restored."""

    code: str
    keys: tuple[str, ...]
    client_id: uuid.UUID


def steps_of(row: ClientMerge) -> Steps:
    """Raises MergeUndone, MergeSealed, MergeNotLast."""
    if row.state == "undone":
        raise errors.MergeUndone()
    later = ClientMerge.objects.filter(survivor_id=row.survivor_id, state="done", pk__gt=row.pk).order_by("pk").first()
    if later is not None:
        raise errors.MergeNotLast(name="、".join(m["name"] for m in later.merged), into=later.kept_name)
    if not row.undoable:
        raise errors.MergeSealed()
    found: Steps = orjson.loads(row.steps)
    return found


def look(actor: Actor, merge_id: uuid.UUID, language: str) -> dict[str, Any]:
    """What taking it back would do: how many rows go back, what clashes, what came since. Nothing is written."""
    row = get_visible(ClientMerge.objects.visible_to(actor).select_related("survivor"), merge_id)
    require(actor, CLIENT, "merge", row.survivor)
    steps = steps_of(row)
    en = language == "en"
    added = unmerging.added_since(CLIENT, steps, row.survivor_id, row.pk)
    return {
        "id": row.pk,
        "version": row.version,
        "client_id": row.survivor_id,
        "client": row.survivor.name,
        "merged": row.merged,
        "back": [
            {"code": item.code, "label": item.en if en else item.zh, "count": row.counts[item.code]}
            for item in merging.items_of(CLIENT)
            if item.code in row.counts
        ],
        "clashes": [_clash(actor, c, en) for c in _clashes(steps)],
        "added": [one for item, rows in added if (one := _added(actor, item, rows, row, en))],
    }


def _clashes(steps: Steps) -> list[Clash]:
    """Of what people know by a name: what follows from it is worked out anew."""
    derived = {n for n in sides.WRITTEN if n not in sides.COLUMNS and n not in ("facts", "sealed_facts", "parent_id")}
    found = [c for c in unmerging.find_clashes(steps) if c.field not in derived]
    codes = {r["uscc"] for s in steps if s["act"] == "gone" and s["code"] == CLIENT for r in s["rows"] if r["uscc"]}
    given = {s["after"].get("uscc") for s in steps if s["act"] == "set" and s["code"] == CLIENT}
    for code in sorted(codes - given):
        if Client.objects.filter(uscc=code).exists():
            found.append(Clash("taken", CLIENT, field="uscc", before=code))
    return found


def _clash(actor: Actor, clash: Clash, en: bool) -> dict[str, Any]:
    item = next((i for i in merging.items_of(CLIENT) if i.code == clash.code), None)
    labels = {f.key: (f.zh, f.name_en) for f in sides.standard.COLUMNS} | sides._WORDS | _LABELS
    zh, english = (
        labels.get(clash.field, (clash.field, clash.field)) if clash.field else (item.zh, item.en) if item else ("", "")
    )
    of = ""
    if clash.code == CONTACT and clash.key:
        person = apps.get_model("clients.Contact")._base_manager.filter(pk=clash.key).first()
        of = person.name if person else ""
    hidden = sides.fields.mode(actor, CLIENT, clash.field.removesuffix("_id")) is not None
    shown = (lambda v: None) if hidden or clash.field in ("facts", "sealed_facts", "user_id") else _text
    return {
        "name": clash.name if clash.why == "changed" else "", "why": clash.why, "label": english if en else zh, "of": of,
        "before": shown(clash.before), "now": shown(clash.now), "count": clash.count,
    }  # fmt: skip


_LABELS = {
    "facts": ("档案的其他字段", "Other fields of the dossier"),
    "sealed_facts": ("保密字段", "Secret fields"),
    "parent_id": ("上级单位", "The company above"),
    "post": ("职务", "Post"),
    "decision_role": ("决策角色", "Role in decisions"),
    "attitude": ("态度", "Attitude"),
    "influence": ("影响力", "Influence"),
    "is_primary": ("主要联系人", "Primary contact"),
    "reports_to_id": ("汇报对象", "Reports to"),
    "user_id": ("客户窗口账号", "Account of the client's window"),
}


def _text(value: Any) -> str | None:
    return None if value in (None, "") else str(value)


def _added(actor: Actor, item: Mover, rows: Any, row: ClientMerge, en: bool) -> dict[str, Any] | None:
    made = {str(s["key"]) for s in orjson.loads(row.steps) if s["act"] == "made"}
    keys = [k for k in rows.values_list("pk", flat=True) if str(k) not in made]
    if not keys:
        return None
    return {
        "code": item.code,
        "label": item.en if en else item.zh,
        "count": len(keys),
        "rows": [{"key": str(pk), "title": title} for pk, title in _named(actor, item, keys) if title],
    }


def _named(actor: Actor, item: Mover, keys: list[Any]) -> list[tuple[Any, str]]:
    """Those that the actor sees: parts of the client with it, records through their own gate."""
    title = item.title
    if title is not None:
        return [(row.pk, title(row)) for row in item.model._base_manager.filter(pk__in=keys).order_by("pk")[:NAMED]]
    kind = resource_of(item.model)
    if kind is None or not actor.can(kind.code, "view"):
        return []
    return [(row.pk, kind.title(row)) for row in kind.visible_to(actor).filter(pk__in=keys).order_by("pk")[:NAMED]]


@transaction.atomic
def undo_merge(
    actor: Actor, *, merge_id: uuid.UUID, set_back: Sequence[str] = (), take: Sequence[Take] = (), reason: str = ""
) -> ClientMerge:
    """Restore the merged dossiers with what was theirs. `set_back` names clashes whose value of before is wanted; `take` rows that
    came since and go along. Raises as `steps_of`."""
    must_see(actor, MERGE, merge_id)
    found = ClientMerge.objects.filter(pk=merge_id).values_list("survivor_id", flat=True).first()
    if found is None:
        raise NotFound()
    survivor: Client = Client.objects.locked(found)  # the client first, as everywhere
    row: ClientMerge = ClientMerge.objects.locked(merge_id)
    require(actor, CLIENT, "merge", survivor)
    steps = steps_of(row)
    ids = [uuid.UUID(m["id"]) for m in row.merged]
    added = {item.code: (item, rows) for item, rows in unmerging.added_since(CLIENT, steps, survivor.pk, row.pk)}
    taken = [_chosen(one, added, ids) for one in take]
    ClientAlias.objects.filter(merge=row).delete()
    unmerging.take_back(actor, steps, survivor=survivor.pk, merged=ids, set_back=frozenset(set_back))
    for item, keys, client_id in taken:
        item.model._base_manager.filter(pk__in=keys).update(**{item.field: item.value(client_id)})
    for client in Client.objects.filter(pk__in=[survivor.pk, *ids]):
        sides.finish(actor, client)
        client.save(update_fields=["tag_text", "completeness"])
        merging.recount(CLIENT, client.pk)
        audit(actor, "unmerge", CLIENT, client, after={"merged": [m["name"] for m in row.merged]}, reason=reason)
        notify(CLIENT, client.pk)
    row.state, row.undone_at, row.undone_by = "undone", clock.now(), actor.name
    row.steps, row.undoable = "", False
    row.store("state", "undone_at", "undone_by", "steps", "undoable")
    publish(ClientMergeUndone(client_id=survivor.pk, merge_id=row.pk, restored=ids), actor)
    notify(MERGE, row.pk)
    return row


def _chosen(one: Take, added: dict[str, Any], ids: list[uuid.UUID]) -> tuple[Mover, list[Any], uuid.UUID]:
    item, rows = added.get(one.code, (None, None))
    known = {str(k): k for k in rows.values_list("pk", flat=True)} if rows is not None else {}
    if item is None or one.client_id not in ids or not set(one.keys) <= set(known):
        raise FieldError(
            "take", "这一行不是合并后新增的，刷新后再选。", "That row did not come since: reload and choose again."
        )
    return item, [known[k] for k in one.keys], one.client_id

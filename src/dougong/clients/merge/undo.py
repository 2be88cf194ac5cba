"""A merge is taken back: what nobody touched since is as it was, of the rest a person says what becomes of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.clients import errors
from dougong.clients.events import ClientMergeUndone
from dougong.clients.merge import fields as sides
from dougong.clients.merge import order, told
from dougong.clients.merge.models import UNDER_WAY, ClientAlias, ClientMerge
from dougong.clients.merge.order import Standing
from dougong.clients.merge.portions import split
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


def checked(row: ClientMerge, *, own: bool = False) -> Standing:
    """How it is taken back; `own` is the undoing that is under way. Raises MergeUndone, MergeUnderWay, MergeSealed, MergeNotLast."""
    if row.state == "undone":
        raise errors.MergeUndone()
    if not own and ClientMerge.objects.filter(survivor_id=row.survivor_id, state__in=UNDER_WAY).exists():
        raise errors.MergeUnderWay()
    if not row.undoable:
        raise errors.MergeSealed()
    found = order.standing(row)
    later = order.first_to_undo(found)
    if later is not None:
        raise errors.MergeNotLast(name="、".join(m["name"] for m in later.merged), into=later.kept_name)
    return found


def look(actor: Actor, merge_id: uuid.UUID, language: str) -> dict[str, Any]:
    """What taking it back would do: how many rows go back, what clashes, what came since. Nothing is written."""
    row = get_visible(ClientMerge.objects.visible_to(actor).select_related("survivor"), merge_id)
    require(actor, CLIENT, "merge", row.survivor)
    found = checked(row)
    en = language == "en"
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
        "clashes": told.clashes(actor, _clashes(found), en),
        "added": [_added(actor, item, rows, en) for item, rows in added(found)],
    }


def _clashes(standing: Standing) -> list[Clash]:
    """Of what people know by a name: what follows from it is worked out anew."""
    steps = standing.steps
    derived = {n for n in sides.WRITTEN if n not in sides.COLUMNS and n not in ("facts", "sealed_facts", "parent_id")}
    found = [c for c in unmerging.find_clashes(steps) if c.field not in derived and not order.by_merge(standing, c)]
    codes = {r["uscc"] for s in steps if s["act"] == "gone" and s["code"] == CLIENT for r in s["rows"] if r["uscc"]}
    given = {s["after"].get("uscc") for s in steps if s["act"] == "set" and s["code"] == CLIENT}
    for code in sorted(codes - given):
        if Client.objects.filter(uscc=code).exists():
            found.append(Clash("taken", CLIENT, field="uscc", before=code))
    return found


def _added(actor: Actor, item: Mover, rows: Any, en: bool) -> dict[str, Any]:
    keys = list(rows.values_list("pk", flat=True))
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


def held(actor: Actor, merge_id: uuid.UUID) -> tuple[Client, ClientMerge]:
    """The client that bears it and the merge, under lock: the client first, as everywhere."""
    must_see(actor, MERGE, merge_id)
    found = ClientMerge.objects.filter(pk=merge_id).values_list("survivor_id", flat=True).first()
    if found is None:
        raise NotFound()
    survivor: Client = Client.objects.locked(found)
    row: ClientMerge = ClientMerge.objects.locked(merge_id)
    require(actor, CLIENT, "merge", survivor)
    return survivor, row


@transaction.atomic
def undo_merge(
    actor: Actor, *, merge_id: uuid.UUID, set_back: Sequence[str] = (), take: Sequence[Take] = (), reason: str = ""
) -> ClientMerge:
    """Restore the merged dossiers with what was theirs. `set_back` names clashes whose value of before is wanted; `take` rows that
    came since and go along. Raises as `checked`."""
    survivor, row = held(actor, merge_id)
    return take_back(actor, survivor, checked(row), set_back, take, reason)


def take_back(
    actor: Actor, survivor: Client, found: Standing, set_back: Sequence[str], take: Sequence[Take], reason: str
) -> ClientMerge:
    """All at once. The client and the merge are under lock."""
    _restore(actor, survivor, found, found.steps, set_back, take, reason)
    return _ended(actor, found.row)


@transaction.atomic
def begin(actor: Actor, *, merge_id: uuid.UUID, set_back: Sequence[str], take: Sequence[Take], reason: str) -> None:
    """All but the rows that come back in portions, which are the steps from now on."""
    survivor, row = held(actor, merge_id)
    found = checked(row, own=True)
    now, late = split(found.steps)
    _restore(actor, survivor, found, now, set_back, take, reason)
    row.undoable = False
    row.write_steps(late)
    row.store("undoable", "steps")


@transaction.atomic
def end(actor: Actor, merge_id: uuid.UUID) -> None:
    row: ClientMerge = ClientMerge.objects.locked(merge_id)
    unmerging.once_more(actor, CLIENT, row.survivor_id, row.merged_ids)
    _ended(actor, row)


def _restore(
    actor: Actor,
    survivor: Client,
    found: Standing,
    now: Steps,
    set_back: Sequence[str],
    take: Sequence[Take],
    reason: str,
) -> None:
    """`now` are those of the steps that are taken back here; the others come in portions."""
    row, ids = found.row, found.row.merged_ids
    taken = chosen(take, found)
    ClientAlias.objects.filter(merge=row).delete()
    names = order.former_names(survivor, found.steps)
    unmerging.take_back(actor, now, survivor=survivor.pk, merged=ids, set_back=frozenset(set_back))
    order.follow(found)
    for item, keys, client_id in taken:
        item.model._base_manager.filter(pk__in=keys).update(**{item.field: item.value(client_id)})
    for client in Client.objects.filter(pk__in=[survivor.pk, *ids]):
        if names is not None and client.pk == survivor.pk:
            client.facts = {k: v for k, v in client.facts.items() if k != order.FORMER} | (
                {order.FORMER: names} if names else {}
            )
        sides.finish(actor, client)
        client.save(update_fields=["facts", "tag_text", "completeness"])
        audit(actor, "unmerge", CLIENT, client, after={"merged": [m["name"] for m in row.merged]}, reason=reason)


def _ended(actor: Actor, row: ClientMerge) -> ClientMerge:
    ids = row.merged_ids
    for pk in (row.survivor_id, *ids):
        merging.recount(CLIENT, pk)
        notify(CLIENT, pk)
    row.state, row.undone_at, row.undone_by = "undone", clock.now(), actor.name
    row.steps, row.undoable = "", False
    row.store("state", "undone_at", "undone_by", "steps", "undoable")
    publish(ClientMergeUndone(client_id=row.survivor_id, merge_id=row.pk, restored=ids), actor)
    notify(MERGE, row.pk)
    return row


def added(found: Standing) -> list[tuple[Mover, Any]]:
    """What came to the survivor since; not what a merge brought."""
    row = found.row
    return order.not_brought(found, unmerging.added_since(CLIENT, found.steps, row.survivor_id, row.pk))


def chosen(take: Sequence[Take], found: Standing) -> list[tuple[Mover, list[Any], uuid.UUID]]:
    """Raises FieldError for a row that did not come since."""
    known, ids = {item.code: (item, rows) for item, rows in added(found)}, found.row.merged_ids
    return [_chosen(one, known, ids) for one in take]


def _chosen(one: Take, added: dict[str, Any], ids: list[uuid.UUID]) -> tuple[Mover, list[Any], uuid.UUID]:
    item, rows = added.get(one.code, (None, None))
    known = {str(k): k for k in rows.values_list("pk", flat=True)} if rows is not None else {}
    if item is None or one.client_id not in ids or not set(one.keys) <= set(known):
        raise FieldError(
            "take", "这一行不是合并后新增的，刷新后再选。", "That row did not come since: reload and choose again."
        )
    return item, [known[k] for k in one.keys], one.client_id

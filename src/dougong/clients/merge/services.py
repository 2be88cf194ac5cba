"""Dossiers become one: one act, one transaction, with all that is needed to take it back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.clients import errors
from dougong.clients.events import ClientsMerged
from dougong.clients.groups import above
from dougong.clients.merge import fields as sides
from dougong.clients.merge.models import UNDER_WAY, ClientAlias, ClientMerge
from dougong.clients.merge.selectors import MERGE, leads_to
from dougong.clients.models import Client
from dougong.clients.policies import CLIENT
from dougong.clients.services.activity import record
from dougong.kit import clock, merging
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound, Stale
from dougong.kit.events import publish
from dougong.kit.jsonable import plain
from dougong.kit.merging import Steps, Trail
from dougong.kit.models import Job
from dougong.kit.registry import resource
from dougong.kit.stream import notify

#: Dossiers of one act.
MOST = 10


@transaction.atomic
def merge_clients(
    actor: Actor,
    *,
    client_ids: Sequence[uuid.UUID],
    survivor_id: uuid.UUID | None = None,
    picks: Mapping[str, uuid.UUID] | None = None,
    versions: Mapping[uuid.UUID, int] | None = None,
    reason: str = "",
) -> ClientMerge:
    """Make one dossier of several; the rest are gone, and their keys lead to it.

    `picks` says by field whose value is kept, the rules say the rest. `versions` are those that were read: raises Stale when one
    was changed since. Raises MergeTooFew, MergeReason, MergeStopped, ClientArchived, ClientMergedAway.
    """
    survivor, merged = checked(actor, client_ids, survivor_id, versions or {}, reason)
    row = put_down(actor, survivor, merged, reason)
    return merge_into(actor, survivor, merged, picks or {}, row, [])


def checked(
    actor: Actor,
    client_ids: Sequence[uuid.UUID],
    survivor_id: uuid.UUID | None,
    versions: Mapping[uuid.UUID, int],
    reason: str,
) -> tuple[Client, list[Client]]:
    """The dossier that stays and the others, under lock, when nothing stands in the way."""
    clients = locked(actor, client_ids)
    for client in clients:
        if versions.get(client.pk, client.version) != client.version:
            raise Stale(who="", version=client.version, current=plain({"id": client.pk, "name": client.name}))
    if not reason.strip():
        raise errors.MergeReason(field="reason")
    survivor = next((c for c in clients if c.pk == survivor_id), None) or sides.best_survivor(clients)
    merged = [c for c in clients if c.pk != survivor.pk]
    must_go(survivor, merged)
    return survivor, merged


def must_go(survivor: Client, merged: Sequence[Client], own: uuid.UUID | None = None) -> None:
    """Raises MergeStopped where something stands in the way; `own` is the merge that asks."""
    stopped = stops(survivor, merged, own)
    if stopped:
        raise errors.MergeStopped(why="".join(zh for zh, _ in stopped), why_en=" ".join(en for _, en in stopped))


def locked(actor: Actor, client_ids: Sequence[uuid.UUID]) -> list[Client]:
    """The clients under lock in the order of their keys, each of which the actor may merge."""
    ids = asked(client_ids)
    require(actor, CLIENT, "merge")
    seen = set(resource(CLIENT).visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
    rows = {c.pk: c for c in Client.objects.select_for_update().filter(pk__in=seen).order_by("pk")}
    for pk in ids:
        if pk not in rows:
            raise not_there(actor, pk)
        require(actor, CLIENT, "merge", rows[pk])
        if rows[pk].archived_at is not None:
            raise errors.ClientArchived(name=rows[pk].name)
    return [rows[pk] for pk in ids]


def asked(client_ids: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Each once. Raises MergeTooFew."""
    ids = list(dict.fromkeys(client_ids))
    if not 2 <= len(ids) <= MOST:
        raise errors.MergeTooFew(field="ids", most=MOST)
    return ids


def not_there(actor: Actor, pk: uuid.UUID) -> Exception:
    found = leads_to(actor, pk)
    return NotFound() if found is None else errors.ClientMergedAway(name=found.name, id=found.pk)


def stops(survivor: Client, merged: Sequence[Client], own: uuid.UUID | None = None) -> list[tuple[str, str]]:
    """What forbids it now, in both languages."""
    ids = [survivor.pk, *(c.pk for c in merged)]
    found = [(stop.why_zh.format(count=n), stop.why_en.format(count=n)) for stop, n in merging.forbidden(CLIENT, ids)]
    if any(one.pk != own and lives(one) for one in under_way(ids)):
        found.append(
            ("其中有档案正在合并或撤销合并，等它结束。", "One of them is being merged or restored: wait for its end.")
        )
    over = set(above(survivor))
    for client in merged:
        if client.pk in over or survivor.pk == client.parent_id:
            zh = f"「{client.name}」和「{survivor.name}」是上下级单位。不是同一家就不要合并；弄错了，先解除上下级。"
            en = f"“{client.name}” and “{survivor.name}” stand above each other in a group: undo that first if it is wrong."
            found.append((zh, en))
    return found


def under_way(client_ids: Sequence[uuid.UUID]) -> list[ClientMerge]:
    """Merges of these dossiers that are being done or undone."""
    named = {str(pk) for pk in client_ids}
    rows = ClientMerge.objects.filter(state__in=UNDER_WAY)
    return [r for r in rows if named & {str(r.survivor_id), *(m["id"] for m in r.merged)}]


def lives(row: ClientMerge) -> bool:
    """Whether its job goes on; one that broke off goes on when it is asked for again."""
    jobs = Job.objects.filter(status__in=["queued", "running"])
    return row.job_id is not None and jobs.filter(pk=row.job_id).exists()


def put_down(actor: Actor, survivor: Client, merged: Sequence[Client], reason: str) -> ClientMerge:
    """The record of a merge that begins."""
    made: ClientMerge = ClientMerge.objects.create(
        survivor=survivor, kept_id=survivor.pk, kept_name=survivor.name, reason=reason.strip()[:300], by_name=actor.name,
        created_by_id=actor.id, created_at=clock.now(), merged=[{"id": str(c.pk), "name": c.name} for c in merged],
    )  # fmt: skip
    return made


def merge_into(
    actor: Actor, survivor: Client, merged: Sequence[Client], picks: sides.Picks, row: ClientMerge, ahead: Steps
) -> ClientMerge:
    """What is left to be done when some rows went `ahead`. The clients are under lock."""
    trail, ids = Trail(list(ahead)), [c.pk for c in merged]
    for client in merged:
        audit(actor, "merged_into", CLIENT, client, after={"into": survivor.name}, reason=row.reason)
    row.counts = _together(merging.carry(actor, CLIENT, survivor.pk, ids, trail), ahead)
    before = {name: getattr(survivor, name) for name in sides.WRITTEN}
    sides.write(actor, survivor, merged, picks)
    left = merging.left_over(Client, ids)
    if left:
        raise RuntimeError(f"no mover takes care of {left}")
    ClientAlias.objects.bulk_create(
        [ClientAlias(id=c.pk, client=survivor, merge=row, name=c.name, uscc=c.uscc or "") for c in merged]
    )
    trail.gone(CLIENT, merged)
    sides.finish(actor, survivor)
    survivor.store()
    trail.set(CLIENT, survivor, before)
    _tell(actor, row, survivor, before, trail)
    merging.recount(CLIENT, survivor.pk)
    row.write_steps(trail.steps)
    row.state = "done"
    row.store("counts", "steps", "state")
    publish(ClientsMerged(client_id=survivor.pk, merge_id=row.pk, merged=ids), actor)
    for pk in (survivor.pk, *ids):
        notify(CLIENT, pk)
    return row


def _together(counts: dict[str, int], ahead: Steps) -> dict[str, int]:
    found = dict(counts)
    for step in ahead:
        if merging.item_of(CLIENT, step["code"]).told:
            found[step["code"]] = found.get(step["code"], 0) + len(step["keys"])
    return found


def _tell(actor: Actor, row: ClientMerge, survivor: Client, before: dict[str, Any], trail: Trail) -> None:
    changed = [n for n in sides.COLUMNS if before[n] != getattr(survivor, n)]
    names = [m["name"] for m in row.merged]
    audit(
        actor, "merge", CLIENT, survivor, before={n: before[n] for n in changed},
        after={**{n: getattr(survivor, n) for n in changed}, "merged": names, **row.counts}, reason=row.reason,
    )  # fmt: skip
    entry = record(
        actor, client_id=survivor.pk, kind="clients_merged", group="change", resource=CLIENT, object_id=survivor.pk,
        text=row.reason, names="、".join(names), merge_id=row.pk,
    )  # fmt: skip
    trail.made(entry)
    notify(MERGE, row.pk)

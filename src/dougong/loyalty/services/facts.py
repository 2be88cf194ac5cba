"""What rules ask of an event beyond itself: the client as it is now, and how early money came. Written into the journal with the
event, so that a replay answers the same."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dougong.care.segments.models import Segment
from dougong.care.segments.selectors import in_segment
from dougong.clients.models import Client
from dougong.contracts.models import Allocation
from dougong.kit.actor import Actor
from dougong.loyalty.services.desk import Told
from dougong.loyalty.triggers import OF_THE_CLIENT, RECEIPT

_OF_THE_CLIENT = {one.name for one in OF_THE_CLIENT}


def enriched(
    told: Sequence[Told], asked: Mapping[str, set[str]], present: Mapping[uuid.UUID, uuid.UUID] | None = None
) -> list[Told]:
    """Each with what the rules about it ask, of the client as it is known now; `present` says into whom each was merged."""
    wanted = set().union(*asked.values())
    if not wanted & (_OF_THE_CLIENT | {"days_early"}):
        return list(told)
    now = {client: client for client, _ in told} if present is None else present
    known = of_clients(set(now.values()), wanted)
    days = days_early([one.source_id for _, one in told if one.type == RECEIPT]) if "days_early" in wanted else {}
    found = []
    for client, one in told:
        asks = asked.get(one.type, set())
        more = {name: value for name, value in known[now[client]].items() if name in asks}
        if "days_early" in asks and one.type == RECEIPT:
            more["days_early"] = days.get(str(one.source_id))
        found.append((client, replace(one, data={**one.data, **more}) if more else one))
    return found


def of_clients(ids: Iterable[uuid.UUID], wanted: set[str]) -> dict[uuid.UUID, dict[str, Any]]:
    """What the clients are now, as far as it is wanted."""
    clients = Client.objects.filter(pk__in=set(ids)).select_related("figures").prefetch_related("tags")
    found: dict[uuid.UUID, dict[str, Any]] = {}
    for client in clients:
        figures = getattr(client, "figures", None)
        found[client.pk] = {
            "client_grade": figures.grade if figures else "", "client_tags": sorted(tag.name for tag in client.tags.all()),
            "client_region": client.region, "client_industry": client.industry, "client_kind": client.kind,
            "client_segments": [],
        }  # fmt: skip
    keys = [name.partition(":")[2] for name in wanted if name.startswith("segment:")]
    for segment in Segment.objects.filter(pk__in=keys, archived_at__isnull=True):
        for pk in in_segment(Actor.system(), segment, list(found)).values_list("pk", flat=True):
            found[pk]["client_segments"].append(str(segment.pk))
    return found


def days_early(receipts: Iterable[object]) -> dict[str, int]:
    """Of receipts that paid what was due on a day: days before it, of the earliest of those days; below zero late."""
    due: dict[str, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    rows = Allocation.objects.filter(receipt__in=list(receipts), instalment__due_on__isnull=False)
    for pk, received, day in rows.values_list("receipt_id", "receipt__received_on", "instalment__due_on"):
        if day is not None:
            due[str(pk)].append((day, received))
    return {pk: min((day - received).days for day, received in pairs) for pk, pairs in due.items()}

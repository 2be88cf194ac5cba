"""What leads to a merged record is written anew: its documents, and those of all that moved."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any

from dougong.kit.actor import Actor
from dougong.kit.merging import ANY, Ids, Own, Trail, moves, stays
from dougong.search.models import SearchDocument
from dougong.search.services import reindex


def _anew(actor: Actor, survivor: uuid.UUID, merged: Ids, rest: Any) -> None:
    """In both directions: whatever names one of them as its client."""
    found: dict[str, set[uuid.UUID]] = defaultdict(set)
    rows = SearchDocument.objects.filter(client_id__in=[survivor, *merged])
    for code, pk in rows.values_list("resource", "object_id"):
        found[code].add(pk)
    for code, ids in found.items():
        reindex(code, sorted(ids))


def _merge(actor: Actor, survivor: uuid.UUID, merged: Ids, trail: Trail) -> None:
    _anew(actor, survivor, merged, None)


moves(
    Own(
        ANY, "search.document", "搜索索引", "Search index", ("search.SearchDocument.client_id", "search.SearchDocument.object_id"),
        lambda ids: 0, _merge, _anew, told=False, again=True,
    )
)  # fmt: skip
stays("a mark for the worker, which takes it up within seconds", "search.ChangedRecord.object_id")

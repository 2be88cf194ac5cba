"""What leads from the key of a merged dossier to the one that bears it, and the record of merges."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Q, QuerySet

from dougong.clients.errors import ClientMergedAway
from dougong.clients.merge.models import ClientAlias, ClientMerge
from dougong.clients.models import Client
from dougong.clients.policies import CLIENT
from dougong.kit.access import get_visible, scope_q
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError
from dougong.kit.filters import Filter
from dougong.kit.leading import Lead, leads
from dougong.kit.listing import Col, ListSpec
from dougong.kit.registry import resource

MERGE = "clients.merge"
STATES = (
    ("done", "已合并", "Merged"), ("undone", "已撤销", "Undone"), ("merging", "正在合并", "Being merged"),
    ("undoing", "正在撤销", "Being undone"),
)  # fmt: skip


def merge_rows(actor: Actor, action: str) -> Q:
    """As far as the owner and the department of the client that bears it reach."""
    return scope_q(actor, MERGE, action, owner="survivor__owner", department="survivor__department")


def present_id(client_id: uuid.UUID) -> uuid.UUID:
    """The key under which the client is known now: for what names it from before a merge."""
    found = ClientAlias.objects.filter(pk=client_id).values_list("client_id", flat=True).first()
    return found or client_id


def leads_to(actor: Actor, client_id: uuid.UUID) -> Client | None:
    """The dossier into which the one of this key was merged, if the actor sees it: the same gate as for its own key."""
    found: Client | None = resource(CLIENT).visible_to(actor).filter(aliases__pk=client_id).first()
    return found


def _lead(actor: Actor, client_id: uuid.UUID) -> tuple[uuid.UUID, BusinessError] | None:
    found = leads_to(actor, client_id) if actor.can(CLIENT, "view") else None
    return (found.pk, ClientMergedAway(name=found.name, id=found.pk)) if found else None


leads(Lead("/api/v1/clients/", _lead), Lead(f"/api/v1/records/{CLIENT}/", _lead))


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(
        Q(survivor__name__contains=text) | Q(kept_name__contains=text) | Q(aliases__name__contains=text)
    ).distinct()


MERGES = ListSpec(
    code="client-merges",
    resource=MERGE,
    zh="合并记录",
    en="Merges of clients",
    default_sort="-created_at",
    cols=(
        Col("id", hidden=True),
        Col("version", hidden=True),
        Col("client", "客户", "Client", path="survivor__name"),
        Col("client_id", path="survivor_id", hidden=True),
        Col("kept_name", "当时的名称", "Name then"),
        Col("merged", "并入的档案", "Merged into it", hidden=True),
        Col("reason", "原因", "Reason"),
        Col("by_name", "经办", "By"),
        Col("state", "状态", "State", type="choice", choices=STATES),
        Col("job_id", hidden=True),
        Col("undoable", hidden=True),
        Col("created_at", "时间", "When", type="datetime", sort=True),
        Col("undone_by", "撤销人", "Undone by"),
        Col("undone_at", "撤销时间", "Undone", type="datetime", nullable=True),
    ),
    filters=(
        Filter("state", "状态", "State", type="choice", choices=STATES),
        Filter("client", "客户", "Client", type="record", lookup="survivor_id"),
        Filter("created", "时间", "When", type="date", lookup="created_at", instant=True),
    ),
    search=_search,
)


def merge_out(actor: Actor, merge_id: uuid.UUID) -> dict[str, Any]:
    row = get_visible(ClientMerge.objects.visible_to(actor).select_related("survivor"), merge_id)
    names = (
        "id",
        "version",
        "kept_name",
        "merged",
        "reason",
        "by_name",
        "state",
        "job_id",
        "undoable",
        "created_at",
        "undone_by",
        "undone_at",
    )
    return {
        **{name: getattr(row, name) for name in names},
        "client": row.survivor.name,
        "client_id": row.survivor_id,
    }

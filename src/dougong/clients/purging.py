"""What goes with a dossier that is deleted for good."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from dougong.clients.models import Client, ClientAlias, ClientMerge, Contact, NextStep, TimelineEntry
from dougong.clients.policies import CLIENT
from dougong.kit.actor import Actor
from dougong.kit.purging import Ids, Part, Trace, goes, traces


def _told_of(code: str, ids: Ids) -> Q:
    """A client's whole timeline; of any other record the entries that speak of it."""
    return Q(client_id__in=ids) if code == CLIENT else Q(resource=code, object_id__in=[str(i) for i in ids])


def _without_head(actor: Actor, rows: QuerySet[Any]) -> None:
    """The members of its group stay, and stand by themselves."""
    Client.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(parent=None, relation="")


goes(
    Part(
        CLIENT, "clients.member", "下级单位（保留，不再有上级）", "Members of its group (kept, without a head)", Client, "parent_id",
        act=_without_head,
    ),
    Part(CLIENT, "clients.alias", "并入的旧档案的指向", "Keys of dossiers merged into it", ClientAlias, "client_id"),
    Part(CLIENT, "clients.merge", "合并记录", "Records of merges", ClientMerge, "survivor_id"),
    Part(CLIENT, "clients.contact", "联系人", "Contacts", Contact, "client_id"),
    Part(CLIENT, "clients.step", "下一步与承诺", "Next steps and promises", NextStep, "client_id"),
)  # fmt: skip
traces(Trace("clients.timeline", "时间线", "Timeline entries", TimelineEntry, _told_of))

"""What goes with a dossier that is deleted for good."""

from __future__ import annotations

from django.db.models import Q

from dougong.clients.models import Contact, NextStep, TimelineEntry
from dougong.clients.policies import CLIENT
from dougong.kit.purging import Ids, Part, Trace, goes, traces


def _told_of(code: str, ids: Ids) -> Q:
    """A client's whole timeline; of any other record the entries that speak of it."""
    return Q(client_id__in=ids) if code == CLIENT else Q(resource=code, object_id__in=[str(i) for i in ids])


goes(
    Part(CLIENT, "clients.contact", "联系人", "Contacts", Contact, "client_id"),
    Part(CLIENT, "clients.step", "下一步与承诺", "Next steps and promises", NextStep, "client_id"),
)
traces(Trace("clients.timeline", "时间线", "Timeline entries", TimelineEntry, _told_of))

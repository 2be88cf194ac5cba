"""What moves when dossiers become one, of this app's tables."""

from dougong.clients.merge import people
from dougong.clients.merge.models import ClientAlias, ClientMerge
from dougong.clients.merge.people import CONTACT
from dougong.clients.models import Client, ClientFigures, Contact, NextStep, TimelineEntry
from dougong.clients.policies import CLIENT
from dougong.kit.merging import Mover, Own, moves, stays


def _told(entry: TimelineEntry) -> str:
    """What somebody wrote of the client itself; the rest is read through its own record."""
    return entry.text[:60] if entry.resource == CLIENT else ""


moves(
    Own(
        CLIENT, "clients.united", "同一人合并的联系人", "Contacts united", (), lambda ids: 0, people.unite,
        lambda actor, survivor, merged, notes: None, told=False, parted=people.parted,
    ),
    Mover(CLIENT, CONTACT, "联系人", "Contacts", Contact, "client_id", title=lambda c: c.name),
    Mover(
        CLIENT, "clients.step", "下一步与承诺", "Next steps and promises", NextStep, "client_id", title=lambda s: s.title, ahead=True
    ),
    Mover(
        CLIENT, "clients.timeline", "时间线", "Timeline entries", TimelineEntry, "client_id", marks="origin_id", title=_told,
        ahead=True,
    ),
    Mover(CLIENT, "clients.tagged", "标签", "Tags", Client.tags.through, "client_id"),
    Mover(CLIENT, "clients.member", "下级单位", "Members of its group", Client, "parent_id"),
    Mover(CLIENT, "clients.figures", "汇总数", "Figures", ClientFigures, "client_id", drop=True, told=False),
    Mover(CLIENT, "clients.merge", "合并记录", "Merges before", ClientMerge, "survivor_id", told=False),
    Mover(CLIENT, "clients.alias", "合并进来的旧档案", "Dossiers merged before", ClientAlias, "client_id", told=False),
    Mover(CONTACT, "clients.reports", "下级联系人", "Who reports to them", Contact, "reports_to_id", told=False),
)  # fmt: skip
stays("it says of which record the entry was told when it happened", "clients.TimelineEntry.object_id")
stays("the client that the entry was first told of", "clients.TimelineEntry.origin_id")
stays("who bore the merge when it was done", "clients.ClientMerge.kept_id")

"""What changes a figure marks its rollups; the worker builds them within seconds."""

from __future__ import annotations

from collections.abc import Callable

from dougong.accounts import events as accounts
from dougong.clients import events as clients
from dougong.contracts import events as contracts
from dougong.insights.services import mark
from dougong.kit.events import Event, EventMeta, handler
from dougong.organisation import events as organisation
from dougong.projects import events as projects
from dougong.sales import events as sales

_OWED = ("receivables", "late_clients", "overdue_then")
_CONTRACT = ("signed", *_OWED)
_RECEIPT = ("received", *_OWED, "points")
_EVERY: tuple[str, ...] = ()
MARKS: dict[type[Event], tuple[str, ...]] = {
    sales.OpportunityCreated: ("funnel",),
    sales.OpportunityChanged: ("funnel",),
    sales.OpportunityMoved: ("funnel",),
    sales.OpportunityWon: ("funnel",),
    sales.OpportunityLost: ("funnel",),
    sales.OpportunityReopened: ("funnel",),
    contracts.ContractActivated: _CONTRACT,
    contracts.ContractPlanChanged: _CONTRACT,
    contracts.ContractCompleted: _CONTRACT,
    contracts.ContractTerminated: _CONTRACT,
    contracts.ReceiptRecorded: _RECEIPT,
    contracts.ReceiptReversed: _RECEIPT,
    projects.MilestoneReached: _OWED,
    projects.AcceptancePassed: (*_OWED, "points"),
    projects.AcceptanceWithdrawn: (*_OWED, "points"),
    clients.ClientChanged: _EVERY,
    clients.ClientAssigned: _EVERY,
    clients.ClientPurged: _EVERY,
    clients.ClientsMerged: _EVERY,
    clients.ClientMergeUndone: _EVERY,
    accounts.DepartmentMerged: _EVERY,
    organisation.HandedOver: _EVERY,
}


def _marker(slugs: tuple[str, ...]) -> Callable[[Event, EventMeta], None]:
    def run(event: Event, meta: EventMeta) -> None:
        mark(*slugs)

    return run


for _event, _slugs in MARKS.items():
    handler(_event, when="after", name=f"insights.mark.{_event.name}")(_marker(_slugs))

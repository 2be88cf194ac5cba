"""A project begins with its figures; money of its contract makes them old."""

from __future__ import annotations

from dougong.contracts.events import ReceiptRecorded, ReceiptReversed
from dougong.control import services
from dougong.kit.events import EventMeta, handler
from dougong.projects.events import ProjectCreated
from dougong.projects.models import Project


@handler(ProjectCreated, when="inside", name="control.begin")
def begin(event: ProjectCreated, meta: EventMeta) -> None:
    services.begin(event.project_id)


@handler(ReceiptRecorded, when="after", name="control.receipt_recorded")
def receipt_recorded(event: ReceiptRecorded, meta: EventMeta) -> None:
    services.mark_stale(list(Project.objects.filter(contract_id=event.contract_id).values_list("pk", flat=True)))


@handler(ReceiptReversed, when="after", name="control.receipt_reversed")
def receipt_reversed(event: ReceiptReversed, meta: EventMeta) -> None:
    services.mark_stale(list(Project.objects.filter(contract_id=event.contract_id).values_list("pk", flat=True)))

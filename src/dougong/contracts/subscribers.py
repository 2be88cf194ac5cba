"""After money moved or a contract ended: the client's credit grade, and the tags that rules put on it."""

from __future__ import annotations

from dougong.care.credit.services import regrade
from dougong.contracts.events import (
    ContractActivated,
    ContractCompleted,
    ContractPlanChanged,
    ContractTerminated,
    ReceiptRecorded,
    ReceiptReversed,
)
from dougong.kit.events import EventMeta, handler

Moved = (
    ContractActivated | ContractCompleted | ContractPlanChanged | ContractTerminated | ReceiptRecorded | ReceiptReversed
)


def grade_anew(event: Moved, meta: EventMeta) -> None:
    """Done twice it gives the same grade."""
    regrade(event.client_id, event.name)


for kind in (
    ContractActivated, ContractCompleted, ContractPlanChanged, ContractTerminated, ReceiptRecorded, ReceiptReversed,
):  # fmt: skip
    handler(kind, when="after", name=f"contracts.grade_{kind.name.split('.')[1]}")(grade_anew)

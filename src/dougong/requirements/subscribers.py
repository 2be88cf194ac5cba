"""A specification begins with its opportunity."""

from __future__ import annotations

from dougong.kit.events import EventMeta, handler
from dougong.requirements import services
from dougong.sales.events import OpportunityCreated


@handler(OpportunityCreated, when="inside", name="requirements.begin")
def begin(event: OpportunityCreated, meta: EventMeta) -> None:
    """In the transaction of the opportunity: there is none without its specification."""
    services.begin(opportunity_id=event.opportunity_id)

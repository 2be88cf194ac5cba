"""What was decided on an order is done with the decision."""

from __future__ import annotations

from dougong.approvals.events import ApprovalDecided
from dougong.kit.acting import actor_by_id
from dougong.kit.actor import Actor
from dougong.kit.events import EventMeta, handler
from dougong.mall.policies import ORDER
from dougong.mall.services import moving


@handler(ApprovalDecided, when="inside", name="mall.settle")
def settle(event: ApprovalDecided, meta: EventMeta) -> None:
    if event.subject == ORDER:
        actor = (actor_by_id(meta.actor_id) if meta.actor_id else None) or Actor.system()
        moving.settle(actor, order_id=event.object_id, state=event.state, comment=event.comment, by_name=event.by_name)

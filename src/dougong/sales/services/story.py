"""What every change of an opportunity leaves behind: history, timeline, the client's figure, and a word to the browsers."""

from __future__ import annotations

import uuid
from typing import Any

from dougong.clients.services import change_figures
from dougong.clients.services import record as tell_client
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import Stale
from dougong.kit.jsonable import plain
from dougong.kit.stream import notify
from dougong.sales import errors
from dougong.sales.models import OPEN, Opportunity, OpportunityStageChange, Stage
from dougong.sales.policies import OPPORTUNITY


def remember(
    actor: Actor, opportunity: Opportunity, what: str, from_stage: Stage | None, *, told: str = "", **data: Any
) -> None:
    """A row of history and a line on the client's timeline, of the kind `told` when the step has a cause of its own."""
    now = clock.now()
    stayed = int((now - opportunity.stage_since).total_seconds()) if from_stage is not None else 0
    OpportunityStageChange.objects.create(
        opportunity=opportunity, what=what, from_stage=from_stage, to_stage=opportunity.stage, at=now,
        stayed_seconds=max(stayed, 0), actor_id=actor.id, actor_name=actor.name,
    )  # fmt: skip
    narrate(actor, opportunity, told or f"opportunity_{what}", **data)


def narrate(actor: Actor, opportunity: Opportunity, kind: str, **data: Any) -> None:
    tell_client(
        actor, client_id=opportunity.client_id, kind=kind, group="follow_up", resource=OPPORTUNITY,
        object_id=opportunity.pk, title=opportunity.title, **data,
    )  # fmt: skip


def count_open(client_id: uuid.UUID) -> None:
    """Write how many opportunities of the client are open."""
    count = Opportunity.objects.filter(OPEN, client_id=client_id).count()
    change_figures(client_id=client_id, open_opportunities=count)


def store(actor: Actor, opportunity: Opportunity, *fields: str) -> None:
    opportunity.changed_by = actor.name
    opportunity.store(*fields, "changed_by")
    notify(OPPORTUNITY, opportunity.pk)


def check_version(opportunity: Opportunity, version: int | None, **wanted: Any) -> None:
    """Raises Stale with who was faster and what stands there now: the present stage, and the fields one wanted to set."""
    if version is None or opportunity.version == version:
        return
    current = {name: getattr(opportunity, name) for name in wanted}
    stage = opportunity.stage
    raise Stale(
        who=opportunity.changed_by,
        version=opportunity.version,
        current=plain(current),
        stage={"id": str(stage.pk), "name": stage.name, "name_en": stage.name_en},
        status=opportunity.status,
    )


def check_open(opportunity: Opportunity) -> None:
    words = {"won": ("赢单", "won"), "lost": ("丢单", "lost")}
    if opportunity.status in words:
        zh, en = words[opportunity.status]
        raise errors.NotOpen(title=opportunity.title, state=zh, state_en=en)

"""An opportunity's way over the board: moved, lost, reopened, contracted, won."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, NotFound
from dougong.kit.events import publish
from dougong.kit.stream import notify
from dougong.sales import errors
from dougong.sales.choices import LOST_REASONS, values
from dougong.sales.events import (
    OpportunityChanged,
    OpportunityLost,
    OpportunityMoved,
    OpportunityReopened,
    OpportunityWon,
)
from dougong.sales.models import Opportunity, Stage
from dougong.sales.policies import OPPORTUNITY
from dougong.sales.services import story
from dougong.sales.services.opportunities import hold, locked_opportunity, weigh
from dougong.sales.services.places import rank_after, top_rank
from dougong.sales.services.stages import open_stage

_PLACED = ("stage", "stage_since", "rank", "probability", "weighted")
_CLOSED = ("status", "won_on", "lost_on", "lost_reason", "lost_text", "competitor")


@transaction.atomic
def move_opportunity(
    actor: Actor, *, opportunity_id: uuid.UUID, version: int, stage_id: uuid.UUID, after_id: uuid.UUID | None = None
) -> Opportunity:
    """Put the card into a stage, below `after_id` or on top. The order is free, but a stage that needs a contract in force
    has to wait for it.

    Raises Stale with who was faster and the present stage, ContractNeeded, NotOpen; NotFound when the card it should follow
    is no longer in that column.
    """
    opportunity = locked_opportunity(actor, opportunity_id)
    story.check_version(opportunity, version)
    story.check_open(opportunity)
    stage = open_stage(stage_id)
    if stage.needs_contract and stage.pk != opportunity.stage_id and opportunity.contracted_on is None:
        raise errors.ContractNeeded(field="stage_id", stage=stage.name, stage_en=stage.name_en)
    rank = rank_after(stage, after_id, moving=opportunity.pk)
    if stage.pk == opportunity.stage_id:  # a new place in the same column is no change of the record
        Opportunity.objects.filter(pk=opportunity.pk).update(rank=rank)
        opportunity.rank = rank
        notify(OPPORTUNITY, opportunity.pk)
        return opportunity
    _enter(actor, opportunity, stage, rank)
    return opportunity


def _enter(actor: Actor, opportunity: Opportunity, stage: Stage, rank: int) -> None:
    left = opportunity.stage
    _place(opportunity, stage, rank)
    names = {"from_name": left.name, "to_name": stage.name, "from_name_en": left.name_en, "to_name_en": stage.name_en}
    story.remember(actor, opportunity, "moved", left, **names)
    opportunity.stage_since = clock.now()
    story.store(actor, opportunity, *_PLACED, "contracted_on", *_CLOSED)
    audit(actor, "move", OPPORTUNITY, opportunity, before={"stage": left.name}, after={"stage": stage.name})
    publish(
        OpportunityMoved(
            opportunity_id=opportunity.pk, client_id=opportunity.client_id, from_stage=left.code, to_stage=stage.code
        ),
        actor,
    )


def _place(opportunity: Opportunity, stage: Stage, rank: int) -> None:
    opportunity.stage, opportunity.rank = stage, rank
    if not opportunity.probability_set:
        opportunity.probability = stage.probability
    weigh(opportunity)


@transaction.atomic
def lose_opportunity(
    actor: Actor, *, opportunity_id: uuid.UUID, version: int, reason: str, text: str = "", competitor: str | None = None
) -> Opportunity:
    """Lost, with a reason. Raises ReasonMissing, Stale, NotOpen."""
    if reason not in values(LOST_REASONS):
        raise errors.ReasonMissing(field="reason")
    if reason == "other" and not text.strip():
        raise FieldError("text", "写一句丢单的原因。", "Say in a sentence why it was lost.")
    opportunity = locked_opportunity(actor, opportunity_id)
    story.check_version(opportunity, version)
    story.check_open(opportunity)
    opportunity.status, opportunity.lost_on = "lost", clock.today()
    opportunity.lost_reason, opportunity.lost_text = reason, text.strip()
    if competitor is not None:
        opportunity.competitor = competitor.strip()
    weigh(opportunity)
    story.remember(actor, opportunity, "lost", opportunity.stage, reason=reason, why=opportunity.lost_text)
    story.store(actor, opportunity, *_CLOSED, "weighted")
    audit(actor, "lose", OPPORTUNITY, opportunity, after={"reason": reason}, reason=opportunity.lost_text)
    story.count_open(opportunity.client_id)
    publish(
        OpportunityLost(
            opportunity_id=opportunity.pk, client_id=opportunity.client_id, amount=opportunity.amount,
            lost_on=opportunity.lost_on, reason=reason,
        ),
        actor,
    )  # fmt: skip
    return opportunity


@transaction.atomic
def reopen_opportunity(actor: Actor, *, opportunity_id: uuid.UUID, version: int) -> Opportunity:
    """Open again where it stood before it was won or lost, on top of that column. Raises AlreadyOpen, Stale."""
    opportunity = locked_opportunity(actor, opportunity_id)
    story.check_version(opportunity, version)
    if opportunity.status == "open":
        raise errors.AlreadyOpen(title=opportunity.title)
    left = opportunity.stage
    last = opportunity.changes.filter(what__in=["won", "lost"]).select_related("from_stage").order_by("-pk").first()
    back: Stage | None = last.from_stage if last else None
    stage = back if back is not None and back.archived_at is None else _any_stage(left)
    before = opportunity.status
    _open(opportunity)
    _place(opportunity, stage, top_rank(stage))
    story.remember(actor, opportunity, "reopened", left, to_name=stage.name)
    opportunity.stage_since = clock.now()
    story.store(actor, opportunity, *_PLACED, *_CLOSED)
    audit(actor, "reopen", OPPORTUNITY, opportunity, before={"status": before}, after={"status": "open"})
    story.count_open(opportunity.client_id)
    publish(
        OpportunityReopened(opportunity_id=opportunity.pk, client_id=opportunity.client_id, stage=stage.code), actor
    )
    return opportunity


def _open(opportunity: Opportunity) -> None:
    opportunity.status, opportunity.won_on, opportunity.lost_on = "open", None, None
    opportunity.lost_reason = opportunity.lost_text = ""


def _any_stage(left: Stage) -> Stage:
    """The stage it stood in, or the first when that has been removed."""
    stage: Stage | None = left if left.archived_at is None else Stage.objects.active().order_by("position").first()
    if stage is None:
        raise NotFound()
    return stage


@transaction.atomic
def contract_in_force(actor: Actor, *, opportunity_id: uuid.UUID) -> Opportunity:
    """A contract for it is in force: it stands at 合同签署, unless it is already further or won; a lost one is open again.

    Part of activating the contract, whose right the contracts check: no right on the opportunity is asked for.
    """
    opportunity = hold(opportunity_id)
    first_time = opportunity.contracted_on is None
    opportunity.contracted_on = opportunity.contracted_on or clock.today()
    reached = opportunity.status == "won"
    if opportunity.status == "lost":
        _open(opportunity)
    stage = Stage.objects.get(code="contract")
    if not reached and opportunity.stage.position < stage.position:
        _enter(actor, opportunity, stage, top_rank(stage))
    elif first_time:
        weigh(opportunity)
        story.store(actor, opportunity, "contracted_on", *_CLOSED, "weighted")
    story.count_open(opportunity.client_id)
    return opportunity


@transaction.atomic
def contract_ended(actor: Actor, *, opportunity_id: uuid.UUID) -> Opportunity:
    """Its last contract was terminated: it has none. Won or in a stage that needs one it stands open at 合同签署 again;
    elsewhere it stays where it is, and a lost one stays lost.

    Part of terminating the contract, whose right the contracts check: no right on the opportunity is asked for.
    """
    opportunity = hold(opportunity_id)
    if opportunity.contracted_on is None:
        return opportunity
    before, left = opportunity.status, opportunity.stage
    opportunity.contracted_on = None
    back = before == "won" or (before == "open" and left.needs_contract)
    if back:
        _open(opportunity)
        stage = _before_contract(left)
        _place(opportunity, stage, top_rank(stage))
        what = "reopened" if before == "won" else "moved"
        story.remember(actor, opportunity, what, left, told="opportunity_contract_ended", to_name=stage.name)
        opportunity.stage_since = clock.now()
    else:
        story.narrate(actor, opportunity, "opportunity_contract_ended", to_name="")
    story.store(actor, opportunity, *_PLACED, "contracted_on", *_CLOSED)
    after = {"status": opportunity.status, "stage": opportunity.stage.name}
    audit(actor, "contract_ended", OPPORTUNITY, opportunity, before={"status": before, "stage": left.name}, after=after)
    story.count_open(opportunity.client_id)
    _publish_ended(actor, opportunity, before, left)
    return opportunity


def _publish_ended(actor: Actor, opportunity: Opportunity, before: str, left: Stage) -> None:
    ids = {"opportunity_id": opportunity.pk, "client_id": opportunity.client_id}
    if before == "won":
        publish(OpportunityReopened(**ids, stage=opportunity.stage.code), actor)
    elif left.pk != opportunity.stage_id:
        publish(OpportunityMoved(**ids, from_stage=left.code, to_stage=opportunity.stage.code), actor)
    else:
        publish(OpportunityChanged(**ids, fields=["contracted_on"]), actor)


def _before_contract(left: Stage) -> Stage:
    """合同签署, or the last stage before it that can be stood in without a contract."""
    signing = Stage.objects.get(code="contract")
    free = Stage.objects.active().filter(needs_contract=False, position__lte=signing.position)
    return free.order_by("-position").first() or left


@transaction.atomic
def hold_kickoff(
    actor: Actor, *, opportunity_id: uuid.UUID, held_on: dt.date, version: int | None = None
) -> Opportunity:
    """The kick-off was held: won, and it stands at 启动会. One that is won stays as it is.

    Needs the right `hold_kickoff`. Raises ContractNeeded, Stale, NotOpen for a lost one.
    """
    opportunity = locked_opportunity(actor, opportunity_id, action="hold_kickoff")
    if opportunity.status == "won":
        return opportunity
    story.check_version(opportunity, version)
    story.check_open(opportunity)
    if held_on > clock.today():
        raise FieldError("held_on", "启动会的日期还没有到。", "The kick-off lies in the future.")
    stage = Stage.objects.get(code="kickoff")
    if opportunity.contracted_on is None and stage.needs_contract:
        raise errors.ContractNeeded(stage=stage.name, stage_en=stage.name_en)
    left = opportunity.stage
    opportunity.status, opportunity.won_on = "won", held_on
    _place(opportunity, stage, opportunity.rank)
    story.remember(actor, opportunity, "won", left, held_on=held_on, amount=str(opportunity.amount))
    opportunity.stage_since = clock.now()
    story.store(actor, opportunity, *_PLACED, *_CLOSED)
    audit(actor, "win", OPPORTUNITY, opportunity, after={"won_on": held_on})
    story.count_open(opportunity.client_id)
    publish(
        OpportunityWon(
            opportunity_id=opportunity.pk, client_id=opportunity.client_id, amount=opportunity.amount, won_on=held_on
        ),
        actor,
    )
    return opportunity

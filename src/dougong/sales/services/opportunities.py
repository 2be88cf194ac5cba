from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from dougong.accounts.models import User
from dougong.audit.services import record as audit
from dougong.audit.services import snapshot
from dougong.clients.errors import ClientArchived
from dougong.clients.models import Client
from dougong.clients.services import locked_client
from dougong.clients.services.dossiers import active_owner
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotAllowed, NotFound
from dougong.kit.events import publish
from dougong.kit.money import Money
from dougong.kit.numbers import next_number
from dougong.kit.registry import resource
from dougong.kit.stream import notify
from dougong.sales import errors
from dougong.sales.events import OpportunityChanged, OpportunityCreated
from dougong.sales.models import Opportunity, Stage
from dougong.sales.policies import OPPORTUNITY
from dougong.sales.rules import weighted_fen
from dougong.sales.services import story
from dougong.sales.services.places import top_rank
from dougong.sales.services.stages import open_stage

EDITABLE = ("title", "amount", "probability", "expected_on", "next_step", "next_step_on", "competitor")


@transaction.atomic
def create_opportunity(
    actor: Actor,
    *,
    client_id: uuid.UUID,
    title: str,
    stage_id: uuid.UUID | None = None,
    owner_id: uuid.UUID | None = None,
    probability: int | None = None,
    **values: Any,
) -> Opportunity:
    """On top of its column, the first one unless another is named; owned by the actor unless another is named."""
    require(actor, OPPORTUNITY, "create")
    client = locked_client(actor, client_id, action="view")
    if client.archived_at is not None:
        raise ClientArchived(name=client.name)
    owner = active_owner(owner_id or actor.id)
    if owner is not None and owner.pk != actor.id:
        require(actor, OPPORTUNITY, "assign")
    stage = open_stage(stage_id or _first_stage())
    if stage.needs_contract:
        raise errors.ContractNeeded(field="stage_id", stage=stage.name, stage_en=stage.name_en)
    now = clock.now()
    opportunity = Opportunity(
        number=f"SJ-{clock.today():%Y}-{next_number('opportunity', clock.today().year):04d}",
        client=client, stage=stage, stage_since=now, created_at=now, created_by_id=actor.id, owner=owner,
        department_id=owner.department_id if owner else actor.department_id,
        rank=top_rank(stage), probability=stage.probability, changed_by=actor.name,
    )  # fmt: skip
    _fill(opportunity, {"title": title, "probability": probability, **values})
    opportunity.save(force_insert=True)
    audit(actor, "create", OPPORTUNITY, opportunity, after={"title": title, "client": client.pk, **values})
    story.remember(actor, opportunity, "created", None, amount=str(opportunity.amount))
    story.count_open(client.pk)
    publish(OpportunityCreated(opportunity_id=opportunity.pk, client_id=client.pk, stage=stage.code), actor)
    notify(OPPORTUNITY, opportunity.pk)
    return opportunity


@transaction.atomic
def update_opportunity(actor: Actor, *, opportunity_id: uuid.UUID, version: int | None, **values: Any) -> Opportunity:
    """Change the named fields; `probability=None` lets it follow the stage again."""
    opportunity = locked_opportunity(actor, opportunity_id)
    story.check_version(opportunity, version, **values)
    before = snapshot(opportunity, *values)
    _fill(opportunity, values)
    changed = [name for name in values if getattr(opportunity, name) != before[name]]
    if not changed and "probability" not in values:
        return opportunity
    story.store(actor, opportunity, *changed, "probability", "probability_set", "weighted")
    after = snapshot(opportunity, *changed)
    audit(actor, "update", OPPORTUNITY, opportunity, before={n: before[n] for n in changed}, after=after)
    if changed:
        story.narrate(actor, opportunity, "opportunity_changed", fields=changed)
        client_id = opportunity.client_id
        publish(OpportunityChanged(opportunity_id=opportunity.pk, client_id=client_id, fields=changed), actor)
    return opportunity


def _fill(opportunity: Opportunity, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if name not in EDITABLE:
            raise TypeError(f"an opportunity has no {name}")
        if name == "probability":
            opportunity.probability_set = value is not None
            opportunity.probability = opportunity.stage.probability if value is None else value
        elif name == "amount":
            opportunity.amount = Money(value)
            if opportunity.amount < Money():
                raise errors.AmountNegative(field="amount")
        else:
            setattr(opportunity, name, value)
    weigh(opportunity)


def weigh(opportunity: Opportunity) -> None:
    """By its chance while open; won it counts whole, lost not at all."""
    chance = {"won": 100, "lost": 0}.get(opportunity.status, opportunity.probability)
    opportunity.weighted = Money.fen(weighted_fen(opportunity.amount.amount_fen, chance))


@transaction.atomic
def assign_opportunities(
    actor: Actor, *, opportunity_ids: list[uuid.UUID], owner_id: uuid.UUID
) -> dict[str, list[uuid.UUID]]:
    """Give them to a colleague: what was done, and what the actor may not."""
    require(actor, OPPORTUNITY, "assign")
    owner: User | None = active_owner(owner_id)
    assert owner is not None  # active_owner raises for an unknown id
    done, refused = _split(actor, opportunity_ids, "assign")
    for opportunity in done:
        before = opportunity.owner_id
        opportunity.owner, opportunity.department_id = owner, owner.department_id
        story.store(actor, opportunity, "owner", "department")
        audit(actor, "assign", OPPORTUNITY, opportunity, before={"owner": before}, after={"owner": owner.pk})
        story.narrate(actor, opportunity, "opportunity_assigned", owner=owner.name)
        client_id = opportunity.client_id
        publish(OpportunityChanged(opportunity_id=opportunity.pk, client_id=client_id, fields=["owner"]), actor)
    return {"done": [o.pk for o in done], "refused": refused}


@transaction.atomic
def archive_opportunities(actor: Actor, *, opportunity_ids: list[uuid.UUID]) -> dict[str, list[uuid.UUID]]:
    """Out of the board and the lists, kept for 30 days in the bin."""
    return _set_archived(actor, opportunity_ids, True)


@transaction.atomic
def restore_opportunities(actor: Actor, *, opportunity_ids: list[uuid.UUID]) -> dict[str, list[uuid.UUID]]:
    return _set_archived(actor, opportunity_ids, False)


def _set_archived(actor: Actor, ids: list[uuid.UUID], archived: bool) -> dict[str, list[uuid.UUID]]:
    done, refused = _split(actor, ids, "archive")
    for opportunity in done:
        if (opportunity.archived_at is not None) == archived:
            continue
        opportunity.archived_at = clock.now() if archived else None
        if not archived and opportunity.stage.archived_at is not None:
            opportunity.stage = open_stage(_first_stage())
        story.store(actor, opportunity, "archived_at", "stage")
        audit(actor, "archive" if archived else "restore", OPPORTUNITY, opportunity)
        story.count_open(opportunity.client_id)
        client_id = opportunity.client_id
        publish(OpportunityChanged(opportunity_id=opportunity.pk, client_id=client_id, fields=["archived_at"]), actor)
    return {"done": [o.pk for o in done], "refused": refused}


def locked_opportunity(actor: Actor, opportunity_id: uuid.UUID, *, action: str = "update") -> Opportunity:
    """The opportunity under lock, after its client, if the actor may `action` on it."""
    if action != "hold_kickoff":  # a project's manager holds it without seeing the opportunity
        must_see(actor, OPPORTUNITY, opportunity_id)
    opportunity = hold(opportunity_id)
    require(actor, OPPORTUNITY, action, opportunity)
    if opportunity.archived_at is not None:
        raise errors.OpportunityArchived(title=opportunity.title)
    return opportunity


def hold(opportunity_id: uuid.UUID) -> Opportunity:
    """Under lock after its client, whoever asks: for steps whose right another app has checked."""
    client_id = Opportunity.objects.filter(pk=opportunity_id).values("client_id")
    list(Client.objects.select_for_update().filter(pk__in=client_id).values_list("pk"))
    rows = Opportunity.objects.select_for_update(of=("self",)).select_related("stage")
    opportunity: Opportunity | None = rows.filter(pk=opportunity_id).first()
    if opportunity is None:
        raise NotFound()
    return opportunity


def _first_stage() -> uuid.UUID:
    pk: uuid.UUID | None = Stage.objects.active().order_by("position").values_list("pk", flat=True).first()
    if pk is None:
        raise NotFound()
    return pk


def _split(actor: Actor, ids: list[uuid.UUID], action: str) -> tuple[list[Opportunity], list[uuid.UUID]]:
    """The rows under lock, in id order so that two bulk acts can't block each other, and the ids refused."""
    gate = resource(OPPORTUNITY)
    allowed = list(gate.rows_for(actor, action).filter(pk__in=ids).values_list("pk", flat=True))
    visible = set(gate.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
    if not visible:
        raise NotFound()
    if not allowed:
        raise NotAllowed(resource=OPPORTUNITY, action=action)
    rows = Opportunity.objects.select_for_update(of=("self",)).select_related("stage")
    return list(rows.filter(pk__in=allowed).order_by("pk")), [i for i in ids if i in visible and i not in allowed]

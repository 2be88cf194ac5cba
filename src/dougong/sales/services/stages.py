from __future__ import annotations

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from dougong.audit.services import record as audit
from dougong.audit.services import snapshot
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, NotFound, Stale
from dougong.kit.jsonable import plain
from dougong.kit.stream import notify
from dougong.sales import errors
from dougong.sales.choices import FIRST_STAGES, FIXED_STAGES
from dougong.sales.models import Opportunity, Stage
from dougong.sales.policies import STAGE

EDITABLE = ("name", "name_en", "probability", "stay_limit_days", "needs_contract")


def install_stages() -> None:
    """The first four, where there is none."""
    if Stage.objects.exists():
        return
    for position, (code, name, name_en, probability, limit, needs) in enumerate(FIRST_STAGES):
        Stage.objects.get_or_create(
            code=code,
            defaults={
                "name": name, "name_en": name_en, "position": position, "probability": probability,
                "stay_limit_days": limit, "needs_contract": needs,
            },
        )  # fmt: skip


@transaction.atomic
def create_stage(actor: Actor, *, name: str, probability: int, name_en: str = "", **values: Any) -> Stage:
    """A new last stage. Raises StageNameTaken."""
    require(actor, STAGE, "create")
    stage = Stage(
        code=f"s{uuid.uuid4().hex[:12]}", name=name, name_en=name_en or name, position=_last_position() + 1,
        probability=probability, created_by_id=actor.id, **values,
    )  # fmt: skip
    _write(stage, new=True)
    audit(actor, "create", STAGE, stage, after={"name": name, "probability": probability, **values})
    notify(STAGE, stage.pk)
    return stage


@transaction.atomic
def update_stage(actor: Actor, *, stage_id: uuid.UUID, version: int, **values: Any) -> Stage:
    """Change a stage. A new chance goes to the open opportunities in it whose own chance nobody has set."""
    stage = _locked(actor, stage_id, "update")
    if stage.version != version:
        raise Stale(who="", version=stage.version, current=plain(snapshot(stage, *values)))
    before = snapshot(stage, *values)
    for name, value in values.items():
        if name not in EDITABLE:
            raise TypeError(f"a stage has no {name}")
        setattr(stage, name, value)
    _write(stage)
    if before.get("probability", stage.probability) != stage.probability:
        chance = stage.probability
        following = Opportunity.objects.filter(stage=stage, status="open", probability_set=False)
        following.update(probability=chance, weighted=(F("amount") * chance + 50) / 100)
    audit(actor, "update", STAGE, stage, before=before, after=values)
    notify(STAGE, stage.pk)
    return stage


@transaction.atomic
def order_stages(actor: Actor, *, ids: list[uuid.UUID]) -> None:
    """Put the stages in this order; all of them must be named once."""
    require(actor, STAGE, "update")
    rows = {s.pk: s for s in Stage.objects.active().select_for_update().order_by("pk")}
    if sorted(ids) != sorted(rows):
        raise FieldError("ids", "阶段有变动，刷新后再排。", "The stages have changed. Reload, then order them.")
    before = [s.name for s in sorted(rows.values(), key=lambda s: s.position)]
    for position, pk in enumerate(ids):
        rows[pk].position = position
        rows[pk].store("position")
    first = rows[ids[0]]
    audit(actor, "order", STAGE, first, before={"order": before}, after={"order": [rows[i].name for i in ids]})
    notify(STAGE, first.pk)


@transaction.atomic
def remove_stage(actor: Actor, *, stage_id: uuid.UUID) -> Stage:
    """Take an empty stage off the board. Raises StageNotEmpty, or StageFixed for those the process leads to."""
    stage = _locked(actor, stage_id, "archive")
    if stage.code in FIXED_STAGES:
        raise errors.StageFixed(stage=stage.name)
    count = Opportunity.objects.filter(stage=stage, status="open").count()
    if count:
        raise errors.StageNotEmpty(stage=stage.name, count=count)
    stage.archived_at = clock.now()
    stage.store("archived_at")
    audit(actor, "archive", STAGE, stage)
    notify(STAGE, stage.pk)
    return stage


@transaction.atomic
def restore_stage(actor: Actor, *, stage_id: uuid.UUID) -> Stage:
    """Put a removed stage back on the board, as the last one. Raises StageNameTaken when another has its name by now."""
    stage = _locked(actor, stage_id, "archive", removed=True)
    if stage.archived_at is None:
        return stage
    stage.archived_at, stage.position = None, _last_position() + 1
    _write(stage)
    audit(actor, "restore", STAGE, stage)
    notify(STAGE, stage.pk)
    return stage


def _last_position() -> int:
    last: int | None = Stage.objects.active().aggregate(n=Max("position"))["n"]
    return -1 if last is None else last


def open_stage(stage_id: uuid.UUID) -> Stage:
    """A stage that is on the board, held until the transaction ends so that it can't be removed meanwhile."""
    stage: Stage | None = Stage.objects.active().select_for_update().filter(pk=stage_id).first()
    if stage is None:
        raise NotFound()
    return stage


def _locked(actor: Actor, stage_id: uuid.UUID, action: str, *, removed: bool = False) -> Stage:
    rows = Stage.objects.all() if removed else Stage.objects.active()
    stage: Stage | None = rows.select_for_update().filter(pk=stage_id).first()
    if stage is None:
        raise NotFound()
    require(actor, STAGE, action, stage)
    return stage


def _write(stage: Stage, *, new: bool = False) -> None:
    try:
        with transaction.atomic():
            if new:
                stage.save(force_insert=True)
            else:
                stage.store()
    except IntegrityError:
        raise errors.StageNameTaken(field="name", name=stage.name) from None

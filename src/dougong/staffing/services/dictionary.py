"""The dictionary of skills, and how much each part counts in who fits."""

from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction

from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.stream import notify
from dougong.staffing import errors
from dougong.staffing.models import FitRule, Skill
from dougong.staffing.policies import FIT_RULE, SKILL

PARTS = ("skill", "load", "past", "distance")


@transaction.atomic
def create_skill(actor: Actor, *, name: str) -> Skill:
    """A new word; one that was put away comes back. Raises SkillTwice."""
    require(actor, SKILL, "create")
    held = Skill.objects.select_for_update().filter(name=name).first()
    if held is not None and held.archived_at is not None:
        return set_skill_archived(actor, skill_id=held.pk, archived=False)
    try:
        with transaction.atomic():
            row: Skill = Skill.objects.create(name=name, created_by_id=actor.id)
    except IntegrityError:
        raise errors.SkillTwice(field="name", name=name) from None
    audit(actor, "create", SKILL, row, after={"name": name})
    notify(SKILL, row.pk)
    return row


@transaction.atomic
def rename_skill(actor: Actor, *, skill_id: uuid.UUID, version: int | None, name: str) -> Skill:
    row = _locked(actor, skill_id, "update", version)
    before = row.name
    row.name = name
    try:
        with transaction.atomic():
            row.store("name")
    except IntegrityError:
        raise errors.SkillTwice(field="name", name=name) from None
    audit(actor, "update", SKILL, row, before={"name": before}, after={"name": name})
    notify(SKILL, row.pk)
    return row


@transaction.atomic
def set_skill_archived(actor: Actor, *, skill_id: uuid.UUID, archived: bool) -> Skill:
    """No longer offered, or again; who has it keeps it."""
    row = _locked(actor, skill_id, "archive", None)
    if (row.archived_at is not None) != archived:
        row.archived_at = clock.now() if archived else None
        row.store("archived_at")
        audit(actor, "archive" if archived else "restore", SKILL, row)
        notify(SKILL, row.pk)
    return row


def _locked(actor: Actor, skill_id: uuid.UUID, action: str, version: int | None) -> Skill:
    must_see(actor, SKILL, skill_id)
    row: Skill = Skill.objects.locked(skill_id, version)
    require(actor, SKILL, action, row)
    return row


@transaction.atomic
def save_fit_rule(actor: Actor, *, skill: int, load: int, past: int, distance: int) -> FitRule:
    """Raises WeightsEmpty."""
    require(actor, FIT_RULE, "update")
    wanted = {"skill": skill, "load": load, "past": past, "distance": distance}
    if not sum(wanted.values()):
        raise errors.WeightsEmpty(field="skill")
    row = FitRule.objects.select_for_update().order_by("created_at").first() or FitRule(created_by_id=actor.id)
    before = {part: getattr(row, part) for part in PARTS}
    for part, value in wanted.items():
        setattr(row, part, value)
    row.version += 0 if row._state.adding else 1
    row.save()
    audit(actor, "update", FIT_RULE, row, before=before, after=wanted)
    notify(FIT_RULE, row.pk)
    return row

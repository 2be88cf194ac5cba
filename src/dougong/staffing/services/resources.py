"""People, teams and machines: taken in, changed, put away; what they can, and when they are not there."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from dougong.accounts.models import Department, User
from dougong.audit.services import Act, record_many, snapshot
from dougong.audit.services import record as audit
from dougong.kit import clock, fields
from dougong.kit.access import get_visible, must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.regions import region_by_code
from dougong.kit.registry import resource as kind_of
from dougong.kit.stream import notify, notify_many
from dougong.staffing import choices, errors
from dougong.staffing.models import Absence, Resource, ResourceSkill, Skill
from dougong.staffing.policies import RESOURCE

EDITABLE = ("name", "department_id", "calendar", "capacity", "region", "rate", "overtime_rate", "from_on", "until_on")
MANY = 500


@transaction.atomic
def take_people_in(actor: Actor, *, user_ids: Sequence[uuid.UUID] | None = None) -> int:
    """All colleagues with an account in use, or those named, become resources; those that are stay as they are. How many came."""
    require(actor, RESOURCE, "create")
    rows = User.objects.filter(kind="staff", is_active=True, staffing_resource__isnull=True)
    if user_ids is not None:
        rows = rows.filter(pk__in=user_ids)
    fresh = [Resource(kind="person", user=user, created_by_id=actor.id) for user in rows.order_by("pk")]
    Resource.objects.bulk_create(fresh, batch_size=MANY, ignore_conflicts=True)
    made = list(Resource.objects.filter(pk__in=[row.pk for row in fresh]).select_related("user"))
    record_many(actor, RESOURCE, [Act("create", row, None, {"kind": "person", "name": row.title}) for row in made])
    notify_many(RESOURCE, [row.pk for row in made])
    return len(made)


@transaction.atomic
def create_resource(actor: Actor, *, kind: str, user_id: uuid.UUID | None = None, **values: Any) -> Resource:
    """A team, a machine, somebody from outside, or a colleague (`user_id`). Raises PersonIsResource, NameMissing."""
    require(actor, RESOURCE, "create")
    fields.may_write(actor, RESOURCE, _given(values))
    row = Resource(kind=kind, created_by_id=actor.id)
    if user_id is not None:
        row.user = _colleague(user_id)
    _fill(actor, row, values)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise errors.PersonIsResource(field="user_id", name=row.title) from None
    audit(actor, "create", RESOURCE, row, after={"kind": kind, "name": row.title, **_given(values)})
    notify(RESOURCE, row.pk)
    return row


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _colleague(user_id: uuid.UUID) -> User:
    user: User | None = User.objects.filter(pk=user_id, kind="staff", is_active=True).first()
    if user is None:
        raise errors.NotAColleague(field="user_id")
    if Resource.objects.filter(user=user).exists():
        raise errors.PersonIsResource(field="user_id", name=user.name)
    return user


@transaction.atomic
def update_resource(actor: Actor, *, resource_id: uuid.UUID, version: int | None, **values: Any) -> Resource:
    """Change the named fields (`EDITABLE`)."""
    row = locked_resource(actor, resource_id, version)
    fields.may_write(actor, RESOURCE, values)
    before = snapshot(row, *values)
    _fill(actor, row, values)
    row.store()
    audit(actor, "update", RESOURCE, row, before=before, after=values)
    notify(RESOURCE, row.pk)
    return row


def locked_resource(actor: Actor, resource_id: uuid.UUID, version: int | None = None) -> Resource:
    must_see(actor, RESOURCE, resource_id)
    row: Resource = Resource.objects.locked(resource_id, version)
    require(actor, RESOURCE, "update", row)
    return row


def _fill(actor: Actor, row: Resource, values: dict[str, Any]) -> None:
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"a resource has no {unknown.pop()}")
    if row.user_id and (values.get("name") or values.get("department_id")):
        raise errors.NameIsOfAccount(field="name" if values.get("name") else "department_id")
    if values.get("department_id"):
        open_ = kind_of("accounts.department").visible_to(actor).filter(archived_at__isnull=True)
        found: Department = get_visible(open_, values["department_id"])
        row.department = found
    for name, value in values.items():
        setattr(row, name, ("" if value is None and name in ("name", "region") else value))
    if not row.user_id and not row.name:
        raise errors.NameMissing(field="name")
    if row.region and region_by_code(row.region) is None:
        raise errors.RegionUnknown(field="region")
    if row.from_on and row.until_on and row.until_on < row.from_on:
        raise errors.DaysReversed(field="until_on")


@transaction.atomic
def set_archived(actor: Actor, *, resource_ids: Sequence[uuid.UUID], archived: bool) -> dict[str, list[uuid.UUID]]:
    """Put away, or back: those that may be, and those that may not. What they were assigned to stays."""
    require(actor, RESOURCE, "archive")
    mine = kind_of(RESOURCE).rows_for(actor, "archive").filter(pk__in=resource_ids).values("pk")
    rows = list(Resource.objects.select_for_update().filter(pk__in=mine).order_by("pk"))
    for row in rows:
        if (row.archived_at is not None) != archived:
            row.archived_at = clock.now() if archived else None
            row.store("archived_at")
            audit(actor, "archive" if archived else "restore", RESOURCE, row)
            notify(RESOURCE, row.pk)
    done = [row.pk for row in rows]
    return {"done": done, "refused": [pk for pk in resource_ids if pk not in done]}


# ---- what they can


@transaction.atomic
def set_skills(actor: Actor, *, resource_id: uuid.UUID, skills: Sequence[tuple[uuid.UUID, int]]) -> Resource:
    """All skills of one, each with its level from 1 to 5."""
    row = locked_resource(actor, resource_id)
    wanted = dict(skills)
    held = set(ResourceSkill.objects.filter(resource=row).values_list("skill_id", flat=True))
    open_skills([pk for pk in wanted if pk not in held])
    before = told_skills(row)
    ResourceSkill.objects.filter(resource=row).exclude(skill_id__in=wanted).delete()
    for pk, level in wanted.items():
        ResourceSkill.objects.update_or_create(resource=row, skill_id=pk, defaults={"level": level})
    row.store("updated_at")
    audit(actor, "set_skills", RESOURCE, row, before={"skills": before}, after={"skills": told_skills(row)})
    notify(RESOURCE, row.pk)
    return row


def told_skills(row: Resource) -> list[str]:
    rows = ResourceSkill.objects.filter(resource=row).order_by("-level", "skill__name")
    return [f"{name} {level}" for name, level in rows.values_list("skill__name", "level")]


def open_skills(ids: Sequence[uuid.UUID], field: str = "skills") -> dict[uuid.UUID, str]:
    """Their names; raises SkillUnknown for one that is not in the dictionary or put away."""
    found = dict(Skill.objects.filter(pk__in=ids, archived_at__isnull=True).values_list("pk", "name"))
    if set(ids) - set(found):
        raise errors.SkillUnknown(field=field)
    return found


# ---- when they are not there


@transaction.atomic
def add_absence(actor: Actor, *, resource_id: uuid.UUID, kind: str, from_on: dt.date, until_on: dt.date) -> Absence:
    """Raises DaysReversed, AbsenceOverlaps, AbsenceUnfit."""
    row = locked_resource(actor, resource_id)
    if until_on < from_on:
        raise errors.DaysReversed(field="until_on")
    if kind not in choices.ABSENCES_OF[row.kind]:
        raise errors.AbsenceUnfit(field="kind")
    same = Absence.objects.filter(resource=row, from_on__lte=until_on, until_on__gte=from_on).first()
    if same is not None:
        raise errors.AbsenceOverlaps(field="from_on", first=same.from_on, last=same.until_on)
    made: Absence = Absence.objects.create(resource=row, kind=kind, from_on=from_on, until_on=until_on)
    audit(actor, "add_absence", RESOURCE, row, after={"kind": kind, "from_on": from_on, "until_on": until_on})
    notify(RESOURCE, row.pk)
    return made


@transaction.atomic
def remove_absence(actor: Actor, *, resource_id: uuid.UUID, absence_id: uuid.UUID) -> None:
    row = locked_resource(actor, resource_id)
    found = Absence.objects.filter(resource=row, pk=absence_id).first()
    if found is None:
        raise NotFound()
    values = {"kind": found.kind, "from_on": found.from_on, "until_on": found.until_on}
    found.delete()
    audit(actor, "remove_absence", RESOURCE, row, before=values)
    notify(RESOURCE, row.pk)

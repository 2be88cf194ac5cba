"""Requirements: written, agreed, changed with a reason, dropped and taken up again."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.clients.models import TimelineEntry
from dougong.clients.services import record as tell_client
from dougong.kit import clock, fields
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError
from dougong.kit.events import publish
from dougong.kit.ids import new_id
from dougong.requirements import errors, rules
from dougong.requirements.events import RequirementAgreed, RequirementChanged
from dougong.requirements.models import Requirement, RequirementChange, Specification
from dougong.requirements.policies import REQUIREMENT
from dougong.requirements.services.locks import client_contact, locked_part, locked_specification, next_seq, tell

#: What makes a wording: a change of one of these is a new revision.
WORDING = ("title", "text", "kind", "priority")


@transaction.atomic
def add_requirement(actor: Actor, *, specification_id: uuid.UUID, **values: Any) -> Requirement:
    specification = locked_specification(actor, specification_id)
    if values.get("text"):
        fields.may_write(actor, REQUIREMENT, {"text": values["text"]})
    _known_entry(specification, values)
    made = Requirement(
        id=new_id(),
        specification=specification,
        seq=next_seq(specification, Requirement),
        created_by_id=actor.id,
        **values,
    )
    made.save(force_insert=True)
    remember(actor, made, "made")
    audit(actor, "create", REQUIREMENT, made, after={"number": made.number, "title": made.title})
    tell(specification.pk, REQUIREMENT, made.pk)
    return made


@transaction.atomic
def update_requirement(
    actor: Actor, *, requirement_id: uuid.UUID, version: int | None, reason: str = "", **values: Any
) -> Requirement:
    """Change what is named. What was agreed needs a reason: it then waits to be agreed again, and the timeline keeps the change
    request. Raises ReasonNeeded, RequirementDropped, Stale."""
    found = locked_part(actor, Requirement, REQUIREMENT, requirement_id, version)
    fields.may_write(actor, REQUIREMENT, values)
    _not_dropped(found)
    before = {name: getattr(found, name) for name in values}
    wanted = rules.changed(before, values)
    if not wanted:
        return found
    _known_entry(found.specification, wanted)
    wording = sorted(set(wanted) & set(WORDING))
    agreed_before = found.agreed_revision is not None
    if wording and agreed_before and not reason.strip():
        raise errors.ReasonNeeded(field="reason", number=found.number)
    for name, value in wanted.items():
        setattr(found, name, value)
    if wording:
        found.revision += 1
        found.state = rules.after_change(found.state)
    found.store(*(name.removesuffix("_id") for name in wanted), "revision", "state")
    if wording:
        remember(actor, found, "changed", reason)
    audit(actor, "update", REQUIREMENT, found, before={n: before[n] for n in wanted}, after=wanted, reason=reason)
    if wording and agreed_before:
        _change_request(actor, found, wording, reason)
    tell(found.specification_id, REQUIREMENT, found.pk)
    return found


def _change_request(actor: Actor, found: Requirement, changed: list[str], reason: str) -> None:
    """Level three: that something agreed is to be otherwise, told on the client's timeline."""
    tell_client(
        actor, client_id=found.specification.opportunity.client_id, kind="requirement_changed", group="project",
        resource=REQUIREMENT, object_id=found.pk, text=reason.strip(), keywords=("需求变更",), number=found.number,
        title=found.title, revision=found.revision,
    )  # fmt: skip
    publish(RequirementChanged(requirement_id=found.pk, specification_id=found.specification_id, fields=changed), actor)


@transaction.atomic
def agree_requirements(
    actor: Actor,
    *,
    specification_id: uuid.UUID,
    ids: list[uuid.UUID],
    contact_id: uuid.UUID | None = None,
    agreed_on: dt.date | None = None,
) -> list[Requirement]:
    """The client agreed to these in their present wording: who there, and on which day. Those agreed already are left alone.

    Raises NothingToAgree, NotThisClients, FieldError for a day to come.
    """
    specification = locked_specification(actor, specification_id, "agree")
    contact = client_contact(specification, contact_id, "contact_id")
    day = agreed_on or clock.today()
    if day > clock.today():
        raise FieldError("agreed_on", "确认日期不能晚于今天。", "The day can't lie in the future.")
    rows = Requirement.objects.select_for_update().filter(specification=specification, pk__in=ids)
    waiting = [r for r in rows.order_by("seq") if r.state in (rules.DRAFT, rules.CHANGED)]
    if not waiting:
        raise errors.NothingToAgree()
    for found in waiting:
        found.state, found.agreed_with, found.agreed_on = rules.AGREED, contact, day
        found.agreed_revision = found.revision
        found.store("state", "agreed_with", "agreed_on", "agreed_revision")
        remember(actor, found, "agreed", agreed_on=day, with_name=contact.name if contact else "")
        audit(actor, "agree", REQUIREMENT, found, after={"number": found.number, "revision": found.revision})
        publish(RequirementAgreed(requirement_id=found.pk, specification_id=specification.pk, number=found.seq), actor)
        tell(specification.pk, REQUIREMENT, found.pk)
    return waiting


@transaction.atomic
def drop_requirement(actor: Actor, *, requirement_id: uuid.UUID, version: int | None, reason: str = "") -> Requirement:
    """No longer wanted: kept, and counted no more. One that was agreed needs a reason and is a change request."""
    found = locked_part(actor, Requirement, REQUIREMENT, requirement_id, version)
    if found.state == rules.DROPPED:
        return found
    if found.agreed_revision is not None and not reason.strip():
        raise errors.ReasonNeeded(field="reason", number=found.number)
    before, found.state = found.state, rules.DROPPED
    found.store("state")
    remember(actor, found, "dropped", reason)
    audit(actor, "drop", REQUIREMENT, found, before={"state": before}, after={"state": found.state}, reason=reason)
    if found.agreed_revision is not None:
        _change_request(actor, found, ["state"], reason)
    tell(found.specification_id, REQUIREMENT, found.pk)
    return found


@transaction.atomic
def restore_requirement(actor: Actor, *, requirement_id: uuid.UUID) -> Requirement:
    """Wanted again: agreed as it was where its wording is the agreed one, else a draft or changed."""
    found = locked_part(actor, Requirement, REQUIREMENT, requirement_id, None)
    if found.state != rules.DROPPED:
        return found
    if found.agreed_revision is None:
        found.state = rules.DRAFT
    else:
        found.state = rules.AGREED if found.agreed_revision == found.revision else rules.CHANGED
    found.store("state")
    remember(actor, found, "restored")
    audit(actor, "restore", REQUIREMENT, found, after={"state": found.state})
    tell(found.specification_id, REQUIREMENT, found.pk)
    return found


def remember(actor: Actor, found: Requirement, what: str, reason: str = "", **more: Any) -> None:
    values = {**{name: getattr(found, name) for name in WORDING}, **{k: str(v) for k, v in more.items()}}
    RequirementChange.objects.create(
        requirement=found, revision=found.revision, what=what, values=values, reason=reason.strip()[:500],
        at=clock.now(), by_id=actor.id, by_name=actor.name,
    )  # fmt: skip


def _not_dropped(found: Requirement) -> None:
    if found.state == rules.DROPPED:
        raise errors.RequirementDropped(number=found.number)


def _known_entry(specification: Specification, values: dict[str, Any]) -> None:
    """A trace that it comes from is one of this client's timeline."""
    entry = values.get("source_entry_id")
    if entry is None:
        return
    client_id = specification.opportunity.client_id
    if not TimelineEntry.objects.filter(pk=entry, client_id=client_id).exists():
        raise FieldError(
            "source_entry_id", "这条记录不在这个客户的时间线里。", "This entry is not on the client's timeline."
        )

"""Looking at a case: whose it is, what is said of it, what came of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.acting import actor_by_id
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError
from dougong.kit.stream import notify
from dougong.notifications.services import tell
from dougong.oversight import errors
from dougong.oversight.models import CaseNote, WatchCase
from dougong.oversight.policies import CASE


def _locked(actor: Actor, case_id: uuid.UUID, version: int | None = None) -> WatchCase:
    must_see(actor, CASE, case_id)
    case: WatchCase = WatchCase.objects.locked(case_id, version)
    require(actor, CASE, "update", case)
    return case


def _note(actor: Actor, case: WatchCase, kind: str, text: str = "") -> CaseNote:
    made = CaseNote.objects.create(
        case=case, kind=kind, text=text.strip()[:1000], by_id=actor.id, by_name=actor.name, at=clock.now()
    )
    notify(CASE, case.pk)
    return made


@transaction.atomic
def assign(actor: Actor, *, case_id: uuid.UUID, person_id: uuid.UUID | None, version: int | None = None) -> WatchCase:
    """To whoever may handle cases and is not whom it is about; None takes it from everybody. Raises NobodyToAssign, CaseSettled."""
    case = _locked(actor, case_id, version)
    if case.state != "open":
        raise errors.CaseSettled()
    found = actor_by_id(person_id) if person_id else None
    if person_id and (found is None or not found.can(CASE, "update") or person_id == case.person_id):
        raise errors.NobodyToAssign(field="person_id")
    if case.assigned_to_id == person_id:
        return case
    before, case.assigned_to_id = case.assigned_to_id, person_id
    case.store("assigned_to")
    _note(actor, case, "assigned", found.name if found else "")
    audit(actor, "assign", CASE, case, before={"assigned_to": before}, after={"assigned_to": person_id})
    if person_id and person_id != actor.id:
        tell(
            [person_id], kind="oversight.assigned", key=f"oversight.assigned:{case.pk}:{case.version}", resource=CASE,
            object_id=case.pk, link=f"/points-watch/{case.pk}", by=actor.name, number=case.number,
        )  # fmt: skip
    return case


@transaction.atomic
def comment(actor: Actor, *, case_id: uuid.UUID, text: str) -> CaseNote:
    case = _locked(actor, case_id)
    if not text.strip():
        raise FieldError("text", "写下要说的话。", "Say something.")
    made = _note(actor, case, "comment", text)
    audit(actor, "comment", CASE, case, after={"text": made.text[:300]})
    return made


@transaction.atomic
def close(actor: Actor, *, case_id: uuid.UUID, finding: str, reason: str, version: int | None = None) -> WatchCase:
    """With a finding and a reason; whoever closes it has handled it. Raises CaseSettled."""
    case = _locked(actor, case_id, version)
    if case.state != "open":
        raise errors.CaseSettled()
    if not reason.strip():
        raise FieldError("reason", "写明为什么。", "Say why.")
    case.state, case.finding, case.reason = "closed", finding, reason.strip()[:500]
    case.closed_at, case.closed_by, case.closed_by_id = clock.now(), actor.name, actor.id
    case.store("state", "finding", "reason", "closed_at", "closed_by", "closed_by_id")
    _note(actor, case, "closed", case.reason)
    audit(actor, "close", CASE, case, before={"state": "open"}, after=_state(case), reason=case.reason[:300])
    return case


@transaction.atomic
def reopen(actor: Actor, *, case_id: uuid.UUID, reason: str, version: int | None = None) -> WatchCase:
    """Raises CaseSettled where it is open, or another of its kind is."""
    case = _locked(actor, case_id, version)
    alike = WatchCase.objects.filter(pattern=case.pattern, account=case.account_id, person=case.person_id, state="open")
    if case.state == "open" or alike.exists():
        raise errors.CaseSettled()
    if not reason.strip():
        raise FieldError("reason", "写明为什么。", "Say why.")
    before = _state(case)
    case.state, case.finding, case.reason, case.closed_at = "open", "", "", None
    case.closed_by, case.closed_by_id = "", None
    case.store("state", "finding", "reason", "closed_at", "closed_by", "closed_by_id")
    _note(actor, case, "reopened", reason)
    audit(actor, "reopen", CASE, case, before=before, after=_state(case), reason=reason.strip()[:300])
    return case


def _state(case: WatchCase) -> dict[str, Any]:
    return {"state": case.state, "finding": case.finding, "reason": case.reason}

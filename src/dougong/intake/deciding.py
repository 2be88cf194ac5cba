"""One of us decides on an enquiry: a dossier is made of it, or nothing."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.clients.events import ClientPurged
from dougong.clients.models import Client, TimelineEntry
from dougong.clients.policies import CLIENT
from dougong.clients.services import add_contact, create_client
from dougong.clients.services import record as tell_client
from dougong.forms.questionnaires import asked_at
from dougong.intake import errors
from dougong.intake.models import Submission
from dougong.intake.policies import SUBMISSION
from dougong.intake.selectors import fed, opened, untouched
from dougong.kit import clock, purging
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.events import publish
from dougong.kit.noting import note
from dougong.kit.registry import ADDED, resource
from dougong.kit.stream import notify

#: What an app above opens with the client, by the code of its records: it answers the record.
Make = Callable[[Actor, uuid.UUID, Mapping[str, Any]], Any]
_makers: dict[str, Make] = {}


def opens(code: str, make: Make) -> None:
    _makers[code] = make


def _locked(actor: Actor, submission_id: uuid.UUID) -> Submission:
    must_see(actor, SUBMISSION, submission_id)
    found: Submission = Submission.objects.locked(submission_id)
    require(actor, SUBMISSION, "update", found)
    return found


@transaction.atomic
def accept(
    actor: Actor, *, submission_id: uuid.UUID, name: str = "", opportunity: Mapping[str, Any] | None = None
) -> Submission:
    """Make a dossier of it, a draft that goes its usual way through review, with the person who wrote as its contact; and an
    opportunity with it, where its `title` and `amount` are given.

    What is wrong for a dossier is told at its field; then nothing is written. Raises AlreadyDecided, NoName, UsccTaken.
    """
    found = _locked(actor, submission_id)
    if found.state == "accepted":
        raise errors.AlreadyDecided(who=found.decided_by_name)
    told = fed(asked_at(found.public_form.form, found.number), opened(found))
    columns = {k: v for k, v in told.items() if "." not in k}
    facts = {k.removeprefix(ADDED): v for k, v in told.items() if k.startswith(ADDED)}
    columns["name"] = name.strip() or str(columns.get("name", "")).strip()
    if not columns["name"]:
        raise errors.NoName(field="name")
    if columns.get("since"):
        columns["since"] = dt.date.fromisoformat(columns["since"])
    client = create_client(actor, source=found.public_form.form.zh[:40], facts=facts, **_without(columns, "source"))
    person = {k.removeprefix("contact."): str(v) for k, v in told.items() if k.startswith("contact.")}
    if person.get("name"):
        add_contact(actor, client_id=client.pk, is_primary=True, **person)
    tell_client(
        actor, client_id=client.pk, kind="enquiry_accepted", group="follow_up", resource=CLIENT, object_id=client.pk,
        text=str(told.get("facts.problem", ""))[:500], contact=True, at=found.received_at, form=found.public_form.form.zh,
    )  # fmt: skip
    found.client = client
    found.made = [_as_made(CLIENT, client)]
    if opportunity is not None:
        found.made += [_as_made(code, make(actor, client.pk, opportunity)) for code, make in _makers.items()]
    found.made[0]["entry"] = TimelineEntry.objects.filter(client=client).order_by("-pk").values_list("pk", flat=True)[0]
    _decide(actor, found, "accepted", "")
    return found


def _without(values: dict[str, Any], name: str) -> dict[str, Any]:
    return {k: v for k, v in values.items() if k != name}


@transaction.atomic
def reject(actor: Actor, *, submission_id: uuid.UUID, note: str = "") -> Submission:
    found = _locked(actor, submission_id)
    if found.state == "accepted":
        raise errors.AlreadyDecided(who=found.decided_by_name)
    if found.state != "rejected":
        _decide(actor, found, "rejected", note)
    return found


@transaction.atomic
def put_back(actor: Actor, *, submission_id: uuid.UUID) -> Submission:
    """The undo of rejecting."""
    found = _locked(actor, submission_id)
    if found.state == "accepted":
        raise errors.AlreadyDecided(who=found.decided_by_name)
    if found.state == "rejected":
        _decide(actor, found, "new", "")
    return found


def _decide(actor: Actor, found: Submission, state: str, note: str) -> None:
    before, found.state, found.note = found.state, state, note.strip()[:300]
    found.decided_by_name, found.decided_at = (actor.name, clock.now()) if state != "new" else ("", None)
    found.store("state", "note", "decided_by_name", "decided_at", "client", "made")
    audit(actor, state, SUBMISSION, found, before={"state": before}, after={"state": state}, reason=found.note)
    notify(SUBMISSION, found.pk)


def _as_made(code: str, row: Any) -> dict[str, Any]:
    return {"resource": code, "id": str(row.pk), "version": row.version}


@transaction.atomic
def undo_accept(actor: Actor, *, submission_id: uuid.UUID) -> Submission:
    """What taking it up made goes again, as long as nobody did anything with it; the enquiry waits. Raises UndoTooLate."""
    found = _locked(actor, submission_id)
    if found.client_id is None:
        raise errors.UndoTooLate()
    client: Client = Client.objects.locked(found.client_id)
    if not untouched(actor, found):
        raise errors.UndoTooLate()
    found.client, found.made = None, []
    _decide(actor, found, "new", "")
    client_id = client.pk
    told = purging.carry_out(actor, resource(CLIENT), client)
    note(actor, "purge", CLIENT, object_id=client_id, title=client.name, after=told, reason=found.title)
    publish(ClientPurged(client_id=client_id), actor)
    return found

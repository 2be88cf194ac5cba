"""Prototypes, test cases and acceptance standards, and what is recorded of them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.files.models import Attachment
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError
from dougong.kit.ids import new_id
from dougong.requirements import errors, rules
from dougong.requirements.models import Criterion, Prototype, PrototypeVersion, TestCase, TestRun
from dougong.requirements.policies import CRITERION, PROTOTYPE, TEST_CASE
from dougong.requirements.services.locks import (
    client_contact,
    its_requirements,
    locked_part,
    locked_specification,
    next_seq,
    tell,
)

L = TypeVar("L", Prototype, TestCase, Criterion)
CODES: dict[type[Any], str] = {Prototype: PROTOTYPE, TestCase: TEST_CASE, Criterion: CRITERION}


def _add(
    actor: Actor,
    model: type[L],
    specification_id: uuid.UUID,
    requirement_ids: Iterable[uuid.UUID],
    values: dict[str, Any],
) -> L:
    specification = locked_specification(actor, specification_id)
    linked = its_requirements(specification.pk, requirement_ids)
    made = model(
        id=new_id(), specification=specification, seq=next_seq(specification, model), created_by_id=actor.id, **values
    )
    made.save(force_insert=True)
    made.requirements.set(linked)
    code = CODES[model]
    audit(actor, "create", code, made, after={"number": made.number, **values})
    tell(specification.pk, code, made.pk)
    return made


def _update(actor: Actor, model: type[L], part_id: uuid.UUID, version: int | None, values: dict[str, Any]) -> L:
    code = CODES[model]
    found = locked_part(actor, model, code, part_id, version)
    if found.archived_at is not None:
        raise errors.PartArchived(number=found.number)
    links = values.pop("requirement_ids", None)
    before = {name: getattr(found, name) for name in values}
    wanted = rules.changed(before, values)
    for name, value in wanted.items():
        setattr(found, name, value)
    told: dict[str, Any] = {"before": {n: before[n] for n in wanted}, "after": dict(wanted)}
    if links is not None:
        linked = its_requirements(found.specification_id, links)
        had = sorted(r.number for r in found.requirements.all())
        now = sorted(r.number for r in linked)
        if had != now:
            found.requirements.set(linked)
            told["before"]["requirements"], told["after"]["requirements"] = had, now
    if not told["after"]:
        return found
    found.store(*wanted) if wanted else found.store("title")
    audit(actor, "update", code, found, **told)
    tell(found.specification_id, code, found.pk)
    return found


@transaction.atomic
def add_prototype(
    actor: Actor, *, specification_id: uuid.UUID, requirement_ids: Iterable[uuid.UUID] = (), **values: Any
) -> Prototype:
    return _add(actor, Prototype, specification_id, requirement_ids, values)


@transaction.atomic
def update_prototype(actor: Actor, *, prototype_id: uuid.UUID, version: int | None, **values: Any) -> Prototype:
    return _update(actor, Prototype, prototype_id, version, values)


@transaction.atomic
def add_test_case(
    actor: Actor, *, specification_id: uuid.UUID, requirement_ids: Iterable[uuid.UUID] = (), **values: Any
) -> TestCase:
    return _add(actor, TestCase, specification_id, requirement_ids, values)


@transaction.atomic
def update_test_case(actor: Actor, *, case_id: uuid.UUID, version: int | None, **values: Any) -> TestCase:
    return _update(actor, TestCase, case_id, version, values)


@transaction.atomic
def add_criterion(
    actor: Actor, *, specification_id: uuid.UUID, requirement_ids: Iterable[uuid.UUID] = (), **values: Any
) -> Criterion:
    return _add(actor, Criterion, specification_id, requirement_ids, values)


@transaction.atomic
def update_criterion(actor: Actor, *, criterion_id: uuid.UUID, version: int | None, **values: Any) -> Criterion:
    return _update(actor, Criterion, criterion_id, version, values)


@transaction.atomic
def set_archived(actor: Actor, model: type[L], *, part_id: uuid.UUID, archived: bool) -> L:
    """Out of the lists, or back."""
    code = CODES[model]
    found = locked_part(actor, model, code, part_id, None)
    if (found.archived_at is not None) != archived:
        found.archived_at = clock.now() if archived else None
        found.store("archived_at")
        audit(actor, "archive" if archived else "restore", code, found)
        tell(found.specification_id, code, found.pk)
    return found


@transaction.atomic
def add_version(
    actor: Actor, *, prototype_id: uuid.UUID, link: str = "", attachment_id: uuid.UUID | None = None, note: str = ""
) -> PrototypeVersion:
    """The next state of a prototype: a link, or a document that was put to it. The client's word on it is still to come."""
    found = locked_part(actor, Prototype, PROTOTYPE, prototype_id, None)
    if found.archived_at is not None:
        raise errors.PartArchived(number=found.number)
    if not link.strip() and attachment_id is None:
        raise errors.VersionEmpty(field="link")
    if link.strip() and not link.strip().lower().startswith(("https://", "http://")):
        raise FieldError("link", "链接写成 https://… 这样。", "Write the link like https://….")
    if attachment_id is not None:
        own = Attachment.objects.filter(pk=attachment_id, resource=PROTOTYPE, object_id=found.pk)
        if not own.exists():
            raise errors.FileNotOfPrototype(field="attachment_id")
    found.latest, found.verdict = found.latest + 1, ""
    found.store("latest", "verdict")
    made: PrototypeVersion = PrototypeVersion.objects.create(
        prototype=found, no=found.latest, link=link.strip(), attachment_id=attachment_id, note=note.strip(),
        at=clock.now(), by_name=actor.name,
    )  # fmt: skip
    audit(actor, "new_version", PROTOTYPE, found, after={"version": made.no, "link": made.link, "note": made.note})
    tell(found.specification_id, PROTOTYPE, found.pk)
    return made


@transaction.atomic
def give_feedback(
    actor: Actor,
    *,
    prototype_id: uuid.UUID,
    no: int,
    verdict: str,
    feedback: str = "",
    contact_id: uuid.UUID | None = None,
    said_on: dt.date | None = None,
) -> PrototypeVersion:
    """What the client said of a version; of the latest it is the prototype's state."""
    found = locked_part(actor, Prototype, PROTOTYPE, prototype_id, None)
    version: PrototypeVersion | None = found.versions.filter(no=no).first()
    if version is None:
        raise FieldError("no", "没有这个版本。", "There is no such version.")
    if verdict == "changes" and not feedback.strip():
        raise FieldError("feedback", "写明要改什么。", "Say what is to be changed.")
    contact = client_contact(found.specification, contact_id, "contact_id")
    version.verdict, version.feedback, version.feedback_by = verdict, feedback.strip(), contact
    version.feedback_on = said_on or clock.today()
    version.save(update_fields=["verdict", "feedback", "feedback_by", "feedback_on"])
    if version.no == found.latest:
        found.verdict = verdict
    found.store("verdict")
    audit(actor, "feedback", PROTOTYPE, found, after={"version": no, "verdict": verdict, "feedback": version.feedback})
    tell(found.specification_id, PROTOTYPE, found.pk)
    return version


@transaction.atomic
def record_run(actor: Actor, *, case_id: uuid.UUID, result: str, note: str = "") -> TestRun:
    """That a test case was run now, and how it ended. One that failed or could not be run says why."""
    found = locked_part(actor, TestCase, TEST_CASE, case_id, None, "test")
    if found.archived_at is not None:
        raise errors.PartArchived(number=found.number)
    if result != "passed" and not note.strip():
        raise FieldError("note", "写明哪里不符，或为什么做不了。", "Say what was wrong, or why it could not be run.")
    run: TestRun = TestRun.objects.create(
        case=found, result=result, note=note.strip(), at=clock.now(), by_id=actor.id, by_name=actor.name
    )
    before = found.last_result
    found.last_result, found.last_run_at, found.last_run_by = result, run.at, actor.name
    found.store("last_result", "last_run_at", "last_run_by")
    audit(actor, "run", TEST_CASE, found, before={"result": before}, after={"result": result, "note": run.note})
    tell(found.specification_id, TEST_CASE, found.pk)
    return run

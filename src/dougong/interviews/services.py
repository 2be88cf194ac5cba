from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.clients.answers import may_answer, mode_of
from dougong.clients.models import Client, Contact
from dougong.clients.policies import CLIENT
from dougong.clients.services import locked_client, update_client
from dougong.clients.services import record as tell_client
from dougong.forms.checking import check
from dougong.forms.models import Form
from dougong.forms.questionnaires import asked_at, targets
from dougong.forms.rules import FieldDef, is_blank
from dougong.interviews import errors, rules
from dougong.interviews.events import InterviewHeld
from dougong.interviews.models import Interview
from dougong.interviews.policies import INTERVIEW
from dougong.interviews.selectors import dossier_values, proposed
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, FieldErrors, NotFound, Stale
from dougong.kit.events import publish
from dougong.kit.registry import ADDED, resource
from dougong.kit.stream import notify


@transaction.atomic
def begin_interview(
    actor: Actor, *, client_id: uuid.UUID, form_id: uuid.UUID, contact_id: uuid.UUID | None = None,
    opportunity_id: uuid.UUID | None = None, held_on: dt.date | None = None,
) -> Interview:  # fmt: skip
    """A talk by one of the questionnaires, in its present wording. Raises NoSuchTemplate, NotOfThisClient."""
    client = locked_client(actor, client_id, action="view")
    require(actor, CLIENT, "note", client)
    form = Form.objects.filter(pk=form_id, purpose="interview", archived_at__isnull=True).first()
    if form is None:
        raise errors.NoSuchTemplate(field="form_id")
    _contact(client, contact_id)
    if opportunity_id is not None and not _its_opportunity(actor, client, opportunity_id):
        raise errors.NotOfThisClient(field="opportunity_id")
    made: Interview = Interview.objects.create(
        client=client, form=form, number=form.number, contact_id=contact_id, opportunity_id=opportunity_id,
        interviewer_id=actor.user_id, held_on=_day(held_on), created_by_id=actor.id,
    )  # fmt: skip
    audit(actor, "create", INTERVIEW, made, after={"client": client.name, "template": form.zh})
    notify(INTERVIEW, made.pk)
    return made


def _contact(client: Client, contact_id: uuid.UUID | None) -> None:
    rows = Contact.objects.filter(client=client, archived_at__isnull=True)
    if contact_id is not None and not rows.filter(pk=contact_id).exists():
        raise errors.NotOfThisClient(field="contact_id")


def _its_opportunity(actor: Actor, client: Client, opportunity_id: uuid.UUID) -> bool:
    rows = resource("sales.opportunity").visible_to(actor)
    return bool(rows.filter(pk=opportunity_id, client_id=client.pk).exists())


def _day(day: dt.date | None) -> dt.date:
    found = day or clock.today()
    if not clock.today() - dt.timedelta(days=3650) <= found <= clock.today():
        raise FieldError("held_on", "填今天或以前的日期，最早十年前。", "Today or earlier, at most ten years ago.")
    return found


def _locked(actor: Actor, interview_id: uuid.UUID, version: int | None = None) -> Interview:
    """Under lock after its client, if the actor may note on that."""
    must_see(actor, INTERVIEW, interview_id)
    place = Interview.objects.filter(pk=interview_id).values_list("client_id", flat=True).first()
    if place is None:
        raise NotFound()
    client = locked_client(actor, place, action="view")
    require(actor, CLIENT, "note", client)
    found: Interview = Interview.objects.select_for_update(of=("self",)).select_related("form").get(pk=interview_id)
    found.client = client
    if version is not None and found.version != version:
        raise Stale(who="", version=found.version, current={"version": found.version, "answers": found.answers})
    return found


@transaction.atomic
def save_answers(
    actor: Actor, *, interview_id: uuid.UUID, version: int | None, answers: dict[str, Any] | None = None, **values: Any
) -> Interview:
    """Keep what has been answered so far; null empties an answer. What is not asked for is not looked at.

    Raises FieldErrors at `answers.<question>`, InterviewDone, Stale.
    """
    found = _locked(actor, interview_id, version)
    if found.state == "done":
        raise errors.InterviewDone()
    if "contact_id" in values:
        _contact(found.client, values["contact_id"])
        found.contact_id = values["contact_id"]
    if values.get("held_on"):
        found.held_on = _day(values["held_on"])
    if answers:
        may_answer(actor, asked_at(found.form, found.number), answers)
        good = _checked(found, answers, whole=False)
        found.answers = {k: v for k, v in {**found.answers, **good}.items() if not is_blank(v)}
    found.store("answers", "contact", "held_on")
    notify(INTERVIEW, found.pk)
    return found


def _checked(found: Interview, answers: dict[str, Any], *, whole: bool) -> dict[str, Any]:
    good, faults = check(asked_at(found.form, found.number), answers, whole=whole)
    if faults:
        raise FieldErrors([FieldError(f"answers.{f.field}", f.zh, f.en) for f in faults])
    return good


@transaction.atomic
def finish_interview(actor: Actor, *, interview_id: uuid.UUID, version: int | None) -> Interview:
    """All that must be answered is: the talk is over, and stands on the timeline on its day. Once, however often it is sent."""
    found = _locked(actor, interview_id, version)
    if found.state == "done":
        return found
    asked = asked_at(found.form, found.number)
    lacking = [f for f in asked if not f.removed and f.required and is_blank(found.answers.get(f.key))]
    lacking = [f for f in lacking if mode_of(actor, f.target) is None]  # what he may not answer is not asked of him
    if lacking:
        raise FieldErrors([FieldError(f"answers.{f.key}", f"{f.zh}要填。", f"{f.name_en} is needed.") for f in lacking])
    first = found.done_at is None
    found.state, found.done_at = "done", clock.now()
    found.store("state", "done_at")
    audit(actor, "finish", INTERVIEW, found, after={"answers": len(found.answers)})
    if first:
        _tell(actor, found, asked)
        publish(InterviewHeld(interview_id=found.pk, client_id=found.client_id, template=found.form.code), actor)
    notify(INTERVIEW, found.pk)
    return found


def _tell(actor: Actor, found: Interview, asked: tuple[FieldDef, ...]) -> None:
    texts = []
    for field in asked:
        answer = found.answers.get(field.key)
        if isinstance(answer, dict):
            texts.append(rules.star_text(answer))
        elif isinstance(answer, str) and field.type == "long_text":
            texts.append(answer)
    at = None if found.held_on == clock.today() else clock.day_start(found.held_on) + dt.timedelta(hours=12)
    tell_client(
        actor, client_id=found.client_id, kind="interview_held", group="follow_up", resource=INTERVIEW, object_id=found.pk,
        text=rules.first_words(texts), contact=True, at=at, keywords=("访谈",), template=found.form.zh,
        template_en=found.form.en or found.form.zh,
    )  # fmt: skip


@transaction.atomic
def reopen_interview(actor: Actor, *, interview_id: uuid.UUID) -> Interview:
    """Go on with one that was finished. Raises AnswersApplied while its answers stand in the dossier."""
    found = _locked(actor, interview_id)
    if found.applied:
        raise errors.AnswersApplied()
    if found.state == "done":
        found.state = "draft"
        found.store("state")
        audit(actor, "reopen", INTERVIEW, found)
        notify(INTERVIEW, found.pk)
    return found


@transaction.atomic
def discard_interview(actor: Actor, *, interview_id: uuid.UUID) -> None:
    """One that was begun by mistake: gone. What was finished stays."""
    found = _locked(actor, interview_id)
    if found.done_at is not None:
        raise errors.InterviewDone()
    audit(actor, "discard", INTERVIEW, found, before={"template": found.form.zh, "answers": len(found.answers)})
    found.delete()


@transaction.atomic
def apply_answers(
    actor: Actor, *, interview_id: uuid.UUID, client_version: int | None, choices: dict[str, str]
) -> Interview:
    """Write chosen answers into the dossier, each as its choice says (`take`, `append`, `keep`), as one change of the dossier:
    with its checks, field rules, record, and a review where the rule names one of the fields.

    Raises InterviewNotDone, AnswersApplied, NothingChosen, Stale, FieldErrors.
    """
    found = _locked(actor, interview_id)
    if found.state != "done":
        raise errors.InterviewNotDone()
    if found.applied:
        raise errors.AnswersApplied()
    wanted: list[dict[str, Any]] = []
    for _, _, proposal in proposed(actor, found):
        after = rules.outcome(proposal, choices.get(proposal.key, rules.KEEP))
        if after != proposal.before:
            wanted.append({"key": proposal.key, "before": proposal.before, "after": after})
    if not wanted:
        raise errors.NothingChosen()
    _write(actor, found, client_version, {item["key"]: item["after"] for item in wanted})
    now = dossier_values(Client.objects.get(pk=found.client_id), targets())
    found.applied = [{**item, "after": now.get(item["key"])} for item in wanted]
    found.store("applied")
    audit(actor, "apply", INTERVIEW, found, after={"fields": [item["key"] for item in wanted]})
    notify(INTERVIEW, found.pk)
    return found


@transaction.atomic
def take_back_answers(actor: Actor, *, interview_id: uuid.UUID) -> tuple[list[str], list[str]]:
    """The undo of `apply_answers`: fields that nobody has changed since hold what they held before; the others stay.
    (fields that went back, fields that stay)."""
    found = _locked(actor, interview_id)
    if not found.applied:
        raise errors.NothingApplied()
    client = Client.objects.get(pk=found.client_id)
    back, stay = rules.undone(found.applied, dossier_values(client, targets()))
    if back:
        before = {item["key"]: item["before"] for item in found.applied}
        _write(actor, found, None, {key: before[key] for key in back})
    found.applied = []
    found.store("applied")
    audit(actor, "take_back", INTERVIEW, found, after={"back": back, "stay": stay})
    notify(INTERVIEW, found.pk)
    return back, stay


def _write(actor: Actor, found: Interview, version: int | None, values: dict[str, Any]) -> None:
    columns = {key: _column(key, value) for key, value in values.items() if not key.startswith(ADDED)}
    facts = {key.removeprefix(ADDED): value for key, value in values.items() if key.startswith(ADDED)}
    more = {"facts": facts} if facts else {}
    update_client(actor, client_id=found.client_id, version=version, **columns, **more)


def _column(key: str, value: Any) -> Any:
    if key == "since":
        return dt.date.fromisoformat(value) if value else None
    if key == "uscc":
        return value
    return "" if value is None else value

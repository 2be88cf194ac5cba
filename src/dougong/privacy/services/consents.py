"""Consents, requests of persons, and the notices they refer to."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Max

from dougong.audit.services import record as audit
from dougong.clients.models import Contact
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.numbers import next_number
from dougong.kit.workcalendar import add_working_days
from dougong.privacy import errors
from dougong.privacy.models import Acknowledgement, Consent, Notice, PersonRequest
from dougong.privacy.policies import CONSENT, NOTICE, REQUEST
from dougong.privacy.selectors.notices import current
from dougong.privacy.selectors.persons import person_of

#: 《App违法违规收集使用个人信息行为认定方法》(国信办秘字〔2019〕191号) no. 6: within what was promised, at most 15 working days.
ANSWER_DAYS = 15


@transaction.atomic
def record_consent(
    actor: Actor,
    *,
    kind: str,
    person_id: uuid.UUID,
    purpose: str,
    how: str,
    given_on: dt.date | None = None,
    note: str = "",
) -> Consent:
    """What a person told us on paper, by phone or in person."""
    require(actor, CONSENT, "create")
    person_of(kind, person_id, actor)
    audience = "contact" if kind == "contact" else "staff"
    given_at = clock.now()
    if given_on is not None and given_on < clock.today():
        given_at = dt.datetime.combine(given_on, dt.time(12), tzinfo=clock.zone())
    return _give(actor, _fk(kind, person_id), purpose, how, current(audience), given_at, note, actor.name)


@transaction.atomic
def agree_in_window(actor: Actor, *, notice_id: uuid.UUID) -> int:
    """A contact agreed to the notice in force at his sign-in: one consent for each dossier he is in."""
    notice = current("contact")
    if notice is None or notice.pk != notice_id:
        raise NotFound()
    Acknowledgement.objects.get_or_create(user_id=actor.user_id, notice=notice)
    made = 0
    for contact in Contact.objects.filter(user_id=actor.user_id, archived_at__isnull=True):
        held = Consent.objects.filter(contact=contact, purpose="window", notice=notice, withdrawn_at__isnull=True)
        if not held.exists():
            _give(
                actor, {"contact_id": contact.pk}, "window", "window", notice, clock.now(), "", actor.name, again=True
            )
            made += 1
    return made


@transaction.atomic
def withdraw_in_window(actor: Actor) -> int:
    """The contact takes his consent back, as easily as he gave it (art. 15); the window asks him again when he returns."""
    rows = Consent.objects.select_for_update().filter(
        contact__user_id=actor.user_id, purpose="window", withdrawn_at__isnull=True
    )
    Acknowledgement.objects.filter(user_id=actor.user_id).delete()
    count = 0
    for row in rows:
        _withdraw(actor, row, "window")
        count += 1
    return count


@transaction.atomic
def withdraw(actor: Actor, *, consent_id: uuid.UUID, how: str) -> Consent:
    require(actor, CONSENT, "update")
    must_see(actor, CONSENT, consent_id)
    consent: Consent = Consent.objects.locked(consent_id)
    if consent.withdrawn_at is None:
        _withdraw(actor, consent, how)
    return consent


def _withdraw(actor: Actor, consent: Consent, how: str) -> None:
    consent.withdrawn_at, consent.withdrawn_how = clock.now(), how
    consent.store("withdrawn_at", "withdrawn_how")
    audit(actor, "withdraw_consent", CONSENT, consent, after={"how": how})


def _give(
    actor: Actor, who: dict[str, uuid.UUID], purpose: str, how: str, notice: Notice | None, at: dt.datetime, note: str,
    by: str, *, again: bool = False,
) -> Consent:  # fmt: skip
    open_ = Consent.objects.filter(**who, purpose=purpose, withdrawn_at__isnull=True)
    if not again and open_.filter(notice=notice).exists():
        raise errors.ConsentKnown()
    consent = Consent.objects.create(
        **who, purpose=purpose, how=how, notice=notice, given_at=at, note=note, recorded_by=by, created_by_id=actor.id
    )
    facts = {"purpose": purpose, "how": how, "notice": notice.number if notice else None}
    audit(actor, "consent", CONSENT, consent, after=facts)
    return consent


def _fk(kind: str, person_id: uuid.UUID) -> dict[str, uuid.UUID]:
    return {f"{kind}_id": person_id}


# ---- requests


@transaction.atomic
def receive_request(
    actor: Actor, *, kind: str, how: str, wish: str, person: str = "", person_id: uuid.UUID | None = None, asker: str = "",
    received_on: dt.date | None = None,
) -> PersonRequest:  # fmt: skip
    """Put a request on the register; it falls due fifteen working days after it came."""
    require(actor, REQUEST, "create")
    if person_id is None and not asker.strip():
        raise errors.NothingAsked(field="asker")
    if person_id is not None:
        person_of(person, person_id, actor)
    day = min(received_on or clock.today(), clock.today())
    request = PersonRequest.objects.create(
        number=f"GR-{day.year}-{next_number('privacy_request', day.year):03d}", kind=kind, how=how, wish=wish, asker=asker,
        received_on=day, due_on=add_working_days(day, ANSWER_DAYS), handler_id=actor.id, created_by_id=actor.id,
        **(_fk(person, person_id) if person_id else {}),
    )  # fmt: skip
    audit(actor, "create", REQUEST, request, after={"kind": kind, "due_on": request.due_on})
    return request


@transaction.atomic
def close_request(actor: Actor, *, request_id: uuid.UUID, version: int, state: str, answer: str) -> PersonRequest:
    """Done, or refused with the reason."""
    require(actor, REQUEST, "update")
    must_see(actor, REQUEST, request_id)
    request: PersonRequest = PersonRequest.objects.locked(request_id, version)
    if request.state != "open":
        raise errors.AlreadyClosed(number=request.number)
    if state == "refused" and not answer.strip():
        raise errors.AnswerNeeded(field="answer")
    request.state, request.answer, request.closed_at, request.closed_by = state, answer, clock.now(), actor.name
    request.store("state", "answer", "closed_at", "closed_by")
    audit(actor, "close", REQUEST, request, before={"state": "open"}, after={"state": state})
    return request


# ---- notices


@transaction.atomic
def mark_read(actor: Actor, *, notice_id: uuid.UUID) -> None:
    notice = Notice.objects.filter(pk=notice_id, audience="staff", number__isnull=False).first()
    if notice is None:
        raise NotFound()
    Acknowledgement.objects.get_or_create(user_id=actor.user_id, notice=notice)


@transaction.atomic
def write_notice(actor: Actor, *, audience: str, zh: str, en: str = "") -> Notice:
    """The draft of the next version: one for each audience."""
    require(actor, NOTICE, "update")
    draft = Notice.objects.select_for_update().filter(audience=audience, number__isnull=True).first()
    if draft is None:
        draft = Notice(audience=audience, created_by_id=actor.id)
    draft.zh, draft.en = zh, en
    draft.save()
    return draft


@transaction.atomic
def publish_notice(actor: Actor, *, notice_id: uuid.UUID) -> Notice:
    """In force from now on; whoever signs in is shown it, and clients' contacts are asked anew."""
    require(actor, NOTICE, "update")
    notice: Notice = Notice.objects.locked(notice_id)
    if notice.number is not None:
        raise errors.NoticePublished()
    last = Notice.objects.filter(audience=notice.audience).aggregate(last=Max("number"))["last"] or 0
    notice.number, notice.published_at, notice.published_by = last + 1, clock.now(), actor.name
    notice.store("number", "published_at", "published_by")
    audit(actor, "publish", NOTICE, notice, after={"number": notice.number})
    return notice

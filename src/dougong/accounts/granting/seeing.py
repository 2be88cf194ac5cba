"""Looking through another person's eyes: an administrator's own session, read only, on record, over after half an hour."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from dougong.accounts.granting import separation
from dougong.accounts.granting.errors import NoLookWhileApart, NotThisPerson
from dougong.accounts.granting.held import held_by
from dougong.accounts.models import SeeAs, Session, User
from dougong.accounts.policies import ROLES
from dougong.audit.services import note
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound

LASTS = dt.timedelta(minutes=30)


@transaction.atomic
def begin(actor: Actor, *, session_key: str, user_id: uuid.UUID) -> SeeAs:
    """From the next request on the session sees as `user_id`. Raises NotThisPerson for oneself, and for another who keeps grants:
    his eyes open what the asker's own do already, and his name would stand beside the look."""
    require(actor, ROLES, "see_as")
    if separation.on():
        raise NoLookWhileApart()
    person = User.objects.filter(pk=user_id, kind="staff").first()
    if person is None:
        raise NotFound()
    if person.pk == actor.id or not person.is_active or (ROLES, "see_as") in held_by(person.pk).rights:
        raise NotThisPerson()
    Session.objects.select_for_update().get(session_key=session_key)
    now = clock.now()
    for before in SeeAs.objects.filter(session=session_key, ended_at__isnull=True):
        _ended(before, "time_over")
    look = SeeAs.objects.create(
        session_id=session_key, viewer_id=actor.user_id, person=person, begun_at=now, until=now + LASTS
    )
    note(actor, "see_as_begun", "accounts.user", object_id=person.pk, title=person.name, after={"until": look.until})
    return look


@transaction.atomic
def end(session_key: str) -> bool:
    """End the look of this session, if there is one."""
    look = SeeAs.objects.select_for_update().filter(session=session_key, ended_at__isnull=True).first()
    if look is None:
        return False
    _ended(look, "by_hand")
    return True


def end_overdue() -> int:
    """Put on record the end of looks whose time is over or whose session is gone; they were without effect from that moment."""
    done = 0
    for pk in SeeAs.objects.filter(ended_at__isnull=True).values_list("pk", flat=True):
        with transaction.atomic():
            look = SeeAs.objects.select_for_update().filter(pk=pk, ended_at__isnull=True).first()
            if look is not None and (look.session_id is None or look.until <= clock.now()):
                _ended(look, "signed_out" if look.session_id is None else "time_over")
                done += 1
    return done


def _ended(look: SeeAs, why: str) -> None:
    look.ended_at = min(clock.now(), look.until)
    look.save(update_fields=["ended_at"])
    viewer = Actor(look.viewer_id, look.viewer.name, "staff")
    facts = {"begun_at": look.begun_at, "ended_at": look.ended_at, "why": why}
    note(viewer, "see_as_ended", "accounts.user", object_id=look.person_id, title=look.person.name, after=facts)


def present(session_key: str) -> dict[str, Any] | None:
    """For the banner: who looks, as whom, until when."""
    look = (
        SeeAs.objects.filter(session=session_key, ended_at__isnull=True, until__gt=clock.now())
        .select_related("viewer", "person")
        .first()
    )
    if look is None:
        return None
    return {"viewer": look.viewer.name, "person": look.person.name, "until": look.until}

"""Signing a month: by somebody who handled none of its cases; the page is fixed with it."""

from __future__ import annotations

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.stream import notify
from dougong.oversight import errors
from dougong.oversight.models import WatchReview
from dougong.oversight.policies import REVIEW
from dougong.oversight.selectors.reviews import cases_of, digest_of, facts_of, handled_by, span
from dougong.oversight.services.settings import locked


@transaction.atomic
def sign(actor: Actor, *, month: str, comment: str = "") -> WatchReview:
    """The figures as they are at this moment. Raises MonthNotOver, MonthSigned, ReviewerHandled."""
    require(actor, REVIEW, "sign")
    if span(month)[1] > clock.today():
        raise errors.MonthNotOver(month=month)
    locked()  # no run adds to the cases meanwhile, and nobody signs the same month
    before = WatchReview.objects.filter(month=month).first()
    if before is not None:
        raise errors.MonthSigned(month=month, who=before.signed_by)
    cases = cases_of(month)
    handled = handled_by(actor, cases)
    if handled:
        raise errors.ReviewerHandled(cases=", ".join(handled[:5]))
    facts = facts_of(month, cases)
    told = facts["cases"]
    row = WatchReview(
        month=month, facts=facts, digest=digest_of(facts), comment=comment.strip()[:1000], cases=len(told),
        open_cases=sum(one["state"] == "open" for one in told), abuse=sum(one["finding"] == "abuse" for one in told),
        signed_by=actor.name, signed_by_id=actor.user_id, signed_at=clock.now(), created_at=clock.now(), created_by_id=actor.id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit(actor, "sign", REVIEW, row, after={"month": month, "cases": row.cases, "digest": row.digest}, reason=row.comment[:300])
    notify(REVIEW, row.pk)
    return row

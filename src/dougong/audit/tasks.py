from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.mail import send_mail

from dougong.audit.services import Sealer, anchors, remove_old, stamping, verify_and_note
from dougong.kit.actor import Actor
from dougong.kit.jobs import JobContext, job, periodic
from dougong.kit.outbox import add_step

log = logging.getLogger("dougong.audit")
add_step(Sealer().step)


@job("audit.verify")
def verify(ctx: JobContext) -> dict[str, Any]:
    """Started by a person from the page; its result is the report."""
    return _verify(ctx, ctx.actor())


@periodic("audit.verify_nightly", at="04:10")
def verify_nightly(ctx: JobContext) -> dict[str, Any]:
    return _verify(ctx, Actor.system())


def _verify(ctx: JobContext, actor: Actor) -> dict[str, Any]:
    places = [anchors.folder()]
    stamps = stamping.read(places, stamping.trusted())
    report = verify_and_note(actor, anchors.read(places), ctx.progress, stamps)
    for finding in report.findings:
        log.error("the audit record was tampered with: %s", finding.sentence("en"))
    return report.facts()


@periodic("audit.retention", at="02:40")
def retention(ctx: JobContext) -> dict[str, int]:
    return {"removed": remove_old(ctx.checkpoint)}


@periodic("audit.mail_anchor", at="00:20")
def mail_anchor(ctx: JobContext) -> None:
    """The last seal's line goes to whoever keeps it where the database's administrators can't reach."""
    to, line = settings.DOUGONG_AUDIT_ANCHOR_MAIL, anchors.newest()
    if to and line:
        send_mail(f"{settings.DOUGONG_COMPANY} 审计锚点 Audit anchor", f"{line}\n", None, [to])


@periodic("audit.stamp", at="00:30")
def stamp(ctx: JobContext) -> dict[str, Any]:
    """The newest seal gets a time stamp of the authority, where one is set. One that is not had fails the job, which is seen."""
    held = stamping.stamp_newest() if stamping.is_on() else None
    return {"seal": held.seal} if held else {}

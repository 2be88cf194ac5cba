from __future__ import annotations

from dougong.kit.actor import Actor
from dougong.kit.jobs import JobContext, enqueue, job
from dougong.notifications import mails
from dougong.notifications.services import MAIL_JOB


@job(MAIL_JOB)
def send_mail(ctx: JobContext, *, mail_id: int) -> dict[str, int]:
    """One mail, once. When it has to wait, a later job looks again."""
    due = mails.send(mail_id, job_id=ctx.job_id, first_attempt=ctx.attempt == 1)
    if due is not None:
        enqueue(MAIL_JOB, actor=Actor.system(), due_at=due, mail_id=mail_id)
    return {"mail_id": mail_id}

"""A notification as a mail: made, claimed, handed over once.

The claim is committed before the mail leaves and the answer after it, so whoever finds a claim that is too old knows that
its worker was lost in between: the mail may have left, and is not sent again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import smtplib
import uuid
from typing import NoReturn

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from dougong.kit import clock
from dougong.kit.acting import actor_by_id
from dougong.kit.crypto import must_read
from dougong.kit.errors import BusinessError
from dougong.kit.links import address
from dougong.notifications.errors import MailRefused, MailUncertain
from dougong.notifications.kinds import kind
from dougong.notifications.models import MailDelivery
from dougong.notifications.rules import next_try
from dougong.notifications.selectors import readable

#: Longer than any hand-over takes: each of its steps times out after 20 s.
CLAIM = dt.timedelta(minutes=5)


def send(mail_id: int, *, job_id: uuid.UUID, first_attempt: bool = True) -> dt.datetime | None:
    """Send it unless somebody else has it. Returns when to look again, or None when nothing is left to do.

    `first_attempt` of the very job that gave the mail up is a person's retry: it sends what is uncertain or was refused.
    Raises MailUncertain, MailRefused.
    """
    row = MailDelivery.objects.select_related("notification__user").get(pk=mail_id)
    if row.state == "sending":
        return _claimed_before(row, job_id)
    mine = row.failed_job == job_id
    if row.state in ("uncertain", "failed") and mine and not first_attempt:
        raise _given_up(row)
    message = compose(row)
    open_states = ["queued", "uncertain", "failed"] if mine else ["queued"]
    rows = MailDelivery.objects.filter(pk=mail_id, state__in=open_states)
    if not rows.update(state="sending", claimed_at=clock.now(), tries=row.tries + 1):
        return None
    row.tries += 1
    if message is None:
        _settle(row, "skipped")
        return None
    return _hand_over(row, message, job_id)


def _claimed_before(row: MailDelivery, job_id: uuid.UUID) -> dt.datetime | None:
    until = (row.claimed_at or clock.now()) + CLAIM
    if until > clock.now():
        return until
    if not MailDelivery.objects.filter(pk=row.pk, state="sending").update(state="uncertain", failed_job=job_id):
        return None
    raise MailUncertain(title=_title(row))


def _given_up(row: MailDelivery) -> BusinessError:
    return (
        MailUncertain(title=_title(row)) if row.state == "uncertain" else MailRefused(title=_title(row), why=row.error)
    )


def compose(row: MailDelivery) -> EmailMessage | None:
    """The mail in its reader's language; None when he is gone or may no longer see the record."""
    told = row.notification
    person = told.user
    actor = actor_by_id(person.pk)
    if actor is None or not person.email or not readable(actor, [told]):
        return None
    company = settings.DOUGONG_COMPANY
    known = kind(told.kind)
    title = known.title(told.params, person.language)
    foot = _foot(english=person.language.startswith("en"), outside=known.contacts)
    return EmailMessage(
        subject=f"[{company}] {title}",
        body=f"{title}\n\n{address(told.link)}\n\n--\n{foot}\n",
        to=[must_read(person.email)],
        headers={"Message-ID": f"<notification-{told.pk}-{row.pk}@dougong>", "Auto-Submitted": "auto-generated"},
    )


def _foot(*, english: bool, outside: bool) -> str:
    """Why one gets it: a colleague chose to, a client's person ordered something in the window."""
    if outside:
        return "Sent by your client's window" if english else "由客户窗口发出，回到窗口可以看到全部进度"
    link = address("/notifications/preferences")
    return f"You get this because of your choice at {link}" if english else f"要不要收这类邮件，在这里选：{link}"


def _hand_over(row: MailDelivery, message: EmailMessage, job_id: uuid.UUID) -> dt.datetime | None:
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as failure:  # nothing was said yet: it has certainly not left
        return _later(row, failure, job_id)
    try:
        connection.send_messages([message])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as failure:
        return _refused(row, failure, job_id) if _for_good(failure) else _later(row, failure, job_id)
    except (OSError, smtplib.SMTPException) as failure:  # cut off in the middle
        _settle(row, "uncertain", str(failure), job_id)
        raise MailUncertain(title=_title(row)) from None
    finally:
        with contextlib.suppress(
            OSError, smtplib.SMTPException
        ):  # the answer is known: a rude farewell changes nothing
            connection.close()
    _settle(row, "sent")
    return None


def _for_good(failure: Exception) -> bool:
    """A 5xx answer; a 4xx one asks to come again."""
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in failure.recipients.values())
    return isinstance(failure, smtplib.SMTPResponseException) and failure.smtp_code >= 500


def _later(row: MailDelivery, failure: Exception, job_id: uuid.UUID) -> dt.datetime:
    wait = next_try(row.tries)
    if wait is None:
        _refused(row, failure, job_id)
    _settle(row, "queued", str(failure))
    return clock.now() + wait


def _refused(row: MailDelivery, failure: Exception, job_id: uuid.UUID) -> NoReturn:
    _settle(row, "failed", str(failure), job_id)
    raise MailRefused(title=_title(row), why=str(failure)[:200]) from None


def _settle(row: MailDelivery, state: str, error: str = "", failed_job: uuid.UUID | None = None) -> None:
    row.state, row.error, row.failed_job = state, error[:300], failed_job
    row.sent_at = clock.now() if state == "sent" else None
    row.save(update_fields=["state", "error", "failed_job", "sent_at"])


def _title(row: MailDelivery) -> str:
    return kind(row.notification.kind).title(row.notification.params, "zh")

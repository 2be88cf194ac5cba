"""Handing a mail to the mail server, again after a while when it is away."""

from __future__ import annotations

import datetime as dt
import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

from dougong.accounts.models import User
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.crypto import must_read
from dougong.kit.jobs import enqueue

TRIES = 4


def send(user: User, subject: str, body: str, *, kind: str, args: dict[str, Any], tries: int) -> None:
    """To the person; when the mail server is away, the job `kind` again after 1, 4 and 16 minutes."""
    title = f"[{settings.DOUGONG_COMPANY}] {subject}"
    mail = EmailMessage(
        subject=title, body=body, to=[must_read(user.email or "")], headers={"Auto-Submitted": "auto-generated"}
    )
    try:
        mail.send()
    except (OSError, smtplib.SMTPException):
        if tries >= TRIES:
            raise
        wait = dt.timedelta(minutes=4 ** (tries - 1))
        enqueue(kind, actor=Actor.system(), due_at=clock.now() + wait, tries=tries + 1, **args)

"""Django's database sessions, with the person, the stamp of his password and the facts of the sign-in in columns."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from dougong.kit import clock

PERSON = "person"
STAMP = "stamp"
#: What a sign-in knows when it begins: stage, kept, address, agent, device.
FACTS = "facts"
#: Time to take the next step of signing in.
STEP_TIME = dt.timedelta(minutes=15)


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        from dougong.accounts.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """A new row with its facts; of a row that is there only the contents, so that what was written since stays."""
        made: Any = super().create_model_instance(data)
        kept = self.model.objects.filter(session_key=made.session_key).first()
        row: Any = kept or made
        row.session_data = made.session_data
        row.user_id, row.stamp = data.get(PERSON), data.get(STAMP, "")
        if kept is not None:
            return row
        row.expire_date = made.expire_date
        if facts := data.get(FACTS):
            for name, value in facts.items():
                setattr(row, name, value)
            row.expire_date, row.idle_until = ends_at(row)
        return row


def ends_at(row: Any) -> tuple[dt.datetime, dt.datetime | None]:
    """When a session that begins now ends in any case, and when it ends without use (None: not before)."""
    now = clock.now()
    if row.stage:
        return now + STEP_TIME, None
    if row.kept:
        return now + dt.timedelta(days=settings.DOUGONG_SESSION_DAYS), None
    return now + dt.timedelta(hours=settings.DOUGONG_SESSION_HOURS), now + idle_time()


def idle_time() -> dt.timedelta:
    return dt.timedelta(minutes=settings.DOUGONG_SESSION_IDLE_MINUTES)

"""Django's database sessions, with the person and the stamp of his password in columns."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

PERSON = "person"
STAMP = "stamp"


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        from dougong.accounts.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.user_id = data.get(PERSON)
        row.stamp = data.get(STAMP, "")
        return row

"""Who keeps the personal data: administrators and data stewards. Keys are the administrator's alone."""

from __future__ import annotations

from django.db.models import Q

from dougong.kit.access import NOTHING
from dougong.kit.actor import Actor

KEYS = "privacy.keys"
PERSONS = "privacy.persons"
REVEAL = "privacy.reveal"
CONSENT = "privacy.consent"
REQUEST = "privacy.request"
NOTICE = "privacy.notice"
RULE = "privacy.retention"
ACTIVITY = "privacy.activity"


def rows_of(code: str):  # type: ignore[no-untyped-def]  # a RowFilter of the registry
    def rows(actor: Actor, action: str) -> Q:
        return Q() if actor.can(code, action) else NOTHING

    return rows

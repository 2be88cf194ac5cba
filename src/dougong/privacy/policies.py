"""Who keeps the personal data: administrators and data stewards. Keys are the administrator's alone."""

from __future__ import annotations

from django.db.models import Q

from dougong.kit.access import NOTHING
from dougong.kit.actor import Actor
from dougong.kit.registry import resource

KEYS = "privacy.keys"
PERSONS = "privacy.persons"
REVEAL = "privacy.reveal"
CONSENT = "privacy.consent"
REQUEST = "privacy.request"
NOTICE = "privacy.notice"
RULE = "privacy.retention"
ACTIVITY = "privacy.activity"


def rows_about(code: str):  # type: ignore[no-untyped-def]  # a RowFilter of the registry
    """As far as the actor sees the client whose contact a row is about: the gate holds here too."""

    def rows(actor: Actor, action: str) -> Q:
        if not actor.can(code, action):
            return NOTHING
        return Q(contact__isnull=True) | Q(
            contact__client__in=resource("clients.client").visible_to(actor).values("pk")
        )

    return rows

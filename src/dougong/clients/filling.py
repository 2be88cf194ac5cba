"""How far a dossier is filled, and what it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dougong.clients import rules
from dougong.clients.facts import needed_of
from dougong.clients.models import Client
from dougong.kit.actor import Actor


def completeness_of(
    actor: Actor, client: Client, contacts: bool | None = None, needed: Sequence[str] | None = None
) -> int:
    """How complete a dossier is, in percent; `contacts`: whether there are any, `needed`: what its kind needs, when these are
    known without asking."""
    needed = needed_of(actor, client.kind) if needed is None else needed
    return rules.completeness(_filled(client, contacts, needed), needed)


def lacking(actor: Actor, client: Client) -> list[rules.Missing]:
    """What to ask this client for next, the heaviest first."""
    needed = needed_of(actor, client.kind)
    return rules.missing(_filled(client, None, needed), needed)


def _filled(client: Client, contacts: bool | None, needed: Sequence[str]) -> dict[str, Any]:
    """What the rules of completeness look at."""
    held: dict[str, Any] = {name: getattr(client, name) for name in rules.COLUMNS if name not in ("owner", "contacts")}
    held |= client.facts_whole if needed else client.facts
    held["owner"] = client.owner_id
    some = client.contacts.filter(archived_at__isnull=True).exists() if contacts is None else contacts
    held["contacts"] = some or None  # a plain no would be an answer
    return held

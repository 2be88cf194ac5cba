"""Two clients with points, each with a person who looks into its window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dougong.accounts.actors import actor_by_id
from dougong.clients.models import Client, Contact
from dougong.clients.services import add_contact
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.loyalty.gifts import giving, rules
from dougong.loyalty.models import PointsAccount
from dougong.loyalty.services import Happening, post
from dougong.loyalty.tests.factories import client_of
from dougong.portal import services as portal
from tests.cast import Cast

TERMS = {**rules.FIRST, "allowed": True, "after_joining": 0, "after_receiving": 0}


@dataclass
class Party:
    client: Client
    contact: Contact
    actor: Actor

    @property
    def account(self) -> PointsAccount:
        found: PointsAccount = PointsAccount.objects.of_clients().get(client=self.client)
        return found

    def give(self, other: Party, points: int, note: str = "") -> Any:
        code = giving.own_code(other.actor, client_id=other.client.pk)
        return giving.offer(self.actor, client_id=self.client.pk, code=code, points=points, note=note)


def party(cast: Cast, name: str, phone: str, *, receipt: str = "500000.00", primary: bool = True) -> Party:
    client = client_of(cast.lin, name)
    contact = add_contact(cast.lin, client_id=client.pk, name=f"{name[:2]}总监", phone=phone, is_primary=primary)
    portal.invite(cast.lin, contact_id=contact.pk)
    contact.refresh_from_db()
    told = Happening("receipt.recorded", "test.receipt", client.pk, clock.now(), {"amount": receipt})
    post(Actor.system(), client_id=client.pk, happened=told)
    assert contact.user_id is not None
    actor = actor_by_id(contact.user_id)
    assert actor is not None
    return Party(client, contact, actor)


def allow(cast: Cast, **terms: Any) -> None:
    giving.save_terms(cast.manager, version=None, body={**TERMS, **terms})

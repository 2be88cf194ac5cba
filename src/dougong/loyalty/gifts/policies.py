from __future__ import annotations

from django.db.models import Q

from dougong.clients.models import Client
from dougong.clients.policies import contact_clients
from dougong.kit.access import scope_q
from dougong.kit.actor import Actor

GIFT = "loyalty.gift"


def gift_rows(actor: Actor, action: str) -> Q:
    """As far as the owner or the department of one of both clients reaches."""
    given = scope_q(actor, GIFT, action, owner="giver__owner", department="giver__department")
    return given | scope_q(actor, GIFT, action, owner="taker__owner", department="taker__department")


def contact_gifts(actor: Actor) -> Q:
    his = Client.objects.filter(contact_clients(actor)).values("pk")
    return Q(giver__in=his) | Q(taker__in=his)

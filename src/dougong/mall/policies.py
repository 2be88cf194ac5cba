from __future__ import annotations

import uuid

from django.db.models import Q

from dougong.clients.models import Client
from dougong.clients.policies import contact_clients
from dougong.kit.access import get_visible, scope_q
from dougong.kit.actor import Actor
from dougong.kit.errors import NotAllowed
from dougong.kit.registry import resource

REWARD = "mall.reward"
ORDER = "mall.order"
SETTING = "mall.setting"


def contact_rewards(actor: Actor) -> Q:
    """What is on offer, or was: an order's picture stays. Whether a client can have it is told beside it."""
    return ~Q(state="draft")


def order_rows(actor: Actor, action: str) -> Q:
    """As far as the client's owner and department reach."""
    return scope_q(actor, ORDER, action, owner="client__owner", department="client__department")


def contact_orders(actor: Actor) -> Q:
    return Q(client__in=Client.objects.filter(contact_clients(actor)).values("pk"))


def redeeming(actor: Actor, client_id: uuid.UUID) -> Client:
    """The client for which the contact redeems; absent and another's answer alike. Colleagues redeem for nobody."""
    if actor.kind != "contact":
        raise NotAllowed(resource=ORDER, action="create")
    found: Client = get_visible(resource("clients.client").visible_to(actor), client_id)
    return found

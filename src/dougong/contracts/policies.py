from __future__ import annotations

from django.db.models import Q

from dougong.clients.models import Client
from dougong.clients.policies import contact_clients
from dougong.kit.access import NOTHING, scope_q
from dougong.kit.actor import Actor
from dougong.kit.registry import resource

CONTRACT = "contracts.contract"
INSTALMENT = "contracts.instalment"
RECEIPT = "contracts.receipt"
ENTITY = "contracts.legal_entity"


def contract_rows(actor: Actor, action: str) -> Q:
    return scope_q(actor, CONTRACT, action)


def contact_contracts(actor: Actor) -> Q:
    """What a client's contact sees: contracts of his clients that were signed."""
    clients = Client.objects.filter(contact_clients(actor)).values("pk")
    return Q(client__in=clients, status__in=("in_force", "completed"))


def instalment_rows(actor: Actor, action: str) -> Q:
    return _through_contract(actor, INSTALMENT, action)


def contact_instalments(actor: Actor) -> Q:
    clients = Client.objects.filter(contact_clients(actor)).values("pk")
    return Q(contract__client__in=clients, contract__status__in=("in_force", "completed"), dropped_at__isnull=True)


def receipt_rows(actor: Actor, action: str) -> Q:
    return _through_contract(actor, RECEIPT, action)


def _through_contract(actor: Actor, code: str, action: str) -> Q:
    """Rows of the contracts that the actor may see, derived access included."""
    if not actor.can(code, action):
        return NOTHING
    if actor.scope(CONTRACT, "view") == "all":
        return Q()
    return Q(contract__in=resource(CONTRACT).visible_to(actor).values("pk"))

from __future__ import annotations

from django.db.models import Q

from dougong.clients.models import Client
from dougong.clients.policies import contact_clients
from dougong.kit.access import NOTHING, scope_q
from dougong.kit.actor import Actor

ACCOUNT = "loyalty.account"
ENTRY = "loyalty.entry"
STATISTICS = "loyalty.statistics"
RULE = "loyalty.rule"
TIERS = "loyalty.tiers"
ADJUSTMENT = "loyalty.adjustment"
DIFFERENCE = "loyalty.difference"


def account_rows(actor: Actor, action: str) -> Q:
    """As far as the client's owner and department reach. Finance has no grant here: it sees statistics only."""
    return scope_q(actor, ACCOUNT, action, owner="client__owner", department="client__department")


def entry_rows(actor: Actor, action: str) -> Q:
    """An entry is seen by whoever sees its account."""
    if not actor.can(ENTRY, action):
        return NOTHING
    return scope_q(actor, ACCOUNT, action, owner="account__client__owner", department="account__client__department")


def adjustment_rows(actor: Actor, action: str) -> Q:
    """As far as the client's owner and department reach."""
    return scope_q(actor, ADJUSTMENT, action, owner="client__owner", department="client__department")


def adjusted_clients(actor: Actor, action: str) -> Q:
    """The same of clients: for those that nothing was asked for yet."""
    return scope_q(actor, ADJUSTMENT, action)


def contact_accounts(actor: Actor) -> Q:
    """His clients' and his own; what a colleague has of his own is no business of his."""
    his = Q(client__in=Client.objects.filter(contact_clients(actor)).values("pk"))
    return his & (Q(contact__isnull=True) | Q(contact__user_id=actor.user_id))


def contact_entries(actor: Actor) -> Q:
    his = Q(account__client__in=Client.objects.filter(contact_clients(actor)).values("pk"))
    return his & (Q(account__contact__isnull=True) | Q(account__contact__user_id=actor.user_id))

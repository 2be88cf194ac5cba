from django.db.models import Q

from dougong.clients.models import Contact
from dougong.kit.access import NOTHING, scope_q
from dougong.kit.actor import Actor

CLIENT = "clients.client"


def client_rows(actor: Actor, action: str) -> Q:
    return scope_q(actor, CLIENT, action)


def contact_clients(actor: Actor) -> Q:
    """The clients whose contact signs in."""
    mine = Contact.objects.filter(user_id=actor.user_id, archived_at__isnull=True)
    return Q(pk__in=mine.values("client_id"), archived_at__isnull=True)


def tag_rows(actor: Actor, action: str) -> Q:
    return Q() if actor.can(CLIENT, "view") else NOTHING

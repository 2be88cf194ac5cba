from django.db.models import Q

from dougong.kit.actor import Actor

NOTIFICATION = "notifications.notification"


def own(actor: Actor, action: str) -> Q:
    return Q(user_id=actor.id, in_app=True)


def contact_own(actor: Actor) -> Q:
    return Q(user_id=actor.user_id, in_app=True)

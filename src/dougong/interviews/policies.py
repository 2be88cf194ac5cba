from django.db.models import Q, QuerySet

from dougong.clients.policies import CLIENT
from dougong.interviews.models import Interview
from dougong.kit.access import NOTHING, seen_with
from dougong.kit.actor import Actor
from dougong.kit.registry import resource

INTERVIEW = "interviews.interview"


def interview_rows(actor: Actor, action: str) -> Q:
    """Seen with the client; held and written by whoever may add notes to it."""
    if not actor.can(INTERVIEW, "view") or action not in ("view", "export", "update"):
        return NOTHING
    if action == "export" and not actor.can(INTERVIEW, "export"):
        return NOTHING
    rows = resource(CLIENT).rows_for(actor, "note" if action == "update" else "view")
    return Q(client__in=rows.values("pk"))


def near(actor: Actor) -> QuerySet[Interview]:
    """Those that `visible_to` gives, the gate asked row by row."""
    if actor.kind != "staff" or not actor.can(INTERVIEW, "view"):
        return Interview.objects.visible_to(actor)
    return Interview.objects.filter(seen_with(actor, CLIENT, "client_id"))

from django.db.models import Q

from dougong.clients.policies import CLIENT
from dougong.kit.access import NOTHING
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

from django.db.models import Q

from dougong.kit.access import NOTHING, scope_q
from dougong.kit.actor import Actor

TOKEN = "tokens.token"  # noqa: S105  a resource's code


def token_rows(actor: Actor, action: str) -> Q:
    """One's own; all of them for who keeps the installation."""
    if actor.kind != "staff":
        return NOTHING
    return scope_q(actor, TOKEN, action, department="owner__department")

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from dougong.clients.models import Client
from dougong.clients.policies import contact_clients
from dougong.kit.access import NOTHING, scope_q
from dougong.kit.actor import Actor
from dougong.kit.registry import resource
from dougong.requirements.rules import AGREED

SPECIFICATION = "requirements.specification"
REQUIREMENT = "requirements.requirement"
PROTOTYPE = "requirements.prototype"
TEST_CASE = "requirements.test_case"
CRITERION = "requirements.criterion"


def specification_rows(actor: Actor, action: str) -> Q:
    """By scope that of the opportunity's owner; and whoever keeps the specification. Members of the project come from above."""
    found = scope_q(actor, SPECIFICATION, action, owner="opportunity__owner", department="opportunity__department")
    scope = actor.scope(SPECIFICATION, action)
    if scope in (None, "all", "member"):
        return found
    return found | Q(keeper_id=actor.id)


def contact_specifications(actor: Actor) -> Q:
    """What was shared with the client."""
    clients = Client.objects.filter(contact_clients(actor)).values("pk")
    return Q(opportunity__client__in=clients, shared_at__isnull=False)


def part_rows(code: str) -> Callable[[Actor, str], Q]:
    """Seen with their specification; nothing else is done with them by a right of their own."""

    def rows(actor: Actor, action: str) -> Q:
        if action not in ("view", "export") or not actor.can(code, action):
            return NOTHING
        return _of_specifications(actor, "view")

    return rows


def prototype_documents(actor: Actor, action: str) -> Q:
    """Who writes the specification adds documents to its prototypes; who may share it shows them to the client."""
    needed = {"attach": "update", "share": "share"}.get(action)
    if needed is None or not actor.can(SPECIFICATION, needed):
        return NOTHING
    return _of_specifications(actor, needed)


def _of_specifications(actor: Actor, action: str) -> Q:
    return Q(specification__in=resource(SPECIFICATION).rows_for(actor, action).values("pk"))


def contact_requirements(actor: Actor) -> Q:
    return _shared(actor) & Q(state=AGREED)


def contact_criteria(actor: Actor) -> Q:
    return _shared(actor) & Q(archived_at__isnull=True)


def _shared(actor: Actor) -> Q:
    return Q(specification__in=resource(SPECIFICATION).visible_to(actor).values("pk"))

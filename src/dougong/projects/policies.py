from __future__ import annotations

from django.db.models import Q

from dougong.clients.models import Client
from dougong.clients.policies import contact_clients
from dougong.kit.access import NOTHING, scope_q
from dougong.kit.actor import Actor
from dougong.kit.registry import resource
from dougong.projects.models import Member, Project

PROJECT = "projects.project"
ACCEPTANCE = "projects.acceptance"
#: What a member may do, by his part in the project; None is any part.
MEMBERS: dict[str, tuple[str, ...] | None] = {
    "view": None,
    "export": None,
    "update": ("manager",),
    "plan": ("manager", "planner"),
    "progress": ("manager", "planner", "engineer", "site", "quality"),
    "accept": ("manager", "quality"),
}


def project_rows(actor: Actor, action: str) -> Q:
    """By scope: its manager's, and to see it the contract's owner's. Members come by `members_projects`."""
    if actor.scope(PROJECT, action) == "all":
        return Q()
    by_manager = scope_q(actor, PROJECT, action, owner="manager")
    if action != "view":
        return by_manager
    return by_manager | scope_q(actor, PROJECT, action, owner="contract__owner", department="contract__department")


def members_projects(actor: Actor, action: str) -> Q:
    """The projects one is on, as far as one's part in them goes."""
    if action not in MEMBERS or actor.id is None:
        return NOTHING
    mine = Member.objects.filter(user_id=actor.id)
    roles = MEMBERS[action]
    if roles is not None:
        mine = mine.filter(role__in=roles)
    return Q(pk__in=mine.values("project_id"))


#: The same of the specification that the project works by.
WRITERS = ("manager", "planner", "engineer")
SPECIFICATION: dict[str, tuple[str, ...] | None] = {
    "view": None,
    "export": None,
    "update": WRITERS,
    "agree": ("manager",),
    "share": ("manager",),
    "test": ("manager", "engineer", "site", "quality"),
}


def specifications_of_my_projects(actor: Actor, action: str) -> Q:
    """Members of a project work by the specification of its contract's opportunity."""
    if action not in SPECIFICATION or actor.id is None:
        return NOTHING
    mine = Member.objects.filter(user_id=actor.id, project__contract__opportunity__isnull=False)
    roles = SPECIFICATION[action]
    if roles is not None:
        mine = mine.filter(role__in=roles)
    return Q(opportunity__in=mine.values("project__contract__opportunity"))


def contact_projects(actor: Actor) -> Q:
    return Q(client__in=Client.objects.filter(contact_clients(actor)).values("pk"), archived_at__isnull=True)


def acceptance_rows(actor: Actor, action: str) -> Q:
    """Seen with its project; nothing else is done with it by a right of its own."""
    return _of_projects(actor, "view") if action == "view" else NOTHING


def acceptance_documents(actor: Actor, action: str) -> Q:
    """Who may accept adds documents; who may change the project shows them to the client."""
    needed = {"attach": "accept", "share": "update"}.get(action)
    return _of_projects(actor, needed) if needed is not None and actor.can(PROJECT, needed) else NOTHING


def _of_projects(actor: Actor, action: str) -> Q:
    return Q(project__in=resource(PROJECT).rows_for(actor, action).values("pk"))


def contact_acceptances(actor: Actor) -> Q:
    return Q(project__in=Project.objects.filter(contact_projects(actor)).values("pk"))


def clients_of_my_projects(actor: Actor, action: str) -> Q:
    """Members of a project see its client."""
    return _through_projects(actor, action, "client_id")


def contracts_of_my_projects(actor: Actor, action: str) -> Q:
    """Members of a project read its contract with the payment plan."""
    return _through_projects(actor, action, "contract_id")


def _through_projects(actor: Actor, action: str, field: str) -> Q:
    if action != "view" or actor.id is None:
        return NOTHING
    return Q(pk__in=Project.objects.filter(members__user_id=actor.id).values(field))

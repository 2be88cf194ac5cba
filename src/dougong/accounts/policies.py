from django.db.models import Q

from dougong.kit.access import NOTHING
from dougong.kit.actor import Actor

ROLES = "accounts.role"
#: Who has all of these can let others in and put grants right: somebody always must.
KEEPERS = ((ROLES, "view"), (ROLES, "update"), ("accounts.user", "view"), ("accounts.user", "update"))
#: Where duties are kept apart: who lets others in, and who puts grants right.
PEOPLE_KEEPERS = (("accounts.user", "view"), ("accounts.user", "update"))
GRANT_KEEPERS = ((ROLES, "view"), (ROLES, "update"), ("accounts.user", "view"), ("accounts.user", "grant"))


def people_rows(actor: Actor, action: str) -> Q:
    """Colleagues' names are known to all staff (owners and assignees are shown everywhere); changing them is by grant."""
    if action == "view":
        return Q(kind="staff") if actor.kind == "staff" else NOTHING
    return Q(kind="staff") if actor.can("accounts.user", action) else NOTHING


def department_rows(actor: Actor, action: str) -> Q:
    if action == "view":
        return Q() if actor.kind == "staff" else NOTHING
    return Q() if actor.can("accounts.department", action) else NOTHING


def own_views(actor: Actor, action: str) -> Q:
    return Q(user_id=actor.id)

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from dougong.accounts.models import Department, User
from dougong.kit.access import NOTHING
from dougong.kit.actor import Actor

SEGMENT = "care.segment"
TAG_RULE = "care.tag_rule"


def segment_rows(actor: Actor, action: str) -> Q:
    """One's own, and to look at what is shared with him, with his departments, and with those above them; whoever may change
    all shared ones never sees another's own."""
    scope = actor.scope(SEGMENT, action)
    if scope is None:
        return NOTHING
    mine = Q(created_by_id=actor.user_id)
    if scope == "all":
        return mine | ~Q(share="own")
    if action != "view":
        return mine
    roles = User.roles.through.objects.filter(user_id=actor.user_id).values("role_id")
    below = Department.objects.filter(pk__in=actor.department_ids, path__startswith=OuterRef("department__path"))
    near = Q(share="department") & (Q(department_id__in=actor.tree_ids) | Q(Exists(below)))
    return mine | Q(share="all") | near | Q(share="role", role__in=roles)

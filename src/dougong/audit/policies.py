from django.db.models import Q

from dougong.kit.access import NOTHING
from dougong.kit.actor import Actor

ENTRY = "audit.entry"
#: What concerns access and the installation itself: no business record's name or value stands in it.
SECURITY = ("accounts.user", "accounts.department", "accounts.role", "kit.operations", "privacy.keys", ENTRY)
SECURITY_ACTS = ("sign_in", "sign_in_failed", "sign_in_locked", "sign_out", "refused")


def entry_rows(actor: Actor, action: str) -> Q:
    """Scope all is the auditor's: everything, whatever else he may see. Any narrower scope is the administrator's: people,
    grants, sign-ins, refusals and the running of the installation, but nothing of the business."""
    scope = actor.scope(ENTRY, action)
    if scope is None:
        return NOTHING
    return Q() if scope == "all" else Q(resource__in=SECURITY) | Q(action__in=SECURITY_ACTS)

from django.db.models import Q

from dougong.imports.targets import targets
from dougong.kit.access import scope_q
from dougong.kit.actor import Actor

BATCH = "imports.batch"


def batch_rows(actor: Actor, action: str) -> Q:
    """An importer's own; all for whoever keeps the company's data, but for rows that are closed to him."""
    held = scope_q(actor, BATCH, action, owner="owner", department="owner__department")
    closed = [t.code for t in targets() if t.closed and not actor.can(t.resource, "import")]
    return held & ~Q(target__in=closed) if closed else held

from django.db.models import Q

from dougong.imports.targets import targets
from dougong.kit.access import scope_q
from dougong.kit.actor import Actor

BATCH = "imports.batch"
MAPPING = "imports.mapping"


def batch_rows(actor: Actor, action: str) -> Q:
    """An importer's own; all for whoever keeps the company's data, but for rows that are closed to him."""
    held = scope_q(actor, BATCH, action, owner="owner", department="owner__department")
    closed = [t.code for t in targets() if t.closed and not actor.can(t.resource, "import")]
    return held & ~Q(target__in=closed) if closed else held


def mapping_rows(actor: Actor, action: str) -> Q:
    """Shared by all who import the same kind of records; changed by whoever saved it, or keeps the company's data."""
    held = scope_q(actor, MAPPING, action, owner="owner", department="owner__department")
    return held & Q(target__in=[t.code for t in targets() if actor.can(t.resource, "import")])

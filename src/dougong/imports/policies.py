from django.db.models import Q

from dougong.kit.access import scope_q
from dougong.kit.actor import Actor

BATCH = "imports.batch"


def batch_rows(actor: Actor, action: str) -> Q:
    """An importer's own; all for whoever keeps the company's data."""
    return scope_q(actor, BATCH, action, owner="owner", department="owner__department")

from __future__ import annotations

import uuid

from django.db import transaction

from dougong.accounts.models import User
from dougong.audit.services import record as audit
from dougong.clients.services import record as tell_client
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.events import publish
from dougong.kit.stream import notify
from dougong.requirements import errors
from dougong.requirements.events import SpecificationShared
from dougong.requirements.models import Specification
from dougong.requirements.policies import SPECIFICATION
from dougong.requirements.services.locks import locked_specification


def begin(*, opportunity_id: uuid.UUID) -> None:
    """The specification of a new opportunity: part of making that, whose right is checked there."""
    Specification.objects.get_or_create(opportunity_id=opportunity_id)


@transaction.atomic
def set_keeper(actor: Actor, *, specification_id: uuid.UUID, keeper_id: uuid.UUID | None) -> Specification:
    """Who writes it; None for nobody but the opportunity's owner. He sees it from now on."""
    found = locked_specification(actor, specification_id, "assign")
    if keeper_id is not None and not User.objects.filter(pk=keeper_id, kind="staff", is_active=True).exists():
        raise errors.KeeperUnknown(field="keeper_id")
    if found.keeper_id != keeper_id:
        before, found.keeper_id = found.keeper_id, keeper_id
        found.store("keeper")
        audit(actor, "assign", SPECIFICATION, found, before={"keeper": before}, after={"keeper": keeper_id})
        notify(SPECIFICATION, found.pk)
    return found


@transaction.atomic
def share(actor: Actor, *, specification_id: uuid.UUID, shared: bool) -> Specification:
    """Show what is agreed, and the acceptance standards, in the client's window; or no longer."""
    found = locked_specification(actor, specification_id, "share")
    if (found.shared_at is not None) == shared:
        return found
    found.shared_at = clock.now() if shared else None
    found.store("shared_at")
    audit(actor, "share" if shared else "unshare", SPECIFICATION, found, after={"shared": shared})
    tell_client(
        actor, client_id=found.opportunity.client_id, kind="specification_shared" if shared else "specification_hidden",
        group="project", resource=SPECIFICATION, object_id=found.pk, title=str(found),
    )  # fmt: skip
    publish(SpecificationShared(specification_id=found.pk, shared=shared), actor)
    notify(SPECIFICATION, found.pk)
    return found

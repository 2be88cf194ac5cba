"""Which instalments are paid for what an acceptance standard judges."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.contracts import errors
from dougong.contracts.models import InstalmentCriterion
from dougong.contracts.policies import CONTRACT
from dougong.contracts.selectors.judged import offered, settable
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.stream import notify
from dougong.requirements.models import Criterion
from dougong.requirements.policies import CRITERION


@transaction.atomic
def set_instalments(actor: Actor, *, criterion_id: uuid.UUID, instalment_ids: Iterable[uuid.UUID]) -> None:
    """All of them at once that are his to choose; others stay as they are. Raises InstalmentNotOfSpecification."""
    must_see(actor, CRITERION, criterion_id)
    criterion: Criterion = Criterion.objects.locked(criterion_id)
    known = {row.pk: row for row in settable(actor, criterion, offered(actor, criterion))}
    wanted = set(instalment_ids)
    if not known:
        require(actor, CRITERION, "update", criterion)
    if not wanted <= set(known):
        raise errors.InstalmentNotOfSpecification(field="instalment_ids")
    links = InstalmentCriterion.objects.filter(criterion=criterion, instalment__in=known)
    had = set(links.values_list("instalment_id", flat=True))
    if had == wanted:
        return
    links.exclude(instalment__in=wanted).delete()
    InstalmentCriterion.objects.bulk_create(
        [InstalmentCriterion(criterion=criterion, instalment_id=pk) for pk in sorted(wanted - had)]
    )
    before, after = ([known[pk].title for pk in sorted(ids)] for ids in (had, wanted))
    audit(actor, "update", CRITERION, criterion, before={"instalments": before}, after={"instalments": after})
    notify(CRITERION, criterion.pk)
    for contract_id in {known[pk].contract_id for pk in had ^ wanted}:
        notify(CONTRACT, contract_id)

from __future__ import annotations

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.privacy.holdings import holding
from dougong.privacy.models import Activity
from dougong.privacy.policies import ACTIVITY


@transaction.atomic
def describe(actor: Actor, *, code: str, purpose: str, ground: str, recipients: str, measures: str) -> Activity:
    """What the register says of a kind of data, in the company's own words."""
    require(actor, ACTIVITY, "update")
    if holding(code) is None:
        raise NotFound()
    row = Activity.objects.select_for_update().filter(holding=code).first() or Activity(holding=code, version=0)
    row.purpose, row.ground, row.recipients, row.measures = purpose, ground, recipients, measures
    row.store()
    audit(actor, "describe", ACTIVITY, row, after={"purpose": purpose, "ground": ground})
    return row

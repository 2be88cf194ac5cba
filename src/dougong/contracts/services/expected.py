from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from dougong.contracts.models import Instalment
from dougong.contracts.policies import INSTALMENT
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.stream import notify


@transaction.atomic
def set_expected(actor: Actor, *, instalment_id: uuid.UUID, expected_on: dt.date | None) -> None:
    """When an instalment that still waits is likely to fall due: a forecast, which moves with the schedule and is told to nobody."""
    require(actor, INSTALMENT, "set_due")
    rows = Instalment.objects.filter(pk=instalment_id, due_on__isnull=True).exclude(due_kind="date")
    if rows.exclude(expected_on=expected_on).update(expected_on=expected_on):
        contract_id = Instalment.objects.values_list("contract_id", flat=True).get(pk=instalment_id)
        notify("contracts.contract", contract_id)

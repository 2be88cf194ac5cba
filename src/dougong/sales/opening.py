"""What is opened here from below: an opportunity with the client that an enquiry becomes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from dougong.intake.deciding import opens
from dougong.kit.actor import Actor
from dougong.sales.models import Opportunity
from dougong.sales.policies import OPPORTUNITY
from dougong.sales.services import create_opportunity


def open_with(actor: Actor, client_id: uuid.UUID, values: Mapping[str, Any]) -> Opportunity:
    return create_opportunity(actor, client_id=client_id, **{k: v for k, v in values.items() if v is not None})


opens(OPPORTUNITY, open_with)

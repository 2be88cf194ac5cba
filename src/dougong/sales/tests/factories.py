from __future__ import annotations

from typing import Any

from dougong.clients.models import Client
from dougong.clients.services import create_client
from dougong.kit.actor import Actor
from dougong.sales.models import Opportunity, Stage
from dougong.sales.services import create_opportunity


def stage(code: str) -> Stage:
    found: Stage = Stage.objects.get(code=code)
    return found


def client(actor: Actor, name: str = "启岳半导体（苏州）有限公司") -> Client:
    found: Client | None = Client.objects.filter(name=name).first()
    return found or create_client(actor, name=name)


def opportunity(
    actor: Actor, title: str = "三期洁净室机电工程", amount: str = "68500000.00", at: str = "contact", **values: Any
) -> Opportunity:
    of = client(actor, values.pop("of", f"{actor.name}的客户"))
    return create_opportunity(actor, client_id=of.pk, title=title, amount=amount, stage_id=stage(at).pk, **values)

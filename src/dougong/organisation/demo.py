"""A salesperson who left last week: his clients went to a colleague in one act."""

from __future__ import annotations

import datetime as dt

from dougong.accounts.models import User
from dougong.kit.demobuild import Demo
from dougong.kit.registry import resource
from dougong.organisation.services import handing

FEW = 3


def last(demo: Demo) -> None:
    """After all the others: there must be something to hand over. He had been given a few of his later successor's clients."""
    leaver, taker = User.objects.get(pk=demo.made["left"][0]), demo.actors["gu"]
    clients = resource("clients.client").model._default_manager
    few = list(clients.filter(owner_id=taker.user_id).order_by("pk").values_list("pk", flat=True)[:FEW])
    clients.filter(pk__in=few).update(owner=leaver)
    with demo.at(demo.today - dt.timedelta(days=7)):
        day = demo.today - dt.timedelta(days=7)
        admin = demo.actors["admin"]
        handing.start(admin, user_id=leaver.pk, successor_id=taker.user_id, overrides={}, leaves_on=day)

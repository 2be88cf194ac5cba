"""Whoever joins the company is somebody whom work may need."""

from __future__ import annotations

from dougong.accounts.events import PersonJoined
from dougong.kit.actor import Actor
from dougong.kit.events import EventMeta, handler
from dougong.staffing import services


@handler(PersonJoined, when="after", name="staffing.take_in")
def take_in(event: PersonJoined, meta: EventMeta) -> None:
    if event.kind == "staff":
        services.take_people_in(Actor.system(), user_ids=[event.user_id])

"""A milestone that was reached is a good time to bring the client's dossier up to date."""

from __future__ import annotations

from dougong.care.visits.services import ask_for_update
from dougong.kit.events import EventMeta, handler
from dougong.projects.events import MilestoneReached
from dougong.projects.models import Task


@handler(MilestoneReached, when="after", name="projects.ask_for_dossier")
def ask_for_dossier(event: MilestoneReached, meta: EventMeta) -> None:
    name = Task.objects.filter(pk=event.task_id).values_list("name", flat=True).first()
    if name is not None:
        ask_for_update(
            client_id=event.client_id, key=f"milestone:{event.task_id}", cause=f"里程碑「{name}」已完成",
            cause_en=f"milestone “{name}” reached",
        )  # fmt: skip

"""Projects into the bin, out of it, and out of the world."""

from __future__ import annotations

import uuid

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.kit import bin as the_bin
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotAllowed, NotFound
from dougong.kit.events import publish
from dougong.kit.registry import resource
from dougong.kit.stream import notify
from dougong.projects.events import ProjectPurged
from dougong.projects.models import Project
from dougong.projects.services.writing import PROJECT

Done = dict[str, list[uuid.UUID]]


@transaction.atomic
def archive_projects(actor: Actor, *, project_ids: list[uuid.UUID]) -> Done:
    """Out of the lists and of the client's window, kept for 30 days in the bin. Nothing in it is changed meanwhile."""
    return _set_archived(actor, project_ids, True)


@transaction.atomic
def restore_projects(actor: Actor, *, project_ids: list[uuid.UUID]) -> Done:
    return _set_archived(actor, project_ids, False)


def _set_archived(actor: Actor, ids: list[uuid.UUID], archived: bool) -> Done:
    require(actor, PROJECT, "archive")
    kind = resource(PROJECT)
    visible = set(kind.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
    if not visible:
        raise NotFound()
    mine = list(kind.rows_for(actor, "archive").filter(pk__in=visible).values_list("pk", flat=True))
    if not mine:
        raise NotAllowed(resource=PROJECT, action="archive")
    for project in Project.objects.select_for_update().filter(pk__in=mine).order_by("pk"):
        if (project.archived_at is not None) != archived:
            project.archived_at = clock.now() if archived else None
            project.store("archived_at")
            audit(actor, "archive" if archived else "restore", PROJECT, project)
            notify(PROJECT, project.pk)
    done = set(mine)
    return {"done": [i for i in ids if i in done], "refused": [i for i in ids if i in visible and i not in done]}


@transaction.atomic
def purge_projects(actor: Actor, *, project_ids: list[uuid.UUID], reason: str = "") -> Done:
    """Those of the bin that nothing stops, with their plans. Raises PurgeStopped when each is stopped."""

    def gone(project: Project) -> None:
        publish(ProjectPurged(project_id=project.pk, client_id=project.client_id), actor)

    return the_bin.purge(actor, PROJECT, project_ids, gone, reason=reason)

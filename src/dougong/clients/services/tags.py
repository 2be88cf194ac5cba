"""One tag on many clients, by an act that is on record elsewhere."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence

from dougong.clients.models import Client
from dougong.clients.rules import tag_text_of
from dougong.kit.models import store_many
from dougong.kit.stream import notify


def change_tags(*, tag_id: uuid.UUID, put: Sequence[uuid.UUID], take: Sequence[uuid.UUID]) -> None:
    """In the transaction of whoever has it on record. Clients are locked in the order of their keys; the version of a dossier,
    which guards what people type, stays."""
    through = Client.tags.through
    rows = list(Client.objects.select_for_update().filter(pk__in=[*put, *take]).order_by("pk"))
    through.objects.filter(tag_id=tag_id, client_id__in=take).delete()
    there = {row.pk for row in rows}
    through.objects.bulk_create(
        [through(tag_id=tag_id, client_id=pk) for pk in put if pk in there], ignore_conflicts=True
    )
    names: dict[uuid.UUID, list[str]] = defaultdict(list)
    held = through.objects.filter(client__in=rows).order_by("tag__name")
    for pk, name in held.values_list("client_id", "tag__name"):
        names[pk].append(name)
    for row in rows:
        row.tag_text = tag_text_of(names[row.pk])
    store_many(rows, "tag_text")
    for row in rows[:20]:
        notify("clients.client", row.pk)

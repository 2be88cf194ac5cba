"""For the leak matrix: a client that is there twice, and one that was."""

from __future__ import annotations

from typing import Any

from dougong.clients import services as clients
from dougong.clients.merge.services import merge_clients
from dougong.kit.actor import Actor
from dougong.stewardship.duplicates.models import DuplicatePair


def merged(own: Any) -> Any:
    """A dossier that was the client's second, and is part of it now."""
    twin = clients.create_client(own.owner, name=f"{own.mark}半导体（旧档）")
    kept = own.row("clients.client").pk
    merger = Actor(
        own.owner.id, own.owner.name, "staff", own.owner.department_id, own.owner.tree_ids, own.cast.fang.grants
    )
    return merge_clients(merger, client_ids=[kept, twin.pk], survivor_id=kept, reason="同一家")


def pair(own: Any) -> Any:
    """The client and another of the owner's that may be the same."""
    twin = clients.create_client(own.owner, name=f"{own.mark}半导体公司")
    own.made["twin"] = twin.pk
    left, right = sorted((own.row("clients.client").pk, twin.pk))
    return DuplicatePair.objects.create(
        left_id=left,
        right_id=right,
        cluster=left,
        band="review",
        probability="0.8",
        bits="2",
        left_print="a",
        right_print="b",
    )


def clients_of(own: Any, actor: Actor) -> list[Any]:
    """The keys of a share's clients: the one that all hangs on, and the one that may be the same, which no project leads to."""
    whole = actor.scope("clients.client", "view") not in (None, "member")
    return [own.row("clients.client").pk, *([own.made["twin"]] if whole and "twin" in own.made else [])]

"""The gate: from grants to row filters, and from rows to permission."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from dougong.kit.actor import Actor
from dougong.kit.errors import NotAllowed, NotFound, ReadOnly
from dougong.kit.registry import RowFilter, resource

M = TypeVar("M", bound=Model)
NOTHING = Q(pk__in=[])


def scope_q(actor: Actor, code: str, action: str, *, owner: str = "owner", department: str = "department") -> Q:
    """The rows of an owned record on which `actor` may `action`.

    `owner` and `department` are the lookups from the row to the person and the department that hold it.
    """
    scope = actor.scope(code, action)
    if scope is None or scope == "member":  # members' rows are added by the registry, to every scope
        return NOTHING
    if scope == "all":
        return Q()
    if scope == "own":
        return Q(**{f"{owner}_id": actor.id})
    if scope == "department":
        posts = actor.department_ids
        near = {f"{department}_id": posts[0]} if len(posts) == 1 else {f"{department}_id__in": posts}
        return Q(**near) | Q(**{f"{owner}_id": actor.id})
    return Q(**{f"{department}_id__in": actor.tree_ids}) | Q(**{f"{owner}_id": actor.id})


def whoever_may(code: str) -> RowFilter:
    """Of records of the whole company: all rows to whoever may do it at all, none to anybody else."""

    def rows(actor: Actor, action: str) -> Q:
        return Q() if actor.can(code, action) else NOTHING

    return rows


def may(actor: Actor, code: str, action: str, pk: Any) -> bool:
    """Whether he may `action` on the record with this key: what a page offers him. Nobody is refused."""
    return actor.can(code, action) and bool(resource(code).rows_for(actor, action).filter(pk=pk).exists())


def require(actor: Actor, code: str, action: str, obj: Model | None = None) -> None:
    """Refuse unless `actor` may `action` on `obj` (or at all, when no record is meant).

    Raises NotFound when the record is outside what the actor may see, NotAllowed when it is seen but not his to act on.
    """
    if not isinstance(actor, Actor):
        raise TypeError("a service takes an Actor first")
    if actor.seen_by and action not in ("view", "explain"):
        raise ReadOnly()
    if not actor.can(code, action):
        if obj is not None and not resource(code).visible_to(actor).filter(pk=obj.pk).exists():
            raise NotFound()
        raise NotAllowed(resource=code, action=action)
    if obj is None or actor.kind == "system":
        return
    rows = resource(code)
    if actor.scope(code, action) == "all" and not rows.row_filter(actor, action):
        return  # nothing is left out: an empty Q needs no query
    if rows.rows_for(actor, action).filter(pk=obj.pk).exists():
        return
    if rows.visible_to(actor).filter(pk=obj.pk).exists():
        raise NotAllowed(resource=code, action=action)
    raise NotFound()


def must_see(actor: Actor, code: str, pk: Any) -> None:
    """Raise NotFound unless the actor sees the record. A write asks it before anything else: so one outside costs what an
    absent one costs, and nobody locks what he doesn't see."""
    if actor.kind != "system" and not resource(code).visible_to(actor).filter(pk=pk).exists():
        raise NotFound()


def seen(actor: Actor, code: str) -> QuerySet[Any]:
    """The keys of the records he sees, for a part's lookup: absent and invisible parts cost the same single query."""
    return resource(code).visible_to(actor).values("pk")


def seen_with(actor: Actor, code: str, path: str) -> Q:
    """Rows whose `path` leads to a record that he sees, asked row by row: for rows that are few already (`listing.Walk`)."""
    rows = resource(code).visible_to(actor)
    return Q(Exists(rows.filter(pk=OuterRef(path)))) if rows.query.where else Q()


def get_visible(rows: QuerySet[M], pk: Any) -> M:
    """The one row, or NotFound: absent and invisible cost the same single query."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found

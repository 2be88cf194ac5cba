"""Who acts. An actor is a value: its grants are those of one version of the grants table."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

#: From narrow to wide. `member` are the rows of the projects one is on; every wider scope holds them too.
Scope = Literal["member", "own", "department", "tree", "all"]
SCOPES: tuple[Scope, ...] = ("member", "own", "department", "tree", "all")
FieldMode = Literal["hide", "mask"]
_EMPTY: Mapping[tuple[str, str], Scope] = MappingProxyType({})
_ALL_SHOWN: Mapping[str, Mapping[str, FieldMode]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Actor:
    """`kind` is `staff`, `contact` (a client's person; never has grants) or `system`.

    `department_id` is that of his main post, to which what he makes belongs; `department_ids` are those of all his posts,
    `tree_ids` these with all below them. `fields` are the fields he does not see whole, by resource. `seen_by` is the
    administrator who looks through his eyes: then nothing may be written.
    """

    id: uuid.UUID | None
    name: str
    kind: Literal["staff", "contact", "system"]
    department_id: uuid.UUID | None = None
    tree_ids: tuple[uuid.UUID, ...] = ()
    grants: Mapping[tuple[str, str], Scope] = field(default_factory=lambda: _EMPTY, hash=False)
    fields: Mapping[str, Mapping[str, FieldMode]] = field(default_factory=lambda: _ALL_SHOWN, hash=False)
    seen_by: uuid.UUID | None = None
    department_ids: tuple[uuid.UUID, ...] = ()

    @classmethod
    def system(cls, name: str = "斗拱") -> Actor:
        return cls(id=None, name=name, kind="system")

    @property
    def user_id(self) -> uuid.UUID:
        """The person's id, for queries; the nil id for the system, which owns nothing."""
        return self.id or uuid.UUID(int=0)

    def scope(self, resource: str, action: str) -> Scope | None:
        """How far the actor may `action` records of `resource`; None is not at all."""
        if self.kind == "system":
            return "all"
        return self.grants.get((resource, action))

    def can(self, resource: str, action: str) -> bool:
        return self.scope(resource, action) is not None

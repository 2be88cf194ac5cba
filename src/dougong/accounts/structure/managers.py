"""Who is whose manager: what approvals go by."""

from __future__ import annotations

import uuid

from dougong.accounts.models import Department, User
from dougong.accounts.structure import errors
from dougong.accounts.structure.rules import Company


def company() -> Company:
    """The whole, in two queries: for checks when it changes, and for walking up."""
    people = User.objects.filter(kind="staff", is_active=True).values_list("pk", "manager_id", "department_id")
    given: dict[uuid.UUID, uuid.UUID | None] = {}
    place: dict[uuid.UUID, uuid.UUID | None] = {}
    for pk, manager, department in people:
        given[pk], place[pk] = manager, department
    rows = list(Department.objects.values_list("pk", "parent_id", "manager_id"))
    return Company(given, place, {d: parent for d, parent, _ in rows}, {d: head for d, _, head in rows})


def manager_of(user_id: uuid.UUID) -> User | None:
    """The person's manager: one given to him, else the head of his main department or of the next one above it that
    somebody else heads. None at the very top. At most four queries, whatever the size of the company."""
    user = User.objects.filter(pk=user_id).only("pk", "manager_id", "department_id").first()
    if user is None:
        return None
    rows = list(Department.objects.values_list("pk", "parent_id", "manager_id")) if user.department_id else []
    heads = {head for _, _, head in rows if head} | ({user.manager_id} if user.manager_id else set())
    active: dict[uuid.UUID, uuid.UUID | None] = dict.fromkeys(
        User.objects.filter(pk__among=heads, kind="staff", is_active=True).values_list("pk", flat=True)
    )
    shape = Company(
        {**active, user.pk: user.manager_id},
        {user.pk: user.department_id},
        {d: parent for d, parent, _ in rows},
        {d: head for d, _, head in rows},
    )
    found = shape.manager_of(user.pk)
    return User.objects.filter(pk=found).first() if found else None


def managers_above(user_id: uuid.UUID) -> list[User]:
    """Upwards from the person's manager to the top, each once."""
    ids = company().above(user_id)
    people = User.objects.in_bulk(ids)
    return [people[pk] for pk in ids]


def must_not_loop() -> None:
    """Call it at the end of every act that may set somebody above another. Raises ManagerLoop."""
    if loop := company().loop():
        names = dict(User.objects.filter(pk__in=loop).values_list("pk", "name"))
        raise errors.ManagerLoop(names="、".join(names[pk] for pk in loop))


def given_manager(manager_id: uuid.UUID | None, field: str) -> uuid.UUID | None:
    """An active colleague's id, checked."""
    if manager_id is None:
        return None
    if not User.objects.filter(pk=manager_id, kind="staff", is_active=True).exists():
        raise errors.ManagerUnknown(field=field)
    return manager_id
